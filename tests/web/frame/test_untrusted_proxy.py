"""X-Forwarded-For arrives, and no proxy is trusted: the log and the owners learn of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember

FORWARDED = {"X-Forwarded-For": "203.0.113.7"}
PAGES = ("/admin/people", "/admin/workspace")
TITLE = "A proxy is not trusted"


@pytest.mark.parametrize("page", PAGES)
def test_an_owner_whose_request_came_through_a_proxy_reads_what_to_do(
    cast: Cast, browser_of: Callable[[CastMember], Browser], page: str
) -> None:
    olive = browser_of(cast.olive).client
    shown = olive.get(page, headers=FORWARDED).text
    assert TITLE in shown
    assert "127.0.0.1" in shown
    assert "TIMECLOCK_TRUSTED_PROXIES" in shown
    assert TITLE not in olive.get(page).text


@pytest.mark.databases("sqlite")
def test_others_do_not_read_it(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> None:
    edda = browser_of(cast.edda).client
    answer = edda.get("/admin/people", headers=FORWARDED)
    assert answer.status_code == 200
    assert TITLE not in answer.text


@pytest.mark.databases("sqlite")
def test_the_header_of_a_stranger_shows_an_owner_nothing(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    assert app.test_client().get("/sign-in", headers=FORWARDED).status_code == 200
    olive = browser_of(cast.olive).client
    assert TITLE not in olive.get("/admin/people").text


@pytest.mark.databases("sqlite")
def test_it_is_logged_once(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    client = app.test_client()
    client.get("/sign-in")
    assert "X-Forwarded-For" not in caplog.text
    for _ in range(3):
        client.get("/sign-in", headers=FORWARDED)
    assert caplog.text.count("X-Forwarded-For") == 1
    assert "TIMECLOCK_TRUSTED_PROXIES" in caplog.text


@pytest.mark.databases("sqlite")
def test_a_trusted_proxy_is_nothing_to_log(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    client = make_app(trusted_proxies=1).test_client()
    assert client.get("/sign-in", headers=FORWARDED).status_code == 200
    assert "X-Forwarded-For" not in caplog.text
