"""A form counts only when this server made it, for this company, in this browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, form_token
from timeclock.worktime.shifts.queries import open_shift

pytestmark = pytest.mark.databases("sqlite")


def is_in(app: Flask, who: CastMember) -> bool:
    with app.app_context():
        return open_shift(who.workspace_id, who.member_id) is not None


@pytest.fixture
def eli(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.eli)


def test_a_form_without_its_token_is_refused(app: Flask, cast: Cast, eli: Browser) -> None:
    answer = eli.client.post("/punch/clock-in", data={"workspace": cast.workspace_id, "once": "k"})
    assert answer.status_code == 400
    assert not is_in(app, cast.eli)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_a_token(
    app: Flask, cast: Cast, eli: Browser, headers: dict[str, str]
) -> None:
    answer = eli.client.post("/punch/clock-in", data=eli.fill(), headers=headers)
    assert answer.status_code == 403
    assert not is_in(app, cast.eli)


def test_a_sign_in_from_another_site_is_refused(client: FlaskClient, cast: Cast) -> None:
    token = form_token(client.get("/sign-in").text)
    answer = client.post(
        "/sign-in",
        data={"csrf_token": token, "email": cast.eli.email, "password": PASSWORD},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403


def test_a_sign_in_without_a_token_is_refused(client: FlaskClient, cast: Cast) -> None:
    answer = client.post("/sign-in", data={"email": cast.eli.email, "password": PASSWORD})
    assert answer.status_code == 400


def test_a_form_of_another_company_records_nothing(app: Flask, cast: Cast, eli: Browser) -> None:
    answer = eli.post("/punch/clock-in", workspace=cast.other_workspace_id)
    assert answer.status_code == 409
    assert "another company" in answer.text
    assert not is_in(app, cast.eli)


def test_a_form_without_its_own_key_records_nothing(app: Flask, cast: Cast, eli: Browser) -> None:
    answer = eli.post("/punch/clock-in", once="")
    assert answer.status_code == 422
    assert not is_in(app, cast.eli)


def test_nothing_changes_by_get(app: Flask, cast: Cast, eli: Browser) -> None:
    assert eli.client.get("/punch/clock-in").status_code == 405
    assert not is_in(app, cast.eli)


def test_more_than_64_kib_is_refused(eli: Browser) -> None:
    assert eli.post("/punch/clock-in", note="x" * 70_000).status_code == 413
