"""Only the configured host is served, and proxies are believed only as configured."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import PASSWORD, Cast, form_token

pytestmark = pytest.mark.databases("sqlite")


def test_a_foreign_host_is_refused(client: FlaskClient) -> None:
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_forwarded_host_from_anyone_changes_nothing(client: FlaskClient) -> None:
    answer = client.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


def test_a_configured_proxy_is_believed(make_app: Callable[..., Flask]) -> None:
    client = make_app(base_url="https://clock.example", trusted_proxies=1).test_client()
    forwarded = {"X-Forwarded-Host": "clock.example", "X-Forwarded-Proto": "https"}
    assert client.get("/sign-in", headers=forwarded).status_code == 200


def test_behind_a_proxy_that_ends_tls_the_base_url_says_what_is_ones_own(
    make_app: Callable[..., Flask], cast: Cast
) -> None:
    client = make_app(base_url="https://clock.example").test_client()
    https, plain = "https://clock.example", "http://clock.example"
    token = form_token(client.get("/sign-in", base_url=https).text)
    form = {"csrf_token": token, "email": cast.eli.email, "password": PASSWORD}

    def answer(**headers: str) -> int:
        # As the proxy passes it on: over http, and the browser's own words untouched.
        cookie = client.get_cookie("__Host-timeclock", "clock.example")
        given = {"Cookie": f"{cookie.key}={cookie.value}"} if cookie else {}
        sent = client.post("/sign-in", data=form, base_url=plain, headers=given | headers)
        return sent.status_code

    assert answer(Origin=plain) == 403
    assert answer(Origin=https) == 303
