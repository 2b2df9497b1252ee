"""flask members: the people of a company."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from timeclock.authority.actor import Role
from timeclock.cli.addresses import invitation_address, reset_address
from timeclock.cli.lookups import find_member, find_workspace, operator_at
from timeclock.cli.options import (
    email_option,
    password_from_stdin,
    password_option,
    role_option,
    workspace_option,
)
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.company.people import links, membership, queries
from timeclock.company.people.access import working_keys
from timeclock.company.people.models import Account, Member
from timeclock.storage.transactions import db
from timeclock.worktime.shifts import leaving

group = AppGroup("members", help="The people of a company.")


@group.command("add")
@workspace_option
@email_option
@click.option("--name", required=True, help="What the company calls the person.")
@role_option
@click.option("--number", help="The employee number, unique in the company.")
@password_option
@answering
def add(
    *, workspace: str, email: str, name: str, role: str, number: str | None, password_stdin: bool
) -> CommandResult:
    """Add a person to a company; an account is made where the address has none.

    Without a password the person gets in by a link: members invite prints one. An account that
    exists keeps its own password.
    """
    added = membership.add_member(
        operator_at(workspace),
        email=email,
        name=name,
        role=Role(role),
        employee_number=number,
        password=password_from_stdin(password_stdin),
    )
    facts = {
        "user_id": added.account_id,
        "member_id": added.member_id,
        "account_existed": added.account_existed,
    }
    text = f"{email} is member {added.member_id}, user {added.account_id}."
    alike = queries.people_alike(operator_at(workspace).workspace_id).get(added.member_id, ())
    if alike:
        text += f" The name looks like another one: {', '.join(each.name for each in alike)}."
    return CommandResult(text, facts | {"looks_like": [each.account_id for each in alike]})


@group.command("list")
@workspace_option
@click.option("--all", "everyone", is_flag=True, help="Also those who were deactivated.")
@answering
def show(*, workspace: str, everyone: bool) -> CommandResult:
    """List the people of a company."""
    found = queries.members(find_workspace(workspace).id, include_deactivated=everyone)
    alike = queries.people_alike(find_workspace(workspace).id)
    rows = [
        (
            str(one.account_id),
            account.email,
            one.name,
            one.role.value,
            _standing(one, looks_alike=one.id in alike),
        )
        for one, account in found
    ]
    facts = [
        _facts(one, account) | {"looks_like": [e.account_id for e in alike.get(one.id, ())]}
        for one, account in found
    ]
    text = listed(("user", "email", "name", "role", ""), rows, none="Nobody is a member yet.")
    return CommandResult(text, {"members": facts})


@group.command("set-role")
@workspace_option
@email_option
@role_option
@click.option(
    "--revoke-keys/--keep-keys",
    default=None,
    help="Whether the person's API keys end; a higher role of one who has keys needs an answer.",
)
@answering
def set_role(*, workspace: str, email: str, role: str, revoke_keys: bool | None) -> CommandResult:
    """Give a member another role."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    membership.set_role(actor, member_id=member.id, role=Role(role), revoke=revoke_keys)
    return CommandResult(f"{email} is {role} now.", {"user_id": member.account_id, "role": role})


@group.command("deactivate")
@workspace_option
@email_option
@answering
def deactivate(*, workspace: str, email: str) -> CommandResult:
    """Take a member's access away; an open shift is stopped, everything recorded stays.

    Sessions, invitations, reset links and API keys end for good.
    """
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    leaving.deactivate_member(actor, member_id=member.id)
    return CommandResult(
        f"{email} is deactivated.", {"user_id": member.account_id, "active": False}
    )


@group.command("reactivate")
@workspace_option
@email_option
@answering
def reactivate(*, workspace: str, email: str) -> CommandResult:
    """Let a deactivated member in again; what they got in with before stays ended."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    membership.reactivate(actor, member_id=member.id)
    return CommandResult(
        f"{email} is active again.", {"user_id": member.account_id, "active": True}
    )


@group.command("invite")
@workspace_option
@email_option
@answering
def invite(*, workspace: str, email: str) -> CommandResult:
    """Print a link, good once, by which a new member gets in and chooses a password."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    url = invitation_address(links.invite(actor, member_id=member.id))
    return CommandResult(url, {"user_id": member.account_id, "url": url})


@group.command("reset-password")
@workspace_option
@email_option
@answering
def reset_password(*, workspace: str, email: str) -> CommandResult:
    """Print a link, good once, by which a member chooses a new password.

    A new password ends no API key: those that go on working are named.
    """
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    url = reset_address(links.issue_reset(actor, member_id=member.id))
    kept = working_keys(db.session.connection(), actor.workspace_id, member.id, datetime.now(UTC))
    said = [f"API key {key.key_id} goes on working: {key.name} ({key.start}…)." for key in kept]
    facts = {
        "user_id": member.account_id,
        "url": url,
        "api_keys": [{"key_id": key.key_id, "name": key.name, "start": key.start} for key in kept],
    }
    return CommandResult("\n".join([url, *said]), facts)


def _standing(member: Member, *, looks_alike: bool) -> str:
    if not member.is_active:
        return "deactivated"
    words = [] if member.accepted_at else ["invited"]
    return ", ".join([*words, "looks like another name"] if looks_alike else words)


def _facts(member: Member, account: Account) -> dict[str, object]:
    return {
        "user_id": member.account_id,
        "member_id": member.id,
        "email": account.email,
        "name": member.name,
        "role": member.role.value,
        "employee_number": member.employee_number,
        "active": member.is_active,
        "accepted": member.accepted_at is not None,
    }
