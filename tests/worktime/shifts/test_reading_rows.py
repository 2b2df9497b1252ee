"""A shift out of a row, whatever zone the database's session writes its moments in."""

from types import SimpleNamespace

from tests.worktime.shifts.day import at
from timeclock.timekeeping import parse_instant
from timeclock.worktime.shifts.reading import SHIFT_COLUMNS, record_from
from timeclock.worktime.shifts.timeline import BreakPlan

# A PostgreSQL whose own zone is Berlin: summer time first, then the same hour in winter time.
BREAKS = [
    [
        8,
        1,
        False,
        None,
        None,
        "2026-10-25T02:10:00+01:00",
        None,
        False,
        "2026-10-25T02:10:00.5+01:00",
    ],
    [
        *(7, 1, 1, 15, 0),
        *("2026-10-25T02:40:00+02:00", "2026-10-25T02:50:00+02:00", 0, "2026-10-25 00:50:00.1"),
    ],
]
SEGMENTS = [
    [4, 2, "2026-10-25T02:05:00+01:00", "2026-10-25T02:05:00+01:00"],
    [3, 1, "2026-10-25T02:45:00+02:00", "2026-10-25T02:45:00+02:00"],
]


def row(**columns: object) -> SimpleNamespace:
    empty = {c.key: None for c in SHIFT_COLUMNS}
    given = {"shift_id": 1, "started_at": at("08:00"), "changed_at": at("08:00")}
    return SimpleNamespace(**empty | given | columns)


def test_breaks_and_switches_stand_in_the_order_in_which_they_were() -> None:
    shift = record_from(row(breaks=BREAKS, segments=SEGMENTS), 1)
    assert [p.id for p in shift.timeline.pauses] == [7, 8]
    assert [p.plan for p in shift.timeline.pauses] == [BreakPlan(15, pays_beyond=False), None]
    assert [s.id for s in shift.timeline.stretches] == [3, 4]
    assert shift.timeline.open_pause is not None
    assert shift.timeline.open_pause.started_at == parse_instant("2026-10-25T01:10:00Z")


def test_the_last_change_is_the_latest_of_all_rows() -> None:
    shift = record_from(row(breaks=BREAKS, segments=SEGMENTS), 1)
    assert shift.changed_at == parse_instant("2026-10-25T01:10:00.5Z")


def test_a_shift_without_breaks_has_none() -> None:
    for nothing in (None, []):
        shift = record_from(row(breaks=nothing, segments=nothing), 1)
        assert (shift.timeline.pauses, shift.timeline.stretches) == ((), ())
