"""Maya at the board, Eli at the clock, at eight on a Monday morning in Berlin."""

from collections.abc import Callable

import pytest

from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch


@pytest.fixture
def maya(watch: Watch, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    watch.at("07:00")
    return browser_of(cast.maya)


@pytest.fixture
def eli(watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]) -> AtTheClock:
    watch.at("07:00")
    return at_the_clock(cast.eli)
