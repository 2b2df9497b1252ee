"""Everybody finds the pages that they may open, and no others."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast, Person

pytestmark = pytest.mark.databases("sqlite")

OWN = ["Clock", "My record"]
COMPANY = ["People", "Time clocks", "Jobs", "API keys"]


def entries(page: str) -> dict[str, str]:
    """Words and address of each entry of the navigation."""
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert tabs
    found = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', tabs[0], re.DOTALL)
    return {re.sub(r"<[^>]*>", "", words).strip(): url for url, words in found}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("eli", OWN),
        ("maya", ["Who is in", *OWN]),
        ("edda", ["Who is in", *OWN, *COMPANY, "More"]),
        ("olive", ["Who is in", *OWN, *COMPANY, "Workspace", "More"]),
    ],
)
def test_each_role_has_its_own(
    cast: Cast, client_of: Callable[[Person], FlaskClient], name: str, expected: list[str]
) -> None:
    client = client_of(getattr(cast, name))
    found = entries(client.get("/").text)
    assert list(found) == expected
    for url in found.values():
        page = client.get(url)
        assert page.status_code == 200
        assert 'aria-current="' in page.text


def test_a_phone_has_room_for_four(cast: Cast, client_of: Callable[[Person], FlaskClient]) -> None:
    page = client_of(cast.olive).get("/").text
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert tabs
    shown = [given for given in re.findall(r"<li([^>]*)><a", tabs[0]) if "desk" not in given]
    assert len(shown) == 4


def test_more_has_the_rest_of_them(cast: Cast, client_of: Callable[[Person], FlaskClient]) -> None:
    page = client_of(cast.edda).get("/more").text
    for words in (*COMPANY, "My settings"):
        assert words in page
    assert "Workspace</a>" not in page
