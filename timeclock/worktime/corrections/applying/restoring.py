"""Taking a correction back: shifts become what they were, adjustments are booked off again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from timeclock.company.locks.locked_days import refusal
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.applying.adjusting import (
    Booked,
    booked_by,
    bookings,
    late_changes,
    the_other_way_round,
)
from timeclock.worktime.corrections.applying.applying import Outcome, Step
from timeclock.worktime.corrections.applying.consequences import (
    More,
    approved_so_far,
    consequences,
    counted,
    rows_around,
)
from timeclock.worktime.corrections.applying.paid_days import (
    Calendar,
    Seconds,
    less,
    read_calendar,
)
from timeclock.worktime.corrections.applying.room import (
    Touched,
    changed_since,
    corrected_by,
    demand_nothing_later,
    demand_room,
)
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import Situation
from timeclock.worktime.shifts.storing import store_change


def take_back(
    tx: Transaction, now: Situation, row: Correction, before: ShiftRecord | None
) -> Outcome:
    """Undo what a correction has done; `before` is the shift as it was then.

    Raises Conflict `changed_since` where a shift has changed since, `overlaps` where another is in
    its place by now, and `period_closed` where the company refuses late changes.
    """
    workspace_id = now.head.workspace_id
    demand_nothing_later(tx, row, since=row.applied_at)
    calendar = read_calendar(tx, workspace_id, now.member_id, now.now)
    own = booked_by(tx, workspace_id, row.id)
    back: tuple[Booked, ...] = tuple(the_other_way_round(calendar, row.clock_id, own))
    if own and not row.shift_ids:
        back = _as_it_counts_without(tx, now, calendar, row, back)
    left = corrected_by(tx, now, row)
    touched = tuple(_as_it_left_them(tx, row, left))
    _demand_room(tx, now, row, before)
    due = [_due(calendar, each, _was(each, before)) for each in touched]
    now_and_then = (each for shift in touched for each in (shift, _was(shift, before)))
    lock = calendar.lock_on({day for each in now_and_then for day in calendar.touched(each)})
    if lock is None:
        return Outcome(tuple(_steps(tx, now, touched, before, left)), back)
    if calendar.rules_now(row.clock_id).late_changes is LateChanges.REFUSE:
        raise refusal(lock)
    for shift, days in zip(touched, due, strict=True):
        # Seconds cannot tell of a shift that is to lie elsewhere and pays the same.
        if not any(days.values()) and not _is_as_before(shift, before):
            raise refusal(lock)
    more = _more_without_rows(tx, now, calendar, touched, before)
    booked = (
        bookings(calendar, row.clock_id, days, shift.id, more if not number else None)
        for number, (shift, days) in enumerate(zip(touched, due, strict=True))
    )
    return Outcome((), (*back, *chain.from_iterable(booked)))


def _as_it_counts_without(
    tx: Transaction,
    now: Situation,
    calendar: Calendar,
    row: Correction,
    back: tuple[Booked, ...],
) -> tuple[Booked, ...]:
    """What takes a late change back, with what its end moves now besides the seconds.

    Others may have come to count since, and overtime depends on all of them.
    """
    late = late_changes(tx, now.head.workspace_id, now.member_id)
    left = late_changes(tx, now.head.workspace_id, now.member_id, without=row.id)
    drafts = (draft for each in (*late, *left) for draft in each.drafts)
    days = {each.for_day for each in back} | calendar.touched(None, drafts)
    rows = rows_around(tx, now.head.workspace_id, now.member_id, calendar, days)
    paid = approved_so_far(tx, now.head.workspace_id, now.member_id, calendar, days)
    more = consequences(calendar, counted(rows, late), counted(rows, left), days, paid)
    kept = [replace(each, more=more.pop(each.for_day, {})) for each in back]
    others = bookings(calendar, row.clock_id, {}, back[0].shift_id, more)
    return (*(each for each in kept if each.seconds or each.more), *others)


def _more_without_rows(
    tx: Transaction,
    now: Situation,
    calendar: Calendar,
    touched: tuple[ShiftRecord, ...],
    before: ShiftRecord | None,
) -> dict[date, More]:
    """What moves besides the seconds where rows of closed days are to count as they were."""
    was = [each for shift in touched if (each := _was(shift, before)) is not None]
    days = {day for each in (*touched, *was) for day in calendar.touched(each)}
    rows = rows_around(tx, now.head.workspace_id, now.member_id, calendar, days)
    late = late_changes(tx, now.head.workspace_id, now.member_id)
    ids = {shift.id for shift in touched}
    present = counted(rows, late)
    others = tuple(each for each in present if each.id not in ids)
    paid = approved_so_far(tx, now.head.workspace_id, now.member_id, calendar, days)
    return consequences(calendar, present, (*others, *was), days, paid)


def _demand_room(
    tx: Transaction, now: Situation, row: Correction, before: ShiftRecord | None
) -> None:
    """Where the shift is to lie again: where an earlier late change put it, or its rows had it."""
    if before is None:
        return
    late = late_changes(tx, now.head.workspace_id, now.member_id, without=row.id)
    mine = next((each for each in late if each.shift_id == before.id), None)
    lines = [draft.interval for draft in mine.drafts] if mine else [before.timeline.interval]
    demand_room(tx, now, lines, late, besides={before.id, *row.shift_ids})


def _was(shift: ShiftRecord, before: ShiftRecord | None) -> ShiftRecord | None:
    """What a shift was before the correction; None for one that it made."""
    return before if before is not None and before.id == shift.id else None


def _is_as_before(shift: ShiftRecord, before: ShiftRecord | None) -> bool:
    was = _was(shift, before)
    return was is not None and not shift.voided and Draft.of(was) == Draft.of(shift)


def _due(calendar: Calendar, shift: ShiftRecord, was: ShiftRecord | None) -> Seconds:
    """What a shift as it was pays more, or less, than it does now; all of one that was not."""
    return less(calendar.of_shift(was), calendar.of_shift(shift))


def _steps(
    tx: Transaction,
    now: Situation,
    touched: tuple[ShiftRecord, ...],
    before: ShiftRecord | None,
    left: Mapping[int, Touched],
) -> Iterator[Step]:
    for shift in touched:
        was = _was(shift, before)
        act = Act.CORRECTED if was is not None else Act.REMOVED
        wanted = replace(shift, voided=True)
        if was is not None:
            wanted = _as_before(shift, was, left[shift.id].before)
        yield Step(act, shift, store_change(tx, shift, wanted, now.head.received_at))


def _as_before(
    shift: ShiftRecord, before: ShiftRecord, stood: Mapping[str, Any] | None
) -> ShiftRecord:
    """The shift as it was; what was punched is forgotten again with the first correction.

    `stood` is what the correction found when it came to count.
    """
    first = shift.original is not None and shift.original == stood
    return replace(
        before,
        original=None if first else shift.original,
        changed_at=shift.changed_at,
    )


def _as_it_left_them(
    tx: Transaction, row: Correction, left: Mapping[int, Touched]
) -> Iterator[ShiftRecord]:
    """The shifts that the correction has touched, as long as they are what it made of them."""
    for shift_id in row.shift_ids:
        shift = find_shift(tx.connection, row.workspace_id, shift_id)
        if shift is None or shift_id not in left or shift.to_json() != left[shift_id].after:
            raise changed_since(shift_id)
        yield shift
