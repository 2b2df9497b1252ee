"""What is out of the ordinary on people's sheets and no one has looked at yet."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from timeclock.company.locks.locked_days import (
    Lock,
    first_not_closed,
    locked_day,
    read_locks,
)
from timeclock.worktime.hours.sheet import Flag, Line
from timeclock.worktime.shifts.listing import Sight
from timeclock.worktime.timesheets.inbox.cases import ANSWERED_OTHERWISE, Case
from timeclock.worktime.timesheets.models import Acknowledgement
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_flags

# Member, kind, day and shift of a flag, and what was measured when someone looked.
_Seen = tuple[int, str, date, int | None, int]


def irregular(
    connection: Connection,
    workspace_id: int,
    basis: Basis,
    *,
    member_ids: Collection[int] | None,
    sight: Sight | None,
    first: date,
    now: datetime,
) -> Iterator[Case]:
    """The flags of these members (None: everyone) from `first` on, as cases.

    Left out are those of shifts at other clocks than those of `sight` (None: all), those of whole
    days on which people of other clocks were not at these, those of days that are approved or
    closed, and what someone has acknowledged as it still is. Missing ends are not among them: they
    are older than any first day.
    """
    after = date.fromordinal(now.astimezone(UTC).date().toordinal() + 2)  # tomorrow, somewhere
    locks = read_locks(connection, workspace_id, since=first)
    first = min(first_not_closed(locks, first), after)
    found = read_flags(connection, workspace_id, member_ids, first, after, now, basis)
    locks = tuple(lock for lock in locks if lock.after > first)
    seen = _seen(connection, workspace_id, first)
    for member_id, flag, lines in found:
        case = flag_case(member_id, lines, flag, now)
        if case.kind in ANSWERED_OTHERWISE or not _in_sight(case, lines, sight):
            continue
        if _key(case) in seen:
            continue
        if not _locked(locks, case):
            yield case


def _in_sight(case: Case, lines: Iterable[Line], sight: Sight | None) -> bool:
    if sight is None:
        return True
    if case.clock_id is not None:
        return case.clock_id in sight.clock_ids
    here = any(line.clock_id in sight.clock_ids for line in lines)
    return here or case.member_id in sight.member_ids


def flag_case(member_id: int, lines: Iterable[Line], flag: Flag, now: datetime) -> Case:
    """A flag, with the lines of its day, as a case that waits since the work in question ended."""
    lines = [line for line in lines if flag.shift_id in (None, line.shift_id)]
    clock_id = lines[0].clock_id if lines and flag.shift_id else None
    return Case(
        kind=flag.kind,
        member_id=member_id,
        day=flag.day,
        zone=lines[0].zone if lines else "UTC",
        since=_ended(lines, now),
        message=flag.message,
        clock_id=clock_id,
        shift_id=flag.shift_id,
        measured=flag.measured,
        limit=flag.limit,
        source=flag.source,
    )


def _ended(lines: Iterable[Line], now: datetime) -> datetime:
    """When the last of these lines ended, now at the latest: one that runs has not."""
    ends = [line.end for line in lines if line.end is not None]
    return min(max(ends, default=now), now)


def _seen(connection: Connection, workspace_id: int, first: date) -> frozenset[_Seen]:
    rows = connection.execute(
        select(
            Acknowledgement.member_id,
            Acknowledgement.kind,
            Acknowledgement.day,
            Acknowledgement.shift_id,
            Acknowledgement.measured,
        ).where(Acknowledgement.workspace_id == workspace_id, Acknowledgement.day >= first)
    )
    return frozenset((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def _key(case: Case) -> _Seen:
    return case.member_id, case.kind.value, case.day, case.shift_id, case.measured


def _locked(locks: Iterable[Lock], case: Case) -> bool:
    return locked_day(locks, case.member_id, (case.day,)) is not None
