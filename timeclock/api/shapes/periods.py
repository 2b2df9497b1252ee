"""Pay periods of the API. Pure."""

from timeclock.api.shapes.people import Shape, Users, listed, user, utc
from timeclock.hours.weeks import Period
from timeclock.timesheets.closing import Closing, PeriodDecided
from timeclock.timesheets.obstacles import Obstacle


def decided(found: PeriodDecided, users: Users) -> Shape:
    """What became of closing or reopening a period, and whose totals the closing has kept."""
    return {
        "recorded": found.changed,
        "period": period(found.closing.period, found.closing, users),
        "user_ids": listed(users, found.member_ids),
    }


def period(found: Period, closing: Closing | None, users: Users) -> Shape:
    """A period, and how it was closed and reopened last."""
    return {
        "first_day": found.first.isoformat(),
        "last_day": found.last.isoformat(),
        "closed": closing is not None and closing.reopened_at is None,
        "closed_at": utc(closing.closed_at) if closing else None,
        "closed_by_user_id": user(users, closing.closed_by_id) if closing else None,
        "reopened_at": utc(closing.reopened_at) if closing else None,
        "reopened_by_user_id": user(users, closing.reopened_by_id) if closing else None,
    }


def obstacle(found: Obstacle, users: Users) -> Shape:
    """One thing in the way; of nobody where the period is not over."""
    return {"user_id": user(users, found.member_id)} | unnamed_obstacle(found)


def unnamed_obstacle(found: Obstacle) -> Shape:
    """`obstacle` without the person."""
    return {
        "kind": found.kind.value,
        "day": found.day.isoformat(),
        "since": utc(found.since),
        "shift_id": found.shift_id,
        "correction_id": found.correction_id,
        "sentence": found.sentence,
    }
