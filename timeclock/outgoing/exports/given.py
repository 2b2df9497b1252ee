"""When times were given afterwards and by whom, in the words of every file."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from timeclock.messages import Sentence
from timeclock.outgoing.exports.words import Words
from timeclock.timekeeping import local_text, utc_text
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.shifts.claims import Claim, Claims
from timeclock.worktime.shifts.models import Shift

_AT_ONCE = 500
# By shift and time given.
GivenTimes = Mapping[tuple[int | None, datetime | None], str]


def given_sentence(claim: Claim, zone: str, words: Words) -> Sentence:
    """“2026-03-02T09:00:00+01:00 given afterwards at 2026-03-02T11:00:00Z by Eli”.

    A time of a kiosk without a network is “recorded at a kiosk without a network” instead.
    """
    if claim.offline:
        return Sentence(
            "%(at)s recorded at a kiosk without a network, received at %(time)s",
            at=local_text(claim.at, zone),
            time=utc_text(claim.given_at),
        )
    return Sentence(
        "%(at)s given afterwards at %(time)s by %(name)s",
        at=local_text(claim.at, zone),
        time=utc_text(claim.given_at),
        name=words.person(claim.given_by_id),
    )


def read_given(
    connection: Connection, workspace_id: int, days: Iterable[DayTotal], words: Words
) -> GivenTimes:
    """Each time that the lines of these days mark as given afterwards."""
    marked = sorted(
        {
            line.shift_id
            for day in days
            for line in day.lines
            if line.kind is LineKind.GIVEN_AFTERWARDS and line.shift_id is not None
        }
    )
    found: dict[tuple[int | None, datetime | None], str] = {}
    for begin in range(0, len(marked), _AT_ONCE):
        some = marked[begin : begin + _AT_ONCE]
        rows = connection.execute(
            select(Shift.id, Shift.start_zone, Shift.claims).where(
                Shift.workspace_id == workspace_id, Shift.id.in_(some), Shift.claims.is_not(None)
            )
        )
        for row in rows:
            # The newest claim of a time is the last one.
            for claim in Claims.from_json(row.claims).given:
                found[row.id, claim.at] = str(given_sentence(claim, row.start_zone, words))
    return found


def given_on(days: Iterable[DayTotal], given: GivenTimes) -> tuple[str, ...]:
    """Those of these days, in order.

    A day that is kept can mark a time that its shift has no longer: the words of the line stay.
    """
    return tuple(
        given.get((line.shift_id, line.start), line.sentence)
        for day in days
        for line in day.lines
        if line.kind is LineKind.GIVEN_AFTERWARDS
    )
