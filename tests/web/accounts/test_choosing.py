"""One person in several companies."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Browser, Cast, CastMember, sign_in
from timeclock.company.people.invitations import accept_invitation_as, invite
from timeclock.company.people.membership import add_member
from timeclock.worktime.shifts.leaving import deactivate_member

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def eli(app: Flask, cast: Cast) -> Browser:
    """Eli, who works for Nora too and has just signed in."""
    with app.app_context():
        added = add_member(cast.nora.actor, email=cast.eli.email, name="Eli Engel")
        accept_invitation_as(
            invite(cast.nora.actor, member_id=added.member_id), account_id=cast.eli.account_id
        )
    client = app.test_client()
    sign_in(client, cast.eli.email)
    return Browser(client, cast.eli.workspace_id)


def test_anyone_who_belongs_to_several_is_asked(eli: Browser) -> None:
    assert eli.client.get("/").location == "/choose"
    page = eli.client.get("/choose").text
    assert "Lindner Bakery" in page
    assert "Nordic Mills" in page


def test_the_choice_holds_until_another(cast: Cast, eli: Browser) -> None:
    assert eli.post("/choose", choice=cast.other_workspace_id).location == "/"
    assert "Nordic Mills" in eli.client.get("/").text
    eli.post("/choose", choice=cast.workspace_id)
    assert "Lindner Bakery" in eli.client.get("/my/settings").text
    assert "Choose another company" in eli.client.get("/my/settings").text


def test_a_tab_left_on_the_other_company_records_nothing(cast: Cast, eli: Browser) -> None:
    eli.post("/choose", choice=cast.other_workspace_id)
    answer = eli.post("/punch/clock-in", workspace=cast.workspace_id)
    assert answer.status_code == 409
    assert "On the clock" not in eli.client.get("/").text


@pytest.mark.parametrize("choice", ["", "x", "-1", "99", "\u0662", "9" * 30, "1 OR 1=1"])
def test_what_is_not_ones_own_does_not_exist(eli: Browser, choice: str) -> None:
    answer = eli.post("/choose", choice=choice)
    assert answer.status_code == 404
    assert eli.client.get("/").location == "/choose"


def test_a_company_that_let_one_go_is_gone(
    app: Flask, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    with app.app_context():
        deactivate_member(cast.olive.actor, member_id=cast.eli.member_id)
    client = client_of(cast.eli)
    assert client.get("/").location == "/choose"
    page = client.get("/choose").text
    assert "You are not a member of a company" in page
    assert "Sign out" in page
