"""Premiums of a week: by the day, by the week, and never one hour by both."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worktime.hours.shifts_of import book_of, premiums
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.hours.sheet import Premium

HOUR = 3600
MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """Monday is 0."""
    return MONDAY + timedelta(days=number)


def week(*hours: float) -> list[tuple[date, int]]:
    return [(day(number), int(each * HOUR)) for number, each in enumerate(hours)]


def under(rules: RuleSet | OwnRules) -> PayRules:
    if isinstance(rules, OwnRules):
        return PayRules(overtime=RuleSet.OWN, own=rules)
    return PayRules(overtime=rules)


def stored(rules: PayRules) -> PayRules:
    """As a version before 0.2.0 has stored them."""
    facts = rules.to_json()
    del facts["counting"], facts["workday_begins"], facts["own_over"]
    return PayRules.from_json(facts)


def earned(rules: RuleSet | OwnRules, *hours: float) -> dict[int, dict[int, float]]:
    """Hours at each percent, by the number of the day, without the plain days."""
    return by_percent(premiums(week(*hours), book_of(under(rules))))


def by_percent(found: dict[date, tuple[Premium, ...]]) -> dict[int, dict[int, float]]:
    table: dict[int, dict[int, float]] = {}
    for number, each in enumerate(found.values()):
        for premium in each:
            row = table.setdefault(number, {})
            row[premium.percent] = row.get(premium.percent, 0) + premium.seconds / HOUR
    return table


@pytest.mark.parametrize(
    "rules", [RuleSet.NONE, RuleSet.EU, RuleSet.GERMANY, RuleSet.SPAIN, OwnRules()]
)
def test_rules_that_only_warn_pay_no_premium(rules: RuleSet | OwnRules) -> None:
    assert earned(rules, 24, 24, 24, 24, 24, 24, 24) == {}


def test_every_day_of_the_week_has_its_answer() -> None:
    found = premiums(week(8, 0, 50), book_of(under(RuleSet.US_FEDERAL)))
    assert list(found) == [day(0), day(1), day(2)]
    assert premiums([], book_of()) == {}


def test_federal_law_pays_what_is_over_40_hours_of_the_week_when_it_is_reached() -> None:
    assert earned(RuleSet.US_FEDERAL, 12, 12, 12, 6, 3) == {3: {150: 2}, 4: {150: 3}}


def test_forty_hours_to_the_second_are_plain_and_the_next_second_is_not() -> None:
    days = week(10, 10, 10, 10)
    book = book_of(under(RuleSet.US_FEDERAL))
    assert not any(premiums(days, book).values())
    days[1] = (days[1][0], days[1][1] + 1)
    assert [p.seconds for p in premiums(days, book)[day(3)]] == [1]


def test_a_premium_says_what_it_is_for_and_by_which_law() -> None:
    found = premiums(week(10, 14, 8, 8, 8, 8), book_of(under(RuleSet.CALIFORNIA)))
    said = [each.sentence.replace("\N{NO-BREAK SPACE}", " ") for p in found.values() for each in p]
    assert said == [
        "2 h over 8 h on this day, paid at 150 %",
        "4 h between 8 h and 12 h on this day, paid at 150 %",
        "2 h over 12 h on this day, paid at 200 %",
        (
            "8 h over 40 h in this week, paid at 150 %; not counted for the week, because they "
            "already earn a daily premium: 2 h on 2 March and 6 h on 3 March"
        ),
    ]
    assert {each.source.name for p in found.values() for each in p} == {
        "California Labor Code § 510(a)"
    }


def test_a_company_may_have_two_thresholds_of_the_day_and_one_of_the_week() -> None:
    own = OwnRules(
        daily_after=9 * 60,
        daily_percent=125,
        daily_again_after=11 * 60,
        daily_again_percent=175,
        weekly_after=38 * 60,
        weekly_percent=140,
    )
    assert earned(own, 12, 9, 9, 9, 9) == {
        0: {125: 2, 175: 1},
        4: {140: 7},  # 45 plain hours; the three of Monday are not counted again
    }
    sources = {p.source for each in premiums(week(12), book_of(under(own))).values() for p in each}
    assert {each.name for each in sources} == {"the company's own rule"}


def test_a_threshold_that_pays_the_plain_wage_is_no_premium_and_its_hours_count_for_the_week() -> (
    None
):
    own = OwnRules(daily_after=8 * 60, daily_percent=100, weekly_after=40 * 60)
    assert earned(own, 12, 12, 12, 12) == {3: {150: 8}}


def test_a_second_threshold_that_pays_less_takes_over_where_it_begins() -> None:
    own = OwnRules(
        daily_after=8 * 60, daily_percent=200, daily_again_after=10 * 60, daily_again_percent=150
    )
    assert earned(own, 12) == {0: {200: 2, 150: 2}}


def test_rules_that_begin_in_mid_week_count_all_of_it_and_pay_for_their_own_days() -> None:
    book = book_of(under(RuleSet.US_FEDERAL), from_2026_03_05=under(RuleSet.CALIFORNIA))
    found = by_percent(premiums(week(12, 12, 10, 12, 6), book))
    # Thursday's four hours by the day; of 48 plain ones 8 are over 40.
    assert found == {3: {150: 6}, 4: {150: 6}}
    begun = book_of(under(RuleSet.NONE), from_2026_03_04=under(RuleSet.US_FEDERAL))
    assert by_percent(premiums(week(9, 9, 9, 9, 9, 9), begun)) == {4: {150: 5}, 5: {150: 9}}
    before = book_of(under(RuleSet.US_FEDERAL), from_2026_03_07=under(RuleSet.NONE))
    assert by_percent(premiums(week(9, 9, 9, 9, 9, 9), before)) == {4: {150: 5}}


def test_the_seventh_day_has_the_rules_of_its_own_day() -> None:
    daily = under(OwnRules(daily_after=4 * 60, daily_percent=300))
    begun = book_of(under(RuleSet.CALIFORNIA), from_2026_03_08=daily)
    assert by_percent(premiums(week(1, 1, 1, 1, 1, 1, 10), begun)) == {6: {300: 6}}
    later = book_of(under(RuleSet.NONE), from_2026_03_08=under(RuleSet.CALIFORNIA))
    assert by_percent(premiums(week(1, 1, 1, 1, 1, 1, 10), later)) == {6: {150: 8, 200: 2}}


def test_rules_stored_before_they_counted_workdays_mean_what_they_meant() -> None:
    """A change in mid-week counts for days at once and for weeks from the next one on."""
    daily = stored(under(OwnRules(daily_after=4 * 60, daily_percent=300)))
    book = book_of(stored(under(RuleSet.NONE)), from_2026_03_05=stored(under(RuleSet.US_FEDERAL)))
    assert by_percent(premiums(week(12, 12, 10, 12, 6), book)) == {}
    begun = book_of(stored(under(RuleSet.CALIFORNIA)), from_2026_03_08=daily)
    found = by_percent(premiums(week(1, 1, 1, 1, 1, 1, 10), begun))
    assert found == {6: {150: 4, 300: 6}}  # where both would pay an hour, the dearer one does
    later = book_of(stored(under(RuleSet.NONE)), from_2026_03_08=stored(under(RuleSet.CALIFORNIA)))
    assert by_percent(premiums(week(1, 1, 1, 1, 1, 1, 10), later)) == {6: {150: 2}}


def test_what_corrections_have_taken_below_zero_earns_nothing() -> None:
    days = [(day(0), -HOUR), *week(0, 20, 21)[1:]]
    assert by_percent(premiums(days, book_of(under(RuleSet.US_FEDERAL)))) == {2: {150: 1}}


MINUTES = st.none() | st.integers(1, 24 * 60)
PERCENTS = st.integers(100, 500)


@st.composite
def own_rules(draw: st.DrawFn) -> OwnRules:
    after = draw(st.none() | st.integers(1, 24 * 60 - 1))
    again = draw(st.none() | st.integers(after + 1, 24 * 60)) if after else None
    return OwnRules(
        daily_after=after,
        daily_percent=draw(PERCENTS),
        daily_again_after=again,
        daily_again_percent=draw(PERCENTS),
        weekly_after=draw(st.none() | st.integers(1, 7 * 24 * 60)),
        weekly_percent=draw(PERCENTS),
    )


ANY_RULES = st.builds(under, st.sampled_from(RuleSet) | own_rules())


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    """One to three versions, the later ones from some day of the week."""
    starts = draw(st.lists(st.integers(0, 6), max_size=2, unique=True))
    later = tuple(Version(day(number), draw(ANY_RULES)) for number in sorted(starts))
    return RuleBook((Version(ALWAYS, draw(ANY_RULES)), *later))


WORKED = st.lists(
    st.just(0) | st.integers(0, 25 * HOUR) | st.sampled_from([1, 8 * HOUR, 12 * HOUR]),
    min_size=1,
    max_size=7,
)


def pay(days: list[tuple[date, int]], book: RuleBook) -> int:
    """Hundredths of a plain second's wage."""
    extra = sum(
        premium.seconds * (premium.percent - 100)
        for each in premiums(days, book).values()
        for premium in each
    )
    return extra + 100 * sum(seconds for _, seconds in days)


@given(books(), WORKED)
def test_no_second_is_paid_by_two_rules(book: RuleBook, worked: list[int]) -> None:
    days = [(day(number), seconds) for number, seconds in enumerate(worked)]
    found = premiums(days, book)
    for each, seconds in days:
        assert sum(premium.seconds for premium in found[each]) <= seconds
        assert all(premium.seconds > 0 and premium.percent > 100 for premium in found[each])
        assert len({premium.sentence for premium in found[each]}) == len(found[each])


@given(books(), WORKED, st.data())
def test_who_works_longer_is_never_paid_less(
    book: RuleBook, worked: list[int], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(worked) - 1))
    more = data.draw(st.sampled_from([1, HOUR]) | st.integers(1, 9 * HOUR))
    days = [(day(each), seconds) for each, seconds in enumerate(worked)]
    longer = [*days[:number], (day(number), worked[number] + more), *days[number + 1 :]]
    assert pay(longer, book) >= pay(days, book) + 100 * more
