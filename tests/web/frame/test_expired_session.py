"""Whoever is not signed in any more is led to the sign-in, and back."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Browser, Cast, Person
from timeclock.company.people.sessions import sign_out_everywhere

pytestmark = pytest.mark.databases("sqlite")
HTMX = {"HX-Request": "true"}
SignedOut = tuple[Browser, dict[str, object]]


@pytest.fixture
def signed_out(app: Flask, cast: Cast, browser_of: Callable[[Person], Browser]) -> SignedOut:
    """Eli, whose session was ended from another device while the page stayed open."""
    browser = browser_of(cast.eli)
    form = browser.fill()
    with app.app_context():
        sign_out_everywhere(cast.eli.account_id)
    return browser, form


def test_a_page_leads_to_the_sign_in_and_remembers_itself(client: FlaskClient) -> None:
    answer = client.get("/my/ledger?before=3")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/my/ledger?before%3D3"


def test_a_poll_is_told_by_header_and_comes_back_to_its_page(client: FlaskClient) -> None:
    page = {"HX-Current-URL": "http://localhost/board?clock=2"}
    answer = client.get("/clock/panel", headers=HTMX | page)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/board?clock%3D2"


@pytest.mark.parametrize("page", ["http://evil.example/board", "//evil.example", "http://[", ""])
def test_a_page_of_another_host_is_not_remembered(client: FlaskClient, page: str) -> None:
    answer = client.get("/clock/panel", headers=HTMX | {"HX-Current-URL": page})
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_a_button_leads_to_the_sign_in_and_back_to_its_page(signed_out: SignedOut) -> None:
    browser, form = signed_out
    page = {"Referer": "http://localhost/my/ledger"}
    answer = browser.client.post("/punch/clock-in", data=form, headers=page)
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/my/ledger")


def test_so_does_one_whose_browser_was_signed_out_in_another_window(client: FlaskClient) -> None:
    answer = client.post("/punch/clock-in", data={"csrf_token": "stale"})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    again = client.post("/punch/clock-in", data={"csrf_token": "stale"}, headers=HTMX)
    assert (again.status_code, again.headers["HX-Redirect"]) == (401, "/sign-in")


def test_an_unknown_cookie_is_nobody(client: FlaskClient) -> None:
    client.set_cookie("timeclock", "eyJfdXNlcl9pZCI6ICJ4In0.aaaa.bbbb")
    assert client.get("/").status_code == 303
