"""Deactivating someone, and letting them come back."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import open_shift

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def olive(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.olive)


def path(who: CastMember, end: str = "") -> str:
    return f"/admin/people/{who.member_id}{end}"


def test_it_is_asked_first_and_says_that_a_shift_is_stopped(
    app: Flask, cast: Cast, olive: Browser
) -> None:
    assert "is on the clock" not in olive.client.get(path(cast.eli, "/deactivate")).text
    with app.app_context():
        clock_in(cast.eli.actor)
    page = words(olive.client.get(path(cast.eli, "/deactivate")).text)
    assert "Eli Engel is on the clock The shift is stopped at once" in page


def test_the_shift_is_stopped_and_the_session_ended(
    app: Flask, cast: Cast, olive: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    eli = client_of(cast.eli)
    with app.app_context():
        clock_in(cast.eli.actor)
    answer = olive.post(path(cast.eli, "/deactivate"))
    assert "Eli Engel is deactivated." in olive.client.get(answer.location).text
    assert eli.get("/").status_code == 303
    with app.app_context():
        assert open_shift(cast.workspace_id, cast.eli.member_id) is None


def test_a_person_who_left_is_offered_no_link(cast: Cast, olive: Browser) -> None:
    olive.post(path(cast.eli, "/deactivate"))
    page = olive.client.get(path(cast.eli)).text
    assert "Reactivate" in page
    assert "new password" not in page


def test_a_person_may_come_back(
    cast: Cast, olive: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    olive.post(path(cast.eli, "/deactivate"))
    assert olive.post(path(cast.eli, "/reactivate")).status_code == 303
    assert "Off the clock" in client_of(cast.eli).get("/").text


def test_no_one_deactivates_themselves(cast: Cast, olive: Browser) -> None:
    assert "Deactivate" not in olive.client.get(path(cast.olive)).text
    answer = olive.post(path(cast.olive, "/deactivate"))
    assert answer.status_code == 409
    assert "You cannot deactivate yourself." in answer.text
