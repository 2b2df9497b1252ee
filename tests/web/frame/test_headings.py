"""A field does not repeat the heading above it."""

import re
from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast, CastMember

pytestmark = pytest.mark.databases("sqlite")
HEADING = re.compile(r"<h2[^>]*>([^<]+)</h2>")
LABEL = re.compile(r"<(?:legend|label|h2|h3)(?P<rest>[^>]*)>(?P<text>[^<]+)<")
PAGES = [
    "/admin/people/add",
    "/admin/people/{eli}",
    "/admin/clocks/add",
    "/admin/clocks/{shop}",
    "/admin/jobs/add",
    "/admin/keys/add",
    "/admin/webhooks/add",
    "/admin/workspace",
    "/admin/rules/change",
    "/exports",
    "/my/settings",
]


def repeated(page: str) -> list[str]:
    """Headings whose first label says the same where people see it."""
    found = []
    for heading in HEADING.finditer(page):
        label = LABEL.search(page, heading.end())
        if label and "visually-hidden" not in label["rest"] and label["text"] == heading[1]:
            found.append(heading[1])
    return found


@pytest.mark.parametrize("path", PAGES)
def test_no_label_repeats_its_heading(
    cast: Cast, browser_of: Callable[[CastMember], Browser], path: str
) -> None:
    url = path.format(eli=cast.eli.member_id, shop=cast.shop)
    page = browser_of(cast.olive).client.get(url)
    assert page.status_code == 200
    assert HEADING.search(page.text)
    assert repeated(page.text) == []


def test_a_repeated_heading_is_found() -> None:
    assert repeated("<h2>Role</h2><legend>Role</legend>") == ["Role"]
    assert repeated('<h2>Role</h2><legend class="visually-hidden">Role</legend>') == []
