"""Shifts, days and weeks that are too long, and ends that no one knows."""

from datetime import date

import pytest

from tests.worktime.hours.flags_of import facts, raised
from tests.worktime.hours.shifts_of import at, book_of, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.worktime.hours.sheet import CaseKind, Flag
from timeclock.worktime.hours.warnings import long_weeks
from timeclock.worktime.shifts.record import UnconfirmedEnd

HOUR, MINUTE = 3600, 60
GERMANY, EU, SPAIN, CALIFORNIA = RuleSet.GERMANY, RuleSet.EU, RuleSet.SPAIN, RuleSet.CALIFORNIA
TUESDAY = date(2026, 3, 3)


def test_an_open_shift_beyond_the_limit_is_a_missed_clock_out_and_nothing_else() -> None:
    forgotten = shift("2026-03-02 08:00", None)
    found = raised(GERMANY, forgotten, now=at("2026-03-03 11:10"))
    assert facts(found) == [
        (
            "missed_clock_out",
            "Clocked in for 27 h 10 min without a clock-out; 14 h at most on this time clock",
        )
    ]
    assert (found[0].measured, found[0].limit) == (27 * HOUR + 10 * MINUTE, 14 * HOUR)
    assert found[0].shift_id == forgotten.id
    assert found[0].day == date(2026, 3, 2)


def test_a_shift_open_up_to_the_limit_is_not_missed_yet() -> None:
    running = shift("2026-03-02 08:00", None)
    assert raised(RuleSet.NONE, running, now=at("2026-03-02 22:00")) == ()
    late = raised(RuleSet.NONE, running, now=at("2026-03-02 22:00:01"))
    assert facts(late) == [
        (
            "missed_clock_out",
            "Clocked in for 14 h 01 s without a clock-out; 14 h at most on this time clock",
        )
    ]


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (
            UnconfirmedEnd.PROPOSED,
            "The end of this shift was given afterwards and waits to be confirmed",
        ),
        (
            UnconfirmedEnd.PROVISIONAL,
            "No one clocked out and the clock closed this shift; its end waits to be confirmed",
        ),
    ],
)
def test_an_end_that_waits_for_a_word_says_so_and_raises_no_guess(
    why: UnconfirmedEnd, sentence: str
) -> None:
    waiting = shift("2026-03-02 06:00", "2026-03-02 22:00", unconfirmed=why)
    following = shift("2026-03-03 01:00", "2026-03-03 06:00")
    assert facts(raised(GERMANY, waiting, following)) == [("unconfirmed_end", sentence)]


def test_a_shift_that_ended_after_more_than_the_limit_is_long_under_any_rules() -> None:
    found = raised(RuleSet.NONE, shift("2026-03-02 06:00", "2026-03-02 21:10"))
    assert facts(found) == [
        ("long_shift", "This shift is 15 h 10 min long; 14 h at most on this time clock")
    ]
    assert raised(RuleSet.NONE, shift("2026-03-02 06:00", "2026-03-02 20:00")) == ()


def test_a_voided_shift_is_nothing_to_look_at() -> None:
    gone = shift("2026-03-02 06:00", "2026-03-03 06:00", voided=True)
    assert raised(GERMANY, gone, shift("2026-03-03 08:00", "2026-03-03 12:00")) == ()


def long_days(found: tuple[Flag, ...]) -> list[str]:
    return [sentence for kind, sentence in facts(found) if kind == "long_day"]


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            GERMANY,
            (
                "Worked 10 h 48 min in the 24 h from 06:00 on 3 March; no more than 10 h a day "
                "are allowed (ArbZG § 3)"
            ),
        ),
        (
            SPAIN,
            (
                "Worked 10 h 48 min in the 24 h from 06:00 on 3 March; no more than 9 h a day are "
                "ordinary hours (Estatuto de los Trabajadores, art. 34.3)"
            ),
        ),
        (
            PayRules(overtime=RuleSet.OWN, own=OwnRules(longest_day=8 * 60)),
            (
                "Worked 10 h 48 min in the 24 h from 06:00 on 3 March; no more than 8 h a day are "
                "allowed (the company's own rule)"
            ),
        ),
    ],
)
def test_a_long_day(rules: RuleSet | PayRules, sentence: str) -> None:
    found = raised(rules, shift("2026-03-03 06:00", "2026-03-03 16:48"))
    assert long_days(found) == [sentence]
    (flag,) = [each for each in found if each.kind is CaseKind.LONG_DAY]
    assert (flag.day, flag.shift_id) == (TUESDAY, None)


def test_own_rules_of_booked_days_measure_what_is_booked() -> None:
    own = PayRules(
        overtime=RuleSet.OWN,
        own=OwnRules(longest_day=8 * 60),
        own_over=CountedOver.BOOKED_DAYS,
    )
    found = raised(own, days={TUESDAY: 10 * HOUR + 48 * MINUTE})
    assert long_days(found) == [
        "Worked 10 h 48 min; no more than 8 h a day are allowed (the company's own rule)"
    ]


def test_ten_hours_are_allowed_and_a_second_more_is_not_hidden_by_the_minute() -> None:
    assert long_days(raised(GERMANY, shift("2026-03-03 06:00", "2026-03-03 16:00"))) == []
    found = raised(GERMANY, shift("2026-03-03 06:00", "2026-03-03 16:00:01"))
    assert long_days(found)[0].startswith("Worked 10 h 01 s in the 24 h from 06:00")


def test_arbzg_3_a_night_is_one_day_however_it_is_shown() -> None:
    """Nights split at midnight: 20:00 to 08:00 with a break of 45 min are 11 h 15 min."""
    night = shift(
        "2026-03-02 20:00", "2026-03-03 08:00", rest("2026-03-03 02:00", "2026-03-03 02:45")
    )
    sheet = sheet_of(
        night, first="2026-03-02", days=2, rules=PayRules(overtime=GERMANY, split=True)
    )
    assert [(each.day.day, each.measured) for each in sheet.flags] == [(2, 11 * HOUR + 15 * MINUTE)]


def test_arbzg_3_two_duties_with_a_full_rest_between_them_are_two_days() -> None:
    """00:30 to 06:30 and 22:00 to 06:00 lie 15 h 30 min apart."""
    first = shift("2026-03-03 00:30", "2026-03-03 06:30")
    second = shift("2026-03-03 22:00", "2026-03-04 06:00")
    assert long_days(raised(GERMANY, first, second)) == []
    near = shift("2026-03-03 12:00", "2026-03-03 17:00")
    assert long_days(raised(GERMANY, first, near))[0].startswith("Worked 11 h in the 24 h")


def test_arbzg_2_a_paid_break_is_paid_and_no_working_time() -> None:
    paid = rest("2026-03-03 11:00", "2026-03-03 11:45", paid=True)
    day = shift("2026-03-03 06:00", "2026-03-03 16:45", paid)
    assert long_days(raised(GERMANY, day)) == []
    assert len(long_days(raised(SPAIN, day))) == 1
    meal = PayRules(overtime=GERMANY, meal_after=6 * 60, meal_minutes=45)
    assert long_days(raised(meal, shift("2026-03-03 06:00", "2026-03-03 16:45"))) == []


@pytest.mark.parametrize("rules", [RuleSet.NONE, RuleSet.US_FEDERAL, CALIFORNIA, EU])
def test_some_rules_know_no_longest_day(rules: RuleSet) -> None:
    long = shift("2026-03-03 06:00", "2026-03-04 05:00")
    assert long_days(raised(rules, long, days={TUESDAY: 24 * HOUR})) == []


@pytest.mark.parametrize(
    ("rules", "weeks", "hours"), [(EU, 17, 48), (GERMANY, 24, 48), (SPAIN, 52, 40)]
)
def test_long_weeks_are_an_average(rules: RuleSet, weeks: int, hours: int) -> None:
    book = book_of(PayRules(overtime=rules))
    assert long_weeks(weeks * hours * HOUR, weeks, book, TUESDAY) is None
    found = long_weeks(weeks * hours * HOUR + 1, weeks, book, TUESDAY)
    assert found is not None
    assert (found.kind, found.limit) == (CaseKind.LONG_WEEKS, hours * HOUR)
    assert found.measured > found.limit


def test_a_long_average_says_over_how_many_weeks() -> None:
    found = long_weeks(17 * (50 * HOUR + 12 * MINUTE), 17, book_of(PayRules(overtime=EU)), TUESDAY)
    assert found is not None
    assert facts((found,))[0][1] == (
        "50 h 12 min a week on average over 17 weeks; no more than 48 h are allowed "
        "(Directive 2003/88/EC, art. 6(b) and 16(b))"
    )


@pytest.mark.parametrize("rules", [RuleSet.NONE, RuleSet.US_FEDERAL, CALIFORNIA, RuleSet.OWN])
def test_some_rules_know_no_average(rules: RuleSet) -> None:
    assert long_weeks(17 * 100 * HOUR, 17, book_of(PayRules(overtime=rules)), TUESDAY) is None


def test_flags_lie_in_order_of_days() -> None:
    found = raised(
        GERMANY,
        shift("2026-03-04 06:00", "2026-03-04 12:30"),
        shift("2026-03-02 06:00", "2026-03-02 17:30"),
    )
    assert [(each.day.day, each.kind) for each in found] == [
        (2, CaseKind.LONG_DAY),
        (2, CaseKind.NO_BREAK),
        (4, CaseKind.NO_BREAK),
    ]


def test_every_flag_of_a_law_names_it() -> None:
    found = raised(
        GERMANY,
        shift("2026-03-02 14:00", "2026-03-02 23:30"),
        shift("2026-03-03 06:00", "2026-03-03 17:00"),
    )
    assert {each.source.name for each in found if each.source} == {
        "ArbZG § 3",
        "ArbZG § 4",
        "ArbZG § 5(1)",
    }
    assert all(each.source for each in found)
