"""Shifts, days and weeks that are too long, and ends that no one knows."""

from datetime import date

import pytest

from tests.worktime.hours.flags_of import raised, said
from tests.worktime.hours.shifts_of import at, book_of, shift
from timeclock.company.pay_rules.rules import OwnRules, PayRules, RuleSet
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.hours.warnings import long_weeks
from timeclock.worktime.shifts.record import UnconfirmedEnd

HOUR, MINUTE = 3600, 60
GERMANY, EU, SPAIN, CALIFORNIA = RuleSet.GERMANY, RuleSet.EU, RuleSet.SPAIN, RuleSet.CALIFORNIA
TUESDAY = date(2026, 3, 3)


def test_an_open_shift_beyond_the_limit_is_a_missed_clock_out_and_nothing_else() -> None:
    forgotten = shift("2026-03-02 08:00", None)
    found = raised(GERMANY, forgotten, now=at("2026-03-03 11:10"))
    assert said(found) == [
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
    assert said(late) == [
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
    assert said(raised(GERMANY, waiting, following)) == [("unconfirmed_end", sentence)]


def test_a_shift_that_ended_after_more_than_the_limit_is_long_under_any_rules() -> None:
    found = raised(RuleSet.NONE, shift("2026-03-02 06:00", "2026-03-02 21:10"))
    assert said(found) == [
        ("long_shift", "This shift is 15 h 10 min long; 14 h at most on this time clock")
    ]
    assert raised(RuleSet.NONE, shift("2026-03-02 06:00", "2026-03-02 20:00")) == ()


def test_a_voided_shift_is_nothing_to_look_at() -> None:
    gone = shift("2026-03-02 06:00", "2026-03-03 06:00", voided=True)
    assert raised(GERMANY, gone, shift("2026-03-03 08:00", "2026-03-03 12:00")) == ()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (GERMANY, "Worked 10 h 48 min; no more than 10 h a day are allowed (ArbZG § 3)"),
        (
            SPAIN,
            (
                "Worked 10 h 48 min; no more than 9 h a day are ordinary hours "
                "(Estatuto de los Trabajadores, art. 34.3)"
            ),
        ),
        (
            PayRules(overtime=RuleSet.OWN, own=OwnRules(longest_day=8 * 60)),
            "Worked 10 h 48 min; no more than 8 h a day are allowed (the company's own rule)",
        ),
    ],
)
def test_a_long_day(rules: RuleSet | PayRules, sentence: str) -> None:
    found = raised(rules, days={TUESDAY: 10 * HOUR + 48 * MINUTE})
    assert said(found) == [("long_day", sentence)]
    assert (found[0].day, found[0].shift_id) == (TUESDAY, None)


def test_ten_hours_are_allowed_and_a_second_more_is_not_hidden_by_the_minute() -> None:
    assert raised(GERMANY, days={TUESDAY: 10 * HOUR}) == ()
    found = raised(GERMANY, days={TUESDAY: 10 * HOUR + 1})
    assert said(found)[0][1].startswith("Worked 10 h 01 s; no more than 10 h")


@pytest.mark.parametrize("rules", [RuleSet.NONE, RuleSet.US_FEDERAL, CALIFORNIA, EU])
def test_some_rules_know_no_longest_day(rules: RuleSet) -> None:
    assert raised(rules, days={TUESDAY: 24 * HOUR}) == ()


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
    assert said((found,))[0][1] == (
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
        shift("2026-03-02 06:00", "2026-03-02 12:30"),
        days={date(2026, 3, 4): 11 * HOUR, TUESDAY: 11 * HOUR},
    )
    assert [(each.day.day, each.kind) for each in found] == [
        (2, CaseKind.NO_BREAK),
        (3, CaseKind.LONG_DAY),
        (4, CaseKind.LONG_DAY),
        (4, CaseKind.NO_BREAK),
    ]


def test_every_flag_of_a_law_names_it() -> None:
    found = raised(
        GERMANY,
        shift("2026-03-02 14:00", "2026-03-02 23:30"),
        shift("2026-03-03 06:00", "2026-03-03 17:00"),
        days={TUESDAY: 11 * HOUR},
    )
    assert {each.source.name for each in found if each.source} == {
        "ArbZG § 3",
        "ArbZG § 4",
        "ArbZG § 5(1)",
    }
    assert all(each.source for each in found)
