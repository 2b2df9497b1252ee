"""Workweeks that lie in two pay periods: overtime of the later days hangs on the earlier ones.

Once the later days are approved or closed, work on earlier days would earn overtime that nobody is
paid. So the earlier days are settled first where there is time on them; where there is none, the
later lock binds them too (`timeclock.company.locks.locked_days`). An empty sheet of the period
before need not be approved therefore: not by whoever is new, nor back to the first period of all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.rules import RuleBook
from timeclock.errors import Conflict
from timeclock.messages import N_
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.weeks import Period, week_of
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import everybody
from timeclock.worktime.timesheets.reading.shifts import read_shifts


def earlier_days(period: Period, book: RuleBook) -> Period | None:
    """The days before a period of the workweek in which it begins.

    None where it begins with the week, or where days of that week earn nothing by one another.
    """
    week = week_of(period.first, book)
    shared = week.first < period.first and _adds_up(week, book)
    return Period(week.first, period.first) if shared else None


def later_days(period: Period, book: RuleBook) -> Period | None:
    """The days after a period of the workweek in which it ends; None as for `earlier_days`."""
    week = week_of(period.last, book)
    shared = period.after < week.after and _adds_up(week, book)
    return Period(period.after, week.after) if shared else None


def unsettled_days(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    period: Period,
    now: datetime,
    basis: Basis,
    asked: Iterable[tuple[int, date]],
) -> dict[int, tuple[date, ...]]:
    """By member, earlier days of the period's first workweek that hold time and are not locked.

    `asked` are members and days that something waits about: they count like time. Two statements
    for these members, one more for everybody (None).
    """
    days = earlier_days(period, basis.book)
    if days is None:
        return {}
    locks = read_locks(connection, workspace_id, since=days.first)
    # What the period's own lock binds still has to be settled: it does not count here.
    locks = tuple(lock for lock in locks if lock.first < period.first)
    closed = [lock for lock in locks if lock.member_id is None]
    if all(any(lock.begins <= day < lock.after for lock in closed) for day in days.days):
        return {}
    found = _days_with_time(connection, workspace_id, member_ids, days, now, basis)
    for member_id, day in asked:
        if day in days:
            found[member_id].add(day)
    left = {
        who: tuple(day for day in sorted(its) if locked_day(locks, who, (day,)) is None)
        for who, its in found.items()
    }
    return {who: its for who, its in left.items() if its}


def demand_later_open(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    period: Period,
    now: datetime,
    basis: Basis,
) -> None:
    """Raise Conflict `later_is_locked` where later days of the period's last workweek are locked.

    For one of these members with time in that week. For everybody (None) only what is closed
    counts: sheets stay approved when a period is reopened, and each is asked about by itself.
    """
    days = later_days(period, basis.book)
    if days is None:
        return
    concerned = {None, *(member_ids or ())}
    locks = [
        lock
        for lock in read_locks(connection, workspace_id, since=days.first)
        if lock.first < days.after and lock.member_id in concerned
    ]
    if not locks:
        return
    week = week_of(period.last, basis.book)
    working = _days_with_time(connection, workspace_id, member_ids, week, now, basis)
    for member_id in sorted(working):
        lock = locked_day(locks, member_id, days.days)
        if lock is not None:
            raise _later_is_locked(lock)


def _adds_up(week: Period, book: RuleBook) -> bool:
    """Whether work on one day of a week can make overtime on another."""
    terms = terms_of(book.on(week.first))
    return bool(terms.seventh_day) or (terms.weekly is not None and terms.weekly.percent > 100)


def _days_with_time(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    days: Period,
    now: datetime,
    basis: Basis,
) -> defaultdict[int, set[date]]:
    """By member, on which of the days a shift is booked, one that runs or is of no length too."""
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    bounds = basis.bounds(days.first, days.after)
    found: defaultdict[int, set[date]] = defaultdict(set)
    for member_id, shifts in read_shifts(connection, workspace_id, ids, *bounds).items():
        for shift in shifts:
            line, zone = shift.timeline, basis.zones.at(shift.clock_id, shift.timeline.started_at)
            booked = basis.book.days_of(line.started_at, line.ended_at or now, zone)
            if its := {day for day in booked if day in days}:
                found[member_id] |= its
    return found


def _later_is_locked(lock: Lock) -> Conflict:
    closed = N_(
        "The period is closed: %(first)s to %(last)s. It has a workweek in common with this one, so"
        " that has to be reopened first. Nothing was changed."
    )
    approved = N_(
        "The timesheet is approved: %(first)s to %(last)s. It has a workweek in common with this"
        " one, so that has to be reopened first. Nothing was changed."
    )
    return Conflict(
        "later_is_locked",
        closed if lock.member_id is None else approved,
        first=lock.first,
        last=Period(lock.first, lock.after).last,
        details={"first_day": lock.first, "after_day": lock.after},
    )
