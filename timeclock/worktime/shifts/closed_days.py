"""What was approved or closed is not changed by a time that is given afterwards."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from timeclock.company.clocks.queries import read_zones
from timeclock.company.locks.kept_lines import read_line
from timeclock.company.locks.locked_days import locked_day, read_locks, refusal
from timeclock.company.pay_rules.day_line import DayLine
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import Interval

if TYPE_CHECKING:
    from timeclock.worktime.shifts.situation import Situation


def demand_open_days(
    tx: Transaction, now: "Situation", book: RuleBook, span: Interval, clock_id: int
) -> None:
    """Raise Conflict `period_closed` where a stretch at that clock touches a locked day."""
    end = span.end or now.now
    line = read_line(tx.connection, now.head.workspace_id, now.member_id, near=(span.start, end))
    days = booked_days(tx, now.head.workspace_id, book, span, clock_id, end=end, line=line)
    demand_unlocked(tx, now.head.workspace_id, now.member_id, days)


def demand_unlocked(
    tx: Transaction, workspace_id: int, member_id: int, days: Iterable[date]
) -> None:
    """Raise Conflict `period_closed` where one of these days of the member is locked."""
    wanted = tuple(days)
    if not wanted:
        return
    locks = read_locks(tx.connection, workspace_id, member_id, since=min(wanted), until=max(wanted))
    lock = locked_day(locks, member_id, wanted)
    if lock is not None:
        raise refusal(lock)


def booked_days(
    tx: Transaction,
    workspace_id: int,
    book: RuleBook,
    span: Interval,
    clock_id: int,
    *,
    end: datetime,
    line: DayLine,
) -> tuple[date, ...]:
    """The workdays that a stretch at a clock is booked on; `end` is in for an open one's.

    Approved days begin where they began when they were approved, as in the sheets: what today's tz
    database says could put a time on an open day that sheets count on an approved one.
    """
    zone = read_zones(tx.connection, workspace_id).at(clock_id, span.start)
    return book.days_counted(span.start, span.end or end, zone, line)
