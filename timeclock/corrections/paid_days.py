"""What a shift pays on which day, and which days are closed: what an adjustment is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.approvals.locks import Lock, locked_day, read_locks
from timeclock.clocks.queries import read_zones
from timeclock.clocks.zones import ClockZones
from timeclock.corrections.drafts import Draft
from timeclock.database import Transaction
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.timeline import Timeline
from timeclock.timekeeping import workday, workday_bounds
from timeclock.workspaces.pay_rules import PayRules, RuleBook
from timeclock.workspaces.rule_book import read_rule_book

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
Seconds = dict[date, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """One member's days under the lock of the chain: rules, zones and what is closed."""

    member_id: int
    book: RuleBook
    zones: ClockZones
    locks: tuple[Lock, ...]
    now: datetime

    def rules_now(self, clock_id: int) -> PayRules:
        """The rules in force at the clock at present: they say what becomes of late changes."""
        return self.book.at(self.now, self.zones.at(clock_id, self.now))

    def lock_on(self, days: Iterable[date]) -> Lock | None:
        """The lock that one of these days lies in."""
        return locked_day(self.locks, self.member_id, days)

    def open_day(self, clock_id: int) -> date:
        """Today at the clock, or the first day after it that is open."""
        zone = self.zones.at(clock_id, self.now)
        day = workday(self.now, zone, self.book.at(self.now, zone).day_begins)
        while (lock := self.lock_on((day,))) is not None:
            day = lock.after
        return day

    def of_shift(self, shift: ShiftRecord | None) -> Seconds:
        """What a shift pays on each of its days, in seconds; an unconfirmed one pays nothing."""
        if shift is None or shift.voided:
            return {}
        paid = self._paid(shift.timeline, shift.clock_id, worked_through=shift.worked_through)
        return dict.fromkeys(paid, 0) if shift.unconfirmed is not None else paid

    def of_drafts(self, drafts: Iterable[Draft]) -> Seconds:
        """What the shifts that are written down would pay on each of their days, in seconds."""
        return summed(
            self._paid(draft.timeline, draft.clock_id, worked_through=draft.worked_through)
            for draft in drafts
        )

    def _paid(self, line: Timeline, clock_id: int, *, worked_through: bool) -> Seconds:
        zone = self.zones.at(clock_id, line.started_at)
        rules = self.book.at(line.started_at, zone)
        end = line.ended_at or self.now
        days = self.book.days_of(line.started_at, end, zone)
        paid = {day: line.worked(end) // _SECOND for day in days[:1]}
        if len(days) > 1:
            bounds = {day: workday_bounds(day, zone, rules.day_begins) for day in days}
            paid = {day: _worked_within(line, *bounds[day], end) for day in days}
        if worked_through or line.ended_at is None:
            return paid
        return _less_meal(paid, line.paused(end, paid=False) // _SECOND, rules)


def read_calendar(tx: Transaction, workspace_id: int, member_id: int, now: datetime) -> Calendar:
    """The member's days as they stand under the lock."""
    return Calendar(
        member_id=member_id,
        book=read_rule_book(tx.connection, workspace_id),
        zones=read_zones(tx.connection, workspace_id),
        locks=read_locks(tx.connection, workspace_id, member_id),
        now=now,
    )


def summed(parts: Iterable[Seconds]) -> Seconds:
    """The sum by day."""
    total: Seconds = {}
    for part in parts:
        for day, seconds in part.items():
            total[day] = total.get(day, 0) + seconds
    return total


def less(left: Seconds, *others: Seconds) -> Seconds:
    """By day, what is left of the first after the others are taken off."""
    return summed((left, *({day: -each for day, each in other.items()} for other in others)))


def _worked_within(line: Timeline, start: datetime, after: datetime, end: datetime) -> int:
    unpaid = (p.interval.within(start, after, end) for p in line.pauses if not p.paid)
    return (line.interval.within(start, after, end) - sum(unpaid, timedelta(0))) // _SECOND


def _less_meal(paid: Seconds, unpaid: int, rules: PayRules) -> Seconds:
    """Without the meal break that the rules deduct; the day with the most work bears it."""
    after, minutes = rules.meal_after, rules.meal_minutes
    if after is None or minutes is None or sum(paid.values()) <= after * 60:
        return paid
    missing = max(minutes * 60 - unpaid, 0)
    for day in sorted(paid, key=lambda each: (-paid[each], each)):
        given = min(missing, paid[day])
        paid[day], missing = paid[day] - given, missing - given
    return paid
