"""The page of someone who moves a script: addresses, a key, and lines that work."""

import re
import shlex
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.authority.actor import Actor
from timeclock.company.api_keys.queries import keys
from timeclock.company.workspaces.service import update_workspace

pytestmark = pytest.mark.databases("sqlite")
PAGE = "/admin/integrations"
DOORS = ("Connecteam", "Clockify", "awork", "WebWork", "Timeclock")


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


def lines(page: str) -> list[str]:
    """The lines for a terminal that the page shows."""
    return [unescape(each) for each in re.findall(r"<textarea[^>]*>(curl [^<]*)</textarea>", page)]


def call(app: Flask, line: str) -> TestResponse:
    """What the line is answered, in a place without cookies."""
    _, option, header, url = shlex.split(line)
    assert option == "-H"
    name, _, value = header.partition(": ")
    path = url.removeprefix("http://localhost")
    return app.test_client().get(path, headers={name: value})


def key_for(cast: Cast, **changes: object) -> dict[str, object]:
    """What someone fills in."""
    return {"name": "Payroll", "scope": "read", "member": cast.eli.member_id} | changes


def test_every_product_has_its_address_and_a_line(edda: Browser) -> None:
    page = edda.client.get(PAGE).text
    for door in DOORS:
        assert f"<b>{door}</b>" in page
    for base in ("", "/api/v1", "/v1", "/api/v2", "/api/timeclock/v1"):
        assert f">http://localhost{base}</code>" in page
    assert len(lines(page)) == len(DOORS)
    assert all("YOUR_KEY" in line for line in lines(page))


def test_a_key_issued_here_works_in_every_line(app: Flask, cast: Cast, edda: Browser) -> None:
    page = edda.post(PAGE, **key_for(cast)).text
    assert len(lines(page)) == len(DOORS)
    for line in lines(page):
        assert call(app, line).status_code == 200, line
    assert "YOUR_KEY" not in page
    assert "Eli Engel" in page


def test_the_key_is_shown_once(app: Flask, cast: Cast, edda: Browser) -> None:
    shown = edda.post(PAGE, **key_for(cast))
    assert shown.headers["Cache-Control"] == "no-store"
    key = re.search(r'id="key" value="(tck[A-Za-z0-9]{45})"', shown.text)
    assert key
    assert key[1] not in edda.client.get(PAGE).text


def test_a_form_without_a_name_is_asked_again(app: Flask, cast: Cast, edda: Browser) -> None:
    with app.app_context():
        before = len(keys(cast.workspace_id))
    answer = edda.post(PAGE, **key_for(cast, name=""))
    assert answer.status_code == 422
    assert "Enter what it is for." in answer.text
    with app.app_context():
        assert len(keys(cast.workspace_id)) == before


def test_an_employee_has_no_such_page(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    assert browser_of(cast.eli).client.get(PAGE).status_code == 403


def test_executives_find_it_in_the_navigation(edda: Browser) -> None:
    assert f'href="{PAGE}"' in edda.client.get("/admin/keys").text


def test_the_page_says_that_locations_are_not_kept(app: Flask, cast: Cast, edda: Browser) -> None:
    sentence = "A location that a script sends is not kept"
    assert sentence in edda.client.get(PAGE).text
    with app.app_context():
        update_workspace(
            Actor.operator(cast.workspace_id),
            name="Lindner Bakery",
            zone="Europe/Berlin",
            location_on=True,
            tolerance=120,
        )
    assert sentence not in edda.client.get(PAGE).text
