"""Breaks that a law asks for: enough of them, long enough, in time."""

import pytest

from tests.worktime.hours.flags_of import facts, kinds, raised
from tests.worktime.hours.shifts_of import at, rest, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.messages import Sentence
from timeclock.worktime.hours import breaks
from timeclock.worktime.hours.rule_sets import Breaks, Terms
from timeclock.worktime.hours.sheet import CaseKind, FigureSource

HOUR, MINUTE = 3600, 60
GERMANY, EU, SPAIN, CALIFORNIA = RuleSet.GERMANY, RuleSet.EU, RuleSet.SPAIN, RuleSet.CALIFORNIA


@pytest.mark.parametrize("rules", [RuleSet.NONE, RuleSet.US_FEDERAL])
def test_where_no_law_asks_for_a_break_none_is_missed(rules: RuleSet) -> None:
    assert raised(rules, shift("2026-03-02 06:00", "2026-03-02 19:00")) == ()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (
            EU,
            (
                "Worked 6 h 40 min without a break of at least 5 min; more than 6 h need one "
                "(Directive 2003/88/EC, art. 4)"
            ),
        ),
        (
            GERMANY,
            (
                "Worked 6 h 40 min in a row; after 6 h a break of at least 15 min is needed "
                "(ArbZG § 4)"
            ),
        ),
        (
            SPAIN,
            (
                "Worked 6 h 40 min without a break of at least 15 min; more than 6 h need one "
                "(Estatuto de los Trabajadores, art. 34.4)"
            ),
        ),
        (
            CALIFORNIA,
            (
                "Worked 6 h 40 min without a break of at least 30 min; one has to begin within "
                "the first 5 h of work (California Labor Code § 512(a))"
            ),
        ),
        (
            PayRules(overtime=RuleSet.OWN, own=OwnRules(break_after=5 * 60, break_minutes=20)),
            "Worked 6 h 40 min without a break; more than 5 h need one (the company's own rule)",
        ),
    ],
)
def test_work_without_a_break(rules: RuleSet | PayRules, sentence: str) -> None:
    worked = shift("2026-03-02 08:00", "2026-03-02 14:40")
    assert facts(raised(rules, worked)) == [("no_break", sentence)]


@pytest.mark.parametrize("rules", [EU, GERMANY, SPAIN])
def test_six_hours_need_no_break_and_a_second_more_does(rules: RuleSet) -> None:
    assert raised(rules, shift("2026-03-02 08:00", "2026-03-02 14:00")) == ()
    assert kinds(raised(rules, shift("2026-03-02 08:00", "2026-03-02 14:00:01"))) == [
        CaseKind.NO_BREAK
    ]


@pytest.mark.parametrize(
    ("end", "breaks", "flag"),
    [
        # ArbZG § 4: 30 min in all over 6 h of work, 45 over 9 h, in parts of at least 15.
        ("16:30", [("12:00", "12:30")], None),
        ("16:30", [("12:00", "12:15"), ("15:00", "15:15")], None),
        ("17:30", [("12:00", "12:30")], None),  # 9 h of work
        ("17:30:01", [("12:00", "12:30")], CaseKind.SHORT_BREAK),
        ("17:45", [("12:00", "12:45")], None),
        ("16:30", [("12:00", "12:20")], CaseKind.SHORT_BREAK),
        ("16:30", [("12:00", "12:15"), ("15:00", "15:14")], CaseKind.SHORT_BREAK),
        ("16:30", [("12:00", "12:14")], CaseKind.NO_BREAK),
        ("16:30", [("14:00", "14:30")], None),  # after 6 h in a row, not later
        ("16:30", [("14:01", "14:31")], CaseKind.NO_BREAK),
        ("16:30", [("08:00", "08:30")], CaseKind.NO_BREAK),  # before work nothing is interrupted
        ("16:30", [("16:00", "16:30")], CaseKind.NO_BREAK),  # nor at its end
    ],
)
def test_german_breaks(end: str, breaks: list[tuple[str, str]], flag: CaseKind | None) -> None:
    rests = (rest(f"2026-03-02 {start}", f"2026-03-02 {stop}") for start, stop in breaks)
    found = raised(GERMANY, shift("2026-03-02 08:00", f"2026-03-02 {end}", *rests))
    assert kinds(found) == ([flag] if flag else [])


def test_too_little_break_says_how_much_there_was() -> None:
    short = shift(
        "2026-03-02 08:00", "2026-03-02 15:50", rest("2026-03-02 12:00", "2026-03-02 12:20")
    )
    found = raised(GERMANY, short)
    assert facts(found) == [
        ("short_break", "20 min of breaks in 7 h 30 min of work; 30 min are needed (ArbZG § 4)")
    ]
    assert (found[0].measured, found[0].limit) == (20 * MINUTE, 30 * MINUTE)


def test_a_late_and_too_short_break_is_both() -> None:
    late = shift(
        "2026-03-02 08:00", "2026-03-02 16:00", rest("2026-03-02 15:00", "2026-03-02 15:20")
    )
    assert kinds(raised(GERMANY, late)) == [CaseKind.NO_BREAK, CaseKind.SHORT_BREAK]


def test_paid_breaks_are_breaks_and_a_paid_one_too_short_to_count_is_work() -> None:
    paid = rest("2026-03-02 12:00", "2026-03-02 12:30", paid=True)
    assert raised(GERMANY, shift("2026-03-02 08:00", "2026-03-02 16:30", paid)) == ()
    coffee = rest("2026-03-02 10:00", "2026-03-02 10:10", paid=True)
    found = raised(GERMANY, shift("2026-03-02 08:00", "2026-03-02 14:05", coffee))
    assert [each.measured for each in found] == [6 * HOUR + 5 * MINUTE]
    unpaid = rest("2026-03-02 10:00", "2026-03-02 10:10")
    assert raised(GERMANY, shift("2026-03-02 08:00", "2026-03-02 14:05", unpaid)) == ()


@pytest.mark.parametrize("rules", [EU, SPAIN])
def test_where_no_hour_is_named_a_later_break_is_one(rules: RuleSet) -> None:
    late = rest("2026-03-02 15:00", "2026-03-02 15:15")
    assert raised(rules, shift("2026-03-02 08:00", "2026-03-02 16:30", late)) == ()


@pytest.mark.parametrize(
    ("end", "breaks", "flagged"),
    [
        ("13:00", [], False),
        ("13:00:01", [], True),
        ("16:30", [("13:00", "13:30")], False),  # by the end of the fifth hour
        ("16:30", [("13:01", "13:31")], True),
        ("16:30", [("12:00", "12:29")], True),
        ("18:30", [("12:00", "12:30")], False),  # 10 h of work
        ("18:31", [("12:00", "12:30")], True),  # a second meal is due
        ("20:00", [("12:00", "12:30"), ("18:30", "19:00")], False),
        ("20:00", [("12:00", "12:30"), ("18:31", "19:01")], True),
    ],
)
def test_californian_meals(end: str, breaks: list[tuple[str, str]], flagged: bool) -> None:
    rests = (rest(f"2026-03-02 {start}", f"2026-03-02 {stop}") for start, stop in breaks)
    found = raised(CALIFORNIA, shift("2026-03-02 08:00", f"2026-03-02 {end}", *rests))
    assert kinds(found) == ([CaseKind.NO_BREAK] if flagged else [])


def test_a_missing_second_meal_is_called_so() -> None:
    lunch = rest("2026-03-02 12:00", "2026-03-02 12:30")
    found = raised(CALIFORNIA, shift("2026-03-02 08:00", "2026-03-02 19:30", lunch))
    assert facts(found)[0][1].startswith("Worked 11 h without a second break of at least 30 min")


def test_clocking_out_for_lunch_is_a_break() -> None:
    morning = shift("2026-03-02 08:00", "2026-03-02 12:00")
    assert raised(GERMANY, morning, shift("2026-03-02 12:30", "2026-03-02 16:30")) == ()
    hurried = shift("2026-03-02 12:10", "2026-03-02 16:30")
    found = raised(GERMANY, morning, hurried)
    assert kinds(found) == [CaseKind.NO_BREAK]
    assert [each.shift_id for each in found] == [hurried.id]  # where the sixth hour passed
    assert kinds(raised(CALIFORNIA, morning, hurried)) == [CaseKind.NO_BREAK]


def test_a_running_shift_is_told_of_no_break_but_not_of_too_short_ones() -> None:
    running = shift("2026-03-02 08:00", None)
    assert raised(EU, running, now=at("2026-03-02 14:00")) == ()
    assert kinds(raised(EU, running, now=at("2026-03-02 14:01"))) == [CaseKind.NO_BREAK]
    lunch = rest("2026-03-02 12:00", "2026-03-02 12:15")
    assert raised(GERMANY, shift("2026-03-02 08:00", None, lunch), now=at("2026-03-02 17:00")) == ()
    pausing = shift("2026-03-02 08:00", None, rest("2026-03-02 14:30", None))
    assert raised(EU, pausing, now=at("2026-03-02 14:30:05")) == ()


def test_a_deducted_meal_was_taken_unless_the_person_says_otherwise() -> None:
    german = PayRules(overtime=GERMANY, meal_after=6 * 60, meal_minutes=30)
    assert raised(german, shift("2026-03-02 08:00", "2026-03-02 16:30")) == ()
    through = shift("2026-03-02 08:00", "2026-03-02 16:30", worked_through=True)
    assert kinds(raised(german, through)) == [CaseKind.NO_BREAK]
    nine = shift("2026-03-02 08:00", "2026-03-02 18:00")
    assert facts(raised(german, nine)) == [
        (
            "short_break",
            (
                "No break clocked and 30 min deducted in 9 h 30 min of work; 45 min are needed "
                "(ArbZG § 4)"
            ),
        )
    ]
    californian = PayRules(overtime=CALIFORNIA, meal_after=5 * 60, meal_minutes=30)
    assert raised(californian, shift("2026-03-02 08:00", "2026-03-02 17:00")) == ()
    assert kinds(raised(californian, nine)) == []
    assert kinds(raised(californian, shift("2026-03-02 08:00", "2026-03-02 18:31"))) == [
        CaseKind.NO_BREAK
    ]


def test_a_deducted_meal_is_not_work() -> None:
    """ArbZG § 4: 9 h of work need 30 min. Labor Code § 512(a): 9 h 45 min need one meal."""
    german = PayRules(overtime=GERMANY, meal_after=6 * 60, meal_minutes=30)
    assert raised(german, shift("2026-03-02 08:00", "2026-03-02 17:30")) == ()
    californian = PayRules(overtime=CALIFORNIA, meal_after=5 * 60, meal_minutes=30)
    assert raised(californian, shift("2026-03-02 08:00", "2026-03-02 18:15")) == ()


@pytest.mark.parametrize(
    "rules",
    [
        EU,
        PayRules(overtime=RuleSet.OWN, own=OwnRules(break_after=6 * 60, break_minutes=1)),
    ],
)
def test_a_break_of_a_second_satisfies_no_rule(rules: RuleSet | PayRules) -> None:
    blink = rest("2026-03-02 12:00", "2026-03-02 12:00:01")
    worked = shift("2026-03-02 08:00", "2026-03-02 15:00", blink)
    assert kinds(raised(rules, worked)) == [CaseKind.NO_BREAK]


def test_each_rule_of_breaks_is_asked_for_beside_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that is set alone counts, and each flag names its own source."""
    in_all, in_a_row = (
        FigureSource(Sentence(title), Sentence(title)) for title in ("in all", "in a row")
    )
    both = (
        Breaks(in_all, MINUTE, totals=((6 * HOUR, 30 * MINUTE),)),
        Breaks(in_a_row, 15 * MINUTE, in_a_row=4 * HOUR),
    )
    worked = shift(
        "2026-03-02 08:00", "2026-03-02 16:00", rest("2026-03-02 13:00", "2026-03-02 13:20")
    )
    for asked in (both, both[1:]):
        monkeypatch.setattr(breaks, "terms_of", lambda _, asked=asked: Terms(breaks=asked))
        found = raised(RuleSet.NONE, worked)
        wanted = [CaseKind.SHORT_BREAK, CaseKind.NO_BREAK][-len(asked) :]
        assert sorted(kinds(found)) == sorted(wanted)
        assert {flag.source for flag in found} == {each.source for each in asked}
