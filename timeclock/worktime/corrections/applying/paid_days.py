"""What a shift pays on which day, and which days are closed: what an adjustment is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.locks.kept_lines import read_line
from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.day_line import PRESENT, DayLine, KeptDays, KeptSpan
from timeclock.company.pay_rules.rule_book import read_book_of
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.booking import book_shift
from timeclock.worktime.hours.meals import missing_meal, shares
from timeclock.worktime.shifts.record import ShiftRecord

Seconds = dict[date, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """One member's days under the lock of the chain: rules, zones and what is closed.

    `spans` are approved days, which begin as they did when they were approved.
    """

    member_id: int
    book: RuleBook
    zones: ClockZones
    locks: tuple[Lock, ...]
    now: datetime
    spans: Sequence[KeptSpan] = ()

    @property
    def line(self) -> DayLine:
        """Where days begin."""
        return KeptDays(self.spans) if self.spans else PRESENT

    def rules_now(self, clock_id: int) -> PayRules:
        """The rules in force at the clock at present: they say what happens to late changes."""
        return self.book.at(self.now, self.zones.at(clock_id, self.now))

    def about(self, day: date) -> datetime:
        """An instant of that day, in UTC; days of a zone begin up to a day before or after it."""
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    def lock_on(self, days: Iterable[date]) -> Lock | None:
        """The lock that one of these days is in."""
        return locked_day(self.locks, self.member_id, days)

    def open_day(self, clock_id: int) -> date:
        """Today at the clock, or the first day after it that is open."""
        zone = self.zones.at(clock_id, self.now)
        day = self.book.day_of(self.now, zone)
        while (lock := self.lock_on((day,))) is not None:
            day = lock.after
        return day

    def of_shift(self, shift: ShiftRecord | None) -> Seconds:
        """What a shift pays on each of its days, in seconds; an unconfirmed one pays nothing."""
        if shift is None or shift.voided:
            return {}
        paid = self._paid(shift)
        return dict.fromkeys(paid, 0) if shift.is_unpaid else paid

    def of_drafts(self, drafts: Iterable[Draft]) -> Seconds:
        """What the shifts that are written down would pay on each of their days, in seconds."""
        return summed(self._paid(as_shift(draft)) for draft in drafts)

    def touched(self, shift: ShiftRecord | None, drafts: Iterable[Draft] = ()) -> frozenset[date]:
        """Every day on which a shift and what is written down are booked, or overtime counts them.

        A voided shift touches none.
        """
        lines = [] if shift is None or shift.voided else [(shift.clock_id, shift.timeline)]
        lines += [(draft.clock_id, draft.timeline) for draft in drafts]
        return frozenset(
            day
            for clock_id, line in lines
            for day in self.book.days_counted(
                line.started_at,
                line.ended_at or self.now,
                self.zones.at(clock_id, line.started_at),
                self.line,
            )
        )

    def _paid(self, shift: ShiftRecord) -> Seconds:
        booking = book_shift(shift, book=self.book, zones=self.zones, now=self.now, days=self.line)
        worked = [piece.worked for piece in booking.pieces]
        taken = shares(0 if shift.worked_through else missing_meal(booking), worked)
        return summed(
            {piece.day: seconds - less}
            for piece, seconds, less in zip(booking.pieces, worked, taken, strict=True)
        )


def read_calendar(tx: Transaction, workspace_id: int, member_id: int, now: datetime) -> Calendar:
    """The member's days as they stand under the lock."""
    return Calendar(
        member_id=member_id,
        book=read_book_of(tx.connection, workspace_id, member_id),
        zones=read_zones(tx.connection, workspace_id),
        locks=read_locks(tx.connection, workspace_id, member_id),
        now=now,
        spans=read_line(tx.connection, workspace_id, member_id).spans,
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


def as_shift(draft: Draft) -> ShiftRecord:
    """A draft as the shift that it would be, as far as hours look at one."""
    return ShiftRecord(
        id=0,
        workspace_id=0,
        member_id=0,
        account_id=0,
        clock_id=draft.clock_id,
        timeline=draft.timeline,
        start_zone="",
        start_source="",
        created_at=draft.ended_at,
        changed_at=draft.ended_at,
        worked_through=draft.worked_through,
    )
