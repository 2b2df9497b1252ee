"""Refusals as problem details (RFC 9457), with a code for programs and the field at fault."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

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
from timeclock.wire.error_formats import ErrorAnswer, status_of
from timeclock.wire.keys import KeyRefused
from timeclock.wire.problems import BadRequest, Fault, Problem

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
        status = status_of(error)
        sentence = error.description if isinstance(error, HTTPException) and status != 500 else None
        name = HTTPStatus(status).phrase
        return _respond(
            status, name.lower().replace(" ", "_"), sentence or "Something went wrong.", {}
        )

    return say


def _bad_request(error: BadRequest) -> ErrorAnswer:
    first = error.problems[0]
    whole = first.fault in (Fault.UNREADABLE, Fault.OBJECT) and not first.path
    members = {"field": error.field, "errors": [_problem(p) for p in error.problems]}
    return _respond(400 if whole else 422, error.code, error.sentence, members)


def _problem(problem: Problem) -> dict[str, object]:
    return {"field": problem.field, "code": problem.fault.value, "detail": problem.sentence}


def _respond(status: int, code: str, detail: str, members: Mapping[str, object]) -> ErrorAnswer:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **members,
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return ErrorAnswer(status, body, headers, "application/problem+json")
