"""How far back a change of rules looks: at every open day with time, two years at most."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, func, select

from timeclock.errors import Conflict
from timeclock.storage.columns import Instant
from timeclock.worktime.hours.explaining import dated
from timeclock.worktime.shifts.models import Shift

LOOKED_BACK = timedelta(days=731)
# A shift is a week long at most, and a zone no further from UTC than a day.
_AROUND = timedelta(days=9)
_DAY = timedelta(days=1)


def first_with_time(connection: Connection, workspace_id: int, first_day: date) -> date | None:
    """The first day from `first_day` on that can have time; None where none has any."""
    since = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC) - _AROUND
    begun = connection.execute(
        select(func.min(Shift.started_at, type_=Instant())).where(
            Shift.workspace_id == workspace_id,
            Shift.started_at >= since,
            Shift.voided_at.is_(None),
        )
    ).scalar()
    return None if begun is None else max(first_day, begun.date() - _DAY)


def demand_in_sight(
    connection: Connection, workspace_id: int, first_day: date, now: datetime
) -> None:
    """Raise Conflict `too_far_back` where open days with time lie before what a preview shows."""
    earliest = now.date() - LOOKED_BACK
    first = first_with_time(connection, workspace_id, first_day)
    if first is not None and first < earliest:
        raise Conflict(
            "too_far_back",
            "A preview of rules looks two years back, and there is time on open days before that."
            " Begin on %(day)s or later, or close those days first. Nothing was changed.",
            day=dated(earliest),
            tells_outcome=True,
        )
