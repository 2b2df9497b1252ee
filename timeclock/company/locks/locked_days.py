"""Which days no one changes any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Result, null, select, union_all

from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.errors import Conflict
from timeclock.messages import N_, DayOf, Sentence

LONGEST_PERIOD = timedelta(days=31)
_BOUND_BEFORE = timedelta(days=6)  # days of a workweek that lie before a period
# By whether the whole period is closed, and whether earlier days of the workweek are bound.
_CLOSED = {
    (True, False): N_("The period is closed: %(first)s to %(last)s. Nothing was changed."),
    (True, True): N_(
        "The period is closed: %(first)s to %(last)s, and its first workweek from %(begins)s on."
        " Nothing was changed."
    ),
    (False, False): N_("The timesheet is approved: %(first)s to %(last)s. Nothing was changed."),
    (False, True): N_(
        "The timesheet is approved: %(first)s to %(last)s, and its first workweek from %(begins)s"
        " on. Nothing was changed."
    ),
}


@dataclass(frozen=True, slots=True)
class Lock:
    """Days from `first` to before `after`: one member's approved ones, or everyone's (None).

    Days from `binds_from` on (None: there are none) lie before them in the same workweek and are
    bound as well: work that was added there would earn its overtime on days that stay as they are.
    """

    first: date
    after: date
    member_id: int | None
    binds_from: date | None = None

    def holds(self, member_id: int, day: date) -> bool:
        """Whether that member's day is locked by it, or bound."""
        return self.member_id in (None, member_id) and self.begins <= day < self.after

    @property
    def begins(self) -> date:
        """The first day that it holds."""
        return self.binds_from or self.first

    @property
    def worded(self) -> dict[str, DayOf]:
        """Its days as they read in a sentence: `2 March 2026`."""
        days = {"first": self.first, "last": self.after - timedelta(days=1), "begins": self.begins}
        return {name: DayOf(day, N_("d MMMM yyyy")) for name, day in days.items()}


def read_locks(
    connection: Connection,
    workspace_id: int,
    member_id: int | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Lock, ...]:
    """Every closed period, and the approved timesheets of the member (or of everyone).

    `since` leaves out what ends on that day or before, `until` what begins after that day.
    """
    approved = select(
        Timesheet.first_day.label("first_day"),
        Timesheet.after_day.label("after_day"),
        Timesheet.binds_from.label("binds_from"),
        Timesheet.member_id.label("member_id"),
    ).where(Timesheet.workspace_id == workspace_id, Timesheet.state == "approved")
    if member_id is not None:
        approved = approved.where(Timesheet.member_id == member_id)
    closed = select(
        ClosedPeriod.first_day, ClosedPeriod.after_day, ClosedPeriod.binds_from, null()
    ).where(ClosedPeriod.workspace_id == workspace_id, ClosedPeriod.reopened_at.is_(None))
    if since is not None:
        begins = since - LONGEST_PERIOD  # their indexes know the first day
        approved = approved.where(Timesheet.after_day > since, Timesheet.first_day > begins)
        closed = closed.where(ClosedPeriod.after_day > since, ClosedPeriod.first_day > begins)
    if until is not None:
        approved = approved.where(Timesheet.first_day <= until + _BOUND_BEFORE)
        closed = closed.where(ClosedPeriod.first_day <= until + _BOUND_BEFORE)
    rows: Result[Any] = connection.execute(union_all(approved, closed))
    return tuple(Lock(r.first_day, r.after_day, r.member_id, r.binds_from) for r in rows)


def read_closed(connection: Connection, workspace_id: int, since: date) -> tuple[Lock, ...]:
    """The closed periods that end after that day, without the timesheets of single members."""
    rows = connection.execute(
        select(ClosedPeriod.first_day, ClosedPeriod.after_day, ClosedPeriod.binds_from).where(
            ClosedPeriod.workspace_id == workspace_id,
            ClosedPeriod.reopened_at.is_(None),
            ClosedPeriod.after_day > since,
            ClosedPeriod.first_day > since - LONGEST_PERIOD,
        )
    )
    return tuple(Lock(row.first_day, row.after_day, None, row.binds_from) for row in rows)


def first_not_closed(locks: Iterable[Lock], first: date) -> date:
    """The first day from that one on that is not closed for everyone."""
    for lock in sorted(locks, key=lambda each: each.first):
        if lock.member_id is None and lock.first <= first:
            first = max(first, lock.after)
    return first


def locked_day(locks: Iterable[Lock], member_id: int, days: Iterable[date]) -> Lock | None:
    """The lock that one of these days of the member is in; a closed period before an approval.

    One that only binds a day comes after those that it is in.
    """
    wanted = tuple(days)

    def rank(lock: Lock) -> tuple[bool, bool]:
        its_own = any(lock.first <= day < lock.after for day in wanted)
        return not its_own, lock.member_id is not None

    found = (lock for lock in locks if any(lock.holds(member_id, day) for day in wanted))
    return min(found, key=rank, default=None)


def refusal(lock: Lock) -> Conflict:
    """Why nothing of these days can be changed."""
    return Conflict(
        "period_closed",
        Sentence(_CLOSED[lock.member_id is None, lock.binds_from is not None], **lock.worded),
        details={"first_day": lock.first, "after_day": lock.after},
        tells_outcome=True,
    )
