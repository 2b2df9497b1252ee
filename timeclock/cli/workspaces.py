"""flask workspaces: the companies on this server."""

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.options import password_from_stdin, password_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.workspaces import queries, service
from timeclock.messages import N_, Sentence

group = TerminalGroup("workspaces", help=N_("The companies on this server."))


@group.command("create")
@click.option("--name", required=True, help=N_("What the company is called."))
@click.option("--timezone", required=True, help=N_("Its IANA time zone, such as Europe/Berlin."))
@click.option("--owner-email", required=True, help=N_("The first owner's email address."))
@click.option("--owner-name", required=True, help=N_("The first owner's name."))
@password_option
@answering
def create(
    *, name: str, timezone: str, owner_email: str, owner_name: str, password_stdin: bool
) -> CommandResult:
    """Add a company with its first owner.

    Without a password the owner signs in by a link: members invite prints one. An account that
    exists keeps its own password.
    """
    created = service.create_workspace(
        name=name,
        zone=timezone,
        owner_email=owner_email,
        owner_name=owner_name,
        owner_password=password_from_stdin(password_stdin),
    )
    facts = {
        "workspace_id": created.workspace_id,
        "user_id": created.account_id,
        "member_id": created.member_id,
    }
    return CommandResult(
        Sentence(
            "Company %(company)s is added; its owner is user %(user)s.",
            company=created.workspace_id,
            user=created.account_id,
        ),
        facts,
    )


@group.command("list")
@answering
def show() -> CommandResult:
    """List the companies."""
    found = queries.workspaces()
    rows = [(str(one.id), one.name, one.zone) for one in found]
    facts = [
        {
            "workspace_id": one.id,
            "name": one.name,
            "timezone": one.zone,
            "created_at": one.created_at,
        }
        for one in found
    ]
    headings = (N_("id"), N_("name"), N_("time zone"))
    text = listed(headings, rows, none=N_("There is no company yet."))
    return CommandResult(text, {"workspaces": facts})
