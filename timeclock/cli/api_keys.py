"""flask api-keys: how programs get in."""

import click

from timeclock.authority.actor import Scope
from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_member, find_workspace, instant, operator_at
from timeclock.cli.options import email_option, scope_option, workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.api_keys import queries, service
from timeclock.messages import N_, Sentence
from timeclock.timekeeping import utc_text

group = TerminalGroup("api-keys", help=N_("The API keys of a company."))


@group.command("issue")
@workspace_option
@email_option
@scope_option
@click.option("--name", default="Terminal", show_default=True, help=N_("What the key is for."))
@click.option(
    "--expires", metavar="INSTANT", help=N_("When it ends, such as 2027-01-01T00:00:00Z.")
)
@answering
def issue(
    *, workspace: str, email: str, scope: str, name: str, expires: str | None
) -> CommandResult:
    """Issue a key that acts as a member. It is printed once and cannot be read again."""
    actor = operator_at(workspace)
    issued = service.issue_key(
        actor,
        member_id=find_member(actor.workspace_id, email).id,
        name=name,
        scope=Scope(scope),
        expires_at=instant(expires, field="expires"),
    )
    return CommandResult(issued.key, {"key_id": issued.key_id, "key": issued.key})


@group.command("list")
@workspace_option
@answering
def show(*, workspace: str) -> CommandResult:
    """List the keys of a company: their first characters, never the keys."""
    found = queries.keys(find_workspace(workspace).id)
    rows = [
        (
            str(key.id),
            f"{key.start}…",
            member.name,
            key.scope.value,
            key.name,
            Sentence("revoked") if key.revoked_at else "",
            utc_text(key.last_used_at) if key.last_used_at else Sentence("never used"),
        )
        for key, member in found
    ]
    facts = [
        {
            "key_id": key.id,
            "start": key.start,
            "user_id": member.account_id,
            "name": key.name,
            "scope": key.scope.value,
            "expires_at": key.expires_at,
            "last_used_at": key.last_used_at,
            "revoked_at": key.revoked_at,
        }
        for key, member in found
    ]
    headings = (
        *(N_("id"), N_("begins"), N_("member"), N_("scope"), N_("name"), ""),
        N_("last used"),
    )
    text = listed(headings, rows, none=N_("There is no key yet."))
    return CommandResult(text, {"keys": facts})


@group.command("revoke")
@workspace_option
@click.option("--key-id", type=int, required=True, help=N_("The key's number, as listed."))
@answering
def revoke(*, workspace: str, key_id: int) -> CommandResult:
    """Revoke a key at once and for good."""
    service.revoke_key(operator_at(workspace), key_id=key_id)
    return CommandResult(
        Sentence("Key %(key)s is revoked.", key=key_id), {"key_id": key_id, "revoked": True}
    )
