"""Calls of our own API."""

import pytest

from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("clock-in", body)`, as Eli unless `by` says otherwise."""
    return bearer_calls(script, bakery, "/api/timeclock/v1")
