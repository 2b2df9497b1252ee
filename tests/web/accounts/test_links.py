"""Invitations and password resets: links that work once."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember, form_token
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people.password_resets import issue_reset

pytestmark = pytest.mark.databases("sqlite")


def set_password(client: FlaskClient, path: str, password: str) -> TestResponse:
    page = client.get(path)
    assert page.status_code == 200, page.status
    return client.post(path, data={"csrf_token": form_token(page.text), "password": password})


@pytest.fixture
def invitation(app: Flask, cast: Cast) -> str:
    """Ida is invited and has no account yet."""
    with app.app_context():
        added = add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden")
        return f"/invitation/{invite(cast.olive.actor, member_id=added.member_id)}"


def test_an_invitation_sets_a_first_password_and_signs_in(
    client: FlaskClient, invitation: str
) -> None:
    assert "Lindner Bakery" in client.get(invitation).text
    assert set_password(client, invitation, "a brand new oven").location == "/"
    assert "Off the clock" in client.get("/").text


def test_an_invitation_works_once(app: Flask, client: FlaskClient, invitation: str) -> None:
    set_password(client, invitation, "a brand new oven")
    assert app.test_client().get(invitation).status_code == 404


def test_a_weak_password_does_not_use_it_up(client: FlaskClient, invitation: str) -> None:
    assert set_password(client, invitation, "weak").status_code == 422
    assert set_password(client, invitation, "a brand new oven").status_code == 303


def test_an_account_that_exists_accepts_while_signed_in(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    with app.app_context():
        added = add_member(cast.nora.actor, email=cast.eli.email, name="Eli Engel")
        path = f"/invitation/{invite(cast.nora.actor, member_id=added.member_id)}"
    stranger = app.test_client().get(path)
    assert stranger.status_code == 303
    assert "/sign-in" in stranger.location
    eli = browser_of(cast.eli)
    assert "Nordic Mills" in eli.client.get(path).text
    assert eli.post(path).location == "/"
    assert "Nordic Mills" in eli.client.get("/").text


def test_no_one_else_can_accept_it(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    with app.app_context():
        added = add_member(cast.nora.actor, email=cast.eli.email, name="Eli Engel")
        path = f"/invitation/{invite(cast.nora.actor, member_id=added.member_id)}"
    maya = browser_of(cast.maya)
    assert "another person" in maya.post(path).text
    assert "Nordic Mills" not in maya.client.get("/").text


def test_a_reset_sets_a_new_password_and_ends_every_session(
    app: Flask, client: FlaskClient, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    earlier = client_of(cast.eli)
    with app.app_context():
        path = f"/reset/{issue_reset(cast.olive.actor, member_id=cast.eli.member_id)}"
    assert set_password(client, path, "a brand new oven").location == "/"
    assert earlier.get("/").status_code == 303
    assert app.test_client().get(path).status_code == 404


def test_an_invitation_is_no_reset(app: Flask, client: FlaskClient, invitation: str) -> None:
    assert client.get(invitation.replace("invitation", "reset")).status_code == 404


def test_guessing_links_has_to_wait(client: FlaskClient, cast: Cast) -> None:
    answers = [client.get(f"/reset/guess-{number}").status_code for number in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 403
