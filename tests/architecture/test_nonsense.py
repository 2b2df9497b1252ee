"""Whatever is sent to a page, it is answered: refused in words, never a failure of the server."""

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.architecture.conftest import Stage
from tests.architecture.routes import FAREWELLS, PAGES, POSTS
from tests.architecture.routing import RouteExample

NUMBERS = ["-1", "0", "1_000", "１２", "1.5", "1e3", "9223372036854775808", "9" * 5000]
TEXTS = ["", "\x00", "Ann\x00", "\u202egnp", "x" * 3000, "<b>&amp;'\"", "24:61", "{{ 7 * 7 }}"]
DAYS = ["2026-02-30", "9999-12-31", "0001-01-01"]


@pytest.fixture
def some_of(day_number: int, thorough: bool) -> Callable[[list[str]], Iterator[str]]:
    """One or two of the values, the next ones each time, and others each day; all if thorough."""
    turn = count(day_number)

    def some(values: list[str]) -> Iterator[str]:
        step = 1 if thorough else max(len(values) // 2, 5)
        return iter(values[next(turn) % step :: step])

    return some


def first(route: RouteExample) -> str:
    """The objects of the first row, which are those that may be acted on."""
    return next(iter(route.answers))


def demand_answer(stage: Stage, route: RouteExample, **sent: str) -> None:
    status = stage.send(route, first(route), "olive", **sent).status_code
    assert status < 500, f"{route.method} {route.rule} {sent}: {status}"


def test_in_a_field(stage: Stage, some_of: Callable[[list[str]], Iterator[str]]) -> None:
    for route in POSTS:
        for name in route.form:
            for value in some_of(NUMBERS + TEXTS + DAYS):
                demand_answer(stage, route, **{name.format_map(stage.objects): value})


def test_in_what_every_form_carries(
    stage: Stage, some_of: Callable[[list[str]], Iterator[str]]
) -> None:
    for route in POSTS:
        for name in ("csrf_token", "workspace", "once"):
            for value in some_of(["", "\x00", "é", "x" * 300, "9" * 5000]):
                demand_answer(stage, route, **{name: value})


def test_after_the_question_mark(
    stage: Stage, some_of: Callable[[list[str]], Iterator[str]]
) -> None:
    names = (
        *("find", "clock", "before", "seen", "archived", "done", "saved", "next", "token"),
        *("day", "first", "shift", "state", "wrong"),
    )
    client = stage.visit("olive")
    for route in (route for route in PAGES if route.method == "GET"):
        path = stage.path(route, first(route), "olive")
        for value in some_of(NUMBERS + TEXTS + DAYS):
            status = client.get(path, query_string=dict.fromkeys(names, value)).status_code
            assert status < 500, f"{path} {value!r}: {status}"


@pytest.mark.databases("sqlite")
def test_in_the_address(stage: Stage, some_of: Callable[[list[str]], Iterator[str]]) -> None:
    values = [*NUMBERS[:-1], "9" * 100, "shop", "%00", "..", "%2e%2e%2f", "<b>"]
    for route in (route for route in PAGES if "<" in route.rule):
        for value in some_of(values):
            path = re.sub("<[^>]*>", value, route.rule)
            status = stage.ask(route, path, "olive").status_code
            # Ending a session that is not there is no fault.
            expected = 303 if status == 303 and route.rule in FAREWELLS else 404
            assert status == expected, f"{route.method} {path}: {status}"
