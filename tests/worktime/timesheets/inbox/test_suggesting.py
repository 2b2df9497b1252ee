"""When someone who forgot to clock out may have left: grounds, never inventions."""

from datetime import UTC, datetime

import pytest

from tests.worktime.hours.shifts_of import BERLIN, at, rest, shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.suggesting import Ground, Suggestion, suggest_end

NOW = at("2026-03-10 08:00")


def suggested(forgotten: ShiftRecord, *earlier: ShiftRecord) -> Suggestion | None:
    return suggest_end(forgotten, [forgotten, *earlier], BERLIN, NOW)


def days(*ends: str, start: str = "08:00") -> list[ShiftRecord]:
    """Shifts of the first days of March that began at one time and ended at these."""
    return [shift(f"2026-03-0{n} {start}", f"2026-03-0{n} {end}") for n, end in enumerate(ends, 1)]


def test_the_usual_end_is_the_one_in_the_middle() -> None:
    found = suggested(shift("2026-03-09 08:00", None), *days("16:00", "16:58:40", "20:15"))
    assert found
    assert (found.end, found.ground, found.sentence) == (
        at("2026-03-09 16:58"),
        Ground.USUAL_END,
        "The usual end: 3 shifts that began at about this time of day.",
    )


def test_of_an_even_number_it_is_the_earlier_one() -> None:
    found = suggested(shift("2026-03-09 08:00", None), *days("16:00", "16:30", "17:00", "18:00"))
    assert found
    assert found.end == at("2026-03-09 16:30")


def test_two_shifts_are_no_habit() -> None:
    assert suggested(shift("2026-03-09 08:00", None), *days("16:00", "17:00")) is None


@pytest.mark.parametrize(("start", "counts"), [("10:00", True), ("10:01", False), ("06:00", True)])
def test_only_shifts_that_began_within_two_hours_of_that_time_count(
    start: str, counts: bool
) -> None:
    usual = days("16:00", "16:00", "16:00", start=start)
    assert (suggested(shift("2026-03-09 08:00", None), *usual) is not None) is counts


def test_midnight_does_not_come_between_times_of_day() -> None:
    nights = [shift(f"2026-03-0{n} 00:30", f"2026-03-0{n} 06:10") for n in (2, 3, 4)]
    found = suggested(shift("2026-03-08 23:30", None), *nights)
    assert found
    assert found.end == at("2026-03-09 06:10")
    nights = [shift(f"2026-03-0{n} 23:00", f"2026-03-0{n + 1} 06:10") for n in (2, 3, 4)]
    found = suggested(shift("2026-03-09 00:10", None), *nights)
    assert found
    assert found.end == at("2026-03-09 06:10")


def test_the_time_on_the_wall_is_usual_over_a_change_of_clocks() -> None:
    usual = [shift(f"2026-10-{n} 22:00", f"2026-10-{n + 1} 06:00") for n in (12, 13, 14)]
    night = shift("2026-10-24 22:00", None)  # clocks go back on the 25th
    found = suggest_end(night, usual, BERLIN, at("2026-10-26 08:00"))
    assert found
    assert found.end == at("2026-10-25 06:00")
    assert (found.end - night.timeline.started_at).total_seconds() == 9 * 3600


def test_a_time_that_spring_skips_is_not_suggested() -> None:
    usual = [shift(f"2026-03-{n} 20:00", f"2026-03-{n + 1} 02:30") for n in (16, 17, 18)]
    found = suggest_end(shift("2026-03-28 20:00", None), usual, BERLIN, at("2026-03-30 08:00"))
    assert found is None


def test_what_no_one_has_confirmed_or_ended_or_counts_is_no_habit() -> None:
    usual = [
        shift("2026-03-02 08:00", "2026-03-02 16:00"),
        shift("2026-03-03 08:00", "2026-03-03 16:00"),
        shift("2026-03-04 08:00", "2026-03-04 16:00", unconfirmed=UnconfirmedEnd.PROPOSED),
        shift("2026-03-05 08:00", "2026-03-05 16:00", voided=True),
        shift("2026-03-06 08:00", None),
    ]
    assert suggested(shift("2026-03-09 08:00", None), *usual) is None


def test_no_one_left_before_their_last_punch() -> None:
    lunch = rest("2026-03-09 16:30", "2026-03-09 17:00")
    found = suggested(shift("2026-03-09 08:00", None, lunch), *days("16:00", "16:20", "16:40"))
    assert found
    assert (found.end, found.ground, found.sentence) == (
        at("2026-03-09 17:00"),
        Ground.BREAK_END,
        "The end of the last break.",
    )


def test_no_one_left_in_the_future() -> None:
    usual = days("16:00", "16:00", "16:00")
    morning = shift("2026-03-10 06:30", None)
    assert suggested(morning, *usual) is None


def test_no_one_left_after_the_next_shift_began() -> None:
    provisional = shift(
        "2026-03-09 08:00", "2026-03-09 22:00", unconfirmed=UnconfirmedEnd.PROVISIONAL
    )
    usual = days("16:00", "16:00", "16:00")
    found = suggested(provisional, *usual)
    assert found
    assert found.end == at("2026-03-09 16:00")
    next_one = shift("2026-03-09 15:00", None)
    assert suggested(provisional, *usual, next_one) is None


def test_a_break_that_never_ended_begins_with_the_end() -> None:
    lunch = rest("2026-03-09 12:00", None)
    found = suggested(shift("2026-03-09 08:00", None, lunch))
    assert found
    assert (found.end, found.ground) == (at("2026-03-09 12:00"), Ground.BREAK_START)


def test_a_break_from_the_first_second_says_nothing() -> None:
    assert suggested(shift("2026-03-09 08:00", None, rest("2026-03-09 08:00", None))) is None


def test_where_nothing_speaks_for_a_time_none_is_named() -> None:
    assert suggested(shift("2026-03-09 08:00", None)) is None
    assert (
        suggest_end(shift("2026-03-09 08:00", None), (), BERLIN, datetime(2026, 12, 1, tzinfo=UTC))
        is None
    )
