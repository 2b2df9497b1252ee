"""Edda at the pages of the time clocks."""

from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast, CastMember


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    """Signed in."""
    return browser_of(cast.edda)


@pytest.fixture
def shop(cast: Cast) -> str:
    """The address of the shop's page."""
    return f"/admin/clocks/{cast.shop}"
