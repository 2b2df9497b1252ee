"""Pay periods of the API. Pure."""

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, listed, user, utc
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.worktime.hours.weeks import Period as PayPeriod
from timeclock.worktime.timesheets.approval.closing import Closing
from timeclock.worktime.timesheets.approval.closing import PeriodDecided as Closed
from timeclock.worktime.timesheets.approval.obstacles import Obstacle as InTheWay
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind


class PeriodJson(TypedDict):
    """A pay period, both days included, and how it was closed and reopened last."""

    first_day: DayText
    last_day: DayText
    closed: bool
    closed_at: DateTimeText | None
    closed_by_user_id: int | None
    reopened_at: DateTimeText | None
    reopened_by_user_id: int | None


class Periods(TypedDict):
    """Pay periods, in order."""

    periods: list[PeriodJson]


class PeriodDecidedJson(TypedDict):
    """The result of closing or reopening; `user_ids`: whose totals the closing has kept.

    The closing itself approved the sheets of `approved_user_ids`; those of `unsubmitted_user_ids`
    were not submitted.
    """

    recorded: bool
    period: PeriodJson
    user_ids: list[int]
    approved_user_ids: list[int]
    unsubmitted_user_ids: list[int]


class UnnamedObstacle(TypedDict):
    """One thing in the way of closing a period; the sentence names no person."""

    kind: ObstacleKind
    day: DayText
    since: DateTimeText
    shift_id: int | None
    correction_id: int | None
    sentence: str


class ObstacleJson(UnnamedObstacle):
    """One thing in the way, and whose it is: no one's where the period is not over."""

    user_id: int | None


class Obstacles(TypedDict):
    """A page of what is in the way; `next_cursor` is the `cursor` of the next one."""

    obstacles: list[ObstacleJson]
    next_cursor: str | None


def decided(found: Closed, users: Users) -> PeriodDecidedJson:
    """The outcome of closing or reopening a period, and whose totals the closing has kept."""
    return {
        "recorded": found.changed,
        "period": period(found.closing.period, found.closing, users),
        "user_ids": listed(users, found.member_ids),
        "approved_user_ids": listed(users, found.approved_ids),
        "unsubmitted_user_ids": listed(users, found.unsubmitted_ids),
    }


def period(found: PayPeriod, closing: Closing | None, users: Users) -> PeriodJson:
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


def obstacle(found: InTheWay, users: Users) -> ObstacleJson:
    """One thing in the way; of no one where the period is not over."""
    return {"user_id": user(users, found.member_id), **unnamed_obstacle(found)}


def unnamed_obstacle(found: InTheWay) -> UnnamedObstacle:
    """`obstacle` without the person."""
    return {
        "kind": found.kind,
        "day": found.day.isoformat(),
        "since": in_utc(found.since),
        "shift_id": found.shift_id,
        "correction_id": found.correction_id,
        "sentence": found.sentence,
    }
