"""Workweeks that lie in two pay periods: overtime of the later days hangs on the earlier ones.

Once the later days are approved or closed, work on earlier days would earn overtime that no one is
paid. So the earlier days are settled first where there is time on them; where there is none, the
later lock binds them too (`timeclock.company.locks.locked_days`). An empty sheet of the period
before need not be approved therefore: not by anyone who is new, nor back to the first period of
all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from timeclock.company.locks.kept_lines import read_lines
from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.errors import Conflict
from timeclock.messages import N_, Sentence
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


def earlier_days_of_any(period: Period, books: Iterable[RuleBook]) -> Period | None:
    """`earlier_days` by the rules that look furthest back."""
    found = [days for book in books if (days := earlier_days(period, book))]
    return min(found, default=None)


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
    `asked` are members and days that something waits about: they count like time. Three statements
    for these members, one more for everyone (None).
    """
    looked = {book: its for book in basis.books.every if (its := _looked_at(period, book))}
    if not looked:
        return {}
    wanted = Period(min(its.days.first for its in looked.values()), period.first)
    locks = read_locks(connection, workspace_id, since=wanted.first)
    # What the period's own lock binds still has to be settled: it does not count here.
    locks = tuple(lock for lock in locks if lock.first < period.first)
    closed = [lock for lock in locks if lock.member_id is None]
    if all(any(lock.begins <= day < lock.after for lock in closed) for day in wanted.days):
        return {}
    found = _days_with_time(connection, workspace_id, member_ids, looked, now, basis)
    for member_id, day in asked:
        its = looked.get(basis.book_of(member_id))
        if its and its.days.first < day < period.first:
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
    later = {book: days for book in basis.books.every if (days := later_days(period, book))}
    if not later:
        return
    concerned = {None, *(member_ids or ())}
    locks = [
        lock
        for lock in read_locks(connection, workspace_id, since=period.after)
        if lock.first < max(days.after for days in later.values()) and lock.member_id in concerned
    ]
    if not locks:
        return
    weeks = {book: _Looked(workweeks_of(period.last, book).span) for book in later}
    working = _days_with_time(connection, workspace_id, member_ids, weeks, now, basis)
    for member_id in sorted(working):
        lock = locked_day(locks, member_id, later[basis.book_of(member_id)].days)
        if lock is not None:
            raise _later_is_locked(lock)


@dataclass(frozen=True, slots=True)
class _Looked:
    """Days that are looked at; of `reaching` only shifts that overtime counts later as well."""

    days: Period
    reaching: Period | None = None


def _looked_at(period: Period, book: RuleBook) -> _Looked | None:
    """The days before a period that have to be settled first; None where there are none."""
    days = earlier_days(period, book) or Period(period.first, period.first)
    reaching = Period(days.first - _DAY, days.first)
    near = (book.on(reaching.first), book.on(reaching.after))
    if not days.days and all(rules.overtime_begins is None for rules in near):
        return None
    return _Looked(Period(reaching.first, period.first), reaching)


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
    looked: Mapping[RuleBook, _Looked],
    now: datetime,
    basis: Basis,
) -> defaultdict[int, set[date]]:
    """By member, on which of the days a shift is booked, one that runs or is of no length too.

    Of members whose rules are not among `looked` nothing is looked at.
    """
    ids = everybody(connection, workspace_id) if member_ids is None else member_ids
    bounds = basis.bounds(
        min(its.days.first for its in looked.values()),
        max(its.days.after for its in looked.values()),
    )
    found: defaultdict[int, set[date]] = defaultdict(set)
    read = read_shifts(connection, workspace_id, ids, *bounds)
    lines = read_lines(connection, workspace_id, read.keys(), near=bounds)
    for member_id, shifts in read.items():
        book = basis.book_of(member_id)
        wanted = looked.get(book)
        if wanted is None:
            continue
        for shift in shifts:
            line, zone = shift.timeline, basis.zones.at(shift.clock_id, shift.timeline.started_at)
            span = (line.started_at, line.ended_at or now, zone, lines[member_id])
            booked = book.days_of(*span)
            far = {*book.days_counted(*span)} - {*booked}
            its = {day for day in booked if day in wanted.days}
            reaching = wanted.reaching
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
        Sentence(closed if lock.member_id is None else approved, **lock.worded),
        tells_outcome=True,
        details={"first_day": lock.first, "after_day": lock.after},
    )
