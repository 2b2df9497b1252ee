"""What a late change moves besides the time of its own shift: overtime, rounding and meals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.applying.adjusting import Late
from timeclock.worktime.corrections.applying.paid_days import Calendar, as_shift
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.adding_up import add_up, read_from
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.kept_days import Kept
from timeclock.worktime.hours.sheet import DayTotal, LineKind, Premium
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.hours.workweeks import workweeks_of
from timeclock.worktime.kept.reading import read_kept
from timeclock.worktime.shifts.models import Adjustment, Shift
from timeclock.worktime.shifts.queries import shifts_of
from timeclock.worktime.shifts.record import ShiftRecord

More = dict[str, int]
_DAY = timedelta(days=1)
# A shift is no longer than this, and a zone no further from UTC than a day.
_AROUND = timedelta(days=16)


def counted(
    rows: Iterable[ShiftRecord], late: Sequence[Late], *, without: int | None = None
) -> tuple[ShiftRecord, ...]:
    """The member's shifts as they count: as late changes put them, otherwise as their rows are.

    `without` is a shift that is left out.
    """
    moved = {each.shift_id for each in late if each.shift_id is not None}
    drafts = (draft for each in late if not _is(each, without) for draft in each.drafts)
    stay = (row for row in rows if row.id not in moved and row.id != without)
    return (*stay, *as_shifts(drafts))


def as_shifts(drafts: Iterable[Draft]) -> tuple[ShiftRecord, ...]:
    """What is written down as the shifts that it would be."""
    return tuple(as_shift(draft) for draft in drafts)


def rows_around(
    tx: Transaction, workspace_id: int, member_id: int, calendar: Calendar, days: Iterable[date]
) -> tuple[ShiftRecord, ...]:
    """The rows that days and their workweeks need."""
    wanted = sorted(days)
    first, after = read_from(wanted[0], calendar.book), _after(calendar, wanted[-1])
    start, end = (calendar.about(day) for day in (first, after))
    which = (Shift.started_at >= start - _AROUND) & (Shift.started_at < end + _DAY)
    return tuple(shifts_of(tx.connection, workspace_id, member_id, which))


def approved_so_far(
    tx: Transaction, workspace_id: int, member_id: int, calendar: Calendar, days: Iterable[date]
) -> dict[date, More]:
    """What approved days are paid besides worked seconds, with what late changes have booked.

    For the approved days of the workweeks from the first of `days` on; the others are left out.
    """
    touched = sorted(days)
    if not touched or not calendar.spans:
        return {}
    first, after = touched[0], _after(calendar, touched[-1])
    kept = read_kept(tx.connection, workspace_id, (member_id,), first, after).get(member_id)
    if kept is None or not kept.sheets:
        return {}
    found = {day.day: _facts(day) for each in kept.sheets for day in each.sheet.days}
    rows = tx.connection.execute(
        select(Adjustment.day, Adjustment.for_day, Adjustment.more).where(
            Adjustment.workspace_id == workspace_id,
            Adjustment.member_id == member_id,
            Adjustment.more.is_not(None),
        )
    )
    for row in rows:
        # What is booked on an approved day is part of its totals, and pays another day.
        _add(found.get(row.day), {n: -each for n, each in row.more.items() if n != "meal"})
        _add(found.get(row.for_day), row.more)
    return {day: facts for day, facts in found.items() if first <= day < after}


def _add(facts: More | None, more: More) -> None:
    if facts is not None:
        for name, each in more.items():
            facts[name] = facts.get(name, 0) + each


def consequences(
    calendar: Calendar,
    before: Sequence[ShiftRecord],
    after: Sequence[ShiftRecord],
    days: Iterable[date],
    approved: Mapping[date, More] | None = None,
) -> dict[date, More]:
    """By day of the workweeks from the first of `days` on, what differs besides worked seconds.

    `rounded` is the difference that rounding makes beyond the worked seconds, `meal` what is taken
    off, `premium_150` and `rounded_premium_150` what earns that percent. Days that are `approved`
    are compared with what they are paid, whatever they would add up to today.
    """
    paid = approved or {}
    touched = sorted(days)
    if not touched:
        return {}
    was, will = (_days(calendar, shifts, touched[0], touched[-1]) for shifts in (before, after))
    found = {}
    for old, new in zip(was, will, strict=True):
        facts = _facts(new)
        for name, each in (paid[old.day] if old.day in paid else _facts(old)).items():
            facts[name] = facts.get(name, 0) - each
        if left := {name: each for name, each in sorted(facts.items()) if each}:
            found[old.day] = left
    return found


def _days(
    calendar: Calendar, shifts: Sequence[ShiftRecord], first: date, last: date
) -> tuple[DayTotal, ...]:
    after = _after(calendar, last)
    return add_up(
        shifts,
        CountingSettings(book=calendar.book, zones=calendar.zones),
        Period(first, after),
        calendar.now,
        kept=Kept(spans=calendar.spans),
    ).days


def _after(calendar: Calendar, last: date) -> date:
    """The day after the workweeks in which time of that day may count, or have its overtime."""
    return workweeks_of(last, calendar.book).span.after + _DAY


def _facts(day: DayTotal) -> More:
    meal = -sum(line.seconds for line in day.lines if line.kind is LineKind.MEAL)
    facts = {"rounded": day.rounded - day.worked, "meal": meal}
    return facts | _sums("premium", day.premiums) | _sums("rounded_premium", day.rounded_premiums)


def _sums(name: str, premiums: Iterable[Premium]) -> More:
    sums: More = {}
    for each in premiums:
        key = f"{name}_{each.percent}"
        sums[key] = sums.get(key, 0) + each.seconds
    return sums


def _is(late: Late, shift_id: int | None) -> bool:
    return shift_id is not None and late.shift_id == shift_id
