"""Clockify's calls as an OpenAPI document."""

from typing_extensions import TypedDict

from timeclock.compat.ids import IdKind, hex24
from timeclock.wire.openapi.document import IN_HEADER, Document, Refusals


class ClockifyRefusal(TypedDict):
    """Every error: a message, and a code that is not the status."""

    message: str
    code: int


def _id(kind: IdKind) -> dict[str, object]:
    return {"type": "string", "pattern": "^[0-9a-fA-F]{24}$", "example": hex24(kind, 1)}


DOCUMENT = Document(
    name="clockify",
    title="Timeclock, as Clockify's scripts call it",
    description=(
        "Clockify's calls, answered by this server under both of its bases. A shift is shown as "
        "entries of work with entries of type BREAK between them, and lists count these entries; "
        "jobs are projects, and sub-jobs are their tasks. Changing or deleting an entry that has "
        "ended is a correction, which keeps what was there. Where someone else would have to say "
        "a word about it first, as about one's own time, the answer is 403: that is asked for on "
        "the pages. A deleted entry leaves a gap; the entries behind it may then have other ids."
    ),
    keys={"key": {**IN_HEADER, "name": "X-Api-Key"}},
    refusals=Refusals(
        shapes=dict.fromkeys((400, 401, 403, 404, 413, 415, 422, 429, 500, 503), ClockifyRefusal),
        each=(401, 403, 429, 500, 503),
        bodies=(400, 413, 415, 422),
        queries=(400,),
        objects=(400, 403),
        writes=(400, 422),
    ),
    places={
        "workspace": _id(IdKind.WORKSPACE),
        "user": _id(IdKind.USER),
        "entry": _id(IdKind.SHIFT),
        "project": _id(IdKind.JOB),
        "client": _id(IdKind.CLIENT),
        "tag": _id(IdKind.TAG),
    },
)
