"""Time clocks of the API, told from the facts that the ledger keeps of them. Pure."""

from collections.abc import Mapping
from typing import Annotated, Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, instant_text
from timeclock.api.shapes.sources import From, from_facts
from timeclock.wire.formats import DateTimeText, ZoneText


class Clock(TypedDict):
    """A place or team to clock in at; `external_id` is its id in another system.

    An open shift over `limit_minutes` counts as forgotten; where `closes_forgotten`, the server
    then closes it provisionally. A break without a planned length that is longer than
    `break_limit_minutes` is a case.
    """

    id: Annotated[int, From("clock")]
    name: str
    timezone: Annotated[ZoneText, From("zone")]
    job_required: bool
    limit_minutes: int
    closes_forgotten: bool
    break_limit_minutes: int
    external_id: str | None
    created_at: Annotated[DateTimeText, From("created", as_told)]
    archived_at: Annotated[DateTimeText | None, From("archived", instant_text)]


class OneClock(TypedDict):
    """A clock."""

    clock: Clock


class Clocks(TypedDict):
    """A page of clocks by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    clocks: list[Clock]
    next_cursor: str | None


class AssignmentJson(TypedDict):
    """Someone who may clock in at a clock; `manages`: who also decides there."""

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
    """A kind of break that a clock offers; `minutes` is its planned length, if there is one.

    A paid break is paid up to its planned length, and beyond it only where `pays_beyond`.
    """

    id: Annotated[int, From("break_kind")]
    clock_id: Annotated[int, From("clock")]
    name: str
    paid: bool
    minutes: int | None
    pays_beyond: bool
    archived_at: Annotated[DateTimeText | None, From("archived", instant_text)]


class OneBreakKind(TypedDict):
    """A kind of break."""

    break_kind: BreakKindJson


class BreakKinds(TypedDict):
    """A page of the kinds of break on offer; `next_cursor` is the `cursor` of the next one."""

    break_kinds: list[BreakKindJson]
    next_cursor: str | None


_clock = from_facts(Clock)
_break_kind = from_facts(BreakKindJson)


def clock(facts: Mapping[str, Any]) -> Clock:
    """A clock; facts of one without an external id do not name any."""
    return _clock({"external_id": None, **facts})


def break_kind(facts: Mapping[str, Any]) -> BreakKindJson:
    """A kind of break; facts from before there was `pays_beyond` do not have it."""
    return _break_kind({"pays_beyond": False, **facts})
