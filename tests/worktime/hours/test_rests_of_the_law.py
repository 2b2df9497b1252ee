"""Rest within 24 hours and within seven days, as laws ask for it."""

import pytest

from tests.worktime.hours.flags_of import facts, raised
from tests.worktime.hours.shifts_of import shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.worktime.hours.sheet import CaseKind, Flag
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

HOUR = 3600
EU, GERMANY, SPAIN = RuleSet.EU, RuleSet.GERMANY, RuleSet.SPAIN


def rests(found: tuple[Flag, ...]) -> list[str]:
    return [sentence for kind, sentence in facts(found) if kind == "short_rest"]


def days(first: int, last: int, begin: str = "08:00", end: str = "16:00") -> list[ShiftRecord]:
    return [
        shift(f"2026-03-{day:02} {begin}", f"2026-03-{day:02} {end}")
        for day in range(first, last + 1)
    ]


def test_directive_2003_88_art_3_fourteen_hours_of_work_leave_ten_of_24() -> None:
    """Whatever the next day holds."""
    long = shift("2026-03-02 07:00", "2026-03-02 21:00")
    assert rests(raised(EU, long)) == [
        (
            "10 h of rest in a row in the 24 h from 07:00 on 2 March; 11 h are needed "
            "(Directive 2003/88/EC, art. 3)"
        )
    ]
    later = shift("2026-03-04 07:00", "2026-03-04 15:00")
    assert len(rests(raised(EU, long, later))) == 1
    assert rests(raised(GERMANY, long, later)) == []


def test_directive_2003_88_art_3_thirteen_hours_leave_eleven() -> None:
    assert rests(raised(EU, shift("2026-03-02 07:00", "2026-03-02 20:00"))) == []
    found = raised(EU, shift("2026-03-02 07:00", "2026-03-02 20:00:01"))
    assert [each.measured for each in found if each.kind is CaseKind.SHORT_REST] == [11 * HOUR - 1]


def test_directive_2003_88_art_3_a_split_duty_needs_its_rest_in_the_24_hours() -> None:
    morning = shift("2026-03-02 06:00", "2026-03-02 10:00")
    evening = shift("2026-03-02 17:00", "2026-03-02 21:00")
    found = raised(EU, morning, evening)
    assert [(each.shift_id, each.measured) for each in found] == [(evening.id, 9 * HOUR)]
    early = shift("2026-03-02 15:00", "2026-03-02 19:00")
    assert raised(EU, morning, early) == ()


def test_a_shift_of_no_length_does_not_break_a_rest() -> None:
    late = shift("2026-03-02 14:00", "2026-03-02 20:00")
    slip = shift("2026-03-03 01:00", "2026-03-03 01:00")
    early = shift("2026-03-03 08:00", "2026-03-03 12:00")
    for rules in (EU, GERMANY, SPAIN):
        assert rests(raised(rules, late, slip, early)) == []


@pytest.mark.parametrize(
    ("rules", "law", "hours"),
    [
        (EU, "Directive 2003/88/EC, art. 5", 35),
        (SPAIN, "Estatuto de los Trabajadores, art. 37.1", 36),
    ],
)
def test_an_eighth_day_in_a_row_has_no_weekly_rest_before_it(
    rules: RuleSet, law: str, hours: int
) -> None:
    assert rests(raised(rules, *days(2, 8))) == []
    assert rests(raised(rules, *days(2, 9))) == [
        f"16 h of rest in a row in the seven days before this shift; {hours} h are needed ({law})"
    ]


@pytest.mark.parametrize(("end", "flags"), [("16:00", 0), ("21:00", 0), ("21:01", 1)])
def test_directive_2003_88_art_5_a_rest_of_35_hours_begins_the_seven_days_anew(
    end: str, flags: int
) -> None:
    """Monday to Saturday, and from the second Monday on again."""
    week = [*days(2, 6), shift("2026-03-07 13:00", f"2026-03-07 {end}")]
    assert len(rests(raised(EU, *week, *days(9, 9)))) == flags


def test_around_an_end_that_is_not_known_nothing_is_said() -> None:
    week = days(2, 9)
    week[4] = shift("2026-03-06 08:00", "2026-03-06 16:00", unconfirmed=UnconfirmedEnd.PROPOSED)
    assert rests(raised(EU, *week)) == []
