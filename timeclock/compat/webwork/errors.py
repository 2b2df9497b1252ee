"""Refusals in WebWork's words."""

from datetime import UTC, datetime

from timeclock.compat.webwork.shapes.envelopes import failure, invalid
from timeclock.errors import (
    Busy,
    Conflict,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    ProductError,
    Unconfirmed,
)
from timeclock.wire.error_formats import ErrorAnswer, status_of
from timeclock.wire.keys import KeyRefused
from timeclock.wire.problems import BadRequest, Fault, Problem

_STATUSES: dict[type[ProductError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 400,
    Busy: 503,
    Unconfirmed: 503,
}
_SENTENCES = {
    "already_clocked_in": "User already has an active tracker and must stop the current tracker "
    "before starting a new one",
    "job_not_found": "Contract not found",
    "member_not_found": "User is not a member of this workspace",
    "not_allowed": "You do not have permission to perform this action",
    "not_clocked_in": "User does not have an active tracker running",
    "workspace_not_found": "Workspace not found",
}
# What a call names, by what the product calls it; anyone who has no clock is the wrong user for it.
_FIELDS = {"clock_id": "user_id", "job_id": "contract_id", "note": "activity_description"}
_REQUIRED = "The {} field is required."
_FAULTS = {
    Fault.MISSING: _REQUIRED,
    Fault.NULL: _REQUIRED,
    Fault.WHOLE: "The {} must be an integer.",
    Fault.TEXT: "The {} must be a string.",
    Fault.DAY: "The {} is not a valid date.",
}
_HTTP = {
    404: "Not found",
    405: "Method not allowed",
    413: "Payload too large",
    415: "Unsupported media type",
    429: "Too many requests",
    500: "Internal Server Error",
}


def say(error: Exception) -> ErrorAnswer:
    """The error as WebWork would say it."""
    now = datetime.now(UTC)
    if isinstance(error, KeyRefused):
        return ErrorAnswer(401, failure("Unauthenticated.", now), {"WWW-Authenticate": "Bearer"})
    if isinstance(error, BadRequest):
        return ErrorAnswer(422, invalid(_by_field(error.problems), now))
    if isinstance(error, Invalid):
        return ErrorAnswer(422, invalid(_one_field(error), now))
    if isinstance(error, ProductError):
        status = next(code for kind, code in _STATUSES.items() if isinstance(error, kind))
        return ErrorAnswer(status, failure(_SENTENCES.get(error.code, error.sentence), now))
    status = status_of(error)
    return ErrorAnswer(status, failure(_HTTP.get(status, "An error occurred"), now))


def _one_field(error: Invalid) -> dict[str, list[str]]:
    if isinstance(error, KeyReused):
        return {"Idempotency-Key": [error.sentence]}
    field = _FIELDS.get(error.field or "", error.field or "body")
    words = _REQUIRED if error.code == "job_required" else error.sentence
    return {field: [_about(field, words)]}


def _by_field(problems: tuple[Problem, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        words = _FAULTS.get(problem.fault, problem.sentence)
        found.setdefault(problem.field or "body", []).append(_about(problem.field, words))
    return found


def _about(field: str, words: str) -> str:
    return words.replace("{}", field.replace("_", " "))
