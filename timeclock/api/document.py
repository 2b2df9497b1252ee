"""The API as an OpenAPI document."""

from typing import NotRequired

from typing_extensions import TypedDict

from timeclock.api.codes import PROBLEM_CODES
from timeclock.api.guide import GUIDE
from timeclock.api.rights import RIGHTS
from timeclock.api.shapes.periods import UnnamedObstacle
from timeclock.outgoing.webhooks.payload import MESSAGES
from timeclock.wire.formats import DateTimeText, DayText, UriText
from timeclock.wire.openapi.document import AS_BEARER, IN_HEADER, Document, Refusals


class FaultyValue(TypedDict):
    """A value that cannot be taken, by its path in the body or by its name in the query."""

    field: str
    code: str
    detail: str


class ProblemJson(TypedDict):
    """Problem details (RFC 9457): `code` is made for programs, `detail` for people.

    `type` is the page that explains the code. The log of the server names the `request_id`. `field`
    is what is at fault, `errors` everything that is; the rest names what is in the way.
    """

    type: UriText
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    field: NotRequired[str | None]
    errors: NotRequired[list[FaultyValue]]
    shift_id: NotRequired[int]
    correction_id: NotRequired[int]
    state: NotRequired[str]
    since: NotRequired[DateTimeText]
    first_day: NotRequired[DayText]
    last_day: NotRequired[DayText]
    obstacles: NotRequired[list[UnnamedObstacle]]


_ID = {"type": "integer", "minimum": 1, "example": 1}
_NUMBERED = (
    "user",
    "shift",
    "correction",
    "export",
    "clock",
    "job",
    "client",
    "tag",
    "kind",
    "key",
    "version",
    "webhook",
    "attempt",
    "kiosk",
    "badge",
    "kiosk_punch",
)
_DAY = {"type": "string", "format": "date", "example": "2026-11-09"}

DOCUMENT = Document(
    name="api",
    title="Timeclock API",
    description=(
        "The time clock's own API. Times are RFC 3339 with their offset, the IANA zone beside "
        "them; lengths are whole seconds. Unknown fields are refused, with their path. Every "
        "write takes an `Idempotency-Key`: the same call with the same key counts once."
    ),
    keys={"bearer": AS_BEARER, "header": IN_HEADER},
    refusals=Refusals(
        shapes=dict.fromkeys(
            (400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503), ProblemJson
        ),
        each=(401, 403, 429, 500, 503),
        bodies=(400, 413, 415, 422),
        queries=(422,),
        objects=(404, 422),
        writes=(404, 409, 422),
        media="application/problem+json",
    ),
    conditional=True,
    rights=RIGHTS,
    webhooks=MESSAGES,
    problems=PROBLEM_CODES,
    guide=GUIDE,
    places=dict.fromkeys(_NUMBERED, _ID) | {"first": _DAY, "day": _DAY},
)
