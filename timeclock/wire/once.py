"""The `Idempotency-Key` header: the same call sent again must count once."""

import json

from flask import request

from timeclock.authority.actor import Actor
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import is_recorded
from timeclock.messages import Sentence
from timeclock.wire.bodies import sent
from timeclock.wire.problems import BadRequest, Fault, Problem, RequestPart
from timeclock.wording import KEY

HEADER = "Idempotency-Key"


def once() -> Once | None:
    """What makes this call the same as another one: key, address and body; None without a key.

    The order of members and spaces in the body do not count. Raises BadRequest for a key that
    cannot be kept.
    """
    if HEADER not in request.headers:
        return None
    key = request.headers[HEADER].strip()
    # Empty is also what the server leaves of a value with other letters than ASCII's.
    if not 0 < len(key) <= KEY or not (key.isascii() and key.isprintable()):
        sentence = Sentence("Give 1 to %(most)s printable ASCII characters.", most=KEY)
        raise BadRequest(Problem(Fault.UNACCEPTABLE, (HEADER,), sentence, RequestPart.HEADER))
    body = json.dumps(sent(), sort_keys=True, default=str)
    address = f"{request.method} {request.path.rstrip('/')}"
    return Once.of(key, {"address": address, "body": body})


def repeats(actor: Actor, asked: Once | None) -> bool:
    """Whether an entry was written for this key before; whether it is the same request, the use
    case finds out."""
    return asked is not None and is_recorded(actor.workspace_id, actor.member_id, asked.key)
