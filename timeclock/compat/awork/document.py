"""awork's calls as an OpenAPI document."""

from typing import NotRequired

from typing_extensions import TypedDict

from timeclock.compat.ids import IdKind, uuid8
from timeclock.wire.openapi.document import AS_BEARER, Document, Refusals


class AworkFaultyValue(TypedDict):
    """A value that cannot be taken."""

    property: str
    message: str


class AworkRefusal(TypedDict):
    """Every error; only code and description where someone else's tracking is meant."""

    code: str
    description: str
    link: NotRequired[str | None]
    details: NotRequired[list[str]]
    validationErrors: NotRequired[list[AworkFaultyValue]]


def _id(kind: IdKind) -> dict[str, object]:
    return {"type": "string", "format": "uuid", "example": uuid8(kind, 1)}


DOCUMENT = Document(
    name="awork",
    title="Timeclock, as awork's scripts call it",
    description=(
        "awork's calls, answered by this server. A shift is one time entry with its breaks inside; "
        "a job is a project, and every entry is of the one type of work that a company has."
    ),
    keys={"token": AS_BEARER},
    refusals=Refusals(
        shapes=dict.fromkeys((400, 401, 403, 404, 413, 415, 422, 429, 500, 503), AworkRefusal),
        each=(401, 403, 429, 500, 503),
        bodies=(400, 413, 415, 422),
        queries=(400,),
        objects=(400, 404),
        writes=(400, 422),
    ),
    places={"user": _id(IdKind.USER), "entry": _id(IdKind.SHIFT), "project": _id(IdKind.JOB)},
)
