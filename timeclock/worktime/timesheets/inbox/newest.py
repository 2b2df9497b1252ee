"""From which day on exceptions are looked for, where nothing was closed for long."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from timeclock.company.locks.locked_days import first_not_closed, read_closed
from timeclock.timekeeping import day_bounds
from timeclock.worktime.shifts.models import Shift

LOOKED_AT = 1_200  # shifts, at about 60 microseconds each
_A_WEEK = timedelta(days=7)


def newest_days(
    connection: Connection, workspace_id: int, first: date, now: datetime
) -> date | None:
    """The day from which the newest 1,200 shifts begin, a week ago at the latest.

    None where there are no more than that from `first` on, or everything before it is closed.
    """
    locks = read_closed(connection, workspace_id, first)
    start = day_bounds(first_not_closed(locks, first), "UTC")[0]
    began = connection.execute(
        select(Shift.started_at)
        .where(
            Shift.workspace_id == workspace_id,
            Shift.started_at >= start,
            Shift.started_at < now,
            Shift.voided_at.is_(None),
        )
        .order_by(Shift.started_at.desc(), Shift.id.desc())
        .offset(LOOKED_AT)
        .limit(1)
    ).scalar()
    if began is None:
        return None
    since = min(began.date() + timedelta(days=1), (now - _A_WEEK).date())
    return since if since > start.date() else None
