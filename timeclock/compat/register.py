"""Puts the vendors' doors into the app: addresses, and the words of errors by path."""

from flask import Flask

from timeclock.compat.awork import document as of_awork_calls
from timeclock.compat.awork import errors as awork
from timeclock.compat.awork import routes as awork_calls
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
from timeclock.wire.slashes import SingleSlashes

# What else awork documents below its base has no view: the answer is that it is not found.
_AWORK = tuple(
    f"/api/v1/{name}"
    for name in (
        *("me", "users", "timeentries", "typeofwork", "accounts", "absences", "comments"),
        *("companies", "customfields", "dashboards", "files", "projects", "projectstatuses"),
        *("projecttypes", "projecttemplates", "roles", "search", "tags", "tasks", "tasklists"),
        *("taskstatuses", "tasktemplates", "teams", "timereports", "timebookings", "webhooks"),
    )
)
_CLOCKIFY = ("/api/v1", "/v1", "/report", "/pto")
_CONNECTEAM = (
    *("/time-clock", "/users/v1", "/jobs/v1", "/me", "/scheduler", "/time-off", "/tasks/v1"),
    *("/forms/v1", "/chat", "/pay-rates", "/onboarding", "/attachments", "/publishers"),
    *("/settings/v1", "/daily-info", "/performance-indicators", "/oauth/v1", "/policies"),
)
_WEBWORK = ("/time-tracking", "/api/v2")


def register(app: Flask) -> None:
    """Open the doors. awork's paths begin with Clockify's base, so its format comes first."""
    for blueprint in (
        awork_calls.blueprint,
        clockify_calls.blueprint,
        connecteam_calls,
        webwork_calls,
    ):
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint)
    for part in (*awork_calls.PARTS, *clockify_calls.PARTS):
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
    app.wsgi_app = SingleSlashes(app.wsgi_app, _is_a_vendors)  # type: ignore[method-assign]


def _is_a_vendors(path: str) -> bool:
    named = is_under(path, *_AWORK) or _is_clockifys(path) or _is_connecteams(path)
    return named or _is_webworks(path)


def _is_clockifys(path: str) -> bool:
    return is_under(path, *_CLOCKIFY)


def _is_webworks(path: str) -> bool:
    return is_under(path, *_WEBWORK)


def _is_connecteams(path: str) -> bool:
    return is_under(path, *_CONNECTEAM)
