"""Connecteam's calls as an OpenAPI document."""

from typing_extensions import TypedDict

from timeclock.wire.openapi.document import AS_BEARER, IN_HEADER, Document, Refusals


class ConnecteamRefusal(TypedDict):
    """An error in a sentence."""

    detail: str


class ConnecteamFaultyValue(TypedDict):
    """A value that cannot be read: where it is, what is wrong, and of which kind that is."""

    loc: list[str | int]
    msg: str
    type: str


class FaultyRequest(TypedDict):
    """Every value that cannot be read."""

    detail: list[ConnecteamFaultyValue]


_ID = {"type": "integer", "example": 1}

DOCUMENT = Document(
    name="connecteam",
    title="Timeclock, as Connecteam's scripts call it",
    description=(
        "Connecteam's calls, answered by this server. A break closes one shift and opens the next, "
        "so a shift is shown in parts: the first carries its id, others the id and a suffix."
    ),
    keys={"key": IN_HEADER, "token": AS_BEARER},
    refusals=Refusals(
        shapes=dict.fromkeys((400, 403, 404, 413, 415, 429, 500, 503), ConnecteamRefusal)
        | {422: FaultyRequest},
        each=(403, 429, 500, 503),
        bodies=(400, 413, 415, 422),
        queries=(422,),
        objects=(404,),
        writes=(400, 422),
    ),
    places={"clock": _ID, "kind": _ID},
)
