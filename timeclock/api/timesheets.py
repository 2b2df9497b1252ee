"""Timesheets: the rows of a period, a person's sheet, and what happens to it."""

from datetime import UTC, date, datetime
from itertools import islice

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import corrections, plain
from timeclock.api.days import day_in, period_asked
from timeclock.api.pages import after, page
from timeclock.api.shapes import payroll
from timeclock.api.shapes import timesheets as shapes
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people.queries import member_of_account, user_ids
from timeclock.errors import NotAllowed
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import NDJSON, json_answer, ndjson_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.members import person_for
from timeclock.wire.once import once
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.timesheets.approval import approving
from timeclock.worktime.timesheets.approval.answering import Decided
from timeclock.worktime.timesheets.approval.payroll import payroll_parts
from timeclock.worktime.timesheets.approval.rows import period_rows
from timeclock.worktime.timesheets.approval.standing import standing
from timeclock.worktime.timesheets.approval.undoing import undo_decision
from timeclock.worktime.timesheets.reading.sheets import sheet_of

blueprint = Blueprint("timesheets", __name__)
SHEET = f"{BASE}/timesheets/<user>/<first>"
_PLAINLY = Call(takes=plain.Nothing, gives=shapes.SheetDecided)
_SUBMIT = Call(takes=plain.SubmittedEarly, gives=shapes.SheetDecided)
_LINES = Call(
    asks=plain.LinesAsked,
    gives=payroll.PayrollLines,
    files=(NDJSON,),
    example_query={"state": "approved"},
)
_WITH_REASON = Call(
    takes=corrections.Reasoned,
    gives=shapes.SheetDecided,
    example={"reason": "Friday lacks the delivery"},
)


@answers(
    blueprint, "GET", f"{BASE}/timesheets", call=Call(asks=plain.RowsAsked, gives=shapes.Timesheets)
)
def rows() -> Response:
    """The sheets of the people in reach, of the present period or the one asked for."""
    query, actor = query_as(plain.RowsAsked), caller()
    demand(actor, Permission.SEE_TIMESHEETS)
    least = after(query.cursor)
    period = period_asked(actor, query.first, rule_book(actor.workspace_id))
    every = period_rows(actor, period, datetime.now(UTC))
    if query.user_id is not None:
        member = member_of_account(actor.workspace_id, query.user_id)
        every = tuple(row for row in every if member and row.member_id == member.id)
    rest = sorted((e for e in every if e.member_id > least), key=lambda row: row.member_id)
    listed = page(rest, query.limit, lambda row: row.member_id)
    found = listed.items
    deciders = (
        each for row in found for each in (row.standing.submitted_by_id, row.standing.decided_by_id)
    )
    users = users_of(actor, [*(row.member_id for row in found), *deciders])
    said: shapes.Timesheets = {
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "timesheets": [shapes.row(row, users) for row in found],
        "next_cursor": listed.next_cursor,
    }
    return json_answer(said)


@answers(blueprint, "GET", f"{BASE}/timesheets/lines", call=_LINES)
def lines() -> Response:
    """The time of everyone in reach as lines for payroll, in one call for a period.

    The figures are those of the export file. `state=approved&state=closed` leaves out what can
    still change. With `format=ndjson` each line of the answer is one JSON object, and all people
    are in it.
    """
    query, actor = query_as(plain.LinesAsked), caller()
    least = after(query.cursor)
    period = period_asked(actor, query.period, rule_book(actor.workspace_id))
    whole = query.format is plain.LinesFormat.NDJSON
    known = user_ids(actor.workspace_id) if query.user_id else {}
    found = payroll_parts(
        actor,
        period,
        datetime.now(UTC),
        states=query.state,
        member_ids=[m for m, user in known.items() if user in query.user_id] if known else None,
        after_id=0 if whole else least,
    )
    if whole:
        return ndjson_answer(line for each in found for line in payroll.lines(each))
    listed = page(tuple(islice(found, query.limit + 1)), query.limit, lambda one: one.member.id)
    said: payroll.PayrollLines = {
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "lines": [line for each in listed.items for line in payroll.lines(each)],
        "next_cursor": listed.next_cursor,
    }
    return json_answer(said)


@answers(blueprint, "GET", SHEET, call=Call(gives=shapes.OneTimesheet))
def sheet(user: str, first: str) -> Response:
    """A person's sheet with every line of every day."""
    actor, first_day = caller(), day_in(first)
    demand(actor, Permission.READ_OWN)
    period = period_asked(actor, first_day, rule_book(actor.workspace_id))
    member_id = person_for(actor, id_in(user), period)
    found = sheet_of(actor.workspace_id, member_id, period.first, period.after, datetime.now(UTC))
    decision = standing(actor.workspace_id, member_id, period)
    users = users_of(actor, [member_id, decision.submitted_by_id, decision.decided_by_id])
    return json_answer(shapes.OneTimesheet(timesheet=shapes.sheet(found, decision, users)))


@answers(blueprint, "POST", f"{SHEET}/submit", call=_SUBMIT)
def submit(user: str, first: str) -> Response:
    """Submit the sheet with the totals of now.

    Before the last day of the period this needs `early`, and answers `period_runs` without it. A
    later punch or change in the period reopens the sheet.
    """
    body = body_of(plain.SubmittedEarly)
    actor, first_day = caller(), day_in(first)
    member_id = person_for(actor, id_in(user), _period(actor, first_day))
    return _answer(
        approving.submit(
            actor, first_day=first_day, member_id=member_id, early=body.early, once=once()
        )
    )


@answers(blueprint, "POST", f"{SHEET}/take-back", call=_PLAINLY)
def take_back(user: str, first: str) -> Response:
    """Take one's own sheet back as long as no one has approved it."""
    body_of(plain.Nothing)
    actor, first_day = caller(), day_in(first)
    if id_in(user) != actor.account_id:
        raise NotAllowed("not_yours", "Only the person whose timesheet it is can withdraw it.")
    return _answer(approving.take_back(actor, first_day=first_day, once=once()))


@answers(blueprint, "POST", f"{SHEET}/approve", call=_PLAINLY)
def approve(user: str, first: str) -> Response:
    """Approve the sheet with the totals of now."""
    body_of(plain.Nothing)
    actor, first_day = caller(), day_in(first)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    member_id = person_for(actor, id_in(user), _period(actor, first_day))
    return _answer(approving.approve(actor, member_id=member_id, first_day=first_day, once=once()))


@answers(blueprint, "POST", f"{SHEET}/undo", call=_PLAINLY)
def undo(user: str, first: str) -> Response:
    """Take back one's own last decision about a sheet, within a minute."""
    body_of(plain.Nothing)
    actor, first_day = caller(), day_in(first)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    member_id = person_for(actor, id_in(user))
    return _answer(undo_decision(actor, member_id=member_id, first_day=first_day, once=once()))


@answers(blueprint, "POST", f"{SHEET}/send-back", call=_WITH_REASON)
def send_back(user: str, first: str) -> Response:
    """Give a submitted sheet back, for a reason that the person reads."""
    body = body_of(corrections.Reasoned)
    actor, first_day = caller(), day_in(first)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    member_id = person_for(actor, id_in(user), _period(actor, first_day))
    return _answer(
        approving.send_back(
            actor, member_id=member_id, first_day=first_day, reason=body.reason, once=once()
        )
    )


@answers(blueprint, "POST", f"{SHEET}/reopen", call=_WITH_REASON)
def reopen(user: str, first: str) -> Response:
    """Open an approved sheet again, for a reason that the person reads."""
    body = body_of(corrections.Reasoned)
    actor, first_day = caller(), day_in(first)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    member_id = person_for(actor, id_in(user), _period(actor, first_day))
    return _answer(
        approving.reopen(
            actor, member_id=member_id, first_day=first_day, reason=body.reason, once=once()
        )
    )


def _period(actor: Actor, first_day: date) -> Period:
    """The period that holds a day; the use case refuses a day on which none begins."""
    return period_of(first_day, rule_book(actor.workspace_id))


def _answer(found: Decided) -> Response:
    sheet = found.standing
    users = users_of(caller(), (sheet.member_id, sheet.submitted_by_id, sheet.decided_by_id))
    return marked(json_answer(shapes.decided(found, users)), found)
