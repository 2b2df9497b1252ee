"""A clock's rules, and closing it."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from timeclock.company.clocks.queries import clock

pytestmark = pytest.mark.databases("sqlite")

RULES = {
    "name": "Shop Mitte",
    "zone": "Europe/Lisbon",
    "hours": "9",
    "minutes": "15",
    "break_limit_minutes": "45",
}


def test_its_rules_are_changed(app: Flask, cast: Cast, edda: Browser, shop: str) -> None:
    answer = edda.post(shop, **RULES, job_required="y")
    assert "Saved." in edda.client.get(answer.location).text
    with app.app_context():
        found = clock(cast.workspace_id, cast.shop)
        assert found is not None
        assert (found.name, found.zone) == ("Shop Mitte", "Europe/Lisbon")
        assert (found.limit_minutes, found.job_required) == (555, True)
        assert found.break_limit_minutes == 45


def test_one_button_saves_everything_above_it(edda: Browser, shop: str) -> None:
    page = edda.client.get(shop).text
    form = page.partition(f'action="{shop}"')[2].partition("</form>")[0]
    assert all(f'name="{name}"' in form for name in RULES)
    assert re.findall(r"<button[^>]*>([^<]*)</button>", form) == ["Save"]


def test_the_page_shows_the_rules_as_they_are(edda: Browser, shop: str) -> None:
    edda.post(shop, **RULES)
    page = edda.client.get(shop).text
    for name, value in RULES.items():
        assert f'name="{name}"' in page
        assert f'value="{value}"' in page
    assert "checked" not in page.partition('name="job_required"')[2].partition(">")[0]


def test_a_refused_rule_changes_nothing_and_keeps_the_answers(
    app: Flask, cast: Cast, edda: Browser, shop: str
) -> None:
    answer = edda.post(shop, **(RULES | {"hours": "0", "minutes": "0"}))
    assert answer.status_code == 422
    assert "Nothing was saved; your answers are kept below." in answer.text
    assert 'value="Shop Mitte"' in answer.text
    with app.app_context():
        found = clock(cast.workspace_id, cast.shop)
        assert found is not None
        assert found.name == "Shop Kreuzberg"


def test_an_archived_clock_says_so_and_opens_again(edda: Browser, shop: str) -> None:
    answer = edda.post(f"{shop}/archive")
    page = words(edda.client.get(answer.location).text)
    assert "Archived Shop Kreuzberg is archived." in page
    assert "Reopen it" in page
    edda.post(f"{shop}/restore")
    assert "Archive this clock" in edda.client.get(shop).text


def test_another_companys_clock_is_as_good_as_none(cast: Cast, edda: Browser) -> None:
    foreign, missing = (
        edda.client.get(f"/admin/clocks/{number}") for number in (cast.other_clock, 999999)
    )
    assert foreign.status_code == missing.status_code == 404
    assert words(foreign.text) == words(missing.text)
    assert edda.post(f"/admin/clocks/{cast.other_clock}", **RULES).status_code == 404
