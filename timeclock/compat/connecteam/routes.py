"""Connecteam's addresses."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, request

from timeclock.authority.actor import Door
from timeclock.clocks.queries import clock as find_clock
from timeclock.clocks.service import clock_not_found
from timeclock.compat.connecteam import shapes
from timeclock.compat.connecteam.bodies import ClockIn, ClockOut
from timeclock.compat.connecteam.errors import CLOCK_IN, CLOCK_OUT, Asked, saying
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Once
from timeclock.shifts import punching
from timeclock.shifts.answering import Punched
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.dress import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import admit, caller, header_key
from timeclock.wire.members import member_for
from timeclock.wire.once import once

blueprint = Blueprint("connecteam", __name__)
_CLOCKS = "/time-clock/v1/time-clocks"


@blueprint.before_request
def let_in() -> None:
    """Every call carries `X-API-KEY`."""
    if request.method != "OPTIONS":
        admit(header_key(), Door.CONNECTEAM)


@answers(blueprint, "POST", f"{_CLOCKS}/<clock>/clock-in")
def clock_in(clock: str) -> Response:
    """Begin a shift."""
    body = body_of(ClockIn)
    asked = Asked(clock, body.userId, body.jobId)
    with saying(CLOCK_IN, asked), _at_known_clock(id_in(clock)):
        punched = punching.clock_in(
            caller(),
            member_id=member_for(caller(), body.userId),
            clock_id=id_in(clock),
            job_id=id_in(body.jobId) if body.jobId else None,
            zone=body.timezone,
            claimed=body.timestamp,
            place=body.place,
            scheduler_shift_id=body.schedulerShiftId,
            once=once(),
        )
    return _answer(punched, last=False)


@answers(blueprint, "POST", f"{_CLOCKS}/<clock>/clock-out")
def clock_out(clock: str) -> Response:
    """End the shift."""
    body = body_of(ClockOut)
    with saying(CLOCK_OUT, Asked(clock, body.userId)), _at_known_clock(id_in(clock)):
        punched = punching.clock_out(
            caller(),
            member_id=member_for(caller(), body.userId),
            clock_id=id_in(clock),
            end=body.timestamp,
            zone=body.timezone,
            place=body.place,
            once=once(),
        )
    return _answer(punched, last=True)


@contextmanager
def _at_known_clock(clock_id: int) -> Iterator[None]:
    """A clock that does not exist is said before what follows from it; asked only then."""
    try:
        yield
    except (Conflict, NotFound) as refusal:
        follows = refusal.code in ("not_clocked_in", "member_not_found")
        if follows and find_clock(caller().workspace_id, clock_id) is None:
            raise clock_not_found() from refusal
        raise


def _answer(punched: Punched, *, last: bool) -> Response:
    record = shift_of(punched)
    shape = shapes.last_shift(record) if last else shapes.first_shift(record)
    said = {"requestId": _request_id(once()), "data": {"shift": shape}}
    return marked(json_answer(said), punched)


def _request_id(keyed: Once | None) -> str:
    """Random, but the same again for a call that is repeated with its key: same answer."""
    if keyed is None:
        return str(uuid.uuid4())
    digest = hashlib.sha256(keyed.key.encode() + keyed.digest).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
