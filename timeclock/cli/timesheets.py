"""flask timesheets: people's hours of a pay period, and what happens to them."""

from datetime import UTC, datetime, timedelta

import click

from timeclock.authority.actor import Actor
from timeclock.cli import comparing, export_file
from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import day as day_given
from timeclock.cli.lookups import find_member, find_period, find_workspace, operator_at
from timeclock.cli.options import (
    email_option,
    first_option,
    present_option,
    reason_option,
    workspace_option,
)
from timeclock.cli.sheet_facts import (
    day_text,
    of_day,
    of_decided,
    of_row,
    of_standing,
    of_totals,
    rows_text,
    sheet_text,
    state_words,
)
from timeclock.cli.terminal import CommandResult, answering, lines, unchanged
from timeclock.company.people.models import Member
from timeclock.company.people.queries import names, user_ids
from timeclock.messages import N_, Sentence
from timeclock.worktime.timesheets.approval import approving
from timeclock.worktime.timesheets.approval.answering import Decided
from timeclock.worktime.timesheets.approval.rows import period_rows
from timeclock.worktime.timesheets.approval.standing import standing
from timeclock.worktime.timesheets.approval.undoing import undo_decision
from timeclock.worktime.timesheets.reading.sheets import sheet_of

group = TerminalGroup("timesheets", help=N_("People's hours of a pay period."))
group.add_command(export_file.command)
group.add_command(comparing.compare)


@group.command("list")
@workspace_option
@present_option
@answering
def show_all(*, workspace: str, first: str | None) -> CommandResult:
    """List everyone's hours of a pay period, and what is in the way of approving them."""
    company = find_workspace(workspace)
    period = find_period(company, first)
    rows = period_rows(Actor.operator(company.id), period, datetime.now(UTC))
    users = user_ids(company.id, [row.member_id for row in rows])
    facts = {
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "timesheets": [of_row(row, users) for row in rows],
    }
    return CommandResult(rows_text(rows), facts)


@group.command("show")
@workspace_option
@email_option
@present_option
@answering
def show(*, workspace: str, email: str, first: str | None) -> CommandResult:
    """Show a person's days of a pay period with their sums."""
    company = find_workspace(workspace)
    member, period = find_member(company.id, email), find_period(company, first)
    now = datetime.now(UTC)
    sheet = sheet_of(company.id, member.id, period.first, period.after, now)
    decision = standing(company.id, member.id, period)
    facts = {
        **of_standing(decision, {member.id: member.account_id}),
        "running": sheet.running,
        "totals": of_totals(decision.shown(sheet.totals)),
        "days": [of_day(day) for day in sheet.days],
    }
    return CommandResult(sheet_text(sheet, decision, now), facts)


@group.command("explain")
@workspace_option
@email_option
@click.option("--day", required=True, metavar="DAY", help=N_("Which day, such as 2026-11-09."))
@answering
def explain(*, workspace: str, email: str, day: str) -> CommandResult:
    """Explain a person's total of a day, line by line."""
    company, asked = find_workspace(workspace), day_given(day, field="day")
    member = find_member(company.id, email)
    after, now = asked + timedelta(days=1), datetime.now(UTC)
    found = sheet_of(company.id, member.id, asked, after, now).day(asked)
    return CommandResult(day_text(found, now), of_day(found) | {"user_id": member.account_id})


@group.command("submit")
@workspace_option
@email_option
@click.option("--early", is_flag=True, help=N_("Also before the last day of the period."))
@first_option
@answering
def submit(*, workspace: str, email: str, early: bool, first: str) -> CommandResult:
    """Submit a person's timesheet with the totals of now."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    first_day = day_given(first, field="first")
    return _answer(
        member,
        approving.submit(actor, first_day=first_day, member_id=member.id, early=early),
    )


@group.command("approve")
@workspace_option
@click.option("--email", help=N_("The person's email address."))
@click.option("--all", "everyone", is_flag=True, help=N_("Every submitted one that can be."))
@click.option(
    "--include-unsubmitted", is_flag=True, help=N_("With --all: also timesheets not submitted.")
)
@first_option
@answering
def approve(
    *, workspace: str, email: str | None, everyone: bool, include_unsubmitted: bool, first: str
) -> CommandResult:
    """Approve a person's timesheet, or all that are submitted; their days are locked."""
    if (email is None) != everyone or (include_unsubmitted and not everyone):
        raise click.UsageError(str(Sentence("Enter either --email or --all.")))
    actor, first_day = operator_at(workspace), day_given(first, field="first")
    if email is None:
        return _approve_all(actor, first, include_unsubmitted=include_unsubmitted)
    member = find_member(actor.workspace_id, email)
    return _answer(member, approving.approve(actor, member_id=member.id, first_day=first_day))


@group.command("send-back")
@workspace_option
@email_option
@first_option
@reason_option
@answering
def send_back(*, workspace: str, email: str, first: str, reason: str) -> CommandResult:
    """Send a submitted timesheet back to the person."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    first_day = day_given(first, field="first")
    return _answer(
        member,
        approving.send_back(actor, member_id=member.id, first_day=first_day, reason=reason),
    )


@group.command("reopen")
@workspace_option
@email_option
@first_option
@reason_option
@answering
def reopen(*, workspace: str, email: str, first: str, reason: str) -> CommandResult:
    """Open an approved timesheet again."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    first_day = day_given(first, field="first")
    return _answer(
        member, approving.reopen(actor, member_id=member.id, first_day=first_day, reason=reason)
    )


@group.command("undo")
@workspace_option
@email_option
@first_option
@answering
def undo(*, workspace: str, email: str, first: str) -> CommandResult:
    """Undo the operator's own last decision about a timesheet, within a minute."""
    actor = operator_at(workspace)
    member = find_member(actor.workspace_id, email)
    first_day = day_given(first, field="first")
    return _answer(member, undo_decision(actor, member_id=member.id, first_day=first_day))


def _approve_all(actor: Actor, first: str, *, include_unsubmitted: bool) -> CommandResult:
    company = find_workspace(str(actor.workspace_id))
    period = find_period(company, first)
    rows = period_rows(actor, period, datetime.now(UTC))
    found = approving.approve_many(
        actor,
        first_day=period.first,
        member_ids=[row.member_id for row in rows],
        include_unsubmitted=include_unsubmitted,
    )
    asked = [*found.approved, *(each.member_id for each in found.left)]
    called, users = names(company.id, asked), user_ids(company.id, asked)
    told = [Sentence("%(num)s approved.", num=len(found.approved))]
    told += [
        Sentence("%(name)s: %(why)s", name=called[each.member_id], why=each.sentence)
        for each in found.left
    ]
    facts = {
        "approved": [users[each] for each in found.approved],
        "left": [
            {"user_id": users[each.member_id], "code": each.code, "sentence": each.sentence}
            for each in found.left
        ],
    }
    return CommandResult(lines(told), facts)


def _answer(member: Member, found: Decided) -> CommandResult:
    state = Sentence(
        "%(name)s's timesheet is %(state)s.",
        name=member.name,
        state=state_words(found.standing.state),
    )
    return CommandResult(
        state if found.changed else unchanged(state),
        of_decided(found, {member.id: member.account_id}),
    )
