"""What every answer to a punch carries, whatever its shape."""

from flask import Response

from timeclock.errors import Conflict
from timeclock.shifts.answering import Punched
from timeclock.shifts.record import ShiftRecord


def shift_of(punched: Punched) -> ShiftRecord:
    """The shift to answer with. Raises Conflict `not_clocked_in` where there is none."""
    if punched.shift is None:
        raise Conflict("not_clocked_in", "This person is not clocked in.")
    return punched.shift


def marked(answer: Response, punched: Punched) -> Response:
    """The answer, marked when it repeats an earlier one."""
    if punched.replayed:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer
