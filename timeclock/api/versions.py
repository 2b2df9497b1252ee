"""Versions of what can be edited: `ETag` on answers, `If-Match` on writes."""

from flask import Response, request

from timeclock.ledger.editing import WHICHEVER, Expected, version_of
from timeclock.ledger.entry import Json
from timeclock.wire.error_formats import json_answer

HEADER = "If-Match"


def expected() -> Expected:
    """The versions that the caller has read, or any for `*`; None where the call says nothing.

    Weak tags match nothing here: RFC 9110 asks for the strong comparison.
    """
    if HEADER not in request.headers:
        return None
    return WHICHEVER if request.if_match.star_tag else request.if_match.as_set()


def versioned(shape: object, facts: Json, status: int = 200) -> Response:
    """The answer, with the version that the facts are of."""
    answer = json_answer(shape, status)
    answer.set_etag(version_of(facts))
    return answer
