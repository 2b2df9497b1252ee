"""Which days nobody changes any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Result, null, select, union_all

from timeclock.approvals.models import ClosedPeriod, Timesheet
from timeclock.errors import Conflict


@dataclass(frozen=True, slots=True)
class Lock:
    """Days from `first` to before `after`: one member's approved ones, or everybody's (None)."""

    first: date
    after: date
    member_id: int | None

    def holds(self, member_id: int, day: date) -> bool:
        """Whether that member's day is locked by it."""
        return self.member_id in (None, member_id) and self.first <= day < self.after


def read_locks(
    connection: Connection, workspace_id: int, member_id: int | None = None
) -> tuple[Lock, ...]:
    """Every closed period, and the approved timesheets of the member (or of everybody)."""
    approved = select(
        Timesheet.first_day.label("first_day"),
        Timesheet.after_day.label("after_day"),
        Timesheet.member_id.label("member_id"),
    ).where(Timesheet.workspace_id == workspace_id, Timesheet.state == "approved")
    if member_id is not None:
        approved = approved.where(Timesheet.member_id == member_id)
    closed = select(ClosedPeriod.first_day, ClosedPeriod.after_day, null()).where(
        ClosedPeriod.workspace_id == workspace_id, ClosedPeriod.reopened_at.is_(None)
    )
    rows: Result[Any] = connection.execute(union_all(approved, closed))
    return tuple(Lock(row.first_day, row.after_day, row.member_id) for row in rows)


def locked_day(locks: Iterable[Lock], member_id: int, days: Iterable[date]) -> Lock | None:
    """The lock that one of these days of the member lies in; a closed period before an approval."""
    wanted = tuple(days)
    found = (lock for lock in locks if any(lock.holds(member_id, day) for day in wanted))
    return min(found, key=lambda lock: lock.member_id is not None, default=None)


def refusal(lock: Lock) -> Conflict:
    """Why nothing of these days can be changed."""
    what = "The period is closed" if lock.member_id is None else "The timesheet is approved"
    last = lock.after - timedelta(days=1)
    return Conflict(
        "period_closed",
        f"{what}: {lock.first.isoformat()} to {last.isoformat()}. Nothing was changed.",
        details={"first_day": lock.first, "after_day": lock.after},
    )
