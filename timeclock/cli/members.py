"""flask members: the people of a company."""

from datetime import UTC, datetime

import click

from timeclock.authority.actor import Role
from timeclock.cli import people_lists
from timeclock.cli.addresses import invitation_address, reset_address
from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import day, find_clock, find_member, find_workspace, operator_at, today
from timeclock.cli.options import (
    clock_option,
    email_option,
    password_from_stdin,
    password_option,
    role_option,
    workspace_option,
)
from timeclock.cli.terminal import CommandResult, answering, lines, listed
from timeclock.company.people import invitations, membership, password_resets, queries
from timeclock.company.people.access import working_keys
from timeclock.company.people.models import Account, Member
from timeclock.messages import N_, Listed, Sentence
from timeclock.storage.transactions import db
from timeclock.worktime.shifts import leaving
from timeclock.worktime.timesheets.rule_changes.home_clocks import change_home_clock

group = TerminalGroup("members", help=N_("The people of a company."))
group.add_command(people_lists.add_listed)


@group.command("add")
@workspace_option
@email_option
@click.option("--name", required=True, help=N_("What the company calls the person."))
@role_option
@click.option("--number", help=N_("The employee number, unique in the company."))
@password_option
@answering
def add(
    *, workspace: str, email: str, name: str, role: str, number: str | None, password_stdin: bool
) -> CommandResult:
    """Add a person to a company; an account is made where the address has none.

    Without a password the person signs in by a link: members invite prints one. An account that
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
    values = {"email": email, "member": added.member_id, "user": added.account_id}
    text = Sentence("%(email)s is member %(member)s, user %(user)s.", **values)
    alike = queries.people_alike(operator_at(workspace).workspace_id).get(added.member_id, ())
    if alike:
        text = Sentence(
            "%(email)s is member %(member)s, user %(user)s. The name looks like another one: "
            "%(names)s.",
            **values,
            names=Listed(tuple(each.name for each in alike)),
        )
    return CommandResult(text, facts | {"looks_like": [each.account_id for each in alike]})


@group.command("home-clock")
@workspace_option
@email_option
@clock_option
@click.option(
    "--first-day",
    metavar="DAY",
    help=N_("The first day of the new home clock; today unless given."),
)
@answering
def home_clock(*, workspace: str, email: str, clock: str, first_day: str | None) -> CommandResult:
    """Let a person go by the rules of a time clock from a day on."""
    company = find_workspace(workspace)
    member, found = find_member(company.id, email), find_clock(company.id, clock)
    first = today(company) if first_day is None else day(first_day, field="first-day")
    change_home_clock(
        operator_at(workspace), member_id=member.id, clock_id=found.id, first_day=first
    )
    return CommandResult(
        Sentence(
            "%(email)s goes by the rules of “%(clock)s” from %(day)s on.",
            email=email,
            clock=found.name,
            day=first,
        ),
        {"user_id": member.account_id, "clock_id": found.id, "first_day": first.isoformat()},
    )


@group.command("list")
@workspace_option
@click.option("--all", "everyone", is_flag=True, help=N_("Also those who were deactivated."))
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
    headings = (N_("user"), N_("email"), N_("name"), N_("role"), "")
    text = listed(headings, rows, none=N_("There is no member yet."))
    return CommandResult(text, {"members": facts})


@group.command("set-role")
@workspace_option
@email_option
@role_option
@click.option(
    "--revoke-keys/--keep-keys",
    default=None,
    help=N_(
        "Whether the person's API keys end; a higher role of one who has keys needs an answer."
    ),
)
@answering
def set_role(*, workspace: str, email: str, role: str, revoke_keys: bool | None) -> CommandResult:
    """Change a member's role."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    membership.set_role(actor, member_id=member.id, role=Role(role), revoke=revoke_keys)
    text = Sentence("%(email)s is %(role)s now.", email=email, role=role)
    return CommandResult(text, {"user_id": member.account_id, "role": role})


@group.command("deactivate")
@workspace_option
@email_option
@answering
def deactivate(*, workspace: str, email: str) -> CommandResult:
    """Deactivate a member; an open shift is stopped, and everything recorded stays.

    Sessions, invitations, reset links and API keys end for good.
    """
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    leaving.deactivate_member(actor, member_id=member.id)
    return CommandResult(
        Sentence("%(email)s is deactivated.", email=email),
        {"user_id": member.account_id, "active": False},
    )


@group.command("reactivate")
@workspace_option
@email_option
@answering
def reactivate(*, workspace: str, email: str) -> CommandResult:
    """Reactivate a member. The sessions, links and API keys of before stay ended."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    membership.reactivate(actor, member_id=member.id)
    return CommandResult(
        Sentence("%(email)s is active again.", email=email),
        {"user_id": member.account_id, "active": True},
    )


@group.command("invite")
@workspace_option
@email_option
@answering
def invite(*, workspace: str, email: str) -> CommandResult:
    """Print a link that works once, by which a new member chooses a password."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    url = invitation_address(invitations.invite(actor, member_id=member.id))
    return CommandResult(url, {"user_id": member.account_id, "url": url})


@group.command("reset-password")
@workspace_option
@email_option
@answering
def reset_password(*, workspace: str, email: str) -> CommandResult:
    """Print a link that works once, by which a member chooses a new password.

    A new password ends no API key: those that still work are named.
    """
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    url = reset_address(password_resets.issue_reset(actor, member_id=member.id))
    kept = working_keys(db.session.connection(), actor.workspace_id, member.id, datetime.now(UTC))
    said = [
        Sentence(
            "API key %(key)s still works: %(name)s (%(start)s…).",
            key=key.key_id,
            name=key.name,
            start=key.start,
        )
        for key in kept
    ]
    facts = {
        "user_id": member.account_id,
        "url": url,
        "api_keys": [{"key_id": key.key_id, "name": key.name, "start": key.start} for key in kept],
    }
    return CommandResult(lines([url, *said]), facts)


def _standing(member: Member, *, looks_alike: bool) -> str | Sentence:
    if not member.is_active:
        return Sentence("deactivated")
    if looks_alike:
        text = N_("invited, looks like another name")
        return Sentence(N_("looks like another name") if member.accepted_at else text)
    return "" if member.accepted_at else Sentence("invited")


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
