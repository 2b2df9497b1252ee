"""A form of which a part got lost on the way is not one whose boxes were left empty."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.clocks.queries import clock

pytestmark = pytest.mark.databases("sqlite")


def test_nothing_is_saved_from_half_a_form(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    """As some servers give it: they say that the body has an end, and end it where it broke off."""
    edda = browser_of(cast.edda)
    rules = {
        "name": "Store",
        "zone": "Europe/Berlin",
        "hours": "9",
        "minutes": "15",
        "break_limit_minutes": "45",
    }
    whole = urlencode(edda.fill(**rules, job_required="y"))
    half, _, lost = whole.rpartition("&")
    assert lost == "job_required=y"
    as_it_came = {"CONTENT_LENGTH": str(len(whole)), "wsgi.input_terminated": True}
    answer = edda.client.post(
        f"/admin/clocks/{cast.shop}",
        data=half,
        content_type="application/x-www-form-urlencoded",
        environ_overrides=as_it_came,
    )
    assert answer.status_code == 400
    with app.app_context():
        found = clock(cast.workspace_id, cast.shop)
        assert found is not None
        assert found.name == "Shop Kreuzberg"
