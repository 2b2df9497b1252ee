"""The error format by path prefix, also where no view was reached."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from timeclock.errors import Busy, Unconfirmed
from timeclock.wire.quotas import QuotaFields, standard_fields

NDJSON = "application/x-ndjson"
RETRY_AFTER = 2  # seconds; a writer waits at most ten for its turn
_KEY = "timeclock_error_formats"


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error in a door's own words."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)
    mimetype: str = "application/json"


@dataclass(frozen=True, slots=True)
class ErrorFormat:
    """The words of one door: which paths are its own, how it says an error there, and how many
    calls are left."""

    name: str
    matches: Callable[[str], bool]
    say: Callable[[Exception], ErrorAnswer]
    count: QuotaFields = standard_fields


def add_error_formats(app: Flask, *formats: ErrorFormat) -> None:
    """Add formats, in the order in which they are asked."""
    app.extensions.setdefault(_KEY, []).extend(formats)


def has_error_format(path: str) -> bool:
    """Whether the path is a JSON door's: it lets in by key, never by cookie."""
    return _format_of(path) is not None


def quota_fields(path: str) -> QuotaFields | None:
    """How the path's door says how many calls are left; None on pages."""
    error_format = _format_of(path)
    return None if error_format is None else error_format.count


def format_error(error: Exception) -> Response | None:
    """The error as the present path's door says it; None on pages."""
    error_format = _format_of(request.path)
    if error_format is None:
        return None
    said = error_format.say(error)
    answer = json_answer(said.body, said.status)
    answer.mimetype = said.mimetype
    answer.headers.update(_headers_of(error))
    answer.headers.update(said.headers)
    return answer


def status_of(error: Exception) -> int:
    """The status of an error of HTTP itself; 500 for whatever no one expected."""
    return error.code or 500 if isinstance(error, HTTPException) else 500


def json_answer(value: object, status: int = 200) -> Response:
    """A JSON answer with its members in the order in which they were written."""
    body = json.dumps(value, separators=(",", ":"))
    answer = Response(body, status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def ndjson_answer(values: Iterable[object]) -> Response:
    """An answer of one JSON value a line."""
    body = "".join(f"{json.dumps(each, separators=(',', ':'))}\n" for each in values)
    answer = Response(body, mimetype=NDJSON)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def no_content() -> Response:
    """An answer without a body, and without a type that it would be of."""
    answer = Response(status=204)
    del answer.headers["Content-Type"]
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _format_of(path: str) -> ErrorFormat | None:
    # Asked several times in a request, and there are many formats.
    known: dict[str, ErrorFormat | None] = g.setdefault("formats", {})
    if path not in known:
        formats: list[ErrorFormat] = current_app.extensions.get(_KEY, [])
        known[path] = next((each for each in formats if each.matches(path)), None)
    return known[path]


def _headers_of(error: Exception) -> dict[str, str]:
    headers = {}
    if isinstance(error, HTTPException):
        kept = {"Allow", "Retry-After"}
        headers = {name: value for name, value in error.get_headers() if name in kept}
    if isinstance(error, Busy | Unconfirmed) or status_of(error) in (429, 503):
        headers.setdefault("Retry-After", str(RETRY_AFTER))
    if isinstance(error, Busy):
        headers["X-Punch-Recorded"] = "no"
        headers["Retry-After"] = str(error.details.get("retry_after", RETRY_AFTER))
    if isinstance(error, Unconfirmed):
        headers["X-Punch-Recorded"] = "unknown"
    return headers
