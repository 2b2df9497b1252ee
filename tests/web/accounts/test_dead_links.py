"""A link that does not work says what to do."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast, form_token
from tests.fixtures.company import Watch
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people.password_resets import issue_reset

pytestmark = pytest.mark.databases("sqlite")
MANAGER = "Otherwise ask your manager for a new"
Link = Callable[[], str]


@pytest.fixture
def ida(app: Flask, cast: Cast) -> int:
    """The number of a member who has no account yet."""
    with app.app_context():
        return add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden").member_id


@pytest.fixture
def invitation(app: Flask, cast: Cast, ida: int) -> Link:
    def make() -> str:
        with app.app_context():
            return f"/invitation/{invite(cast.olive.actor, member_id=ida)}"

    return make


@pytest.fixture
def reset(app: Flask, cast: Cast) -> Link:
    def make() -> str:
        with app.app_context():
            token = issue_reset(cast.olive.actor, member_id=cast.eli.member_id)
        return f"/reset/{token}"

    return make


def use(client: FlaskClient, path: str) -> str:
    page = client.get(path).text
    form = {"csrf_token": form_token(page), "password": "a brand new oven"}
    assert client.post(path, data=form).status_code == 303
    return path


def mistype(_client: FlaskClient, path: str) -> str:
    return path[:-1]


def demand_help(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    shown = words(answer.text)
    assert "This link does not work" in shown
    assert "It was used already, it has expired, a newer link has replaced it" in shown
    assert MANAGER in shown
    assert 'href="/sign-in"' in answer.text


@pytest.mark.parametrize("kind", ["invitation", "reset"])
@pytest.mark.parametrize("spoil", [use, mistype])
def test_a_used_or_mistyped_link_says_what_to_do(
    app: Flask,
    request: pytest.FixtureRequest,
    kind: str,
    spoil: Callable[[FlaskClient, str], str],
) -> None:
    make: Link = request.getfixturevalue(kind)
    demand_help(app.test_client(), spoil(app.test_client(), make()))


@pytest.mark.parametrize("kind", ["invitation", "reset"])
def test_a_link_that_was_replaced_says_what_to_do(
    app: Flask, request: pytest.FixtureRequest, kind: str
) -> None:
    make: Link = request.getfixturevalue(kind)
    earlier = make()
    assert app.test_client().get(make()).status_code == 200
    demand_help(app.test_client(), earlier)


def test_an_expired_link_says_what_to_do(app: Flask, invitation: Link, watch: Watch) -> None:
    path = invitation()
    watch.later(days=15)
    demand_help(app.test_client(), path)


def test_a_dead_link_of_the_setup_names_the_operator(client: FlaskClient, cast: Cast) -> None:
    assert cast.workspace_id
    answer = client.get("/setup?token=gone")
    assert answer.status_code == 404
    assert "can print a new link with “flask --app app setup-link”" in words(answer.text)
    assert MANAGER not in words(answer.text)
