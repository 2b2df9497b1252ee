"""Pay periods: which there are, what is in the way, closing and reopening them."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import corrections, plain
from timeclock.api.bodies.paging import Paged
from timeclock.api.days import day_in, today
from timeclock.api.pages import after_text, page
from timeclock.api.shapes import periods as shapes
from timeclock.api.shapes.timesheets import ManyApprovedJson, many_approved
from timeclock.authority.permissions import Permission, demand
from timeclock.storage.transactions import db
from timeclock.timekeeping import utc_text
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import members_for
from timeclock.wire.once import once
from timeclock.worktime.timesheets.approval import closing
from timeclock.worktime.timesheets.approval.approving import approve_many
from timeclock.worktime.timesheets.approval.closing import PeriodDecided
from timeclock.worktime.timesheets.approval.keeping import period_beginning
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, read_obstacles
from timeclock.worktime.timesheets.approval.period_list import period_list
from timeclock.worktime.timesheets.approval.undoing import undo_closing
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.reach import sheets_in_reach

blueprint = Blueprint("periods", __name__)
PERIOD = f"{BASE}/periods/<first>"
_BETWEEN = Call(asks=plain.PeriodsAsked, gives=shapes.Periods)
_IN_THE_WAY = Call(asks=Paged, gives=shapes.Obstacles)
_APPROVE = Call(takes=plain.ApprovedPeople, gives=ManyApprovedJson, example={"user_ids": [1]})
_CLOSE = Call(takes=plain.Nothing, gives=shapes.PeriodDecidedJson)
_REOPEN = Call(
    takes=corrections.Reasoned,
    gives=shapes.PeriodDecidedJson,
    example={"reason": "A shift was forgotten"},
)


@answers(blueprint, "GET", f"{BASE}/periods", call=_BETWEEN)
def between() -> Response:
    """The periods of the last three months, or of other days, and which of them are closed."""
    query, actor = query_as(plain.PeriodsAsked), caller()
    demand(actor, Permission.READ_OWN)
    found = period_list(actor.workspace_id, query.first, query.last or today(actor))
    closings = [each for _, each in found if each is not None]
    users = users_of(
        actor, [who for each in closings for who in (each.closed_by_id, each.reopened_by_id)]
    )
    return json_answer(shapes.Periods(periods=[shapes.period(*each, users) for each in found]))


@answers(blueprint, "GET", f"{PERIOD}/obstacles", call=_IN_THE_WAY)
def obstacles(first: str) -> Response:
    """What is in the way of closing a period, by day, as far as the caller sees whose it is."""
    query, actor, first_day = query_as(Paged), caller(), day_in(first)
    demand(actor, Permission.READ_OWN)
    connection, now = db.session.connection(), datetime.now(UTC)
    basis = read_basis(connection, actor.workspace_id)
    period = period_beginning(first_day, basis.company_book)
    reach = sheets_in_reach(actor, period, now, basis)
    found = read_obstacles(connection, actor.workspace_id, reach, period, now, basis)
    least = after_text(query.cursor)
    rest = sorted((each for each in found if _place(each) > least), key=_place)
    listed = page(rest, query.limit, _place)
    users = users_of(actor, [each.member_id for each in listed.items])
    shown = [shapes.obstacle(each, users) for each in listed.items]
    return json_answer(shapes.Obstacles(obstacles=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "POST", f"{PERIOD}/approve", call=_APPROVE)
def approve(first: str) -> Response:
    """Approve the submitted sheets of these people that nothing is in the way of.

    With `include_unsubmitted` the sheets that are not submitted too; without it they are left with
    the code `not_submitted`.
    """
    body, actor, first_day = body_of(plain.ApprovedPeople), caller(), day_in(first)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    member_ids = members_for(actor, body.user_ids)
    found = approve_many(
        actor,
        first_day=first_day,
        member_ids=member_ids,
        include_unsubmitted=body.include_unsubmitted,
        once=once(),
    )
    users = users_of(actor, member_ids)
    return marked(json_answer(many_approved(found, users)), found)


@answers(blueprint, "POST", f"{PERIOD}/close", call=_CLOSE)
def close(first: str) -> Response:
    """Close the period for everyone."""
    body_of(plain.Nothing)
    return _answer(closing.close_period(caller(), first_day=day_in(first), once=once()))


@answers(blueprint, "POST", f"{PERIOD}/reopen", call=_REOPEN)
def reopen(first: str) -> Response:
    """Open the period again, for a reason."""
    body = body_of(corrections.Reasoned)
    return _answer(
        closing.reopen_period(caller(), first_day=day_in(first), reason=body.reason, once=once())
    )


@answers(blueprint, "POST", f"{PERIOD}/undo", call=_CLOSE)
def undo(first: str) -> Response:
    """Take back one's own closing, within a minute; sheets that it approved are as before."""
    body_of(plain.Nothing)
    return _answer(undo_closing(caller(), first_day=day_in(first), once=once()))


def _place(found: Obstacle) -> str:
    """Where it is among the others; no two have the same."""
    numbers = (found.member_id or 0, found.shift_id or 0, found.correction_id or 0)
    told = (found.day.isoformat(), utc_text(found.since), found.kind.value)
    return " ".join((*told, *(f"{each:016}" for each in numbers)))


def _answer(found: PeriodDecided) -> Response:
    said = found.closing
    users = users_of(caller(), (*found.member_ids, said.closed_by_id, said.reopened_by_id))
    return marked(json_answer(shapes.decided(found, users)), found)
