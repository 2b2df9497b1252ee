"""Calls as scripts for awork send them."""

import pytest

from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("me/timetracking/resume")`, as Eli unless `by` says otherwise."""
    return bearer_calls(script, bakery, "/api/v1")
