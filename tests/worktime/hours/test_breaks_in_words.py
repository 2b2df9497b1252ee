"""Breaks in words: with both offsets over a change of clocks, and none where there was none."""

import pytest

from tests.worktime.hours.shifts_of import BERLIN, LUNCH, at, record, rest, sheet_of, shift
from tests.worktime.hours.test_explaining import DAY, MINUTE, plain_sentences
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (
            BERLIN,
            "Unpaid break, 02:30 summer time (UTC+02:00) to 02:10 winter time (UTC+01:00), 40 min",
        ),
        (
            "America/New_York",
            "Unpaid break, 01:30 summer time (UTC−04:00) to 01:10 winter time (UTC−05:00), 40 min",
        ),
        ("Europe/Dublin", "Unpaid break, 01:30 (UTC+01:00) to 01:10 (UTC+00:00), 40 min"),
    ],
)
def test_a_break_over_the_autumn_change_shows_its_length_and_both_offsets(
    zone: str, words: str
) -> None:
    day = "2026-11-01" if zone == "America/New_York" else "2026-10-25"
    hour = "02" if zone == BERLIN else "01"
    pause = BreakInterval(
        1, LUNCH, False, at(f"{day} {hour}:30", zone), at(f"{day} {hour}:10", zone, fold=1)
    )
    sheet = sheet_of(shift(f"{day} 00:00", f"{day} 06:00", pause, zone=zone), first=day, zone=zone)
    assert words in plain_sentences(sheet)
    assert sheet.totals.unpaid_breaks == 40 * MINUTE


def test_a_time_that_comes_twice_says_which_one_it_is() -> None:
    line = Timeline(at("2026-10-25 02:30"), None, at("2026-10-25 02:10", fold=1), (), ())
    assert plain_sentences(sheet_of(record(line), first="2026-10-25"))[0] == (
        "In at 02:30 summer time (UTC+02:00), out at 02:10 winter time (UTC+01:00)"
    )


def test_a_paid_break_that_is_no_work_is_named_with_its_length() -> None:
    """ArbZG § 2(1): working time is without breaks, paid or not."""
    rules = PayRules(overtime=RuleSet.GERMANY)
    paid = rest(f"{DAY} 12:00", f"{DAY} 12:45", paid=True)
    sheet = sheet_of(shift(f"{DAY} 06:00", f"{DAY} 17:30", paid), first=DAY, rules=rules)
    assert [flag.sentence.replace("\N{NO-BREAK SPACE}", " ") for flag in sheet.flags] == [
        (
            "Worked 10 h 45 min in the 24 h from 06:00 on 2 March, not counting 45 min of paid "
            "breaks; no more than 10 h a day are allowed (ArbZG § 3)"
        )
    ]


@pytest.mark.parametrize(
    ("pauses", "words"),
    [
        ((), "Worked 9 h without a break of at least 30 min; one has to begin within"),
        (
            (rest(f"{DAY} 14:00", f"{DAY} 14:30"),),
            "Worked 6 h before a break of at least 30 min; it has to begin within",
        ),
    ],
)
def test_no_break_is_named_where_there_was_none(
    pauses: tuple[BreakInterval, ...], words: str
) -> None:
    """California Labor Code § 512(a)."""
    rules = PayRules(overtime=RuleSet.CALIFORNIA)
    end = f"{DAY} 17:30" if pauses else f"{DAY} 17:00"
    sheet = sheet_of(shift(f"{DAY} 08:00", end, *pauses), first=DAY, rules=rules)
    assert [words in flag.sentence.replace("\N{NO-BREAK SPACE}", " ") for flag in sheet.flags] == [
        True
    ]
