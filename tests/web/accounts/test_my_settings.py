"""One's own settings."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, sign_in

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def eli(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.eli)


def test_the_look_is_remembered_on_every_page(eli: Browser) -> None:
    eli.post("/my/settings/preferences", theme="dark", zone="")
    assert '<html lang="en" data-bs-theme="dark">' in eli.client.get("/").text
    eli.post("/my/settings/preferences", theme="", zone="")
    assert "data-bs-theme" not in eli.client.get("/").text


def test_an_unknown_zone_is_refused(eli: Browser) -> None:
    answer = eli.post("/my/settings/preferences", theme="", zone="Mars/Phobos")
    assert answer.status_code == 422


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    cast: Cast, eli: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    other = client_of(cast.eli)
    answer = eli.post("/my/settings/password", current=PASSWORD, password="a brand new oven")
    assert answer.status_code == 303
    assert other.get("/").status_code == 303
    assert eli.client.get("/").status_code == 200


def test_it_needs_the_present_one(app: Flask, cast: Cast, eli: Browser) -> None:
    answer = eli.post("/my/settings/password", current="wrong", password="a brand new oven")
    assert answer.status_code == 422
    assert "That is not your password." in answer.text
    sign_in(app.test_client(), cast.eli.email)


def test_one_session_can_be_ended_from_another(
    cast: Cast, eli: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    other = client_of(cast.eli)
    assert eli.post("/my/settings/sessions/2/end").status_code == 303
    assert other.get("/").status_code == 303


def test_no_one_ends_someone_elses_session(
    cast: Cast, eli: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    maya = client_of(cast.maya)
    eli.post("/my/settings/sessions/2/end")
    assert maya.get("/").status_code == 200


def test_signing_out_everywhere_else_keeps_this_one(
    cast: Cast, eli: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    others = [client_of(cast.eli) for _ in range(2)]
    eli.post("/my/settings/sessions/end-others")
    assert [each.get("/").status_code for each in others] == [303, 303]
    assert eli.client.get("/").status_code == 200
