"""WebWork's calls as an OpenAPI document."""

from timeclock.compat.webwork.shapes.envelopes import Failure, InvalidFields
from timeclock.wire.openapi.document import AS_BEARER, IN_HEADER, Document, Refusals

_ID = {"type": "integer", "example": 1}

DOCUMENT = Document(
    name="webwork",
    title="Timeclock, as WebWork's scripts call it",
    description="WebWork's calls, answered by this server under both of its bases.",
    keys={"token": AS_BEARER, "key": IN_HEADER},
    refusals=Refusals(
        shapes=dict.fromkeys((400, 401, 403, 404, 413, 415, 429, 500, 503), Failure)
        | {422: InvalidFields},
        each=(401, 403, 404, 429, 500, 503),
        bodies=(400, 413, 415, 422),
        queries=(422,),
        objects=(404,),
        writes=(400, 422),
    ),
    places={"member": _ID},
)
