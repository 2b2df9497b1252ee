"""Zones by name: the tz database's, and nothing that merely looks like one."""

import pytest

from timeclock.errors import Invalid
from timeclock.timekeeping import parse_instant, utc_offset, zone, zone_names


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Phobos",
        "../../etc/passwd",
        "/etc/localtime",
        "localtime",
        "Factory",
        "posixrules",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "Europe",
        "Europe/",
        "europe/berlin",
        " Europe/Berlin",
        "Europe/Berlin\x00",
        "Europe/../Europe/Berlin",
        "tzdata.zi",
        "zone.tab",
        "+02:00",
        "UTC+2",
        "CEST",
        "\ud800",
        "x" * 100_000,
    ],
    ids=lambda name: ascii(name[:30]),
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        zone(name)
    assert (refused.value.code, refused.value.field) == ("unknown_zone", "timezone")
    assert len(refused.value.sentence) < 100


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "US/Eastern", "Asia/Calcutta"]
)
def test_zones_of_the_tz_database_are_known_by_old_names_too(name: str) -> None:
    assert zone(name).key == name
    assert name in zone_names()


def test_the_pinned_database_decides_and_not_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    assert zone("Antarctica/Troll").key == "Antarctica/Troll"


@pytest.mark.parametrize(
    ("text", "name", "hours"),
    [
        ("2026-07-01T00:00:00Z", "Europe/Berlin", 2),
        ("2026-12-01T00:00:00Z", "Europe/Berlin", 1),
        ("2026-07-01T00:00:00Z", "Australia/Lord_Howe", 10.5),
        ("2026-12-01T00:00:00Z", "Australia/Lord_Howe", 11),
        ("2026-07-01T00:00:00Z", "Antarctica/Troll", 2),
        ("2026-12-01T00:00:00Z", "Antarctica/Troll", 0),
        ("2026-07-01T00:00:00Z", "Africa/Casablanca", 1),
        ("2026-03-01T00:00:00Z", "Africa/Casablanca", 0),  # Ramadan: clocks go back for it
        ("2026-07-01T00:00:00Z", "Asia/Kathmandu", 5.75),
        ("2026-07-01T00:00:00Z", "UTC", 0),
    ],
)
def test_the_offset_is_the_one_the_zone_shows_then(text: str, name: str, hours: float) -> None:
    assert utc_offset(parse_instant(text), name) == hours * 3600
