"""flask external-ids: the ids that people, jobs and time clocks have in another system."""

from collections.abc import Callable, Mapping

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_clock, find_job, find_member, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering
from timeclock.company.external_ids.service import ExternalKind, set_external_id
from timeclock.messages import N_, Sentence

group = TerminalGroup(
    "external-ids", help=N_("The ids that people, jobs and clocks have in another system.")
)

_FINDERS: Mapping[ExternalKind, Callable[[int, str], int]] = {
    ExternalKind.MEMBER: lambda workspace_id, text: find_member(workspace_id, text).id,
    ExternalKind.JOB: lambda workspace_id, text: find_job(workspace_id, text).id,
    ExternalKind.CLOCK: lambda workspace_id, text: find_clock(workspace_id, text).id,
}


@group.command("set")
@workspace_option
@click.option(
    "--kind",
    required=True,
    type=click.Choice([each.value for each in ExternalKind]),
    help=N_("What has the id."),
)
@click.option(
    "--of", "subject", required=True, metavar="EMAIL|ID|NAME", help=N_("Which one has the id.")
)
@click.option("--id", "external_id", default="", help=N_("The id; without one it is forgotten."))
@answering
def set_id(*, workspace: str, kind: str, subject: str, external_id: str) -> CommandResult:
    """Keep the id that a person, a job or a clock has in another system."""
    actor, wanted = operator_at(workspace), ExternalKind(kind)
    subject_id = _FINDERS[wanted](actor.workspace_id, subject)
    set_external_id(actor, kind=wanted, subject_id=subject_id, external_id=external_id)
    facts = {"kind": kind, f"{kind}_id": subject_id, "external_id": external_id or None}
    return CommandResult(Sentence("The external id is kept."), facts)
