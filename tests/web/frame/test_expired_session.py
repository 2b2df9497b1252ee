"""A person whose session has ended is led to the sign-in, told what was not recorded, and back."""

import hashlib
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, form_token
from timeclock.company.people.sessions import sign_out_everywhere
from timeclock.web.frame import unsent

pytestmark = pytest.mark.databases("sqlite")
HTMX = {"HX-Request": "true"}
SignedOut = tuple[Browser, dict[str, object]]


@pytest.fixture
def signed_out(app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> SignedOut:
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


def test_an_unknown_cookie_is_no_one(client: FlaskClient) -> None:
    client.set_cookie("timeclock", "eyJfdXNlcl9pZCI6ICJ4In0.aaaa.bbbb")
    assert client.get("/").status_code == 303


REQUEST = "/my/requests/new"
LONG = " ".join(hashlib.sha256(bytes([each])).hexdigest() for each in range(80))


def sign_in_again(client: FlaskClient, person: CastMember) -> str:
    """Where the sign-in leads."""
    form = {"email": person.email, "password": PASSWORD}
    token = form_token(client.get("/sign-in").text)
    answer = client.post("/sign-in", data=form | {"csrf_token": token})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("clock-in", "Your clock-in was not recorded."),
        ("clock-out", "Your clock-out was not recorded."),
        ("pause", "The start of your break was not recorded."),
        ("resume", "The end of your break was not recorded."),
        ("switch-job", "Your change of job was not recorded."),
        ("undo", "What you entered was not saved."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_punch_that_was_not_recorded_is_named_before_and_after_signing_in(
    cast: Cast, signed_out: SignedOut, act: str, sentence: str, headers: dict[str, str]
) -> None:
    browser, form = signed_out
    browser.client.post(f"/punch/{act}", data=form, headers=headers)
    shown = browser.client.get("/sign-in").text
    assert "You were signed out" in shown
    assert sentence in shown
    assert sign_in_again(browser.client, cast.eli) == f"/#press-{act}"
    assert sentence in browser.client.get("/").text
    assert sentence not in browser.client.get("/").text


def test_the_button_has_the_name_to_which_the_sign_in_leads(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    browser = browser_of(cast.eli)
    assert 'id="press-clock-in"' in browser.client.get("/").text
    browser.post("/punch/clock-in")
    page = browser.client.get("/").text
    assert 'id="press-clock-out"' in page
    assert 'id="press-pause"' in page
    browser.post("/punch/pause")
    assert 'id="press-resume"' in browser.client.get("/").text


def test_a_form_is_kept_and_can_be_sent_after_signing_in(cast: Cast, signed_out: SignedOut) -> None:
    browser, form = signed_out
    typed = form | {"reason": "The bus was <late>", "day": "2026-03-02"}
    page = {"Referer": "http://localhost/my/requests/new"}
    browser.client.post(REQUEST, data=typed, headers=page)
    assert "What you entered was not saved." in browser.client.get("/sign-in").text
    assert sign_in_again(browser.client, cast.eli) == "/unsent"
    shown = browser.client.get("/unsent").text
    assert "The bus was &lt;late&gt;" in shown
    assert f'action="{REQUEST}"' in shown
    assert 'href="/my/requests/new"' in shown
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', shown))
    assert hidden["once"] == form["once"]
    assert hidden["day"] == "2026-03-02"
    assert hidden["csrf_token"] != form["csrf_token"]


def test_nothing_is_kept_for_another_person(cast: Cast, signed_out: SignedOut) -> None:
    browser, form = signed_out
    browser.client.post(REQUEST, data=form | {"reason": "The bus was late"})
    assert sign_in_again(browser.client, cast.maya) == "/board"
    assert browser.client.get("/unsent").location == "/"


@pytest.mark.parametrize(
    "typed", [{"password": "a new password"}, {"reason": LONG}], ids=["secret", "long"]
)
def test_a_password_or_a_very_long_text_is_not_kept(
    cast: Cast, signed_out: SignedOut, typed: dict[str, str]
) -> None:
    browser, form = signed_out
    browser.client.post(REQUEST, data=form | typed)
    assert "What you entered was not saved." in browser.client.get("/sign-in").text
    assert sign_in_again(browser.client, cast.eli) == "/"


def test_it_is_kept_for_ten_minutes(
    cast: Cast, signed_out: SignedOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, form = signed_out
    browser.client.post(REQUEST, data=form | {"reason": "The bus was late"})
    real = unsent.time.time
    monkeypatch.setattr(unsent.time, "time", lambda: real() + unsent.KEPT_FOR + 1)
    assert "You were signed out" not in browser.client.get("/sign-in").text


def test_a_poll_of_another_tab_does_not_forget_it(cast: Cast, signed_out: SignedOut) -> None:
    browser, form = signed_out
    browser.client.post("/punch/clock-out", data=form)
    browser.client.get("/clock/panel", headers=HTMX)
    assert "Your clock-out was not recorded." in browser.client.get("/sign-in").text
