"""Entries that begin and end: Clockify's addresses for the clock itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.compat.clockify import showing
from timeclock.compat.clockify.access import member_in
from timeclock.compat.clockify.addresses import ENTRIES, OF_USER, under_both
from timeclock.compat.clockify.bodies import ClockifyStop, EntryType, NewEntry
from timeclock.compat.clockify.booking import job_in, tags_in
from timeclock.compat.clockify.correcting import added, correct, was_correction
from timeclock.compat.clockify.shapes import entries as shapes
from timeclock.compat.ids import IdKind, hex24
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Once
from timeclock.timekeeping import whole_second
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, marked_if, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.once import once, repeats
from timeclock.wire.problems import BadRequest, Fault, Problem
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts import backdating, punching
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.rules import FURTHEST_BACK, accept_claim

blueprint = Blueprint("clock", __name__)
_ADD = Call(
    takes=NewEntry,
    gives=shapes.ClockifyTimeEntry,
    status=201,
    refuses=(404,),
    example={"description": "Rolls", "projectId": hex24(IdKind.JOB, 1), "billable": True},
)
_STOP = Call(
    takes=ClockifyStop,
    gives=shapes.ClockifyTimeEntry,
    refuses=(404,),
    example={"end": "2026-01-01T00:00:00Z"},
)


@answers(blueprint, "PATCH", *under_both(OF_USER), call=_STOP)
def stop_running_entry(workspace: str, user: str) -> Response:
    """End what runs, at `end`; a break ends with its shift."""
    actor = caller()
    member_id = member_in(actor, workspace, user)
    body = body_of(ClockifyStop)
    with body_first(body.end):
        punched = punching.clock_out(actor, member_id=member_id, end=body.end, once=once())
    return marked(json_answer(showing.ended(shift_of(punched))), punched)


@contextmanager
def body_first(end: datetime) -> Iterator[None]:
    """Say of an end in the future that it cannot be before that nothing runs, as the vendor does.

    Asked only then: whether an end counts is for the clock of the database.
    """
    try:
        yield
    except Conflict:
        accept_claim(whole_second(end), whole_second(datetime.now(UTC)), any_day=True)
        raise


@answers(blueprint, "POST", *under_both(ENTRIES), call=_ADD)
def add_own_entry(workspace: str) -> Response:
    """Begin an entry of one's own at `start` or now; with `end`, add one that is over.

    As for anyone else: see the call that names the user.
    """
    member_id = member_in(caller(), workspace, None)
    return _added(caller(), member_id, body_of(NewEntry))


@answers(blueprint, "POST", *under_both(OF_USER), call=_ADD)
def add_entry(workspace: str, user: str) -> Response:
    """Begin an entry at `start` or now; one that runs ends there. With `end`, add one that is over.

    Times given afterwards are marked. Of one's own time they count as the company's rule for such
    times says. For another person they reach 12 hours back; what has ended and began
    before that is a correction, for those who may correct it at once. An entry of type BREAK pauses
    the shift that runs or, with `end`, was a break in it.
    """
    member_id = member_in(caller(), workspace, user)
    return _added(caller(), member_id, body_of(NewEntry))


def _added(actor: Actor, member_id: int, body: NewEntry) -> Response:
    if body.type is EntryType.BREAK:
        punched = _rest(actor, member_id, body)
        return marked(json_answer(showing.paused(shift_of(punched)), 201), punched)
    if body.end is not None:
        return _add_worked(actor, member_id, body, _start_of(body), body.end)
    punched = punching.start_next_shift(
        actor,
        member_id=member_id,
        job_id=job_in(actor.workspace_id, body.projectId, body.taskId),
        claimed=body.start,
        details=ShiftDetails(
            note=body.description or "",
            billable=body.billable or False,
            tag_ids=tags_in(body.tagIds),
        ),
        once=once(),
    )
    return marked(json_answer(showing.started(shift_of(punched)), 201), punched)


def _rest(actor: Actor, member_id: int, body: NewEntry) -> Punched:
    if body.end is None:
        return punching.pause(actor, member_id=member_id, claimed=body.start, once=once())
    return backdating.tell_rest(
        actor, member_id=member_id, start=_start_of(body), end=body.end, once=once()
    )


def _start_of(body: NewEntry) -> datetime:
    """When an entry that has ended began. Raises BadRequest where that was left out."""
    if body.start is None:
        raise BadRequest(Problem(Fault.NULL, ("start",), "This cannot be null."))
    return body.start


def _add_worked(
    actor: Actor, member_id: int, body: NewEntry, start: datetime, end: datetime
) -> Response:
    asked, repeated = once(), repeats(actor, once())
    if _is_correction(actor, member_id, start, asked, repeated=repeated):
        answer = _add_old(actor, member_id, body, start, end, repeated=repeated)
        return marked_if(answer, repeats=repeated)
    punched = backdating.tell_worked(
        actor,
        member_id=member_id,
        start=start,
        end=end,
        job_id=job_in(actor.workspace_id, body.projectId, body.taskId),
        details=ShiftDetails(
            note=body.description or "",
            billable=body.billable or False,
            tag_ids=tags_in(body.tagIds),
        ),
        once=asked,
    )
    return marked(json_answer(showing.started(shift_of(punched)), 201), punched)


def _is_correction(
    actor: Actor, member_id: int, start: datetime, asked: Once | None, *, repeated: bool
) -> bool:
    """Whether a correction adds the entry: it began too long ago for a punch for another person.

    A repeated call is what it was the first time.
    """
    if repeated:
        return was_correction(actor, asked)
    is_too_old = start < datetime.now(UTC) - FURTHEST_BACK
    return is_too_old and member_id != actor.member_id and may(actor, Permission.CORRECT_OTHERS)


def _add_old(
    actor: Actor, member_id: int, body: NewEntry, start: datetime, end: datetime, *, repeated: bool
) -> Response:
    clock_id = backdating.usual_clock(actor.workspace_id, member_id)
    if clock_id is None and not repeated:
        raise Invalid("no_clock", "This person is not assigned to a time clock yet.")
    draft = Draft(
        clock_id or 0,
        start,
        end,
        job_in(actor.workspace_id, body.projectId, body.taskId),
        note=body.description or "",
        billable=body.billable or False,
        tag_ids=tags_in(body.tagIds),
    )
    correction = correct(actor, member_id, None, [draft], once())
    return json_answer(showing.one_entry(*added(actor, correction)), 201)
