"""What every answer to a punch carries, whatever its shape."""

from typing import Protocol

from flask import Response

from timeclock.errors import Conflict
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.record import ShiftRecord


class Answered(Protocol):
    """The outcome of a request that counts once."""

    @property
    def replayed(self) -> bool:
        """Whether the same request had been answered before."""


def shift_of(punched: Punched) -> ShiftRecord:
    """The shift to answer with. Raises Conflict `not_clocked_in` where there is none."""
    if punched.shift is None:
        raise Conflict("not_clocked_in", "This person is not clocked in.")
    return punched.shift


def marked(answer: Response, answered: Answered) -> Response:
    """The answer, marked when it repeats an earlier one."""
    return marked_if(answer, repeats=answered.replayed)


def marked_if(answer: Response, *, repeats: bool) -> Response:
    """`marked`, where the use case does not say so itself."""
    if repeats:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer
