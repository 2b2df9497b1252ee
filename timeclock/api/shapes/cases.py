"""The inbox of the API. Pure."""

from typing_extensions import TypedDict

from timeclock.api.shapes.days import RuleSource, source
from timeclock.api.shapes.people import Users
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, DayText, ZoneText
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.timesheets.inbox.cases import Case as Waiting
from timeclock.worktime.timesheets.inbox.suggesting import Ground


class SuggestedEnd(TypedDict):
    """When the person may have left, and what speaks for it."""

    at: DateTimeText
    ground: Ground
    sentence: str


class CaseJson(TypedDict):
    """One thing that waits for someone's look or word, since when.

    Measured and limit are those of the rule that `source` names.
    """

    kind: CaseKind
    user_id: int
    day: DayText
    timezone: ZoneText
    since: DateTimeText
    sentence: str
    clock_id: int | None
    shift_id: int | None
    correction_id: int | None
    measured_seconds: int
    limit_seconds: int
    source: RuleSource | None
    suggestion: SuggestedEnd | None
    may_be_acknowledged: bool


class Cases(TypedDict):
    """A page of what waits, oldest first; `next_cursor` is the `cursor` of the next one."""

    cases: list[CaseJson]
    next_cursor: str | None


class Acknowledged(TypedDict):
    """The exception is left as it is."""

    acknowledged: bool


def case(found: Waiting, users: Users) -> CaseJson:
    """One thing that waits for someone's look or word."""
    return {
        "kind": found.kind,
        "user_id": users[found.member_id],
        "day": found.day.isoformat(),
        "timezone": found.zone,
        "since": local_text(found.since, found.zone),
        "sentence": found.sentence,
        "clock_id": found.clock_id,
        "shift_id": found.shift_id,
        "correction_id": found.correction_id,
        "measured_seconds": found.measured,
        "limit_seconds": found.limit,
        "source": source(found.source),
        "suggestion": suggested_end(found),
        "may_be_acknowledged": found.may_be_acknowledged,
    }


def suggested_end(found: Waiting) -> SuggestedEnd | None:
    """When the person of a forgotten shift may have left, if anything suggests it."""
    suggestion = found.suggestion
    if suggestion is None:
        return None
    return {
        "at": local_text(suggestion.end, found.zone),
        "ground": suggestion.ground,
        "sentence": suggestion.sentence,
    }
