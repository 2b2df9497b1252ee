"""Refusals in Connecteam's words."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

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
from timeclock.messages import Verbatim
from timeclock.wire.error_formats import ErrorAnswer, status_of
from timeclock.wire.keys import KeyRefused
from timeclock.wire.problems import BadRequest, Fault, Problem

NO_OPEN_SHIFT = "User does not have an open shift"


class Refused(ProductError):
    """A refusal of the contract, word for word."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__("refused", Verbatim(detail))
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class NamedInCall:
    """What a call named, as it was sent: the contract's sentences repeat it."""

    clock: str
    user: int
    job: str | None = None
    kind: str | None = None


def _not_assigned(asked: NamedInCall) -> str:
    return f"User {asked.user} is not assigned to time clock {asked.clock}"


Sentences = Mapping[str, tuple[int, Callable[[NamedInCall], str]]]

_EITHER: Sentences = {
    "clock_not_found": (404, lambda asked: f"Time clock {asked.clock} not found"),
    "job_not_found": (400, lambda asked: f"Job {asked.job} not found"),
    "job_required": (400, lambda _: "Job ID is required based on time clock settings"),
    "already_clocked_in": (400, lambda _: "User already has an open shift"),
    "not_clocked_in": (400, lambda _: NO_OPEN_SHIFT),
    "not_assigned": (400, _not_assigned),
}
CLOCK_IN: Sentences = {**_EITHER, "member_not_found": (400, _not_assigned)}
# Assignment is checked at clock-in only, so here an unknown user merely has no open shift.
CLOCK_OUT: Sentences = {**_EITHER, "member_not_found": (400, lambda _: NO_OPEN_SHIFT)}
# Connecteam has codes for these, and no sentences (our choice).
ON_BREAKS: Sentences = {
    **CLOCK_OUT,
    "break_kind_not_found": (404, lambda asked: f"Manual break {asked.kind} not found"),
    "not_on_break": (400, lambda _: "User does not have an open manual break"),
    "already_on_break": (400, lambda _: "User already has an open manual break"),
}


@contextmanager
def saying(sentences: Sentences, asked: NamedInCall) -> Iterator[None]:
    """Turn refusals that have a sentence in the contract into it."""
    try:
        yield
    except ProductError as error:
        if error.code not in sentences:
            raise
        status, sentence = sentences[error.code]
        raise Refused(status, sentence(asked)) from error


_STATUSES: dict[type[ProductError], int] = {
    NotFound: 404,
    Conflict: 400,
    Busy: 503,
    Unconfirmed: 503,
}
# Kinds and sentences of pydantic's first version, which scripts may compare.
_KINDS = {
    Fault.MISSING: ("field required", "value_error.missing"),
    Fault.NULL: ("none is not an allowed value", "type_error.none.not_allowed"),
    Fault.WHOLE: ("value is not a valid integer", "type_error.integer"),
    Fault.NUMBER: ("value is not a valid float", "type_error.float"),
    Fault.TEXT: ("str type expected", "type_error.str"),
    Fault.FLAG: ("value could not be parsed to a boolean", "type_error.bool"),
    Fault.OBJECT: ("value is not a valid dict", "type_error.dict"),
    Fault.UNREADABLE: (None, "value_error.jsondecode"),
}
_FIELDS = {
    "address": "locationData",
    "claimed": "timestamp",
    "end": "timestamp",
    "job": "jobId",
    "job_id": "jobId",
    "place": "locationData",
    "scheduler_shift_id": "schedulerShiftId",
    "zone": "timezone",
}


def say(error: Exception) -> ErrorAnswer:
    """The error as Connecteam would say it."""
    if isinstance(error, Refused):
        return _respond(error.status, error.detail)
    if isinstance(error, KeyRefused):
        return _respond(403, "Invalid API key")
    if isinstance(error, NotAllowed):
        return _respond(403, "Not allowed")
    if isinstance(error, Invalid):
        return _respond(422, _faults(error))
    if isinstance(error, ProductError):
        statuses = (code for kind, code in _STATUSES.items() if isinstance(error, kind))
        return _respond(next(statuses, 400), error.sentence)
    named = error if isinstance(error, HTTPException) else None
    return _respond(status_of(error), named.name if named else "Internal Server Error")


def _faults(error: Invalid) -> list[dict[str, object]]:
    if isinstance(error, BadRequest):
        return [_fault(problem) for problem in error.problems]
    if isinstance(error, KeyReused):
        return [_detail(["header", "Idempotency-Key"], error.sentence, "value_error")]
    field = _FIELDS.get(error.field or "", error.field)
    return [_detail(["body", field] if field else ["body"], error.sentence, "value_error")]


def _respond(status: int, detail: object) -> ErrorAnswer:
    return ErrorAnswer(status, {"detail": detail})


def _fault(problem: Problem) -> dict[str, object]:
    sentence, kind = _KINDS.get(problem.fault, (None, "value_error"))
    return _detail([problem.place.value, *problem.path], sentence or problem.sentence, kind)


def _detail(place: list[str | int], sentence: str, kind: str) -> dict[str, object]:
    return {"loc": place, "msg": sentence, "type": kind}
