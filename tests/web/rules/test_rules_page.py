"""Edda sees the versions of the rules, and takes one back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")

RULES = "/admin/rules"
APRIL = date(2026, 4, 6)


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    """Wednesday, 18 March 2026."""
    with time_machine.travel(datetime(2026, 3, 18, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


def from_april(app: Flask, cast: Cast, **rules: object) -> int:
    with app.app_context():
        return change_rules(cast.olive.actor, first_day=APRIL, rules=PayRules(**rules))  # type: ignore[arg-type]


def test_rules_that_no_one_has_set_are_there_too(edda: Browser) -> None:
    page = words(edda.client.get(RULES).text)
    assert "From the beginning Default rules Apply today" in page
    assert "Pay period Weekly Weeks begin on Monday" in page


def test_a_version_says_what_it_changes_who_set_it_and_that_it_has_yet_to_begin(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    from_april(app, cast, rounding=15, overtime=RuleSet.GERMANY)
    page = words(edda.client.get(RULES).text)
    assert "From Monday 6 April Set by Olive Owens Planned" in page
    assert "Rounding To the nearest 15 minutes Before: Not at all" in page
    assert "Overtime, breaks and rest Germany Before: None" in page


def test_own_thresholds_are_told_in_words(app: Flask, cast: Cast, edda: Browser) -> None:
    own = OwnRules(daily_after=480, daily_percent=125, shortest_rest=660)
    from_april(app, cast, overtime=RuleSet.OWN, own=own, meal_after=360, meal_minutes=30)
    page = words(edda.client.get(RULES).text.replace("\N{NO-BREAK SPACE}", " "))
    assert "Our own; Work over 8 h on this day is paid at 125 %; At least 11 h" in page
    assert "30 min from shifts longer than 6 h" in page


def test_one_that_another_took_the_place_of_is_still_to_be_seen(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    from_april(app, cast, rounding=15)
    from_april(app, cast, rounding=5)
    page = words(edda.client.get(RULES).text)
    assert "Planned" in page
    assert "Replaced" in page


def test_taking_it_back_lets_the_rules_before_go_on(app: Flask, cast: Cast, edda: Browser) -> None:
    version_id = from_april(app, cast, period=PeriodKind.MONTHLY)
    answer = edda.post(f"{RULES}/{version_id}/withdraw")
    page = words(edda.client.get(answer.location).text)
    assert "Undone. The previous rules apply again." in page
    assert "From Monday 6 April Set by Olive Owens Undone" in page
    with app.app_context():
        assert rule_book(cast.workspace_id).on(APRIL).period is PeriodKind.WEEKLY


def test_taking_it_back_has_a_preview(app: Flask, cast: Cast, edda: Browser) -> None:
    version_id = from_april(app, cast, period=PeriodKind.MONTHLY)
    assert f"{RULES}/{version_id}/withdraw" in edda.client.get(RULES).text
    page = words(edda.client.get(f"{RULES}/{version_id}/withdraw").text)
    assert "What it would change" in page
    assert "nothing worked so far changes" in page
    with app.app_context():
        assert rule_book(cast.workspace_id).on(APRIL).period is PeriodKind.MONTHLY


def test_taking_it_back_twice_is_refused_in_words(app: Flask, cast: Cast, edda: Browser) -> None:
    version_id = from_april(app, cast, rounding=15)
    edda.post(f"{RULES}/{version_id}/withdraw")
    answer = edda.post(f"{RULES}/{version_id}/withdraw")
    assert answer.status_code == 409
    assert "These rules no longer apply." in words(answer.text)


def test_what_holds_from_the_beginning_has_no_button(edda: Browser) -> None:
    assert "/withdraw" not in edda.client.get(RULES).text
