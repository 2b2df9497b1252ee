"""flask clients and flask tags: whom jobs are done for, and how shifts are marked."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_workspace, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.labels import queries, service
from timeclock.company.labels.models import LabelKind
from timeclock.messages import N_, Sentence

clients = TerminalGroup("clients", help=N_("Whom a company's jobs are done for."))
tags = TerminalGroup("tags", help=N_("How a company's shifts are marked."))
_all_option = click.option("--all", "everything", is_flag=True, help=N_("Also the archived ones."))


@clients.command("add")
@workspace_option
@click.option("--name", required=True, help=N_("What the client is called."))
@answering
def add_client(*, workspace: str, name: str) -> CommandResult:
    """Add a client."""
    label_id = service.add_label(operator_at(workspace), kind=LabelKind.CLIENT, name=name)
    said = Sentence("Client %(client)s added.", client=label_id)
    return CommandResult(said, {"client_id": label_id})


@clients.command("list")
@workspace_option
@_all_option
@answering
def show_clients(*, workspace: str, everything: bool) -> CommandResult:
    """List the clients of a company."""
    return _listed(
        LabelKind.CLIENT, workspace, N_("There is no client yet."), everything=everything
    )


@tags.command("add")
@workspace_option
@click.option("--name", required=True, help=N_("What the tag is called."))
@answering
def add_tag(*, workspace: str, name: str) -> CommandResult:
    """Add a tag."""
    label_id = service.add_label(operator_at(workspace), kind=LabelKind.TAG, name=name)
    return CommandResult(Sentence("Tag %(tag)s added.", tag=label_id), {"tag_id": label_id})


@tags.command("list")
@workspace_option
@_all_option
@answering
def show_tags(*, workspace: str, everything: bool) -> CommandResult:
    """List the tags of a company."""
    none = N_("There is no tag yet.")
    return _listed(LabelKind.TAG, workspace, none, everything=everything)


def _listed(kind: LabelKind, workspace: str, none: str, *, everything: bool) -> CommandResult:
    company = find_workspace(workspace)
    found = queries.labels(company.id, kind, include_archived=everything)
    facts = [
        {f"{kind}_id": one.id, "name": one.name, "archived": one.archived_at is not None}
        for one in found
    ]
    rows = [(str(one.id), one.name) for one in found]
    return CommandResult(listed((N_("id"), N_("name")), rows, none=none), {f"{kind}s": facts})
