"""Puts the vendors' doors into the app: addresses, and the words of errors by path."""

from flask import Flask

from timeclock.compat.awork import errors as awork
from timeclock.compat.awork.routes import blueprint as awork_calls
from timeclock.compat.clockify import errors as clockify
from timeclock.compat.clockify.routes import blueprint as clockify_calls
from timeclock.compat.connecteam import errors as connecteam
from timeclock.compat.connecteam.routes import blueprint as connecteam_calls
from timeclock.compat.quotas import in_laravels_names, of_awork, of_connecteam
from timeclock.compat.webwork import errors as webwork
from timeclock.compat.webwork.routes import blueprint as webwork_calls
from timeclock.extensions import csrf
from timeclock.wire.addresses import is_under
from timeclock.wire.dress import Dress, put_on

_AWORK = tuple(f"/api/v1/{name}" for name in ("me", "users", "timeentries", "typeofwork"))


def register(app: Flask) -> None:
    """Open the doors. awork's paths lie inside Clockify's base, so its dress is asked first."""
    for blueprint in (awork_calls, clockify_calls, connecteam_calls, webwork_calls):
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    put_on(
        app,
        Dress("awork", lambda path: is_under(path, *_AWORK), awork.say, of_awork),
        Dress("clockify", _is_clockifys, clockify.say, in_laravels_names),
        Dress("connecteam", _is_connecteams, connecteam.say, of_connecteam),
        Dress("webwork", _is_webworks, webwork.say, in_laravels_names),
    )


def _is_clockifys(path: str) -> bool:
    return is_under(path, "/api/v1", "/v1")


def _is_webworks(path: str) -> bool:
    return is_under(path, "/time-tracking", "/api/v2")


def _is_connecteams(path: str) -> bool:
    return is_under(path, "/time-clock", "/users/v1", "/jobs/v1") or path.rstrip("/") == "/me"
