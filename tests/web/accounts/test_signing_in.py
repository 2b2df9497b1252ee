"""Signing in and out."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, form_token, sign_in

pytestmark = pytest.mark.databases("sqlite")


def try_with(client: FlaskClient, email: str, password: str, **more: str) -> TestResponse:
    token = form_token(client.get("/sign-in").text)
    form = {"csrf_token": token, "email": email, "password": password}
    return client.post("/sign-in", data=form | more)


def test_the_right_password_leads_to_the_clock(client: FlaskClient, cast: Cast) -> None:
    answer = try_with(client, cast.eli.email, PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Off the clock" in client.get("/").text


@pytest.mark.parametrize("target", ["", "/"])
def test_anyone_who_runs_a_clock_is_shown_first_who_is_in(
    client: FlaskClient, cast: Cast, target: str
) -> None:
    assert try_with(client, cast.maya.email, PASSWORD, next=target).location == "/board"


def test_case_and_spaces_in_the_address_do_not_matter(client: FlaskClient, cast: Cast) -> None:
    assert try_with(client, f" {cast.eli.email.upper()} ", PASSWORD).status_code == 303


def test_a_wrong_password_and_an_unknown_name_read_the_same(
    client: FlaskClient, cast: Cast
) -> None:
    wrong = try_with(client, cast.eli.email, "not the password")
    unknown = try_with(client, "nobody@1.example", "not the password")
    assert wrong.status_code == unknown.status_code == 403
    sentence = "The email address or the password is wrong."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_many_wrong_tries_have_to_wait(client: FlaskClient, cast: Cast) -> None:
    answers = [try_with(client, cast.eli.email, "not the password") for _ in range(7)]
    assert "Too many tries" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "Too many tries" in try_with(client, cast.eli.email, PASSWORD).text


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil",
    ],
)
def test_no_one_is_led_elsewhere(client: FlaskClient, cast: Cast, target: str) -> None:
    assert try_with(client, cast.eli.email, PASSWORD, next=target).location == "/"


def test_the_page_asked_for_comes_after(client: FlaskClient, cast: Cast) -> None:
    answer = try_with(client, cast.eli.email, PASSWORD, next="/my/ledger?before=3")
    assert answer.location == "/my/ledger?before=3"


def test_the_browser_session_is_new_after_signing_in(client: FlaskClient, cast: Cast) -> None:
    before = form_token(client.get("/sign-in").text)
    sign_in(client, cast.eli.email)
    old = {"csrf_token": before, "workspace": cast.workspace_id, "once": "k"}
    assert client.post("/punch/clock-in", data=old).status_code == 400


def test_signing_out_ends_the_session_on_the_server(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    eli = browser_of(cast.eli)
    kept = eli.client.get_cookie("timeclock")
    assert kept is not None
    assert eli.post("/sign-out").status_code == 303
    thief = app.test_client()
    thief.set_cookie("timeclock", kept.value)
    assert thief.get("/").status_code == 303


def test_who_is_signed_in_is_not_asked_again(
    client_of: Callable[[CastMember], FlaskClient], cast: Cast
) -> None:
    assert client_of(cast.eli).get("/sign-in").location == "/"


def test_before_the_first_company_the_page_says_where_to_begin(
    app: Flask, client: FlaskClient
) -> None:
    assert "This server is not set up yet" in client.get("/sign-in").text


def test_afterwards_it_does_not(client: FlaskClient, cast: Cast) -> None:
    assert "not set up yet" not in client.get("/sign-in").text


def test_the_password_is_not_sent_back(client: FlaskClient, cast: Cast) -> None:
    answer = try_with(client, cast.eli.email, "not the password")
    assert "not the password" not in answer.text
    assert cast.eli.email in answer.text


def test_a_password_of_a_megabyte_is_not_hashed(client: FlaskClient, cast: Cast) -> None:
    assert try_with(client, cast.eli.email, "x" * 2000).status_code == 422
