"""Puts the vendors' doors into the app: addresses, and the words of errors by path."""

from flask import Flask

from timeclock.compat.awork import document as of_awork_calls
from timeclock.compat.awork import errors as awork
from timeclock.compat.awork.routes import blueprint as awork_calls
from timeclock.compat.clockify import document as of_clockify_calls
from timeclock.compat.clockify import errors as clockify
from timeclock.compat.clockify import routes as clockify_calls
from timeclock.compat.connecteam import document as of_connecteam_calls
from timeclock.compat.connecteam import errors as connecteam
from timeclock.compat.connecteam.routes import blueprint as connecteam_calls
from timeclock.compat.quotas import in_laravels_names, of_awork, of_connecteam
from timeclock.compat.webwork import document as of_webwork_calls
from timeclock.compat.webwork import errors as webwork
from timeclock.compat.webwork.routes import blueprint as webwork_calls
from timeclock.extensions import csrf
from timeclock.wire.addresses import is_under
from timeclock.wire.error_formats import ErrorFormat, add_error_formats
from timeclock.wire.openapi.document import put_up

_AWORK = tuple(f"/api/v1/{name}" for name in ("me", "users", "timeentries", "typeofwork"))


def register(app: Flask) -> None:
    """Open the doors. awork's paths begin with Clockify's base, so its format comes first."""
    for blueprint in (awork_calls, clockify_calls.blueprint, connecteam_calls, webwork_calls):
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    for part in clockify_calls.PARTS:
        csrf.exempt(part)
    for calls in (of_awork_calls, of_clockify_calls, of_connecteam_calls, of_webwork_calls):
        put_up(app, calls.DOCUMENT)
    add_error_formats(
        app,
        ErrorFormat("awork", lambda path: is_under(path, *_AWORK), awork.say, of_awork),
        ErrorFormat("clockify", _is_clockifys, clockify.say, in_laravels_names),
        ErrorFormat("connecteam", _is_connecteams, connecteam.say, of_connecteam),
        ErrorFormat("webwork", _is_webworks, webwork.say, in_laravels_names),
    )


def _is_clockifys(path: str) -> bool:
    return is_under(path, "/api/v1", "/v1")


def _is_webworks(path: str) -> bool:
    return is_under(path, "/time-tracking", "/api/v2")


def _is_connecteams(path: str) -> bool:
    return is_under(path, "/time-clock", "/users/v1", "/jobs/v1", "/me")
