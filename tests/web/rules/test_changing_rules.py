"""Edda writes new rules, sees what they would change, and only then saves them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.architecture.rules_routes import RULE
from tests.fixtures.at_the_clock import hidden_value, words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.pay_rules.choices import (
    EditsCount,
    LateChanges,
    PeriodKind,
    RuleSet,
    ShortBreaks,
)
from timeclock.company.pay_rules.rule_book import rule_book, store_version
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.ledger.recording import history_at
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.approval.closing import close_period

pytestmark = pytest.mark.databases("sqlite")

CHANGE, PREVIEW = "/admin/rules/change", "/admin/rules/preview"
NEXT_MONDAY = date(2026, 3, 23)
SAME = RULE | {
    "first_day": "2026-03-16",
    "period": "weekly",
    "split": "no",
    "day_begins": "00:00",
    "rounding": "0",
    "overtime": "none",
    "meal_after": "",
    "meal_minutes": "",
    "late_changes": "refuse",
    "claimed_times": "wait",
    "edits": "at_once",
}


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    """Wednesday, 18 March 2026."""
    with time_machine.travel(datetime(2026, 3, 18, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def edda(app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    """Signed in; Eli has worked ten hours on Monday and on Tuesday."""
    with app.app_context():
        for day in (16, 17):
            start = datetime(2026, 3, day, 7, tzinfo=UTC)
            with history_at(start):
                clock_in(cast.eli.actor, clock_id=cast.shop)
            with history_at(start + timedelta(hours=10)):
                clock_out(cast.eli.actor)
    return browser_of(cast.edda)


def on(app: Flask, cast: Cast, day: date) -> PayRules:
    with app.app_context():
        return rule_book(cast.workspace_id).on(day)


def plain(text: str) -> str:
    return words(text.replace("\N{NO-BREAK SPACE}", " "))


def test_the_first_day_offered_is_that_of_the_next_period(edda: Browser) -> None:
    page = edda.client.get(CHANGE).text
    assert re.search(r'name="first_day"[^>]*value="2026-03-23"', page)
    assert "Show what it would change" in words(page)
    assert "Save from" not in words(page)


def test_or_the_first_after_what_is_closed(app: Flask, cast: Cast, edda: Browser) -> None:
    with (
        app.app_context(),
        time_machine.travel(datetime(2026, 3, 30, 12, tzinfo=UTC), tick=False),
    ):
        close_period(cast.olive.actor, first_day=NEXT_MONDAY)
    page = edda.client.get(CHANGE).text
    assert re.search(r'name="first_day"[^>]*value="2026-03-30"', page)


def test_the_effect_is_shown_and_nothing_saved(app: Flask, cast: Cast, edda: Browser) -> None:
    answer = edda.post(PREVIEW, **(SAME | {"overtime": "california"}))
    page = plain(answer.text)
    assert "What it would change from Monday 16 March on" in page
    assert "+4 h overtime for 1 person." in page
    assert "Eli Engel" in page
    assert "Overtime, breaks and rest: California (now: None)" in page
    assert "Save from 16 Mar" in page
    assert on(app, cast, date(2026, 3, 16)) == PayRules()


def test_what_was_shown_is_saved_with_every_setting(app: Flask, cast: Cast, edda: Browser) -> None:
    form = RULE | {"first_day": NEXT_MONDAY.isoformat(), "period": "two_weekly"}
    seen = hidden_value(edda.post(PREVIEW, **form).text, "seen")
    answer = edda.post(CHANGE, **form, seen=seen)
    assert answer.location == "/admin/rules"
    assert "The new rules apply from Monday 23 March." in words(
        edda.client.get(answer.location).text
    )
    assert on(app, cast, NEXT_MONDAY) == PayRules(
        first_weekday=0,
        period=PeriodKind.TWO_WEEKLY,
        anchor=date(2024, 1, 1),
        split=True,
        day_begins=240,
        rounding=5,
        overtime=RuleSet.OWN,
        own=OwnRules(510, 125, 660, 175, 2400, 150, 720, 660, 360, 30),
        meal_after=360,
        meal_minutes=30,
        late_changes=LateChanges.ADJUST,
        edits=EditsCount.ON_CONFIRMATION,
    )
    assert on(app, cast, NEXT_MONDAY - timedelta(days=1)) == PayRules()


def test_the_form_comes_back_as_it_was_saved(app: Flask, cast: Cast, edda: Browser) -> None:
    form = RULE | {"first_day": NEXT_MONDAY.isoformat()}
    edda.post(CHANGE, **form, seen=hidden_value(edda.post(PREVIEW, **form).text, "seen"))
    again = edda.client.get(CHANGE).text
    for name in ("day_begins", "own_daily_after", "own_daily_percent", "meal_after"):
        assert re.search(rf'name="{name}"[^>]*value="{form[name]}"', again), name


@pytest.mark.parametrize("seen", ["", "0" * 64, "x"])
def test_what_was_not_shown_is_shown_instead_of_saved(
    app: Flask, cast: Cast, edda: Browser, seen: str
) -> None:
    answer = edda.post(CHANGE, **(SAME | {"overtime": "california"}), seen=seen)
    assert answer.status_code == 200
    assert "+4 h overtime for 1 person." in plain(answer.text)
    assert on(app, cast, date(2026, 3, 16)) == PayRules()


def test_what_was_altered_after_it_was_shown_is_shown_again(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    form = SAME | {"overtime": "california"}
    seen = hidden_value(edda.post(PREVIEW, **form).text, "seen")
    answer = edda.post(CHANGE, **(form | {"rounding": "15"}), seen=seen)
    assert "Rounding: To the nearest 15 minutes (now: Not at all)" in plain(answer.text)
    assert on(app, cast, date(2026, 3, 16)) == PayRules()


def test_sending_it_twice_saves_it_once(app: Flask, cast: Cast, edda: Browser) -> None:
    form = RULE | {"first_day": NEXT_MONDAY.isoformat()}
    seen = hidden_value(edda.post(PREVIEW, **form).text, "seen")
    filled = edda.fill(**form, seen=seen)
    statuses = [edda.client.post(CHANGE, data=filled).status_code for _ in range(2)]
    assert statuses == [303, 303]
    with app.app_context():
        assert len(rule_book(cast.workspace_id).versions) == 2


def test_rules_that_hold_already_are_refused(edda: Browser) -> None:
    answer = edda.post(
        PREVIEW,
        **SAME
        | {key: "" for key in RULE if key.endswith("_after")}
        | {
            "own_daily_percent": "150",
            "own_daily_again_percent": "200",
            "own_longest_day": "",
            "own_shortest_rest": "",
        },
    )
    assert answer.status_code == 409
    assert "These rules already apply on that day." in words(answer.text)


def test_a_day_that_is_closed_is_refused(app: Flask, cast: Cast, edda: Browser) -> None:
    with (
        app.app_context(),
        time_machine.travel(datetime(2026, 3, 30, 12, tzinfo=UTC), tick=False),
    ):
        close_period(cast.olive.actor, first_day=date(2026, 3, 16))
    answer = edda.post(PREVIEW, **(SAME | {"rounding": "15"}))
    assert answer.status_code == 409
    assert "16 March 2026 to 22 March 2026. Nothing was changed." in words(answer.text)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_day": ""}, "From this day on: Enter the first day."),
        ({"first_day": "2026-02-30"}, "From this day on: Not a valid date value."),
        ({"first_day": "1999-12-31"}, "From this day on: Enter a day in the years 2000 to 2100."),
        ({"period": "yearly"}, "Pay period: Not a valid choice."),
        ({"day_begins": "25:00"}, "Days begin at: Enter a time, such as 04:00."),
        ({"rounding": "7"}, "Round the start and end of a shift: Not a valid choice."),
        ({"own_daily_after": "8:75"}, "Daily overtime after: Enter hours, such as 8 or 8:30."),
        ({"own_daily_after": "8.333"}, "Daily overtime after: Enter hours, such as 8 or 8:30."),
        ({"own_daily_after": "25"}, "Daily overtime after: Enter up to 24 hours, or nothing."),
        ({"own_weekly_after": "169"}, "Weekly overtime after: Enter up to 168 hours"),
        ({"own_daily_percent": "99"}, "paid at: Enter 100 to 500."),
        ({"own_daily_again_after": "8"}, "Second rate after: The second daily threshold comes"),
        ({"meal_after": "1"}, "from shifts longer than: Enter 2 to 24 hours, or nothing."),
        ({"meal_minutes": ""}, "from shifts longer than: Enter both lengths, or neither."),
        ({"anchor": "1999-01-01"}, "period begins: Enter a day in the years 2000 to 2100."),
    ],
)
@pytest.mark.parametrize("path", [PREVIEW, CHANGE])
def test_what_is_wrong_is_said_at_its_field_and_the_rest_kept(
    edda: Browser, path: str, wrong: dict[str, str], sentence: str
) -> None:
    answer = edda.post(path, **(RULE | wrong))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    kept = next(name for name in ("own_weekly_percent", "own_break_minutes") if name not in wrong)
    assert re.search(rf'name="{kept}"[^>]*value="{RULE[kept]}"', answer.text)


@pytest.mark.parametrize(
    ("typed", "minutes"), [("8", 480), ("8:30", 510), ("8.5", 510), ("7,75", 465), (" 11 ", 660)]
)
def test_hours_are_typed_as_people_type_them(
    app: Flask, cast: Cast, edda: Browser, typed: str, minutes: int
) -> None:
    form = RULE | {"own_longest_day": typed, "first_day": NEXT_MONDAY.isoformat()}
    edda.post(CHANGE, **form, seen=hidden_value(edda.post(PREVIEW, **form).text, "seen"))
    assert on(app, cast, NEXT_MONDAY).own.longest_day == minutes


@pytest.mark.parametrize(
    ("rule_set", "caution"),
    [("california", "Camp v. Home Depot"), ("germany", "§ 611a(2) BGB"), ("spain", None)],
)
def test_rounding_comes_with_what_courts_think_of_it(
    edda: Browser, rule_set: str, caution: str | None
) -> None:
    form = SAME | {"overtime": rule_set, "rounding": "15"}
    page = plain(edda.post(PREVIEW, **form).text)
    assert (caution or "Rounding in") in page if caution else "Rounding in" not in page
    saved = edda.post(CHANGE, **form, seen=hidden_value(edda.post(PREVIEW, **form).text, "seen"))
    overview = plain(edda.client.get(saved.location).text)
    assert (caution in overview) if caution else "Rounding in" not in overview


def _is_checked(page: str, name: str, value: str) -> bool:
    inputs = (each for each in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in each)
    return any("checked" in each for each in inputs if f'value="{value}"' in each)


@transaction
def _store(
    tx: Transaction, workspace_id: int, first_day: date, rules: PayRules, moment: datetime
) -> None:
    store_version(tx, workspace_id, first_day, rules, None, moment)


def test_rules_stored_before_are_offered_short_breaks_as_worked(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    """The form has them as worked, and the preview says what that changes."""
    before = PayRules(overtime=RuleSet.US_FEDERAL, short_breaks=ShortBreaks.AS_BEFORE)
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    with app.app_context():
        _store(cast.workspace_id, date(2026, 3, 2), before, moment)
    offered = edda.client.get(CHANGE).text
    assert _is_checked(offered, "short_breaks", "worked")
    assert 'value="as_before"' not in offered
    page = plain(edda.post(PREVIEW, **(SAME | {"overtime": "us_federal"})).text)
    assert (
        "Unpaid breaks of up to 20 minutes: Count as worked (29 CFR 785.18)"
        " (now: Are not paid, as before version 0.2.0)"
    ) in page
    assert on(app, cast, date(2026, 3, 16)).short_breaks is ShortBreaks.AS_BEFORE
