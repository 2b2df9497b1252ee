"""Name, number, role and clocks of someone."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.authority.actor import Role
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.company.people.queries import member

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def olive(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.olive)


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


@pytest.fixture
def clocks_of(app: Flask) -> Callable[[CastMember], dict[int, bool]]:
    """Where someone may clock in, and whether they manage it."""

    def find(who: CastMember) -> dict[int, bool]:
        with app.app_context():
            rows = assignments_of_member(who.workspace_id, who.member_id)
            return {clock.id: assignment.manages for assignment, clock in rows}

    return find


def path(who: CastMember, end: str = "") -> str:
    return f"/admin/people/{who.member_id}{end}"


def test_name_and_number_are_changed(cast: Cast, edda: Browser) -> None:
    answer = edda.post(path(cast.eli), name="Eli E. Engel", employee_number="17")
    page = words(edda.client.get(answer.location).text)
    assert "Eli E. Engel eli@1.example · Employee Saved." in page


def test_an_empty_name_is_refused_and_the_number_kept(cast: Cast, edda: Browser) -> None:
    answer = edda.post(path(cast.eli), name=" ", employee_number="17")
    assert answer.status_code == 422
    assert 'value="17"' in answer.text
    assert '<a href="#name">' in answer.text


def test_an_executive_manager_does_not_touch_an_owner(cast: Cast, edda: Browser) -> None:
    page = edda.client.get(path(cast.olive))
    assert "Only an owner can change this person." in page.text
    assert "Deactivate" not in page.text
    assert edda.post(path(cast.olive), name="Olive", employee_number="").status_code == 403
    assert edda.client.get(path(cast.olive, "/deactivate")).status_code == 403
    assert edda.post(path(cast.olive, "/deactivate")).status_code == 403
    assert edda.post(path(cast.olive, "/reset")).status_code == 403


def test_only_an_owner_changes_roles(app: Flask, cast: Cast, olive: Browser, edda: Browser) -> None:
    assert edda.post(path(cast.eli, "/role"), role="manager").status_code == 403
    assert olive.post(path(cast.eli, "/role"), role="manager").status_code == 303
    with app.app_context():
        found = member(cast.workspace_id, cast.eli.member_id)
        assert found is not None
        assert found.role is Role.MANAGER


def test_the_last_owner_stays_one(cast: Cast, olive: Browser) -> None:
    answer = olive.post(path(cast.olive, "/role"), role="employee")
    assert answer.status_code == 409
    assert "There must be at least one owner." in answer.text
    assert "Nothing was changed." in answer.text


def test_a_clock_is_assigned_and_taken_away(
    cast: Cast, edda: Browser, clocks_of: Callable[[CastMember], dict[int, bool]]
) -> None:
    assert edda.post(path(cast.eli, "/clocks"), clock=cast.yard).status_code == 303
    assert clocks_of(cast.eli) == {cast.shop: False, cast.yard: False}
    edda.post(path(cast.eli, f"/clocks/{cast.yard}/leave"))
    assert clocks_of(cast.eli) == {cast.shop: False}


def test_a_manager_is_given_a_clock_to_manage_and_relieved_of_it(
    cast: Cast, edda: Browser, clocks_of: Callable[[CastMember], dict[int, bool]]
) -> None:
    edda.post(path(cast.maya, "/clocks"), clock=cast.yard, manages="y")
    assert clocks_of(cast.maya)[cast.yard] is True
    edda.post(path(cast.maya, "/clocks"), clock=cast.yard)
    assert clocks_of(cast.maya)[cast.yard] is False


def test_an_employee_manages_no_clock(cast: Cast, edda: Browser) -> None:
    assert "Manages it" not in edda.client.get(path(cast.eli)).text
    answer = edda.post(path(cast.eli, "/clocks"), clock=cast.shop, manages="y")
    assert answer.status_code == 422
    assert "Only a manager can manage a clock." in answer.text


@pytest.mark.parametrize("clock", ["0", "-1", "x", "9" * 30, "١"])
def test_a_clock_that_is_none_is_refused(cast: Cast, edda: Browser, clock: str) -> None:
    assert edda.post(path(cast.eli, "/clocks"), clock=clock).status_code == 422


def test_another_companys_clock_is_as_good_as_none(cast: Cast, edda: Browser) -> None:
    assert edda.post(path(cast.eli, "/clocks"), clock=cast.other_clock).status_code == 422
    answer = edda.post(path(cast.eli, f"/clocks/{cast.other_clock}/leave"))
    assert answer.status_code == 404


def test_a_manager_sees_none_of_it(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    maya = client_of(cast.maya)
    assert maya.get("/admin/people").status_code == 403
    assert maya.get(path(cast.eli)).status_code == 403


@pytest.mark.parametrize("number", ["0", "9" * 15, "9" * 40, "1_0", "%D9%A1"])
def test_a_number_that_is_no_ones_is_not_found(edda: Browser, number: str) -> None:
    assert edda.client.get(f"/admin/people/{number}").status_code == 404


def test_the_home_clock_is_shown_in_its_effect_and_chosen(cast: Cast, edda: Browser) -> None:
    form = {"home": cast.yard, "first_day": "2090-01-02"}
    shown = edda.post(path(cast.eli, "/home-clock/preview"), **form)
    assert "These rules begin on 2 January 2090: nothing worked so far changes." in shown.text
    answer = edda.post(path(cast.eli, "/home-clock"), **form)
    page = words(edda.client.get(answer.location).text)
    assert "has this home clock from Monday 2 January 2090 on" in page
    refused = edda.post(path(cast.eli, "/home-clock"), **form | {"once": "another"})
    assert "This is the home clock on that day." in refused.text
