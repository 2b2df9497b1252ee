"""Refusals in awork's words."""

from werkzeug.exceptions import HTTPException

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
from timeclock.messages import N_
from timeclock.wire.error_formats import ErrorAnswer, status_of
from timeclock.wire.keys import KeyRefused
from timeclock.wire.problems import BadRequest


class NotYours(NotAllowed):
    """The user in the path is not the caller: someone else, foreign or no one, all the same."""

    def __init__(self) -> None:
        super().__init__("invalid-operation", N_("You can only resume your own time trackings."))


class ObjectUnknown(NotFound):
    """What an address names is not there, or not in sight: both are answered the same."""

    def __init__(self, sentence: str) -> None:
        super().__init__("object_not_found", sentence)


class EntryUnknown(ObjectUnknown):
    """No such entry in sight: foreign, of someone out of reach, taken back, or no id at all."""

    def __init__(self) -> None:
        super().__init__(N_("This time entry does not exist."))


_WORDS: dict[type[ProductError], tuple[int, str]] = {
    ObjectUnknown: (404, "not-found"),
    NotFound: (400, "validation-failed"),
    NotAllowed: (403, "forbidden"),
    Invalid: (400, "validation-failed"),
    Conflict: (400, "invalid-operation"),
    Busy: (503, "unavailable"),
    Unconfirmed: (503, "unavailable"),
}
_HTTP = {
    404: "not-found",
    405: "method-not-allowed",
    413: "payload-too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
}
_PROPERTIES = {
    "job_not_found": "projectId",
    "job_required": "projectId",
    "no_clock": "userId",
    "unknown_zone": "timezone",
}


def say(error: Exception) -> ErrorAnswer:
    """The error as awork would say it."""
    if isinstance(error, NotYours):
        return ErrorAnswer(400, {"code": error.code, "description": error.sentence})
    if isinstance(error, KeyRefused):
        said = _respond(401, "unauthorized", error.sentence)
        return ErrorAnswer(said.status, said.body, {"WWW-Authenticate": "Bearer"})
    if isinstance(error, BadRequest):
        problems = [(problem.field, problem.sentence) for problem in error.problems]
        return _respond(400, "validation-failed", "One or more values are not valid.", problems)
    if isinstance(error, ProductError):
        return _refused(error)
    status = status_of(error)
    named = error.name if isinstance(error, HTTPException) else "Internal Server Error"
    return _respond(
        status, _HTTP.get(status, "internal-error" if status == 500 else "error"), named
    )


def _refused(error: ProductError) -> ErrorAnswer:
    status, code = next(answer for kind, answer in _WORDS.items() if isinstance(error, kind))
    if isinstance(error, KeyReused):
        return _respond(422, code, error.sentence, [("Idempotency-Key", error.sentence)])
    if code != "validation-failed":
        return _respond(status, code, error.sentence)
    field = _PROPERTIES.get(error.code, error.field or "")
    return _respond(status, code, error.sentence, [(field, error.sentence)])


def _respond(
    status: int, code: str, description: str, problems: list[tuple[str, str]] | None = None
) -> ErrorAnswer:
    return ErrorAnswer(
        status,
        {
            "code": code,
            "description": description,
            "link": None,
            "details": [],
            "validationErrors": [
                {"property": field, "message": message} for field, message in problems or []
            ],
        },
    )
