"""Workweeks that lie in two pay periods: overtime of the later days hangs on the earlier ones.

Once the later days are approved or closed, work on earlier days would earn overtime that no one is
paid. So the earlier days are settled first where there is time on them; where there is none, the
later lock binds them too (`timeclock.company.locks.locked_days`). An empty sheet of the period
before need not be approved therefore: not by anyone who is new, nor back to the first period of
all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.errors import Conflict
from timeclock.messages import N_
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.hours.workweeks import counted_from, workweeks_of
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import everybody
from timeclock.worktime.timesheets.reading.shifts import read_shifts

_DAY = timedelta(days=1)


def earlier_days(period: Period, book: RuleBook) -> Period | None:
    """The days before a period of the workweek in which it begins.

    None where it begins with the week, or where days of that week earn nothing by one another.
    """
    days = Period(counted_from(period.first, book), period.first)
    return days if days.first < days.after and _adds_up(days, book) else None


def later_days(period: Period, book: RuleBook) -> Period | None:
    """The days after a period of the workweek in which it ends; None as for `earlier_days`."""
    weeks = workweeks_of(period.last, book).span
    shared = period.after < weeks.after and _adds_up(weeks, book)
    return Period(period.after, weeks.after) if shared else None


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

    The day before them is one where a shift of it reaches into that workweek or the period.
    `asked` are members and days that something waits about: they count like time. Two statements
    for these members, one more for everyone (None).
    """
    days = earlier_days(period, basis.book) or Period(period.first, period.first)
    reaching = Period(days.first - _DAY, days.first)
    if not days.days and basis.book.on(reaching.first).overtime_begins is None:
        return {}
    locks = read_locks(connection, workspace_id, since=reaching.first)
    # What the period's own lock binds still has to be settled: it does not count here.
    locks = tuple(lock for lock in locks if lock.first < period.first)
    closed = [lock for lock in locks if lock.member_id is None]
    wanted = Period(reaching.first, period.first)
    if all(any(lock.begins <= day < lock.after for lock in closed) for day in wanted.days):
        return {}
    found = _days_with_time(connection, workspace_id, member_ids, wanted, now, basis, reaching)
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

    For one of these members with time in that week. For everyone (None) only what is closed
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
    week = workweeks_of(period.last, basis.book).span
    working = _days_with_time(connection, workspace_id, member_ids, week, now, basis)
    for member_id in sorted(working):
        lock = locked_day(locks, member_id, days.days)
        if lock is not None:
            raise _later_is_locked(lock)


def _adds_up(week: Period, book: RuleBook) -> bool:
    """Whether work on one day of a week can make overtime on another."""
    return any(_pays_by_week(book.on(day)) for day in week.days)


def _pays_by_week(rules: PayRules) -> bool:
    terms = terms_of(rules)
    return bool(terms.seventh_day) or (terms.weekly is not None and terms.weekly.percent > 100)


def _days_with_time(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    days: Period,
    now: datetime,
    basis: Basis,
    reaching: Period | None = None,
) -> defaultdict[int, set[date]]:
    """By member, on which of the days a shift is booked, one that runs or is of no length too.

    On a day of `reaching` only one that overtime counts on a later workday as well.
    """
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    bounds = basis.bounds(days.first, days.after)
    found: defaultdict[int, set[date]] = defaultdict(set)
    for member_id, shifts in read_shifts(connection, workspace_id, ids, *bounds).items():
        for shift in shifts:
            line, zone = shift.timeline, basis.zones.at(shift.clock_id, shift.timeline.started_at)
            span = (line.started_at, line.ended_at or now, zone)
            booked = basis.book.days_of(*span)
            far = {*basis.book.days_counted(*span)} - {*booked}
            its = {day for day in booked if day in days}
            if reaching is not None and not any(day >= reaching.after for day in far):
                its -= {*reaching.days}
            if its:
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
