"""Who is in, in the API. Pure."""

from datetime import datetime, timedelta

from typing_extensions import TypedDict

from timeclock.api.shapes.people import in_utc
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, ZoneText
from timeclock.worktime.board import board
from timeclock.worktime.shifts.timeline import State


class PersonOnBoard(TypedDict):
    """One person as the caller may see them; times are those of the clock's `timezone`.

    `since` is when the present state began, `started_at` when the shift did. `elsewhere`: in at
    another clock, of which the caller sees no more. `forgotten`: open for longer than the clock's
    limit.
    """

    user_id: int
    name: str
    employee_number: str | None
    state: State
    clock_id: int | None
    clock_name: str | None
    job_name: str | None
    timezone: ZoneText | None
    started_at: DateTimeText | None
    since: DateTimeText | None
    worked_seconds: int
    on_break_seconds: int | None
    edited: bool
    forgotten: bool
    elsewhere: bool
    may_stop: bool


class BoardJson(TypedDict):
    """Everyone in sight `at` a moment, by age of the membership; the counts are of all pages."""

    at: DateTimeText
    working_count: int
    on_break_count: int
    people_count: int
    people: list[PersonOnBoard]
    next_cursor: str | None


def person(row: board.BoardRow) -> PersonOnBoard:
    """One person as the caller may see them."""
    return {
        "user_id": row.account_id,
        "name": row.name,
        "employee_number": row.employee_number,
        "state": row.state,
        "clock_id": row.clock_id,
        "clock_name": row.clock_name,
        "job_name": row.job_name,
        "timezone": row.zone,
        "started_at": _local(row.started_at, row.zone),
        "since": _local(row.since, row.zone),
        "worked_seconds": _seconds(row.worked),
        "on_break_seconds": None if row.on_break_for is None else _seconds(row.on_break_for),
        "edited": row.edited,
        "forgotten": row.forgotten,
        "elsewhere": row.elsewhere,
        "may_stop": row.may_stop,
    }


def whole(
    found: board.Board, people: list[PersonOnBoard], now: datetime, next_cursor: str | None
) -> BoardJson:
    """A page of the board with the counts of all of it."""
    return {
        "at": in_utc(now),
        "working_count": found.working_count,
        "on_break_count": found.break_count,
        "people_count": found.people,
        "people": people,
        "next_cursor": next_cursor,
    }


def _local(moment: datetime | None, zone: str | None) -> str | None:
    return None if moment is None or zone is None else local_text(moment, zone)


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
