"""Wall times: the ones that a zone does not have, and the ones it has twice."""

from datetime import UTC, datetime

import pytest

from timeclock.timekeeping import WallTimeMissing, WallTimeTwice, from_wall, parse_instant

GAPS = {
    "Europe/Berlin": ("2027-03-28T02:30", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"),
    "Australia/Lord_Howe": ("2026-10-04T02:15", "2026-10-03T15:15:00Z", "2026-10-03T15:45:00Z"),
    "Antarctica/Troll": ("2026-03-29T02:00", "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z"),
    "Africa/Casablanca": ("2026-03-22T02:30", "2026-03-22T01:30:00Z", "2026-03-22T02:30:00Z"),
    "Pacific/Apia": ("2011-12-30T12:00", "2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z"),
}
FOLDS = {
    "Europe/Berlin": ("2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
    "Australia/Lord_Howe": ("2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"),
    "Antarctica/Troll": ("2026-10-25T01:30", "2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z"),
    "Africa/Casablanca": ("2026-02-15T02:30", "2026-02-15T01:30:00Z", "2026-02-15T02:30:00Z"),
}


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("zone", GAPS)
def test_a_wall_time_in_the_gap_is_refused_with_its_neighbours(zone: str) -> None:
    text, before, after = GAPS[zone]
    with pytest.raises(WallTimeMissing) as refused:
        from_wall(wall(text), zone)
    neighbours = {"before": parse_instant(before), "after": parse_instant(after)}
    assert refused.value.details == neighbours
    assert zone in refused.value.sentence


@pytest.mark.parametrize("zone", GAPS)
@pytest.mark.parametrize("fold", [0, 1])
def test_no_choice_makes_a_missing_wall_time_exist(zone: str, fold: int) -> None:
    with pytest.raises(WallTimeMissing):
        from_wall(wall(GAPS[zone][0]), zone, fold)


@pytest.mark.parametrize("zone", FOLDS)
def test_a_wall_time_that_comes_twice_asks_which_one(zone: str) -> None:
    text, first, second = FOLDS[zone]
    with pytest.raises(WallTimeTwice) as refused:
        from_wall(wall(text), zone)
    both = {"first": parse_instant(first), "second": parse_instant(second)}
    assert refused.value.details == both


@pytest.mark.parametrize("zone", FOLDS)
def test_which_one_can_be_said(zone: str) -> None:
    text, first, second = FOLDS[zone]
    assert from_wall(wall(text), zone, 0) == parse_instant(first)
    assert from_wall(wall(text), zone, 1) == parse_instant(second)


def test_the_edges_of_a_gap_and_a_fold_are_ordinary() -> None:
    berlin = "Europe/Berlin"
    assert from_wall(wall("2027-03-28T01:59:59"), berlin) == parse_instant("2027-03-28T00:59:59Z")
    assert from_wall(wall("2027-03-28T03:00"), berlin) == parse_instant("2027-03-28T01:00:00Z")
    assert from_wall(wall("2026-10-25T01:59:59"), berlin) == parse_instant("2026-10-24T23:59:59Z")
    assert from_wall(wall("2026-10-25T03:00"), berlin) == parse_instant("2026-10-25T02:00:00Z")


def test_a_wall_time_carries_no_zone() -> None:
    with pytest.raises(TypeError):
        from_wall(datetime(2026, 10, 25, 2, tzinfo=UTC), "Europe/Berlin")
