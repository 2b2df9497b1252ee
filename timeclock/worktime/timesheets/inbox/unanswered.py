"""Shifts that no one ended, or whose end no one has confirmed, with a suggested end for each."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from timeclock.storage.transactions import db
from timeclock.timekeeping import elapsed
from timeclock.worktime.hours.duties import Watched
from timeclock.worktime.hours.sheet import CaseKind, Flag
from timeclock.worktime.hours.warnings import flags
from timeclock.worktime.shifts.queries import shifts_between
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion, suggest_end
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.shifts import read_shifts

_SHORTEST_LIMIT = timedelta(hours=1)
_WEEKS_OF_HABIT = timedelta(weeks=8)
_NO_END = (CaseKind.MISSED_CLOCK_OUT, CaseKind.UNCONFIRMED_END, CaseKind.CLAIMED_TIME)


def unanswered(
    connection: Connection, shifts: Sequence[ShiftRecord], basis: Basis, now: datetime
) -> Iterator[Case]:
    """The cases among open and unconfirmed shifts, in one more statement where there are any."""
    found = [
        (watched, flag)
        for watched in (_watched(shift, basis) for shift in shifts)
        for flag in flags((watched,), {}, basis.book_of(watched.shift.member_id), now)
        if flag.kind in _NO_END
    ]
    if not found:
        return
    since = min(watched.start for watched, _ in found) - _WEEKS_OF_HABIT
    members = {watched.shift.member_id for watched, _ in found}
    usual = read_shifts(connection, shifts[0].workspace_id, members, since, now)
    for watched, flag in found:
        yield _case(watched, flag, usual.get(watched.shift.member_id, ()), now)


def forgotten(shifts: Sequence[ShiftRecord], now: datetime) -> tuple[Case, ...]:
    """The cases among open shifts of a workspace. Nothing is read where all of them are short."""
    long = [each for each in shifts if elapsed(each.timeline.started_at, now) > _SHORTEST_LIMIT]
    if not long:
        return ()
    connection = db.session.connection()
    basis = read_basis(connection, long[0].workspace_id)
    return tuple(unanswered(connection, long, basis, now))


def suggestion_for(shift: ShiftRecord, zone_name: str, now: datetime) -> Suggestion | None:
    """When the person of a forgotten shift may have left, by their usual days: one statement."""
    start = shift.timeline.started_at
    earlier = shifts_between(shift.workspace_id, shift.member_id, start - _WEEKS_OF_HABIT, now)
    return suggest_end(shift, earlier, zone_name, now)


def _watched(shift: ShiftRecord, basis: Basis) -> Watched:
    began = shift.timeline.started_at
    zone = basis.zones.at(shift.clock_id, began)
    day = basis.book_of(shift.member_id).day_of(began, zone)
    limits = basis.limits[shift.clock_id], basis.break_limits[shift.clock_id]
    return Watched(shift, day, zone, limits[0], break_limit=limits[1])


def _case(watched: Watched, flag: Flag, usual: Sequence[ShiftRecord], now: datetime) -> Case:
    shift = watched.shift
    claimed = flag.kind is CaseKind.CLAIMED_TIME
    unconfirmed = flag.kind is not CaseKind.MISSED_CLOCK_OUT
    return Case(
        kind=flag.kind,
        member_id=shift.member_id,
        day=flag.day,
        zone=watched.zone,
        since=_unconfirmed_since(shift) if unconfirmed else watched.start + watched.limit,
        message=flag.message,
        clock_id=shift.clock_id,
        shift_id=shift.id,
        measured=flag.measured,
        limit=flag.limit,
        source=flag.source,
        suggestion=None if claimed else _suggestion(watched, usual, now),
        shift=shift,
    )


def _unconfirmed_since(shift: ShiftRecord) -> datetime:
    """When the shift ended, or its newest time was given if that is later.

    A confirmation that is undone leaves both as they are.
    """
    line = shift.timeline
    given = [each.given_at for each in shift.claims.given]
    return max([line.ended_at or line.started_at, *given])


def _suggestion(watched: Watched, usual: Sequence[ShiftRecord], now: datetime) -> Suggestion | None:
    if watched.shift.unconfirmed in (UnconfirmedEnd.PROPOSED, UnconfirmedEnd.DOUBTFUL):
        # The person has said it, or the start is as likely to be wrong as the end.
        return None
    return suggest_end(watched.shift, usual, watched.zone, now)
