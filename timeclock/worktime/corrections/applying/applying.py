"""Letting a correction count: its shifts are stored, or its closed days are adjusted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeclock.company.locks.locked_days import refusal
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.errors import Conflict
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.applying.adjusting import (
    OF_ONE_SHIFT,
    Booked,
    Late,
    bookings,
    late_changes,
    the_other_way_round,
)
from timeclock.worktime.corrections.applying.consequences import (
    More,
    approved_so_far,
    as_shifts,
    consequences,
    counted,
    rows_around,
)
from timeclock.worktime.corrections.applying.examining import Wish
from timeclock.worktime.corrections.applying.paid_days import Calendar, less, read_calendar
from timeclock.worktime.corrections.applying.room import demand_room
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import Hand, corrected, new_shift, split_off
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import Situation
from timeclock.worktime.shifts.storing import store_change, store_new


@dataclass(frozen=True, slots=True)
class Step:
    """One shift that was touched: what it was (None: not there), and what it is now."""

    act: Act
    before: ShiftRecord | None
    after: ShiftRecord


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of the member's time: shifts that were touched, closed days that are adjusted."""

    steps: tuple[Step, ...] = ()
    booked: tuple[Booked, ...] = ()

    @property
    def shift_ids(self) -> tuple[int, ...]:
        """The shifts that were touched or made."""
        return tuple(step.after.id for step in self.steps)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a wish is to count: `late` is where it only adjusts closed days."""

    wish: Wish
    calendar: Calendar
    booked: tuple[Booked, ...]
    late: bool


def weigh(tx: Transaction, now: Situation, wish: Wish) -> Plan:
    """See that nothing is in the way of a wish.

    Raises Conflict `overlaps`, `period_closed` where it touches a closed day and the company
    refuses late changes, or where it would change nothing that could be paid later, and
    `unconfirmed` where the end of a shift on open days waits: that would be paid besides.
    """
    workspace_id, shift = now.head.workspace_id, wish.shift
    calendar = read_calendar(tx, workspace_id, now.member_id, now.now)
    late = late_changes(tx, workspace_id, now.member_id)
    besides = () if shift is None else (shift.id,)
    demand_room(tx, now, (draft.interval for draft in wish.drafts), late, besides=besides)
    before, after = calendar.of_shift(shift), calendar.of_drafts(wish.drafts)
    earlier = [each for each in late if shift is not None and each.shift_id == shift.id]
    lock = calendar.lock_on(calendar.touched(shift, wish.drafts))
    if lock is None:
        # What an adjustment has paid already is taken off again: now the rows themselves say it.
        back = (b for each in earlier for b in each.booked)
        counter = the_other_way_round(calendar, wish.clock_id, tuple(back))
        return Plan(wish, calendar, tuple(counter), late=False)
    due = less(after, before, *(each.seconds for each in earlier))
    if calendar.rules_now(wish.clock_id).late_changes is LateChanges.REFUSE:
        raise refusal(lock)
    more, from_rows = _consequences(tx, now, calendar, wish, late)
    # Nothing tells of a shift that is to lie elsewhere and pays what its rows do.
    differs = any(less(after, before).values()) or _of_one_shift(from_rows)
    untold = not differs and not _is_as_stored(wish)
    if untold or not (any(due.values()) or more):
        raise refusal(lock)
    if (
        shift is not None
        and shift.unconfirmed is not None
        and calendar.lock_on(calendar.touched(shift)) is None
    ):
        raise Conflict("unconfirmed", "The end of this shift has to be confirmed first.")
    shift_id = shift.id if shift is not None else None
    booked = bookings(calendar, wish.clock_id, due, shift_id, more)
    return Plan(wish, calendar, booked, late=True)


def _of_one_shift(more: Mapping[date, More]) -> bool:
    return any(each.get(name) for each in more.values() for name in OF_ONE_SHIFT)


def _consequences(
    tx: Transaction, now: Situation, calendar: Calendar, wish: Wish, late: Sequence[Late]
) -> tuple[dict[date, More], dict[date, More]]:
    """What a late wish moves besides its seconds, against what counts and against its rows."""
    shift = wish.shift
    shift_id = shift.id if shift is not None else None
    mine = [
        draft for each in late if shift_id and each.shift_id == shift_id for draft in each.drafts
    ]
    days = calendar.touched(shift, (*wish.drafts, *mine))
    rows = rows_around(tx, now.head.workspace_id, now.member_id, calendar, days)
    others = counted(rows, late, without=shift_id)
    will = (*others, *as_shifts(wish.drafts))
    own_row = tuple(row for row in rows if row.id == shift_id)
    paid = approved_so_far(tx, now.head.workspace_id, now.member_id, calendar, days)
    is_now = consequences(calendar, counted(rows, late), will, days, paid)
    return is_now, consequences(calendar, (*others, *own_row), will, days)


def carry_out(tx: Transaction, now: Situation, plan: Plan, asked_by_id: int | None) -> Outcome:
    """Store what was weighed; entries and adjustments are the caller's to keep."""
    steps = () if plan.late else tuple(_steps(tx, now, plan, asked_by_id))
    return Outcome(steps, plan.booked)


def _steps(tx: Transaction, now: Situation, plan: Plan, asked_by_id: int | None) -> Iterator[Step]:
    shift, drafts, moment = plan.wish.shift, plan.wish.drafts, now.head.received_at
    if shift is None:
        added = new_shift(
            drafts[0],
            _hand(plan, now, drafts[0], asked_by_id),
            workspace_id=now.head.workspace_id,
            member_id=now.member_id,
            account_id=now.account_id,
        )
        yield Step(Act.ADDED, None, store_new(tx, added))
        return
    if not drafts:
        yield Step(Act.REMOVED, shift, store_change(tx, shift, replace(shift, voided=True), moment))
        return
    if _is_as_stored(plan.wish):
        return  # only an adjustment is booked off again
    first = corrected(shift, drafts[0], _hand(plan, now, drafts[0], asked_by_id))
    yield Step(Act.CORRECTED, shift, store_change(tx, shift, first, moment))
    for draft in drafts[1:]:
        part = split_off(shift, draft, _hand(plan, now, draft, asked_by_id))
        yield Step(Act.ADDED, None, store_new(tx, part))


def _is_as_stored(wish: Wish) -> bool:
    return wish.shift is not None and wish.drafts == (Draft.of(wish.shift).tidy(),)


def _hand(plan: Plan, now: Situation, draft: Draft, asked_by_id: int | None) -> Hand:
    zones = plan.calendar.zones
    return Hand(
        member_id=asked_by_id,
        start_zone=zones.at(draft.clock_id, draft.started_at),
        end_zone=zones.at(draft.clock_id, draft.ended_at),
        moment=now.head.received_at,
    )
