"""Refusals in Clockify's words: always a message and a code."""

from timeclock.compat.sentences import sentence_of
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
from timeclock.wire.keys import UNKNOWN, KeyRefused
from timeclock.wire.problems import BadRequest, Fault, Problem

_TOKENS, _NO_SUCH_KEY, _GENERAL, _NO_ROUTE = 1000, 4003, 501, 3000

_SENTENCES: dict[str, tuple[int, int, str]] = {
    "not_clocked_in": (404, 404, "Currently running time entry doesn't exist on workspace."),
    "end_before_start": (400, _GENERAL, "Start time is greater than end time"),
    "shift_not_found": (400, _GENERAL, "Time entry doesn't belong to Workspace"),
    "job_not_found": (400, _GENERAL, "Project doesn't belong to Workspace"),
    "client_not_found": (400, _GENERAL, "Client doesn't belong to Workspace"),
    "tag_not_found": (400, _GENERAL, "Tag doesn't belong to Workspace"),
    "task_not_found": (400, _GENERAL, "Task doesn't belong to Project"),
}
_STATUSES: dict[type[ProductError], tuple[int, int]] = {
    NotFound: (400, _GENERAL),
    Invalid: (400, _GENERAL),
    Conflict: (400, _GENERAL),
    Busy: (503, 503),
    Unconfirmed: (503, 503),
}
_ROUTING = frozenset({404, 405, 413, 415})


def say(error: Exception) -> ErrorAnswer:
    """The error as Clockify would say it."""
    if isinstance(error, KeyRefused):
        return _refused_key(error)
    if isinstance(error, NotAllowed):
        return _respond(403, _GENERAL, "Access Denied")
    if isinstance(error, BadRequest):
        return _respond(400, _GENERAL, _words(error.problems[0]))
    if isinstance(error, ProductError):
        return _respond(*_refused(error))
    status = status_of(error)
    return _respond(status, _NO_ROUTE if status in _ROUTING else status, _WORDS.get(status, _OTHER))


_WORDS = {
    404: "Resource not found",
    405: "Request method is not supported",
    413: "Request body is too large",
    415: "Content-Type is not supported",
    429: "Too many requests",
    503: "Service unavailable",
}
_OTHER = "An unexpected error has occurred."


def _refused_key(error: KeyRefused) -> ErrorAnswer:
    if error.code == UNKNOWN:
        return _respond(401, _NO_SUCH_KEY, "Api key does not exist")
    return _respond(401, _TOKENS, "Multiple or none auth tokens present")


def _refused(error: ProductError) -> tuple[int, int, str]:
    if error.code in _SENTENCES:
        return _SENTENCES[error.code]
    if isinstance(error, KeyReused):
        return 422, _GENERAL, error.sentence
    status, code = next(answer for kind, answer in _STATUSES.items() if isinstance(error, kind))
    return status, code, sentence_of(error, "start")


def _words(problem: Problem) -> str:
    if problem.fault in (Fault.MISSING, Fault.NULL):
        return "must not be null"
    return f"{problem.field}: {problem.sentence}" if problem.field else problem.sentence


def _respond(status: int, code: int, message: str) -> ErrorAnswer:
    return ErrorAnswer(status, {"message": message, "code": code})
