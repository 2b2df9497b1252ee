"""What a line that someone wrote down has to be: ended, in order, everything inside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch, Timeline

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


LINE = Timeline(
    EIGHT,
    1,
    at(480),
    (BreakInterval(1, None, False, at(60), at(90)), BreakInterval(2, None, True, at(90), at(90))),
    (JobStretch(3, 2, at(75)), JobStretch(4, None, at(480))),
)


def test_pauses_may_touch_be_of_no_length_and_hold_a_switch() -> None:
    assert rules.is_whole(LINE)
    assert rules.is_whole(Timeline(EIGHT, None, EIGHT))


BROKEN = {
    "still open": replace(LINE, ended_at=None),
    "an end before the start": replace(LINE, ended_at=at(-1), pauses=(), stretches=()),
    "an open break": replace(LINE, pauses=(BreakInterval(1, None, False, at(60)),)),
    "a break that ends early": replace(
        LINE, pauses=(BreakInterval(1, None, False, at(60), at(59)),)
    ),
    "a break before it": replace(LINE, pauses=(BreakInterval(1, None, False, at(-1), at(59)),)),
    "a break after it": replace(LINE, pauses=(BreakInterval(1, None, False, at(60), at(481)),)),
    "breaks over each other": replace(
        LINE,
        pauses=(
            BreakInterval(1, None, False, at(60), at(90)),
            BreakInterval(2, None, False, at(89), at(91)),
        ),
    ),
    "a break cut where the shift goes on": replace(
        LINE, pauses=(BreakInterval(1, None, False, at(60), at(90), cut=True),)
    ),
    "a switch before it": replace(LINE, stretches=(JobStretch(3, 2, at(-1)),)),
    "a switch after it": replace(LINE, stretches=(JobStretch(3, 2, at(481)),)),
    "switches out of order": replace(
        LINE, stretches=(JobStretch(3, 2, at(9)), JobStretch(4, 1, at(8)))
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_nothing_else_is(what: str) -> None:
    assert not rules.is_whole(BROKEN[what])
