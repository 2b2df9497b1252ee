"""A browser that has signed in before gets in while strangers have to wait."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, form_token
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people.password_resets import issue_reset

pytestmark = pytest.mark.databases("sqlite")

COOKIE, NEW = "timeclock-known", "a brand new oven"


def post(client: FlaskClient, email: str, password: str) -> TestResponse:
    token = form_token(client.get("/sign-in").text)
    data = {"csrf_token": token, "email": email, "password": password}
    return client.post("/sign-in", data=data)


def attack(app: Flask, email: str, tries: int = 30) -> None:
    """Wrong tries for that address of a stranger in the same network."""
    stranger = app.test_client()
    token = form_token(stranger.get("/sign-in").text)
    for number in range(tries):
        data = {"csrf_token": token, "email": email, "password": f"guess {number}"}
        assert stranger.post("/sign-in", data=data).status_code == 403


def test_the_cookie_is_for_the_server_alone_and_lasts(app: Flask, cast: Cast) -> None:
    answer = post(app.test_client(), cast.eli.email, PASSWORD)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith(COOKIE))
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/", "max-age=34560000"} <= parts
    for known in (cast.eli.email, cast.eli.name, str(cast.eli.account_id)):
        assert known not in cookie


def test_over_tls_the_cookie_is_bound_to_the_host(make_app: Callable[..., Flask]) -> None:
    settings = make_app(base_url="https://clock.example").config
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["SESSION_COOKIE_SECURE"]


def test_its_owner_signs_in_while_a_stranger_tries_and_a_new_browser_waits(
    app: Flask, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    eli = client_of(cast.eli)
    eli.delete_cookie("timeclock")  # signed out; the browser is known all the same
    attack(app, cast.eli.email)
    assert post(app.test_client(), cast.eli.email, PASSWORD).status_code == 403
    for _ in range(5):
        assert post(eli, cast.eli.email, PASSWORD).status_code == 303
        eli.delete_cookie("timeclock")


def test_it_is_known_to_no_one_else(
    app: Flask, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    maya = client_of(cast.maya)
    maya.delete_cookie("timeclock")
    attack(app, cast.eli.email)
    assert post(maya, cast.eli.email, PASSWORD).status_code == 403


def test_a_new_password_keeps_this_browser_known_and_no_other_one(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    here, other = browser_of(cast.eli), browser_of(cast.eli).client
    here.post("/my/settings/password", current=PASSWORD, password=NEW)
    attack(app, cast.eli.email)
    for client in (here.client, other):
        client.delete_cookie("timeclock")
    assert post(here.client, cast.eli.email, NEW).status_code == 303
    assert post(other, cast.eli.email, NEW).status_code == 403


@pytest.mark.parametrize("kind", ["invitation", "reset"])
def test_guessing_links_does_not_stop_a_link_that_works(app: Flask, cast: Cast, kind: str) -> None:
    with app.app_context():
        if kind == "invitation":
            added = add_member(cast.olive.actor, email="ida@1.example", name="Ida")
            token = invite(cast.olive.actor, member_id=added.member_id)
        else:
            token = issue_reset(cast.olive.actor, member_id=cast.eli.member_id)
    stranger = app.test_client()
    codes = [stranger.get(f"/{kind}/guess-{number}").status_code for number in range(30)]
    assert codes == [404] * 20 + [403] * 10
    client, path = app.test_client(), f"/{kind}/{token}"
    page = client.get(path)
    assert page.status_code == 200
    answer = client.post(path, data={"csrf_token": form_token(page.text), "password": NEW})
    assert answer.status_code == 303
    assert client.get_cookie(COOKIE) is not None
