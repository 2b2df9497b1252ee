"""Several people from a list: shown first, then added, with a sheet of invitations."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.company.people.queries import member_by_email, members

pytestmark = pytest.mark.databases("sqlite")
LIST = "/admin/people/list"
PEOPLE = "Ida <b>Iden</b>, ida@new.example, 117\nIvo, no address\nIvo, ivo@new.example"


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


def test_the_list_is_shown_before_anyone_is_added(app: Flask, cast: Cast, edda: Browser) -> None:
    with app.app_context():
        before = len(members(cast.workspace_id))
    answer = edda.post(LIST, people=PEOPLE, clocks=[cast.shop])
    shown = words(answer.text)
    assert "1 Ida <b>Iden</b> ida@new.example · 117 Is added" in unescape(shown)
    assert "That is not an email address." in shown
    assert "Add 2 people" in shown
    with app.app_context():
        assert len(members(cast.workspace_id)) == before


def test_a_confirmed_list_gives_a_sheet_of_links(app: Flask, cast: Cast, edda: Browser) -> None:
    answer = edda.post(LIST, people=PEOPLE, clocks=[cast.shop], confirmed="yes")
    assert "2 people were added" in words(answer.text)
    assert answer.text.count('class="segno"') == 2
    links = re.findall(r"http://localhost(/invitation/[^<\s]+)", answer.text)
    assert len(set(links)) == 2
    with app.app_context():
        ivo = member_by_email(cast.workspace_id, "ivo@new.example")
        assert ivo is not None
        at = assignments_of_member(cast.workspace_id, ivo.id)
        assert [(clock.id, each.manages) for each, clock in at] == [(cast.shop, False)]
    stranger = app.test_client()
    assert "Ida" in stranger.get(links[0]).text
    again = edda.post(LIST, people=PEOPLE, clocks=[cast.shop], confirmed="yes")
    assert "are here already" in words(again.text)
    assert "/invitation/" not in again.text


@pytest.mark.parametrize("people", ["", "  \n ", "x\n" * 201])
def test_a_list_that_is_none_is_refused(edda: Browser, people: str) -> None:
    answer = edda.post(LIST, people=people, confirmed="yes")
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text


def test_the_list_of_another_companys_clock_is_refused(
    cast: Cast, edda: Browser, app: Flask
) -> None:
    answer = edda.post(LIST, people="Ida, ida@new.example", clocks=[999_999], confirmed="yes")
    assert answer.status_code == 422
    with app.app_context():
        assert member_by_email(cast.workspace_id, "ida@new.example") is None
