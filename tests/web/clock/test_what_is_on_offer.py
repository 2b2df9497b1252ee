"""Clocks, jobs and breaks to choose from: what was used last comes first."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.company.clocks import service as clocks
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.service import ClockSettings
from timeclock.company.jobs import service as jobs

pytestmark = pytest.mark.databases("sqlite")


def offered(html: str, name: str) -> list[str]:
    """The words of a select's options, the chosen one in brackets."""
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.DOTALL)
    if not found:
        return []
    options = re.findall(r"<option( selected)?[^>]*>(.*?)</option>", found[0])
    return [f"[{text}]" if chosen else text for chosen, text in options]


@pytest.fixture
def operator(cast: Cast) -> Actor:
    return Actor.operator(cast.workspace_id)


def test_one_clock_is_no_question(eli: AtTheClock) -> None:
    assert offered(eli.page(), "clock") == []


def test_of_several_clocks_the_last_used_comes_first(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    with app.app_context():
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
    assert offered(eli.page(), "clock") == ["Shop Kreuzberg", "Yard"]
    eli.press("clock-in", clock=cast.yard)
    answer = eli.press("clock-out")
    assert offered(answer.text, "clock") == ["Yard", "Shop Kreuzberg"]
    assert offered(eli.page(), "clock") == ["Yard", "Shop Kreuzberg"]


def test_no_job_comes_first_until_one_was_used(eli: AtTheClock, cast: Cast, watch: Watch) -> None:
    assert offered(eli.page(), "job") == ["[No job]", "Counter"]
    eli.press("clock-in", job=cast.job)
    answer = eli.press("clock-out")
    assert offered(answer.text, "job") == ["[Counter]", "No job"]
    watch.later(hours=20)
    assert offered(eli.page(), "job") == ["[Counter]", "No job"]


def test_where_a_job_is_required_there_is_no_way_around_it(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    with app.app_context():
        clocks.update_clock(
            operator,
            clock_id=cast.shop,
            change=ClockSettings(
                name="Shop", zone="Europe/Berlin", job_required=True, limit_minutes=840
            ),
        )
    assert offered(eli.page(), "job") == ["[Counter]"]
    assert eli.press("clock-in").status_code == 422


def test_a_sub_job_is_named_after_the_job_it_belongs_to(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    with app.app_context():
        jobs.add_job(operator, name="Returns", parent_id=cast.job)
    assert offered(eli.page(), "job") == ["[No job]", "Counter", "Counter › Returns"]


def test_an_archived_job_is_not_on_offer_unless_it_is_under_way(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    eli.press("clock-in", job=cast.job)
    with app.app_context():
        jobs.add_job(operator, name="Baking")
        jobs.archive_job(operator, job_id=cast.job)
    assert offered(eli.page(), "job") == ["[Counter]", "No job", "Baking"]
    eli.press("clock-out")
    assert "Counter" not in offered(eli.page(), "job")


def test_one_kind_of_break_is_one_button(eli: AtTheClock) -> None:
    assert "<details" not in eli.press("clock-in").text


def test_several_kinds_are_named_with_what_they_mean_for_pay(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    with app.app_context():
        coffee = add_break_kind(operator, clock_id=cast.shop, name="Coffee", paid=True, minutes=15)
    shown = words(eli.press("clock-in").text)
    assert "Start break Break unpaid Coffee paid, 15 min" in shown
    answer = words(eli.press("pause", kind=coffee).text)
    assert "Coffee, paid. 15 min planned." in answer


def test_another_clocks_break_is_refused(
    app: Flask, eli: AtTheClock, cast: Cast, operator: Actor
) -> None:
    with app.app_context():
        nap = add_break_kind(operator, clock_id=cast.yard, name="Nap", paid=False)
    eli.press("clock-in")
    assert eli.press("pause", kind=nap).status_code == 422


@pytest.mark.parametrize(
    ("pays_beyond", "minutes", "sentence"),
    [
        (False, 4, "15 min planned. 11 min left, until 09:15. Time after that is not paid."),
        (False, 20, "15 min planned. Over since 09:15. Time after that is not paid."),
        (True, 4, "15 min planned. 11 min left, until 09:15."),
        (True, 20, "15 min planned. Over since 09:15."),
    ],
)
def test_a_planned_break_says_what_is_left_and_when_it_is_over(
    app: Flask,
    eli: AtTheClock,
    cast: Cast,
    operator: Actor,
    watch: Watch,
    *,
    pays_beyond: bool,
    minutes: int,
    sentence: str,
) -> None:
    with app.app_context():
        coffee = add_break_kind(
            operator,
            clock_id=cast.shop,
            name="Coffee",
            paid=True,
            minutes=15,
            pays_beyond=pays_beyond,
        )
    eli.press("clock-in")
    watch.at("08:00")
    eli.press("pause", kind=coffee)
    watch.later(minutes=minutes)
    page = eli.page()
    assert f"{sentence} 1 h " in words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert ("data-left=" in page) is (minutes < 15)
    day = page[page.index('id="day"') :]
    assert ("data-most=" in day) is (minutes < 15 and not pays_beyond)
