"""Who sees which open shifts."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery

Call = Callable[..., TestResponse]


@pytest.fixture
def open_of(call: Call, bakery: Bakery) -> Callable[..., set[int]]:
    """The users whose shifts an answer lists; Eli and Otto are in."""
    for who, clock in ((bakery.eli, bakery.shop), (bakery.otto, bakery.yard)):
        assert call("clock-in", {"clock_id": clock}, by=who).status_code == 200

    def ask(by: str, query: str = "") -> set[int]:
        answer = call(f"shifts/open{query}", method="GET", key=getattr(bakery, by).read_key)
        assert answer.status_code == 200, answer.text
        said: Any = answer.json
        return {shift["user_id"] for shift in said["shifts"]}

    return ask


def test_ones_own_unless_asked_otherwise(open_of: Callable[..., set[int]], bakery: Bakery) -> None:
    assert open_of("eli") == {bakery.eli.user_id}
    assert open_of("edda") == set()


@pytest.mark.databases("sqlite")
def test_all_in_sight(open_of: Callable[..., set[int]], bakery: Bakery) -> None:
    both = {bakery.eli.user_id, bakery.otto.user_id}
    assert open_of("edda", "?user_id=all") == open_of("olive", "?user_id=all") == both
    assert open_of("maya", "?user_id=all") == {bakery.eli.user_id}
    assert open_of("otto", "?user_id=all") == {bakery.otto.user_id}
    assert open_of("nora", "?user_id=all") == set()


@pytest.mark.databases("sqlite")
def test_someone_out_of_sight_has_none(open_of: Callable[..., set[int]], bakery: Bakery) -> None:
    eli, otto = bakery.eli.user_id, bakery.otto.user_id
    assert open_of("maya", f"?user_id={eli}") == {eli}
    assert open_of("maya", f"?user_id={otto}") == set()
    assert open_of("eli", f"?user_id={otto}") == set()
    assert open_of("eli", f"?user_id={eli}") == {eli}
    assert open_of("nora", f"?user_id={eli}") == set()
    assert open_of("edda", "?user_id=999") == set()
