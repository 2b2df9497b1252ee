"""Maya before the timesheets of Eli, and Edda before those of everyone, on a Monday morning."""

from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import Hours


@pytest.fixture
def maya(hours: Hours, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.maya)


@pytest.fixture
def edda(hours: Hours, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.edda)


@pytest.fixture
def eli(hours: Hours, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.eli)
