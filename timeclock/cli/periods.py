"""flask periods: closing a pay period for everyone, and opening it again."""

from datetime import UTC, datetime

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import day, find_period, find_workspace, operator_at, today
from timeclock.cli.options import first_option, present_option, reason_option, workspace_option
from timeclock.cli.terminal import CommandResult, answering, lines, listed, unchanged
from timeclock.company.people.queries import names, user_ids
from timeclock.messages import N_, Listed, Sentence
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval import closing
from timeclock.worktime.timesheets.approval.closing import Closing, PeriodDecided
from timeclock.worktime.timesheets.approval.obstacles import Obstacle
from timeclock.worktime.timesheets.approval.period_list import period_list
from timeclock.worktime.timesheets.approval.undoing import undo_closing

group = TerminalGroup("periods", help=N_("Pay periods: what is in the way, closing, reopening."))


@group.command("list")
@workspace_option
@click.option("--from", "since", metavar="DAY", help=N_("From when on; three months unless given."))
@click.option("--to", "until", metavar="DAY", help=N_("Until when; today unless given."))
@answering
def show(*, workspace: str, since: str | None, until: str | None) -> CommandResult:
    """List pay periods, and which of them are closed."""
    company = find_workspace(workspace)
    last = day(until, field="to") if until is not None else today(company)
    first = day(since, field="from") if since is not None else None
    facts = [_facts(*each) for each in period_list(company.id, first, last)]
    rows = [
        (
            str(each["first_day"]),
            str(each["last_day"]),
            Sentence("closed") if each["closed"] else "",
        )
        for each in facts
    ]
    text = listed((N_("from"), N_("to"), ""), rows, none=N_("There is no pay period."))
    return CommandResult(text, {"periods": facts})


@group.command("obstacles")
@workspace_option
@present_option
@answering
def obstacles(*, workspace: str, first: str | None) -> CommandResult:
    """Show what is in the way of closing a pay period; exit code 1 if anything is."""
    company = find_workspace(workspace)
    period = find_period(company, first)
    found = closing.obstacles(company.id, period, datetime.now(UTC))
    called = names(company.id, {each.member_id for each in found if each.member_id is not None})
    rows = [(called.get(each.member_id or 0, ""), str(each.day), each.sentence) for each in found]
    headings = (N_("name"), N_("day"), N_("what"))
    text = listed(headings, rows, none=N_("Nothing is in the way."))
    users = user_ids(company.id, called)
    facts = {
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "obstacles": [_obstacle(each, users) for each in found],
    }
    return CommandResult(text, facts, exit_code=1 if found else 0)


@group.command("close")
@workspace_option
@first_option
@answering
def close(*, workspace: str, first: str) -> CommandResult:
    """Close a pay period for everyone, owners too."""
    first_day = day(first, field="first")
    actor = operator_at(workspace)
    return _answer(actor.workspace_id, closing.close_period(actor, first_day=first_day))


@group.command("reopen")
@workspace_option
@first_option
@reason_option
@answering
def reopen(*, workspace: str, first: str, reason: str) -> CommandResult:
    """Open a closed pay period again; each timesheet stays approved until it is reopened."""
    first_day = day(first, field="first")
    actor = operator_at(workspace)
    found = closing.reopen_period(actor, first_day=first_day, reason=reason)
    return _answer(actor.workspace_id, found)


@group.command("undo")
@workspace_option
@first_option
@answering
def undo(*, workspace: str, first: str) -> CommandResult:
    """Undo the operator's own closing, within a minute; approvals by it are undone."""
    first_day = day(first, field="first")
    actor = operator_at(workspace)
    return _answer(actor.workspace_id, undo_closing(actor, first_day=first_day))


def _facts(period: Period, found: Closing | None) -> dict[str, object]:
    return {
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "closed": found is not None and found.reopened_at is None,
        "closed_at": found.closed_at if found else None,
        "reopened_at": found.reopened_at if found else None,
    }


def _obstacle(found: Obstacle, users: dict[int, int]) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "user_id": users.get(found.member_id or 0),
        "day": found.day.isoformat(),
        "since": found.since,
        "shift_id": found.shift_id,
        "correction_id": found.correction_id,
        "sentence": found.sentence,
    }


def _answer(workspace_id: int, found: PeriodDecided) -> CommandResult:
    facts = _facts(found.closing.period, found.closing)
    text = N_("%(first)s to %(last)s is closed.")
    if not facts["closed"]:
        text = N_("%(first)s to %(last)s is open.")
    state = Sentence(text, first=facts["first_day"], last=facts["last_day"])
    told = [state if found.changed else unchanged(state)]
    users = user_ids(workspace_id, found.approved_ids)
    if found.approved_ids:
        called = names(workspace_id, found.approved_ids)
        approved = _named(found.approved_ids, called)
        told.append(Sentence("Closing approved %(names)s.", names=approved))
        if found.unsubmitted_ids:
            unsubmitted = _named(found.unsubmitted_ids, called)
            told.append(Sentence("Not submitted: %(names)s.", names=unsubmitted))
    said = {
        "changed": found.changed,
        "people": len(found.member_ids),
        "approved": [users[each] for each in found.approved_ids],
        "unsubmitted": [users[each] for each in found.unsubmitted_ids],
    }
    return CommandResult(lines(told), facts | said)


def _named(member_ids: tuple[int, ...], called: dict[int, str]) -> Listed:
    return Listed(tuple(sorted(called[each] for each in member_ids)))
