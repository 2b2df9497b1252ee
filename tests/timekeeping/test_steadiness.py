"""When a clock can be believed: its time beside seconds that no one sets."""

from datetime import UTC, datetime, timedelta

import pytest

from timeclock.steadiness import (
    SETTLES_AFTER,
    TOLERANCE,
    ClockKnowledge,
    Sample,
    begin,
    observe,
)

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NONE = timedelta(0)


def seen(standing: ClockKnowledge, tick: float, ahead: timedelta = NONE) -> ClockKnowledge:
    """One look when `tick` seconds have passed since eight, at a clock that is so far ahead."""
    return observe(standing, Sample(EIGHT + timedelta(seconds=tick) + ahead, tick))


def steady(
    standing: ClockKnowledge, first: int, last: int, ahead: timedelta = NONE
) -> ClockKnowledge:
    """A look each minute."""
    for tick in range(first, last, 60):
        standing = seen(standing, tick, ahead)
    return standing


@pytest.fixture
def standing() -> ClockKnowledge:
    return begin(Sample(EIGHT, 0))


def test_a_clock_that_goes_on_is_believed(standing: ClockKnowledge) -> None:
    standing = steady(standing, 0, 7200)
    assert (standing.in_doubt, standing.steady_since) == (False, None)
    assert standing.anchor.tick > 7000


def test_a_clock_that_is_put_right_slowly_is_believed_however_far_it_goes(
    standing: ClockKnowledge,
) -> None:
    for tick in range(0, 10 * 86_400, 60):
        standing = seen(standing, tick, timedelta(seconds=tick * 0.0005))
        assert not standing.in_doubt


@pytest.mark.parametrize("step", [DAY, -DAY, TOLERANCE + SECOND, -TOLERANCE - SECOND])
def test_a_step_beyond_the_tolerance_is_a_doubt_until_the_clock_is_back(
    standing: ClockKnowledge, step: timedelta
) -> None:
    standing = seen(standing, 100, step)
    assert (standing.in_doubt, standing.off_by) == (True, step)
    standing = seen(standing, 160, step)
    assert standing.off_by == step
    standing = seen(standing, 220)
    assert (standing.in_doubt, standing.off_by, standing.steady_since) == (False, NONE, None)


@pytest.mark.parametrize("step", [TOLERANCE - SECOND, SECOND - TOLERANCE])
def test_a_step_within_the_tolerance_is_none_but_two_of_them_are(
    standing: ClockKnowledge, step: timedelta
) -> None:
    standing = steady(standing, 60, 600, step)
    assert not standing.in_doubt
    standing = seen(standing, 660, 2 * step)
    assert standing.off_by == 2 * step


def test_small_steps_are_not_added_up_unseen(standing: ClockKnowledge) -> None:
    for tick in range(0, 300, 10):
        standing = seen(standing, tick, timedelta(seconds=tick))
        assert standing.in_doubt is (tick > TOLERANCE / SECOND)


@pytest.mark.parametrize("step", [DAY, -DAY])
def test_a_new_time_that_holds_for_an_hour_is_the_time(
    standing: ClockKnowledge, step: timedelta
) -> None:
    end = 100 + int(SETTLES_AFTER)
    assert steady(standing, 100, end, step).in_doubt
    standing = steady(standing, 100, end + 61, step)
    assert not standing.in_doubt
    assert standing.steady_since == EIGHT + timedelta(seconds=100) + step
    assert not seen(standing, end + 200, step).in_doubt
    assert seen(standing, end + 260).off_by == -step


def test_a_clock_that_jumps_about_never_settles(standing: ClockKnowledge) -> None:
    for number, tick in enumerate(range(100, 3 * int(SETTLES_AFTER), 600)):
        standing = seen(standing, tick, DAY * (number % 2 + 1))
        assert standing.in_doubt


def test_a_late_sample_neither_moves_the_clock_nor_ends_the_wait(standing: ClockKnowledge) -> None:
    for tick in range(60, 100 + int(SETTLES_AFTER) + 61, 60):
        standing = seen(standing, tick, DAY - SECOND * (5 if tick % 300 == 0 else 0))
    assert not standing.in_doubt


def test_behind_the_newest_receipt_at_the_start_is_a_doubt() -> None:
    standing = begin(Sample(EIGHT, 0), newest=EIGHT + DAY)
    assert standing.off_by == -DAY
    standing = seen(standing, 30)
    assert standing.off_by == -DAY
    standing = seen(standing, 60, DAY * 3)
    assert (standing.in_doubt, standing.steady_since) == (False, None)
    assert seen(standing, 120).off_by == -3 * DAY


@pytest.mark.parametrize("newest", [None, EIGHT - DAY, EIGHT + TOLERANCE])
def test_not_before_the_newest_receipt_is_believed(newest: datetime | None) -> None:
    assert not begin(Sample(EIGHT, 0), newest).in_doubt


def test_behind_the_newest_receipt_for_an_hour_is_the_time() -> None:
    standing = begin(Sample(EIGHT, 0), newest=EIGHT + DAY)
    assert steady(standing, 60, int(SETTLES_AFTER)).in_doubt
    standing = steady(standing, 60, int(SETTLES_AFTER) + 121)
    assert not standing.in_doubt
