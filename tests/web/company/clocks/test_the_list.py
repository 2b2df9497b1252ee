"""The list of time clocks."""

from collections.abc import Callable

import pytest

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember

pytestmark = pytest.mark.databases("sqlite")


def test_a_row_says_zone_job_rule_limit_and_people(edda: Browser) -> None:
    row = words(edda.client.get("/admin/clocks").text).partition("Shop Kreuzberg")[2]
    assert row.startswith(" Europe/Berlin")
    assert " now optional 14 h 00 min 2 " in row.replace("\N{NO-BREAK SPACE}", " ")


def test_people_who_left_are_not_counted(
    cast: Cast, edda: Browser, browser_of: Callable[[CastMember], Browser]
) -> None:
    edda.post(f"/admin/people/{cast.eli.member_id}/deactivate")
    row = words(edda.client.get("/admin/clocks").text).partition("Shop Kreuzberg")[2]
    assert " min 1 " in row


def test_archived_clocks_are_a_page_of_their_own(edda: Browser, shop: str) -> None:
    edda.post(f"{shop}/archive")
    page = words(edda.client.get("/admin/clocks").text)
    assert "Shop Kreuzberg" not in page.partition("Time clocks by name")[2]
    assert "1 archived time clock" in page
    assert "Shop Kreuzberg" in edda.client.get("/admin/clocks?archived=yes").text


def test_a_company_without_a_clock_is_told_what_to_do(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    nora = browser_of(cast.nora)
    nora.post(f"/admin/clocks/{cast.other_clock}/archive")
    assert "There is no time clock yet. Add the first one" in nora.client.get("/admin/clocks").text
