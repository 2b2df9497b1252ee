"""Errors in the product's format, and what they tell anyone who pressed a button."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.errors import Unconfirmed
from timeclock.web.frame import visitor
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.queries import shifts_between

pytestmark = pytest.mark.databases("sqlite")
HTMX = {"HX-Request": "true"}
_ALL_TIME = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
def eli(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.eli)


def lose_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(_token: str) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(visitor, "find_visitor", raising)


def break_a_view(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    def raising() -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "health.readyz", raising)
    raising.timeclock_access = app.view_functions["health.healthz"].timeclock_access  # type: ignore[attr-defined]


def test_what_is_not_there_reads_like_the_rest_of_the_product(client: FlaskClient) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in answer.text
    assert 'class="bare"' in answer.text


def test_what_one_may_not_see_is_refused(eli: Browser) -> None:
    answer = eli.client.get("/admin/people")
    assert answer.status_code == 403
    assert "No access" in answer.text


def test_another_method_names_those_that_there_are(eli: Browser) -> None:
    answer = eli.client.get("/sign-out")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_fault_of_ours_shows_no_trace_and_promises_nothing(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_view(monkeypatch, app)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert "may or may not have counted" in answer.text
    assert "ZeroDivision" not in answer.text


def test_without_its_database_the_server_still_says_so(
    eli: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_the_database(monkeypatch)
    answer = eli.client.get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "The database could not be reached." in answer.text


def test_a_lost_database_leaves_the_panel_of_a_button_as_it_is(
    eli: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = eli.fill()
    lose_the_database(monkeypatch)
    answer = eli.client.post("/punch/clock-in", data=form, headers=HTMX)
    assert answer.status_code == 503
    assert answer.headers["X-Punch-Recorded"] == "unknown"
    assert answer.headers["HX-Reswap"] == "none"


def test_a_refusal_takes_the_place_of_the_page_and_not_of_the_button(eli: Browser) -> None:
    answer = eli.client.post("/punch/clock-in", data={}, headers=HTMX)
    assert answer.status_code == 400
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#main", "outerHTML")


def resend(client: FlaskClient, page: TestResponse) -> TestResponse:
    """Press the one button of the page."""
    action = re.search(r'<form method="post" action="([^"]+)"', page.text)
    assert action
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return client.post(action[1], data={name: unescape(value) for name, value in fields})


def test_without_scripts_the_same_punch_is_sent_again_with_its_key(
    app: Flask, cast: Cast, eli: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = eli.fill(note='a "note" & more')
    real = punching.clock_in

    def losing_the_answer(*args: object, **values: object) -> None:
        real(*args, **values)  # type: ignore[arg-type]
        raise Unconfirmed("unconfirmed", "The connection was lost while saving.")

    with monkeypatch.context() as broken:
        broken.setattr(punching, "clock_in", losing_the_answer)
        lost = eli.client.post("/punch/clock-in", data=form)
    assert lost.status_code == 503
    assert resend(eli.client, lost).status_code == 303
    with app.app_context():
        shifts = shifts_between(cast.workspace_id, cast.eli.member_id, *_ALL_TIME)
    assert [shift.note for shift in shifts] == ['a "note" & more']


def test_a_password_is_never_sent_back(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token

    def unsure(*_args: object, **_values: object) -> None:
        raise Unconfirmed("unconfirmed", "The connection was lost while saving.")

    monkeypatch.setattr("timeclock.web.accounts.signing_in.enter", unsure)
    form = {"csrf_token": token[1], "email": cast.eli.email, "once": "k"}
    answer = client.post("/sign-in", data=form | {"password": "three quiet ovens"})
    assert answer.status_code == 503
    assert "three quiet ovens" not in answer.text
    assert "<form" not in answer.text
