"""The preview of a change of rules: what it would do to open days, before it is saved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.at_work import FRIDAY_NIGHT, MONDAY, close_days, long_week, work
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.errors import Conflict
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import (
    change_rules,
    effect,
    effect_of_withdrawal,
    withdraw_rules,
)

APRIL = date(2026, 4, 1)
FEDERAL = PayRules(overtime=RuleSet.US_FEDERAL)


def words(company: Company, first_day: date, rules: PayRules, now: datetime) -> tuple[str, ...]:
    texts = effect(company.workspace_id, first_day, rules, now).sentences
    return tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in texts)


def test_the_preview_says_how_much_overtime_for_how_many_people(
    company: Company, watch: Watch
) -> None:
    long_week(company, watch)
    assert words(company, MONDAY, FEDERAL, watch.now) == ("+6 h overtime for 2 people.",)
    found = effect(company.workspace_id, MONDAY, FEDERAL, watch.now)
    hours = {each.member_id: each.after.overtime for each in found.members}
    assert hours == {company.eli.member_id: 5 * 3600, company.otto.member_id: 3600}
    assert rule_book(company.workspace_id).on(MONDAY) == PayRules()


def test_the_preview_is_what_the_sheets_are_afterwards(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    rules = replace(FEDERAL, rounding=15, overtime=RuleSet.CALIFORNIA)
    foreseen = {
        each.member_id: each.after
        for each in effect(company.workspace_id, MONDAY, rules, watch.now).members
    }
    change_rules(company.olive.actor, first_day=MONDAY, rules=rules)
    for person in (company.eli, company.otto):
        sheet = sheet_of(
            company.workspace_id, person.member_id, MONDAY, date(2026, 3, 9), watch.now
        )
        assert foreseen[person.member_id] == sheet.totals


def test_it_counts_from_the_first_day_on_only(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    own = PayRules(overtime=RuleSet.OWN, own=OwnRules(daily_after=480))
    assert words(company, date(2026, 3, 5), own, watch.now) == ("+3 h overtime for 2 people.",)


def test_it_leaves_later_versions_as_they_are(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    change_rules(company.olive.actor, first_day=date(2026, 3, 4), rules=PayRules(rounding=5))
    own = PayRules(overtime=RuleSet.OWN, own=OwnRules(daily_after=480))
    assert words(company, MONDAY, own, watch.now) == ("+2 h overtime for 1 person.",)


def test_it_tells_a_deducted_meal_and_rounding_apart(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:04", "2026-03-02 17:00")
    work(watch, company.otto, company.yard, "2026-03-02 08:00", "2026-03-02 12:08")
    watch.at(FRIDAY_NIGHT)
    meal = PayRules(meal_after=360, meal_minutes=30, rounding=15)
    assert words(company, MONDAY, meal, watch.now) == (
        "−30 min worked time for 1 person.",
        "+11 min rounding for 2 people.",
    )


def test_it_says_what_would_count_on_another_day(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 22:00", "2026-03-03 06:00")
    watch.at(FRIDAY_NIGHT)
    assert words(company, MONDAY, PayRules(split=True), watch.now) == (
        "6 h on another day than before for 1 person.",
    )


def test_a_later_beginning_of_days_moves_a_shift_to_the_day_before(
    company: Company, watch: Watch
) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 02:00", "2026-03-02 06:00")
    watch.at(FRIDAY_NIGHT)
    assert words(company, MONDAY, PayRules(day_begins=240), watch.now) == (
        "4 h on another day than before for 1 person.",
    )


def test_it_says_what_there_would_be_to_look_at(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 20:00")
    work(watch, company.eli, company.shop, "2026-03-03 04:00", "2026-03-03 06:00")
    watch.at(FRIDAY_NIGHT)
    (sentence,) = words(company, MONDAY, PayRules(overtime=RuleSet.GERMANY), watch.now)
    assert sentence == "3 more things to look at for 1 person."


def test_it_says_how_the_pay_period_would_lie(company: Company, watch: Watch) -> None:
    watch.at(FRIDAY_NIGHT)
    assert words(company, date(2026, 3, 4), PayRules(period=PeriodKind.MONTHLY), watch.now) == (
        "Nothing changes for what was worked from 4 March 2026 on.",
        (
            "The pay period that holds 4 March 2026 is 4 March 2026 to 31 March 2026 then, "
            "not 2 March 2026 to 8 March 2026."
        ),
    )


def test_rules_of_the_future_change_nothing_yet(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    assert words(company, APRIL, FEDERAL, watch.now) == (
        "These rules begin on 1 April 2026: nothing worked so far changes.",
    )


def test_closed_days_are_not_in_it(company: Company, watch: Watch) -> None:
    """A week that is half closed: its first days stay as they are, the others count."""
    long_week(company, watch)
    close_days(company.workspace_id, MONDAY - timedelta(days=7), date(2026, 3, 4))
    found = effect(company.workspace_id, date(2026, 3, 4), PayRules(split=True), watch.now)
    assert found.members == ()
    own = PayRules(overtime=RuleSet.OWN, own=OwnRules(daily_after=420))
    found = effect(company.workspace_id, date(2026, 3, 4), own, watch.now)
    eli = next(each for each in found.members if each.member_id == company.eli.member_id)
    assert (eli.before.worked, eli.after.overtime) == (27 * 3600, 6 * 3600)


def test_another_companys_people_are_not_in_it(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    assert effect(company.nora.workspace_id, MONDAY, FEDERAL, watch.now).members == ()


def test_it_says_that_a_week_begun_under_other_rules_is_counted_whole(
    company: Company, watch: Watch
) -> None:
    """Weeks from Monday, federal rules from Wednesday, Monday to Saturday nine hours each."""
    for day in range(2, 8):
        work(watch, company.eli, company.shop, f"2026-03-0{day} 08:00", f"2026-03-0{day} 17:00")
    assert words(company, date(2026, 3, 4), FEDERAL, watch.now) == ("+14 h overtime for 1 person.",)


def test_it_looks_at_every_open_day(company: Company, watch: Watch) -> None:
    """Also at a week more than three months ago."""
    long_week(company, watch)
    watch.at(datetime(2027, 3, 1, 12, tzinfo=UTC))
    assert words(company, MONDAY, FEDERAL, watch.now) == ("+6 h overtime for 2 people.",)


def test_what_a_preview_does_not_show_is_not_saved(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    watch.at(datetime(2028, 6, 1, 12, tzinfo=UTC))
    with pytest.raises(Conflict) as unseen:
        effect(company.workspace_id, MONDAY, FEDERAL, watch.now)
    with pytest.raises(Conflict) as refused:
        change_rules(company.olive.actor, first_day=MONDAY, rules=FEDERAL)
    assert unseen.value.code == refused.value.code == "too_far_back"
    assert "Begin on 1 June 2026 or later" in str(refused.value)
    change_rules(company.olive.actor, first_day=date(2026, 6, 2), rules=FEDERAL)


def test_taking_a_version_back_has_a_preview(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    version = change_rules(company.olive.actor, first_day=MONDAY, rules=FEDERAL)
    found = effect_of_withdrawal(company.workspace_id, version, watch.now)
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in found.sentences] == [
        "\N{MINUS SIGN}6 h overtime for 2 people."
    ]
    assert rule_book(company.workspace_id).on(MONDAY) == FEDERAL
    withdraw_rules(company.olive.actor, version_id=version)
    with pytest.raises(Conflict) as gone:
        effect_of_withdrawal(company.workspace_id, version, watch.now)
    assert gone.value.code == "not_in_force"
