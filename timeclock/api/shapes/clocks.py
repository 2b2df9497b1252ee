"""Time clocks of the API, told from the facts that the ledger keeps of them. Pure."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, told
from timeclock.wire.formats import DateTimeText, ZoneText


class Clock(TypedDict):
    """A place or team to clock in at.

    An open shift over `limit_minutes` counts as forgotten; where `closes_forgotten`, the server
    then closes it provisionally.
    """

    id: int
    name: str
    timezone: ZoneText
    job_required: bool
    limit_minutes: int
    closes_forgotten: bool
    created_at: DateTimeText
    archived_at: DateTimeText | None


class OneClock(TypedDict):
    """A clock."""

    clock: Clock


class Clocks(TypedDict):
    """A page of clocks by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    clocks: list[Clock]
    next_cursor: str | None


class AssignmentJson(TypedDict):
    """Somebody who may clock in at a clock; `manages`: who also decides there."""

    clock_id: int
    user_id: int
    manages: bool


class OneAssignment(TypedDict):
    """An assignment."""

    assignment: AssignmentJson


class Assignments(TypedDict):
    """A page of a clock's people; `next_cursor` is the `cursor` of the next one."""

    assignments: list[AssignmentJson]
    next_cursor: str | None


class BreakKindJson(TypedDict):
    """A kind of break that a clock offers; `minutes` is its planned length, if there is one."""

    id: int
    clock_id: int
    name: str
    paid: bool
    minutes: int | None
    archived_at: DateTimeText | None


class OneBreakKind(TypedDict):
    """A kind of break."""

    break_kind: BreakKindJson


class BreakKinds(TypedDict):
    """A page of the kinds of break on offer; `next_cursor` is the `cursor` of the next one."""

    break_kinds: list[BreakKindJson]
    next_cursor: str | None


def clock(facts: Mapping[str, Any]) -> Clock:
    """A clock, from the facts of one."""
    return {
        "id": facts["clock"],
        "name": facts["name"],
        "timezone": facts["zone"],
        "job_required": facts["job_required"],
        "limit_minutes": facts["limit_minutes"],
        "closes_forgotten": facts["closes_forgotten"],
        "created_at": as_told(facts["created"]),
        "archived_at": told(facts["archived"]),
    }


def break_kind(facts: Mapping[str, Any]) -> BreakKindJson:
    """A kind of break, from the facts of one."""
    return {
        "id": facts["break_kind"],
        "clock_id": facts["clock"],
        "name": facts["name"],
        "paid": facts["paid"],
        "minutes": facts["minutes"],
        "archived_at": told(facts["archived"]),
    }
