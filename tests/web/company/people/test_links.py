"""Links that someone hands on: shown once, on the answer to the button."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.people.links import find_link
from timeclock.company.people.membership import add_member

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def olive(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.olive)


def token(html: str) -> str:
    found = re.search(r'id="link" value="http://localhost/(?:invitation|reset)/([^"]+)"', html)
    assert found, html
    return found[1]


def path(member_id: int, end: str = "") -> str:
    return f"/admin/people/{member_id}{end}"


def test_a_new_invitation_ends_the_one_before(app: Flask, cast: Cast, olive: Browser) -> None:
    with app.app_context():
        ida = add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden").member_id
    first, second = (token(olive.post(path(ida, "/invitation")).text) for _ in range(2))
    with app.app_context():
        assert find_link(first) is None
        assert find_link(second) is not None


def test_a_reset_is_made_for_someone_who_signs_in(app: Flask, cast: Cast, olive: Browser) -> None:
    assert "Link to set a new password" in olive.client.get(path(cast.eli.member_id)).text
    made = token(olive.post(path(cast.eli.member_id, "/reset")).text)
    with app.app_context():
        link = find_link(made)
        assert link is not None
        assert link.account_id == cast.eli.account_id


def test_sending_the_form_again_shows_no_second_link(
    app: Flask, cast: Cast, olive: Browser
) -> None:
    form, reset = olive.fill(), path(cast.eli.member_id, "/reset")
    first = token(olive.client.post(reset, data=form).text)
    again = olive.client.post(reset, data=form)
    assert again.status_code == 303
    assert (
        "That link was already shown. A link is shown once."
        in olive.client.get(again.location).text
    )
    with app.app_context():
        assert find_link(first) is not None, "the first one still works"


def test_a_person_of_two_companies_gets_their_password_from_neither(
    app: Flask, cast: Cast, olive: Browser
) -> None:
    with app.app_context():
        add_member(cast.nora.actor, email=cast.eli.email, name="Eli Engel")
    answer = olive.post(path(cast.eli.member_id, "/reset"))
    assert answer.status_code == 409
    assert "only the operator of this server can have the password set" in answer.text


def test_one_changes_ones_own_password_in_the_settings(cast: Cast, olive: Browser) -> None:
    page = olive.client.get(path(cast.olive.member_id)).text
    assert "Change your password" in page
    assert "Link to set a new password" not in page
