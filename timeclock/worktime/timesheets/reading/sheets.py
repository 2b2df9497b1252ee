"""Reading sheets: of one person or of many, in the same few statements."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import Connection, select

from timeclock.company.people.models import Member
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.reading.queries import adjustments
from timeclock.worktime.hours.adding_up import add_up, average_from, read_from
from timeclock.worktime.hours.flagging import flagged
from timeclock.worktime.hours.sheet import Adjusted, Flag, Line, Sheet
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.averaging import Worked, read_worked
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.shifts import read_shifts


def sheet_of(workspace_id: int, member_id: int, first: date, after: date, now: datetime) -> Sheet:
    """A member's days from `first` to before `after`, open shifts counted to `now`."""
    return sheets_of(workspace_id, (member_id,), first, after, now)[member_id]


def sheets_of(
    workspace_id: int,
    member_ids: Collection[int] | None,
    first: date,
    after: date,
    now: datetime,
) -> dict[int, Sheet]:
    """By member, the days from `first` to before `after`: an empty sheet for a member without time.

    None is everyone who has time in these days.
    """
    return read_sheets(db.session.connection(), workspace_id, member_ids, first, after, now)


def read_sheets(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    first: date,
    after: date,
    now: datetime,
    *,
    basis: Basis | None = None,
) -> dict[int, Sheet]:
    """`sheets_of` on a given connection: under a lock, or on a snapshot.

    Six statements, one more for everyone, and one where the rules look at an average; four less
    with a `basis` in hand.
    """
    read = basis or read_basis(connection, workspace_id)
    # By person, since shifts are found by person: a company's history is never gone through.
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    shifts, earlier = _read_time(connection, workspace_id, ids, read, first, after)
    late = adjustments(connection, workspace_id, ids, first, after)
    sheets = {
        member_id: add_up(
            shifts.get(member_id, ()),
            book=read.book,
            zones=read.zones,
            first=first,
            after=after,
            now=now,
            limits=read.limits,
            jobs_wanted=read.jobs_wanted,
            adjustments=[
                Adjusted(
                    each.day,
                    each.for_day,
                    each.seconds,
                    each.reason,
                    each.correction_id,
                    each.clock_id,
                    each.more,
                )
                for each in late.get(member_id, ())
            ],
            **_earlier(earlier, member_id),
            kinds=read.kinds,
            clock_names=read.clock_names,
        )
        for member_id in (ids if member_ids is not None else sorted({*shifts, *late}))
    }
    if member_ids is not None:
        return sheets
    return {member_id: sheet for member_id, sheet in sheets.items() if has_time(sheet)}


def read_flags(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    first: date,
    after: date,
    now: datetime,
    basis: Basis,
) -> Iterator[tuple[int, Flag, tuple[Line, ...]]]:
    """Member, flag and the lines of its day, for everything that `read_sheets` would flag.

    One statement, one more for everyone, and one where the rules look at an average.
    """
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    shifts, earlier = _read_time(connection, workspace_id, ids, basis, first, after)
    for member_id in sorted({*shifts, *(earlier or ())}):
        for flag, lines in flagged(
            shifts.get(member_id, ()),
            book=basis.book,
            zones=basis.zones,
            first=first,
            after=after,
            now=now,
            limits=basis.limits,
            jobs_wanted=basis.jobs_wanted,
            **_earlier(earlier, member_id),
        ):
            yield member_id, flag, lines


def _read_time(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    basis: Basis,
    first: date,
    after: date,
) -> tuple[Mapping[int, Sequence[ShiftRecord]], Mapping[int, Worked] | None]:
    """By member, the shifts that those days need, and what an average has before them.

    The latter is None where the rules ask for no average, and empty where it begins within.
    """
    bounds = basis.bounds(read_from(first, basis.book), after)
    shifts = read_shifts(connection, workspace_id, member_ids, *bounds)
    back_to = average_from(after, basis.book)
    if back_to is None:
        return shifts, None
    if back_to >= first:
        return shifts, {}
    return shifts, read_worked(connection, workspace_id, member_ids, basis, back_to, first)


class _Earlier(TypedDict):
    earlier_seconds: int | None
    employed_since: date | None


def _earlier(earlier: Mapping[int, Worked] | None, member_id: int) -> _Earlier:
    """What an average has before the first day of a member's sheet."""
    if earlier is None:
        return {"earlier_seconds": None, "employed_since": None}
    found = earlier.get(member_id)
    if found is None:
        return {"earlier_seconds": 0, "employed_since": None}
    return {"earlier_seconds": found.seconds, "employed_since": found.since.date()}


def has_time(sheet: Sheet) -> bool:
    """Whether anything at all is booked in it, be it a shift of no length."""
    return any(day.lines for day in sheet.days)


def everybody(connection: Connection, workspace_id: int) -> list[int]:
    """All members of the company, those who have left as well."""
    query = select(Member.id).where(Member.workspace_id == workspace_id)
    return [row.id for row in connection.execute(query)]
