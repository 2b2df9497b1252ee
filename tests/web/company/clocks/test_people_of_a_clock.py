"""Who may clock in at a clock, and who manages it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from timeclock.company.clocks.queries import assignments_of_clock

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def people(app: Flask, cast: Cast) -> Callable[[], dict[str, bool]]:
    """Who is at the shop, and whether they manage it."""

    def find() -> dict[str, bool]:
        with app.app_context():
            rows = assignments_of_clock(cast.workspace_id, cast.shop)
            return {member.name: assignment.manages for assignment, member in rows}

    return find


def test_someone_is_assigned(
    cast: Cast, edda: Browser, shop: str, people: Callable[[], dict[str, bool]]
) -> None:
    answer = edda.post(f"{shop}/people", member=cast.otto.member_id)
    assert answer.location == f"{shop}#people"
    assert people() == {"Eli Engel": False, "Maya Meyer": True, "Otto Ott": False}


def test_someone_is_taken_away(
    cast: Cast, edda: Browser, shop: str, people: Callable[[], dict[str, bool]]
) -> None:
    edda.post(f"{shop}/people/{cast.eli.member_id}/leave")
    assert people() == {"Maya Meyer": True}


def test_a_manager_is_relieved_and_stays_assigned(
    cast: Cast, edda: Browser, shop: str, people: Callable[[], dict[str, bool]]
) -> None:
    edda.post(f"{shop}/people/{cast.maya.member_id}", manages="")
    assert people()["Maya Meyer"] is False
    edda.post(f"{shop}/people/{cast.maya.member_id}", manages="y")
    assert people()["Maya Meyer"] is True


def test_an_employee_cannot_manage(
    cast: Cast, edda: Browser, shop: str, people: Callable[[], dict[str, bool]]
) -> None:
    for answer in (
        edda.post(f"{shop}/people", member=cast.eli.member_id, manages="y"),
        edda.post(f"{shop}/people/{cast.eli.member_id}", manages="y"),
    ):
        assert answer.status_code == 422
        assert "Only a manager can manage a clock." in answer.text
    assert people()["Eli Engel"] is False


def test_only_people_who_are_not_there_yet_are_offered(edda: Browser, shop: str) -> None:
    offered = edda.client.get(shop).text.partition('<select class="form-select" id="member"')[2]
    names = words("<p>" + offered.partition("</select>")[0])
    assert names.endswith("Edda Ernst Olive Owens Otto Ott")


@pytest.mark.parametrize("member", ["", "0", "x", "9" * 30])
def test_someone_who_is_no_one_is_refused(edda: Browser, shop: str, member: str) -> None:
    assert edda.post(f"{shop}/people", member=member).status_code == 422


def test_another_companys_person_is_as_good_as_no_one(cast: Cast, edda: Browser, shop: str) -> None:
    assert edda.post(f"{shop}/people", member=cast.nora.member_id).status_code == 422
    assert edda.post(f"{shop}/people/{cast.nora.member_id}/leave").status_code == 404


def test_a_clock_without_anyone_says_what_to_do(cast: Cast, edda: Browser, shop: str) -> None:
    for who in (cast.eli, cast.maya):
        edda.post(f"{shop}/people/{who.member_id}/leave")
    assert "No one is assigned here yet, so no one can clock in." in edda.client.get(shop).text
