"""Whether a clock closes forgotten shifts is set on its page."""

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast
from timeclock.company.clocks.queries import clock

pytestmark = pytest.mark.databases("sqlite")

SHOP = {
    "name": "Shop",
    "zone": "Europe/Berlin",
    "hours": "12",
    "minutes": "0",
    "break_limit_minutes": "45",
}


def closes(app: Flask, cast: Cast) -> bool:
    with app.app_context():
        found = clock(cast.workspace_id, cast.shop)
        assert found
        return found.closes_forgotten


def test_it_stays_open_unless_someone_wants_otherwise(
    app: Flask, cast: Cast, edda: Browser, shop: str
) -> None:
    edda.post(shop, **SHOP)
    assert not closes(app, cast)


def test_the_switch_is_kept_and_shown(app: Flask, cast: Cast, edda: Browser, shop: str) -> None:
    edda.post(shop, **SHOP, closes_forgotten="y")
    assert closes(app, cast)
    page = edda.client.get(shop).text
    assert 'checked class="form-check-input" id="closes_forgotten"' in page
    edda.post(shop, **SHOP)
    assert not closes(app, cast)


def test_a_new_clock_can_have_it_from_the_start(app: Flask, cast: Cast, edda: Browser) -> None:
    answer = edda.post("/admin/clocks/add", **SHOP | {"name": "Barn"}, closes_forgotten="y")
    assert 'id="closes_forgotten"' in edda.client.get(answer.location).text
    with app.app_context():
        found = clock(cast.workspace_id, int(answer.location.rsplit("/", 1)[1]))
    assert found
    assert found.closes_forgotten
