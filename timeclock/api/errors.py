"""Refusals as problem details (RFC 9457), with a code for programs and the field at fault."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import current_app
from werkzeug.exceptions import HTTPException

from timeclock.api.addresses import PROBLEMS_PAGE
from timeclock.api.particulars import particulars
from timeclock.errors import (
    Busy,
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    ProductError,
    Unconfirmed,
)
from timeclock.messages import N_, Sentence
from timeclock.wire.error_formats import ErrorAnswer, status_of
from timeclock.wire.keys import KeyRefused
from timeclock.wire.problems import BadRequest, Fault, Problem
from timeclock.wire.request_ids import request_id

_STATUSES: dict[type[ProductError], int] = {
    KeyRefused: 401,
    NotFound: 404,
    NotAllowed: 403,
    Invalid: 422,
    Outdated: 412,
    Conflict: 409,
    Busy: 503,
    Unconfirmed: 503,
}
# Of every refusal that HTTP itself knows; the names of Python differ from version to version.
_OF_HTTP: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", N_("The request could not be read.")),
    404: ("not_found", N_("There is no call at this address.")),
    405: ("method_not_allowed", N_("This address does not take this method.")),
    413: ("too_large", N_("Send at most 64 KiB.")),
    415: ("unsupported_media_type", N_("Send JSON as application/json.")),
    429: ("too_many_requests", N_("Too many calls. Wait as many seconds as Retry-After says.")),
    500: ("internal_server_error", N_("Something went wrong. Tell the operator the request_id.")),
}
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def problem_address(code: str) -> str:
    """The page that explains a code."""
    base: str = current_app.config["BASE_URL"]
    return f"{base.rstrip('/')}{PROBLEMS_PAGE}#{code}"


def saying(fields: Mapping[str, str]) -> Callable[[Exception], ErrorAnswer]:
    """Says errors as problem details; `fields` are those that callers know by another name."""

    def say(error: Exception) -> ErrorAnswer:
        if isinstance(error, BadRequest):
            return _bad_request(error)
        if isinstance(error, ProductError):
            status = next(code for kind, code in _STATUSES.items() if isinstance(error, kind))
            field = fields.get(error.field or "", error.field)
            members = particulars(error) | {"field": field}
            return _respond(status, error.code, error.sentence, members)
        return _of_http(error)

    return say


def _of_http(error: Exception) -> ErrorAnswer:
    """What no call chooses: an unknown address, another method, too much, or a fault of ours."""
    status = status_of(error)
    code, text = _OF_HTTP.get(status, _OF_HTTP[500] if status >= 500 else _OF_HTTP[400])
    if status == 415 and isinstance(error, HTTPException) and error.description:
        text = error.description
    return _respond(status, code, str(Sentence(text)), {})


def _bad_request(error: BadRequest) -> ErrorAnswer:
    first = error.problems[0]
    whole = first.fault in (Fault.UNREADABLE, Fault.OBJECT) and not first.path
    members = {"field": error.field, "errors": [_problem(p) for p in error.problems]}
    return _respond(400 if whole else 422, error.code, error.sentence, members)


def _problem(problem: Problem) -> dict[str, object]:
    return {"field": problem.field, "code": problem.fault.value, "detail": problem.sentence}


def _respond(status: int, code: str, detail: str, members: Mapping[str, object]) -> ErrorAnswer:
    body = {
        "type": problem_address(code),
        "title": _TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id(),
        **members,
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return ErrorAnswer(status, body, headers, "application/problem+json")
