"""flask jobs: what a company's time is booked on."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_job, find_label, find_workspace, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.jobs import queries, service
from timeclock.company.labels.models import LabelKind
from timeclock.messages import N_, Sentence

group = TerminalGroup("jobs", help=N_("What a company's time is booked on."))


@group.command("add")
@workspace_option
@click.option("--name", required=True, help=N_("What the job is called."))
@click.option("--code", help=N_("A short code, unique in the company."))
@click.option("--parent", metavar="ID|CODE|NAME", help=N_("The job that this one is a part of."))
@click.option("--client", metavar="ID|NAME", help=N_("Whom the job is done for."))
@answering
def add(
    *, workspace: str, name: str, code: str | None, parent: str | None, client: str | None
) -> CommandResult:
    """Add a job."""
    actor = operator_at(workspace)
    above = find_job(actor.workspace_id, parent) if parent is not None else None
    whom = find_label(actor.workspace_id, LabelKind.CLIENT, client) if client is not None else None
    job_id = service.add_job(
        actor,
        name=name,
        code=code,
        parent_id=above.id if above else None,
        client_id=whom.id if whom else None,
    )
    return CommandResult(Sentence("Job %(job)s is added.", job=job_id), {"job_id": job_id})


@group.command("list")
@workspace_option
@click.option("--all", "everything", is_flag=True, help=N_("Also the archived ones."))
@answering
def show(*, workspace: str, everything: bool) -> CommandResult:
    """List the jobs of a company."""
    found = queries.jobs(find_workspace(workspace).id, include_archived=everything)
    rows = [(str(one.id), one.code or "", one.name) for one in found]
    facts = [
        {
            "job_id": one.id,
            "code": one.code,
            "name": one.name,
            "parent_id": one.parent_id,
            "client_id": one.client_id,
            "archived": one.archived_at is not None,
        }
        for one in found
    ]
    headings = (N_("id"), N_("code"), N_("name"))
    text = listed(headings, rows, none=N_("There is no job yet."))
    return CommandResult(text, {"jobs": facts})
