"""Adding someone: what is asked, who may give which role, the link, nothing half done."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember, form_token
from timeclock.authority.actor import Role
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member_by_email, members

pytestmark = pytest.mark.databases("sqlite")

ADD = "/admin/people/add"
IDA = {"name": "Ida Iden", "email": "ida@1.example"}


@pytest.fixture
def olive(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.olive)


@pytest.fixture
def ida(app: Flask, cast: Cast) -> Callable[[], Member]:
    """Looks Ida up among the bakery's people."""

    def find() -> Member:
        with app.app_context():
            found = member_by_email(cast.workspace_id, "ida@1.example")
            assert found is not None
            return found

    return find


def test_the_answer_shows_a_link_that_takes_up_the_account(
    app: Flask, cast: Cast, olive: Browser
) -> None:
    answer = olive.post(ADD, **IDA, employee_number="7", clocks=[cast.shop, cast.yard])
    assert answer.status_code == 200
    link = re.search(r'id="link" value="http://localhost(/invitation/[^"]+)"', answer.text)
    assert link, answer.text
    stranger = app.test_client()
    page = stranger.get(unescape(link[1]))
    accepted = {"csrf_token": form_token(page.text), "password": "a brand new oven"}
    assert stranger.post(unescape(link[1]), data=accepted).location == "/"
    assert "Off the clock" in stranger.get("/").text


@pytest.mark.parametrize(
    ("base", "warned"),
    [
        ("http://localhost", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.20:8000", False),
        ("https://clock.example.com", False),
    ],
)
def test_a_link_to_this_machine_only_is_named_so(
    app: Flask, olive: Browser, base: str, warned: bool
) -> None:
    app.config["BASE_URL"] = base
    answer = olive.post(ADD, **IDA)
    assert ("This link works on this computer only" in answer.text) is warned
    assert f'value="{base}/invitation/' in answer.text
    drawing = answer.text.partition("Or scan it with a phone")[2]
    assert re.search(r'<svg[^>]* viewBox="0 0 \d+ \d+"', drawing)  # it shrinks whole
    assert "Add another person" in answer.text


def test_the_person_is_an_employee_at_the_chosen_clocks(
    app: Flask, cast: Cast, olive: Browser, ida: Callable[[], Member]
) -> None:
    olive.post(ADD, **IDA, employee_number="7", clocks=[cast.shop, cast.yard])
    assert (ida().role, ida().employee_number) == (Role.EMPLOYEE, "7")
    with app.app_context():
        at = assignments_of_member(cast.workspace_id, ida().id)
        assert {clock.id for _, clock in at} == {cast.shop, cast.yard}


def test_an_owner_gives_any_role(olive: Browser, ida: Callable[[], Member]) -> None:
    olive.post(ADD, **IDA, role="executive_manager")
    assert ida().role is Role.EXECUTIVE_MANAGER


def test_a_manager_works_at_some_clocks_and_manages_others(
    app: Flask, cast: Cast, olive: Browser, ida: Callable[[], Member]
) -> None:
    olive.post(ADD, **IDA, role="manager", clocks=[cast.shop], manages=[cast.yard])
    with app.app_context():
        at = assignments_of_member(cast.workspace_id, ida().id)
        assert {clock.id: each.manages for each, clock in at} == {
            cast.shop: False,
            cast.yard: True,
        }


def test_an_employee_manages_no_clock(app: Flask, cast: Cast, olive: Browser) -> None:
    answer = olive.post(ADD, **IDA, role="employee", manages=[cast.yard])
    assert answer.status_code == 422
    assert "Choose the role of a manager, or no clock to manage." in words(answer.text)
    with app.app_context():
        assert member_by_email(cast.workspace_id, IDA["email"]) is None


def test_no_one_else_is_offered_a_role(
    cast: Cast, browser_of: Callable[[CastMember], Browser], ida: Callable[[], Member]
) -> None:
    edda = browser_of(cast.edda)
    page = edda.client.get(ADD).text
    assert 'name="role"' not in page
    assert 'name="manages"' not in page
    assert edda.post(ADD, **IDA, role="manager").status_code == 403
    assert edda.post(ADD, **IDA).status_code == 200
    assert ida().role is Role.EMPLOYEE


def test_the_secret_is_kept_by_no_cache(olive: Browser) -> None:
    assert olive.post(ADD, **IDA).headers["Cache-Control"] == "no-store"


def test_sending_the_form_again_adds_no_one_and_shows_no_second_link(
    app: Flask, cast: Cast, olive: Browser, ida: Callable[[], Member]
) -> None:
    form = olive.fill(**IDA)
    assert olive.client.post(ADD, data=form).status_code == 200
    again = olive.client.post(ADD, data=form)
    assert again.status_code == 303
    assert again.location == f"/admin/people/{ida().id}"
    page = words(olive.client.get(again.location).text)
    assert "Ida Iden was added already. The link was shown only once." in page
    with app.app_context():
        assert len(members(cast.workspace_id)) == 6


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast, olive: Browser) -> None:
    answer = olive.post(ADD, name="", email="not an address", employee_number="7", clocks=cast.yard)
    assert answer.status_code == 422
    assert 'value="not an address"' in answer.text
    assert re.search(rf'<input checked [^>]*type="checkbox" value="{cast.yard}"', answer.text)
    assert '<a href="#name">Name: Enter a name.</a>' in answer.text
    assert '<a href="#email">Email address: That is not an email address.</a>' in answer.text
    assert "Nothing was saved; your answers are kept below." in answer.text


def test_an_address_that_is_none_is_named_at_its_field(olive: Browser) -> None:
    answer = olive.post(ADD, name="Ida Iden", email="ida")
    assert answer.status_code == 422
    assert '<a href="#email">Email address: That is not an email address.</a>' in answer.text


def test_a_member_is_not_added_twice(cast: Cast, olive: Browser) -> None:
    answer = olive.post(ADD, name="Eli Again", email=cast.eli.email.upper())
    assert answer.status_code == 409
    assert "This person is already a member here." in answer.text


def test_a_number_is_given_once(cast: Cast, olive: Browser) -> None:
    olive.post(ADD, **IDA, employee_number="7")
    answer = olive.post(ADD, name="Ivo", email="ivo@1.example", employee_number="7")
    assert answer.status_code == 422
    assert "Another person has this employee number." in answer.text


def test_another_companys_clock_is_no_choice(app: Flask, cast: Cast, olive: Browser) -> None:
    assert olive.post(ADD, **IDA, clocks=cast.other_clock).status_code == 422
    with app.app_context():
        assert member_by_email(cast.workspace_id, "ida@1.example") is None


def test_an_account_of_another_company_keeps_its_password(
    cast: Cast, olive: Browser, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    answer = olive.post(ADD, name="Ned Nyberg", email=cast.ned.email)
    link = re.search(r"http://localhost(/invitation/[^\"]+)", answer.text)
    assert link
    ned = client_of(cast.ned)
    page = ned.get(link[1])
    assert 'type="password"' not in page.text
    assert "Lindner Bakery" in page.text
