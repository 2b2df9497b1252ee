"""The inbox of the API. Pure."""

from timeclock.api.shapes.people import Shape, Users
from timeclock.api.shapes.timesheets import source
from timeclock.timekeeping import local_text
from timeclock.timesheets.cases import Case


def case(found: Case, users: Users) -> Shape:
    """One thing that waits for somebody's look or word."""
    suggestion = found.suggestion
    return {
        "kind": found.kind.value,
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
        "suggestion": None
        if suggestion is None
        else {
            "at": local_text(suggestion.end, found.zone),
            "ground": suggestion.ground.value,
            "sentence": suggestion.sentence,
        },
        "may_be_acknowledged": found.may_be_acknowledged,
    }
