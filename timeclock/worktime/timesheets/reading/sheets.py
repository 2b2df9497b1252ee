"""Reading sheets: of one person or of many, in the same few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from timeclock.company.people.models import Member
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.reading.adjustments import adjustments
from timeclock.worktime.hours.adding_up import add_up, average_from, read_from
from timeclock.worktime.hours.counting_settings import EarlierWork
from timeclock.worktime.hours.flagging import flagged
from timeclock.worktime.hours.kept_days import NOTHING_KEPT
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import Flag, Line, Sheet
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.kept.reading import read_kept
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.averaging import Worked, read_worked
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.shifts import read_shifts

_DAY = timedelta(days=1)


class _Before(NamedTuple):
    """Whose rules ask for an average, and what they worked before the first day of the sheet."""

    averaged: frozenset[int]
    worked: Mapping[int, Worked]


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
    anew: bool = False,
) -> dict[int, Sheet]:
    """`sheets_of` on a given connection: under a lock, or on a snapshot.

    Approved days are as they were approved, unless `anew` says that they are to be added up again.
    Seven statements, one more for everyone, and one where the rules look at an average; four less
    with a `basis` in hand, and two more less where all days are approved.
    """
    read = basis or read_basis(connection, workspace_id)
    # By person, since shifts are found by person: a company's history is never gone through.
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    since = min(read_from(first, book) for book in read.books.every)
    kept = {} if anew else read_kept(connection, workspace_id, ids, since, after)
    whole = {who: sheet for who, its in kept.items() if (sheet := its.sheet(first, after))}
    left = [each for each in ids if each not in whole]
    if not left:
        return _shown(whole, everyone=member_ids is None)
    # A shift that is kept on a day before `after` may be on a later one today.
    beyond = after + _DAY if kept else after
    shifts, earlier = _read_time(connection, workspace_id, left, read, first, after, beyond)
    late = adjustments(connection, workspace_id, left, first, after)
    sheets = {
        member_id: add_up(
            shifts.get(member_id, ()),
            read.settings_of(member_id),
            Period(first, after),
            now,
            adjustments=[each.counted for each in late.get(member_id, ())],
            earlier=_earlier(earlier, member_id),
            kept=kept.get(member_id, NOTHING_KEPT),
        )
        for member_id in (left if member_ids is not None else {*shifts, *late, *kept} - {*whole})
    }
    return _shown(whole | sheets, everyone=member_ids is None)


def _shown(sheets: Mapping[int, Sheet], *, everyone: bool) -> dict[int, Sheet]:
    """In order of members; of everyone only those with time."""
    return {who: sheets[who] for who in sorted(sheets) if not everyone or has_time(sheets[who])}


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
    for member_id in sorted({*shifts, *earlier.averaged}):
        for flag, lines in flagged(
            shifts.get(member_id, ()),
            basis.settings_of(member_id),
            Period(first, after),
            now,
            earlier=_earlier(earlier, member_id),
        ):
            yield member_id, flag, lines


def _read_time(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    basis: Basis,
    first: date,
    after: date,
    beyond: date | None = None,
) -> tuple[Mapping[int, Sequence[ShiftRecord]], _Before]:
    """By member, the shifts that those days need, and what an average has before them.

    Shifts are read to before `beyond`, a day that may be later than `after`.

    The average takes one statement for each way in which rules look back.
    """
    shifts = _needed_shifts(connection, workspace_id, member_ids, basis, first, beyond or after)
    by_average: defaultdict[tuple[date, bool, bool], list[int]] = defaultdict(list)
    earlier: dict[int, Worked] = {}
    averaged: set[int] = set()
    for member_id in member_ids:
        book = basis.book_of(member_id)
        back_to = average_from(after, book)
        if back_to is None:
            continue
        averaged.add(member_id)
        if back_to < first:
            paid = terms_of(book.on(after - _DAY)).paid_breaks_are_work
            by_average[back_to, book.on(first - _DAY).split, paid].append(member_id)
    for (back_to, split, paid), ids in by_average.items():
        days = Period(back_to, first)
        earlier |= read_worked(
            connection, workspace_id, ids, basis, days, split=split, paid_breaks=paid
        )
    return shifts, _Before(frozenset(averaged), earlier)


def _needed_shifts(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    basis: Basis,
    first: date,
    after: date,
) -> dict[int, list[ShiftRecord]]:
    """By member, the shifts from where their own rules look back to."""
    back = {book: read_from(first, book) for book in basis.books.every}
    for member_id in member_ids:
        book = basis.book_of(member_id)
        if book not in back:
            back[book] = read_from(first, book)
    start, end = basis.bounds(min(back.values()), after)
    shifts = read_shifts(connection, workspace_id, member_ids, start, end)
    if len(set(back.values())) == 1:
        return shifts
    # By day, not by person: the bounds look at the rules of everyone.
    begins = {day: basis.bounds(day, after)[0] for day in {*back.values()}}
    for member_id, its in shifts.items():
        begin = begins[back[basis.book_of(member_id)]]
        shifts[member_id] = [each for each in its if _reaches(each, begin)]
    return shifts


def _reaches(shift: ShiftRecord, begin: datetime) -> bool:
    line = shift.timeline
    return line.started_at >= begin or line.ended_at is None or line.ended_at > begin


def _earlier(before: _Before, member_id: int) -> EarlierWork | None:
    """What an average has before the first day of a member's sheet."""
    if member_id not in before.averaged:
        return None
    found = before.worked.get(member_id)
    return EarlierWork(0) if found is None else EarlierWork(found.seconds, found.since.date())


def has_time(sheet: Sheet) -> bool:
    """Whether anything at all is booked in it, be it a shift of no length."""
    return any(day.lines for day in sheet.days)


def everybody(connection: Connection, workspace_id: int) -> list[int]:
    """All members of the company, those who have left as well."""
    query = select(Member.id).where(Member.workspace_id == workspace_id)
    return [row.id for row in connection.execute(query)]
