"""What every answer of the pages says to the browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.databases("sqlite")


def test_a_page_forbids_everything_that_is_not_its_own(client: FlaskClient) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_is_not_kept_by_any_cache(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "header",
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_a_page_carries_the_other_headers(client: FlaskClient, header: tuple[str, str]) -> None:
    assert client.get("/sign-in").headers[header[0]] == header[1]


def test_an_error_page_carries_them_too(client: FlaskClient) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_without_https_no_one_is_told_to_stay_on_it(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_over_https_the_cookie_is_for_this_host_and_https_alone(
    make_app: Callable[..., Flask],
) -> None:
    client = make_app(base_url="https://clock.example").test_client()
    answer = client.get("/sign-in", base_url="https://clock.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-timeclock=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
