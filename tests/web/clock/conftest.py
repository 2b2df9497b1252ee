"""Eli and Maya in front of the clock page, at eight on a Monday morning in Berlin."""

from collections.abc import Callable

import pytest

from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch


@pytest.fixture
def eli(watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]) -> AtTheClock:
    watch.at("07:00")
    return at_the_clock(cast.eli)


@pytest.fixture
def maya(watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]) -> AtTheClock:
    watch.at("07:00")
    return at_the_clock(cast.maya)
