"""awork's entries that are added, changed and deleted after they were worked."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.compat.at_once import correct_at_once
from timeclock.compat.awork import showing
from timeclock.compat.awork.bodies import AworkEntryEdit, AworkNewEntry, AworkNothing
from timeclock.compat.awork.errors import EntryUnknown
from timeclock.compat.awork.shapes import entries as shapes
from timeclock.compat.awork.times import end_of, later, needs, start_of
from timeclock.compat.ids import IdKind, from_uuid8, uuid8
from timeclock.errors import Invalid
from timeclock.timekeeping import whole_second
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, marked_if, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.keys import caller
from timeclock.wire.once import once, repeats
from timeclock.wire.sight import member_to_punch_for
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts import backdating, queries
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import FURTHEST_BACK
from timeclock.worktime.timesheets.reading.reach import shift_in_reach

blueprint = Blueprint("booking", __name__)
ALL = "/api/v1/timeentries"
ONE = f"{ALL}/<entry>"
REASON = "Sent as a call of awork's."
_ADD = Call(
    takes=AworkNewEntry,
    gives=shapes.AworkTimeEntry,
    refuses=(404,),
    example={
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, 1),
        "startDateUtc": "2026-01-05T00:00:00Z",
        "startTimeUtc": "07:00:00",
        "duration": 3600,
    },
)
_CHANGE = Call(takes=AworkEntryEdit, gives=shapes.AworkTimeEntry, example={"note": "Rolls"})


@answers(blueprint, "POST", ALL, call=_ADD)
def add() -> Response:
    """Add an entry that has ended, one's own or with `userId` someone else's.

    Of one's own time it counts as the company's rule for times given afterwards says. For another
    person it reaches 12 hours back; what began before that is a correction, for those whose
    correction counts at once.
    """
    demand(actor := caller(), Permission.PUNCH)
    body = body_of(AworkNewEntry)
    if from_uuid8(IdKind.TYPE_OF_WORK, body.typeOfWorkId) != actor.workspace_id:
        raise Invalid("unknown", "This type of work does not exist.", field="typeOfWorkId")
    member_id = actor.member_id or 0
    if body.userId:
        member_id = member_to_punch_for(actor, from_uuid8(IdKind.USER, body.userId) or 0) or 0
    zone_name = body.timezone or "UTC"
    start = start_of(body, zone_name)
    if start is None:
        raise needs("startTimeUtc")
    end = end_of(body, zone_name, start)
    if end is None:
        raise needs("duration")
    job_id = from_uuid8(IdKind.JOB, body.projectId) or 0 if body.projectId else None
    too_old = start < datetime.now(UTC) - FURTHEST_BACK
    others = member_id != actor.member_id
    if too_old and others and may(actor, Permission.CORRECT_OTHERS):
        return _add_old(actor, member_id, body, Draft(0, start, end, job_id))
    punched = backdating.tell_worked(
        actor,
        member_id=member_id,
        start=start,
        end=end,
        job_id=job_id,
        details=ShiftDetails(note=body.note or "", billable=body.isBillable or False),
        once=once(),
    )
    return marked(json_answer(showing.one_entry(shift_of(punched))), punched)


@answers(blueprint, "PUT", ONE, call=_CHANGE)
def change(entry: str) -> Response:
    """Change an entry that has ended, where no one else has to say a word about it.

    What is left out stays. Breaks stay where they are, and the user does not change.
    """
    demand(actor := caller(), Permission.ASK_FOR_CHANGES)
    found, body = _in_sight(entry), body_of(AworkEntryEdit)
    keyed, repeated = once(), repeats(caller(), once())
    drafts = () if repeated else (_changed(found, body),)
    correction = correct_at_once(
        actor, found.member_id, found.id, drafts, reason=REASON, once=keyed
    )
    shown = queries.shift(actor.workspace_id, correction.shift_ids[0]) or found
    return marked_if(json_answer(showing.one_entry(shown)), repeats=repeated)


@answers(blueprint, "DELETE", ONE, call=Call(takes=AworkNothing, status=204))
def delete(entry: str) -> Response:
    """Delete an entry that has ended: a correction, which keeps what was there."""
    demand(actor := caller(), Permission.ASK_FOR_CHANGES)
    found = _in_sight(entry, also_voided=True)
    body_of(AworkNothing)
    repeated = repeats(actor, keyed := once())
    if found.voided and not repeated:
        raise EntryUnknown
    correct_at_once(actor, found.member_id, found.id, (), reason=REASON, once=keyed)
    return marked_if(no_content(), repeats=repeated)


def _add_old(actor: Actor, member_id: int, body: AworkNewEntry, draft: Draft) -> Response:
    keyed, repeated = once(), repeats(actor, once())
    clock_id = backdating.usual_clock(actor.workspace_id, member_id)
    if clock_id is None and not repeated:
        raise Invalid("no_clock", "This person is not assigned to a time clock yet.")
    wanted = replace(
        draft, clock_id=clock_id or 0, note=body.note or "", billable=body.isBillable or False
    )
    correction = correct_at_once(actor, member_id, None, (wanted,), reason=REASON, once=keyed)
    added = queries.shift(actor.workspace_id, correction.shift_ids[0])
    if added is None:
        raise EntryUnknown
    return marked_if(json_answer(showing.one_entry(added)), repeats=repeated)


def _changed(found: ShiftRecord, body: AworkEntryEdit) -> Draft:
    """The entry as it is to be. Raises Conflict `still_open` while it runs.

    `duration` and `projectId` mean what an entry shows: the time without unpaid breaks, and the job
    that was worked on last.
    """
    kept, zone_name = Draft.of(found), body.timezone or found.start_zone
    start = start_of(body, zone_name) or kept.started_at
    length = kept.ended_at - kept.started_at
    unpaid = found.timeline.paused(kept.ended_at, paid=False)
    end = end_of(body, zone_name, start, unpaid) or (
        later(start, length, "duration") if start != kept.started_at else kept.ended_at
    )
    said = body.model_fields_set
    if "projectId" in said:
        job_id = from_uuid8(IdKind.JOB, body.projectId) or 0 if body.projectId else None
        kept = _with_last_job(kept, job_id)
    return replace(
        kept,
        started_at=whole_second(start),
        ended_at=whole_second(end),
        note=(body.note or "") if "note" in said else kept.note,
        billable=kept.billable if body.isBillable is None else body.isBillable,
    )


def _with_last_job(draft: Draft, job_id: int | None) -> Draft:
    if not draft.switches:
        return replace(draft, job_id=job_id)
    last = replace(draft.switches[-1], job_id=job_id)
    return replace(draft, switches=(*draft.switches[:-1], last))


def _in_sight(entry: str, *, also_voided: bool = False) -> ShiftRecord:
    """The entry of that id. Raises EntryUnknown for one of no one in sight."""
    actor = caller()
    found = queries.shift(actor.workspace_id, from_uuid8(IdKind.SHIFT, entry) or 0)
    if (
        found is None
        or (found.voided and not also_voided)
        or not shift_in_reach(actor, found, datetime.now(UTC))
    ):
        raise EntryUnknown
    return found
