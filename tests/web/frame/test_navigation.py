"""Everyone finds the pages that they may open, and no others."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")

OWN = ["Clock", "My week", "Requests", "My record"]
HOURS = ["Who is in", "Inbox", "Timesheets"]
CLOSING = ["Close period", "Export"]
COMPANY = ["People", "Time clocks", "Kiosks", "Jobs", "Rules", "Check the record"]
DEVELOPERS = ["API keys", "Integrations", "Webhooks"]


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
        ("maya", [*HOURS, *OWN, "Kiosks", "More"]),
        ("edda", [*HOURS, *CLOSING, *OWN, *COMPANY, *DEVELOPERS, "More"]),
        ("olive", [*HOURS, *CLOSING, *OWN, *COMPANY, "Company", *DEVELOPERS, "More"]),
    ],
)
def test_each_role_has_its_own(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient], name: str, expected: list[str]
) -> None:
    client = client_of(getattr(cast, name))
    found = entries(client.get("/").text)
    assert list(found) == expected
    for url in found.values():
        page = client.get(url, follow_redirects=True)
        assert page.status_code == 200
        assert 'aria-current="' in page.text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("eli", []),
        ("maya", ["Today", "Hours", "You", "Company"]),
        ("olive", ["Today", "Hours", "You", "Company", "Developers"]),
    ],
)
def test_its_groups_have_headings(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient], name: str, expected: list[str]
) -> None:
    page = client_of(getattr(cast, name)).get("/").text
    assert re.findall(r'<li class="group">([^<]+)</li>', page) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("eli", OWN), ("maya", [*HOURS, "Clock", "More"]), ("olive", [*HOURS, "Clock", "More"])],
)
def test_a_phone_has_room_for_five(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient], name: str, expected: list[str]
) -> None:
    page = client_of(getattr(cast, name)).get("/").text
    on_phones = re.sub(r'<li class="desk">.*?</li>', "", page, flags=re.DOTALL)
    assert list(entries(on_phones)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("maya", [*OWN[1:], "Kiosks"]), ("edda", [*CLOSING, *OWN[1:], *COMPANY, *DEVELOPERS])],
)
def test_more_has_the_rest_of_them(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient], name: str, expected: list[str]
) -> None:
    page = client_of(getattr(cast, name)).get("/more").text
    more = page.partition("<h1>More</h1>")[2]
    found = re.findall(r"</svg>([^<]+)</a>", more)
    assert found == [*expected, "My settings"]


def test_a_punch_does_not_count_what_waits(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    maya, sent = browser_of(cast.maya), list[str]()
    filled = maya.fill(clock=cast.shop)
    with app.app_context():
        engine = db.engine

    def note(_c: Any, _k: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    answer = maya.client.post("/punch/clock-in", data=filled, headers={"HX-Request": "true"})
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200
    assert sent
    assert not any("FROM correction" in statement for statement in sent)
