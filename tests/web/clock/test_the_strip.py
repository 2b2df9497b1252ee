"""A day drawn as a line: positions are shares of real elapsed time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeclock.web.hours.strips import DrawnStretch, draw

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_short_shift_does_not_fill_the_day() -> None:
    strip = draw([DrawnStretch(at("2026-03-02T07:00"), None)], at("2026-03-02T07:06"), BERLIN)
    assert (strip.bars[0].x, strip.bars[0].width) == ("10.00%", "1.00%")
    assert [tick.hour for tick in strip.ticks][:3] == ["08", "09", "10"]
    assert [tick.odd for tick in strip.ticks][:3] == [False, True, False]
    assert strip.now_x == "11.00%"


def test_the_repeated_hour_of_autumn_is_twice() -> None:
    night = [DrawnStretch(at("2026-10-24T20:00"), at("2026-10-25T05:00"))]
    strip = draw(night, at("2026-10-25T05:00"), BERLIN)
    hours = [tick.hour for tick in strip.ticks]
    assert hours == ["22", "23", "00", "01", "02", "02", "03", "04", "05", "06"]


def test_the_skipped_hour_of_spring_is_not_there() -> None:
    night = [DrawnStretch(at("2027-03-27T21:00"), at("2027-03-28T04:00"))]
    strip = draw(night, at("2027-03-28T04:00"), BERLIN)
    assert "02" not in [tick.hour for tick in strip.ticks]


def test_hours_are_those_of_a_zone_half_an_hour_off() -> None:
    strip = draw(
        [DrawnStretch(at("2026-03-02T03:30"), None)], at("2026-03-02T04:00"), "Asia/Kolkata"
    )
    assert strip.ticks[0].hour == "09"
    assert strip.bars[0].x == "10.00%"


def test_a_name_is_left_out_where_it_does_not_fit() -> None:
    morning, end = at("2026-03-02T07:00"), at("2026-03-02T15:00")
    wide = draw([DrawnStretch(morning, end, label="Counter")], end, BERLIN)
    thin = draw(
        [DrawnStretch(morning, morning + timedelta(minutes=20), label="Counter")], end, BERLIN
    )
    assert (wide.bars[0].label, thin.bars[0].label) == ("Counter", "")


def test_the_present_is_not_drawn_beyond_the_line() -> None:
    strip = draw(
        [DrawnStretch(at("2026-03-02T07:00"), at("2026-03-02T08:00"))],
        at("2026-03-03T07:00"),
        BERLIN,
    )
    assert strip.now_x is None


@given(
    lengths=st.lists(st.integers(0, 40 * 3600), min_size=1, max_size=8),
    zone=st.sampled_from([BERLIN, "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]),
    hour=st.integers(0, 15 * 365 * 24),
)
def test_every_bar_is_on_the_line_in_order(lengths: list[int], zone: str, hour: int) -> None:
    moment, stretches = at("2020-01-01T00:17") + timedelta(hours=hour), []
    for length in lengths:
        end = moment + timedelta(seconds=length)
        stretches.append(DrawnStretch(moment, end))
        moment = end
    strip = draw(stretches, moment, zone)
    places = [float(bar.x.rstrip("%")) for bar in strip.bars]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert len(strip.ticks) <= 14
