"""Times as text and as Unix seconds: one form in, nonsense refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.errors import Invalid
from timeclock.timekeeping import (
    elapsed,
    from_unix,
    local_text,
    parse_instant,
    utc_text,
    whole_second,
)

SIX = datetime(2026, 10, 25, 6, tzinfo=UTC)
NONSENSE = [
    "",
    " ",
    "now",
    "2026-10-25",
    "2026-10-25T06:00:00",  # no offset: whose six o'clock?
    "2026-10-25T06:00Z",
    "2026-10-25 06:00:00Z",
    "2026-W43-7T06:00:00Z",
    "2026-298T06:00:00Z",
    "20261025T060000Z",
    "2026-10-25T24:00:00Z",
    "2026-10-25T06:60:00Z",
    "2026-10-25T06:00:60Z",
    "2026-02-30T06:00:00Z",
    "2026-13-01T06:00:00Z",
    "2026-00-01T06:00:00Z",
    "2026-10-25T06:00:00+24:00",
    "2026-10-25T06:00:00+05:60",
    "2026-10-25T06:00:00+0500",
    "2026-10-25T06:00:00+05",
    "2026-10-25T06:00:00,5Z",
    "2026-10-25T06:00:00.Z",
    "2026-10-25T06:00:00.1234567890Z",
    "2026-10-25T06:00:00Z\n",
    " 2026-10-25T06:00:00Z",
    "2026-10-25T06:00:00ZZ",
    "2026-10-25T06:00:00Z[Europe/Berlin]",
    "٢٠٢٦-١٠-٢٥T٠٦:٠٠:٠٠Z",
    "+2026-10-25T06:00:00Z",
    "-2026-10-25T06:00:00Z",
    "2026-10-25T06:00:00\u221205:00",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    "0000-01-01T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "2000-01-01T00:00:00+00:01",
    "1e400",
    "NaN",
    "\x00",
    "\ud800",
    "1" * 100_000,
]


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text[:40]))
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_instant(text)
    assert refused.value.code == "invalid_time"


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-25T06:00:00Z",
        "2026-10-25t06:00:00z",
        "2026-10-25T06:00:00.000Z",
        "2026-10-25T06:00:00.000000Z",
        "2026-10-25T07:00:00+01:00",
        "2026-10-25T08:00:00+02:00",
        "2026-10-25T00:30:00-05:30",
        "2026-10-25T06:00:00-00:00",
        "2026-10-26T05:59:00+23:59",
    ],
)
def test_one_instant_in_many_spellings(text: str) -> None:
    assert parse_instant(text) == SIX
    assert parse_instant(text).tzinfo is UTC


def test_fractions_are_kept_to_the_microsecond() -> None:
    assert parse_instant("2026-10-25T06:00:00.5Z").microsecond == 500_000
    assert parse_instant("2026-10-25T06:00:00.123456789Z").microsecond == 123_456


def test_the_bounds_themselves_are_accepted() -> None:
    assert parse_instant("2000-01-01T00:00:00Z").year == 2000
    assert parse_instant("2100-12-31T23:59:59Z").year == 2100


@given(st.text(max_size=40))
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    try:
        moment = parse_instant(text)
    except Invalid:
        return
    assert 2000 <= moment.year <= 2100


@given(
    st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001  (given a zone below)
    st.integers(-14 * 60, 14 * 60),
)
def test_what_is_written_reads_the_same(wall: datetime, minutes: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_instant(moment.isoformat()) == moment
    assert parse_instant(utc_text(moment)) == whole_second(moment)


def test_unix_seconds_are_instants() -> None:
    assert from_unix(1_792_908_000) == SIX


@pytest.mark.parametrize(
    "seconds",
    [-1, 0, 946_684_799, 1_792_908_000_000, 4_133_980_800, 2**63, -(2**63), 10**500],
    ids=lambda number: str(number)[:20],
)
def test_milliseconds_and_other_far_numbers_are_refused(seconds: int) -> None:
    with pytest.raises(Invalid):
        from_unix(seconds)


def test_a_moment_is_floored_to_its_second() -> None:
    assert whole_second(SIX + timedelta(microseconds=999_999)) == SIX


def test_a_naive_moment_is_no_moment() -> None:
    with pytest.raises(TypeError):
        whole_second(SIX.replace(tzinfo=None))


def test_an_instant_is_written_in_utc_or_with_the_zones_offset() -> None:
    assert utc_text(SIX.astimezone(timezone(timedelta(hours=5)))) == "2026-10-25T06:00:00Z"
    assert local_text(SIX, "Europe/Berlin") == "2026-10-25T07:00:00+01:00"
    assert local_text(SIX, "UTC") == "2026-10-25T06:00:00+00:00"


def test_elapsed_time_is_a_difference_of_instants() -> None:
    assert elapsed(SIX, SIX + timedelta(hours=1)) == timedelta(hours=1)
