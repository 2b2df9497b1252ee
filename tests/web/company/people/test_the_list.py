"""The list of people: what a row says, and looking for someone."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.people.membership import add_member
from timeclock.worktime.shifts.leaving import deactivate_member

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def look(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Callable[..., str]:
    """What Edda reads on the list, looking for some words."""
    edda = browser_of(cast.edda)
    return lambda find="": words(edda.client.get("/admin/people", query_string={"find": find}).text)


def test_a_row_says_who_where_and_what(look: Callable[..., str]) -> None:
    row = "Maya Meyer maya@1.example Manager – Active Shop Kreuzberg manages it"
    assert row in look()


def test_an_invitation_that_waits_and_a_person_who_left_are_told_apart(
    app: Flask, cast: Cast, look: Callable[..., str]
) -> None:
    with app.app_context():
        add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden")
        deactivate_member(cast.olive.actor, member_id=cast.eli.member_id)
    page = look()
    assert "Ida Iden ida@1.example Employee – Invited none" in page
    assert "Eli Engel eli@1.example Employee – Deactivated" in page
    assert page.index("Otto Ott") < page.index("Eli Engel"), "those who left come last"


def test_another_companys_people_are_not_there(look: Callable[..., str]) -> None:
    assert "Nora" not in look()


@pytest.mark.parametrize("find", ["otto", "OTT", "otto@1", "ott otto"])
def test_names_and_addresses_are_looked_through(look: Callable[..., str], find: str) -> None:
    page = look(find)
    assert "1 person" in page
    assert "Otto Ott" in page


def test_no_one_found_says_what_to_do(look: Callable[..., str]) -> None:
    page = look("<b>zz</b>")
    assert "No name, email or number contains “<b>zz</b>”." in page
    assert "add the person" in page
