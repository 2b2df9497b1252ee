"""Whose cookie it is matters to pages alone."""

from collections.abc import Callable

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast, CastMember

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize(
    "path", ["/api/timeclock/v1/me", "/api/v1/user", "/time-clock/v1/time-clocks/1/clock-in"]
)
def test_a_call_of_a_script_does_not_look_at_the_cookie(
    app: Flask, client_of: Callable[[CastMember], FlaskClient], cast: Cast, path: str
) -> None:
    cookie = client_of(cast.eli).get_cookie("timeclock")
    assert cookie
    given = {"Cookie": f"{cookie.key}={cookie.value}"}
    with app.test_request_context("/", headers=given):
        assert session["_user_id"]
    with app.test_request_context(path, headers=given):
        assert dict(session) == {}
