"""A clock page in front learns what was recorded elsewhere, and asks for the session alone."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import HTMX, AtTheClock, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.statements import Counting
from timeclock.company.people.sessions import sign_out_everywhere
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.stopping import stop

pytestmark = pytest.mark.databases("sqlite")

SAID = "Something was recorded elsewhere. This is the state now."
DAY = ("clock-in", "pause", "resume", "clock-out", "undo")


def address(page: str) -> str:
    """Where the page asks."""
    found = re.search(r'hx-get="(/clock/changes\?seen=\d+)"', page)
    assert found, page
    return found[1]


def ask(eli: AtTheClock, page: str) -> TestResponse:
    return eli.browser.client.get(address(page), headers=HTMX)


def test_nothing_is_new_on_a_page_just_loaded_and_after_each_press(
    eli: AtTheClock, watch: Watch
) -> None:
    pages = [eli.page()]
    for act in DAY:
        watch.later(minutes=1 if act != "undo" else 0)
        pages.append(eli.press(act).text)
        answer = ask(eli, pages[-1])
        assert (act, answer.status_code, answer.data) == (act, 204, b"")
    assert len({address(page) for page in pages}) == len(pages)


def test_a_stop_by_a_manager_is_shown_and_announced(
    app: Flask, cast: Cast, eli: AtTheClock, watch: Watch
) -> None:
    page = eli.press("clock-in").text
    watch.later(hours=2)
    with app.app_context():
        stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Power cut")
    answer = ask(eli, page)
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "punched"
    assert "Off the clock" in words(answer.text)
    assert "Power cut" in words(answer.text)
    assert answer.text.count(SAID) == 2
    assert 'id="changed" role="status" hx-swap-oob="innerHTML"' in answer.text
    assert " autofocus" not in answer.text
    assert ask(eli, answer.text).status_code == 204


def test_what_others_do_at_their_own_clocks_is_no_news(
    app: Flask, cast: Cast, eli: AtTheClock
) -> None:
    page = eli.page()
    with app.app_context():
        clock_in(cast.maya.actor)
    assert ask(eli, page).status_code == 204


def test_it_costs_one_statement(eli: AtTheClock, counting: Counting) -> None:
    page = eli.page()
    with counting() as seen:
        assert ask(eli, page).status_code == 204
    assert len(seen) == 1


def test_a_session_that_ended_elsewhere_leads_to_the_sign_in(
    app: Flask, cast: Cast, eli: AtTheClock
) -> None:
    page = eli.page()
    with app.app_context():
        sign_out_everywhere(cast.eli.account_id)
    answer = ask(eli, page)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999"])
def test_any_other_position_gets_the_panel(eli: AtTheClock, seen: str) -> None:
    answer = eli.browser.client.get("/clock/changes", query_string={"seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    assert 'id="panel"' in answer.text
