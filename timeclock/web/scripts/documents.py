"""What scripts can call: OpenAPI documents, and the same as pages that need nothing else."""

import hashlib
import json

from flask import Blueprint, Response, abort, current_app, request

from timeclock.web.frame.addresses import base_url
from timeclock.web.frame.answers import show
from timeclock.web.frame.guard import open_to_everyone
from timeclock.web.scripts.reference import reference
from timeclock.wire.openapi.building import Json, built
from timeclock.wire.openapi.document import documents

blueprint = Blueprint("api_documents", __name__)
OWN = "api"


@blueprint.get("/api/openapi.json")
@open_to_everyone
def own_document() -> Response:
    """The API's document."""
    return _document(OWN)


@blueprint.get("/api/openapi/<name>.json")
@open_to_everyone
def document(name: str) -> Response:
    """The document of a vendor's calls."""
    return _document(name)


@blueprint.get("/api/docs")
@open_to_everyone
def own_page() -> Response:
    """The API's calls to read."""
    return _page(OWN)


@blueprint.get("/api/docs/<name>")
@open_to_everyone
def page(name: str) -> Response:
    """A vendor's calls to read."""
    return _page(name)


def _found(name: str) -> Json:
    found = built(current_app, name)
    if found is None:
        abort(404)
    return found


def _document(name: str) -> Response:
    body = json.dumps(_found(name), ensure_ascii=False, separators=(",", ":"))
    answer = Response(body, mimetype="application/json")
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _page(name: str) -> Response:
    return show(
        "api_documents/page.html",
        name=name,
        own=OWN,
        doors=documents(current_app),
        reference=reference(_found(name)),
        base=base_url(),
    )
