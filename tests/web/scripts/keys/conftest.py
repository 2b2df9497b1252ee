"""Issuing keys as a browser does, and trying them as a script does."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember

ADD = "/admin/keys/add"
MY_ADD = "/my/keys/add"


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


@pytest.fixture
def eli(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.eli)


@pytest.fixture
def call(app: Flask) -> Callable[[str], TestResponse]:
    """Asks Clockify's door who a key is, from nowhere in particular."""
    return lambda key: app.test_client().get("/api/v1/user", headers={"X-Api-Key": key})


def key_on(page: str) -> str:
    """The key that a page shows."""
    found = re.search(r'id="key" value="(tck[A-Za-z0-9]{45})"', page)
    assert found, "the page shows no key"
    return found[1]


def form(**changes: object) -> dict[str, object]:
    """What someone fills in for a key that punches."""
    return {"name": "Badge reader", "scope": "punch", "expires_at": ""} | changes
