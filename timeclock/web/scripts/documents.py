"""What scripts can call: OpenAPI documents, and the same as pages that need nothing else."""

import hashlib
import json
from typing import NamedTuple

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import get_locale
from markupsafe import Markup

from timeclock.web.frame.addresses import base_url
from timeclock.web.frame.answers import show
from timeclock.web.frame.guard import open_to_everyone
from timeclock.web.scripts.doors import SCRIPT_DOORS
from timeclock.web.scripts.reference import reference
from timeclock.wire.openapi.building import Json, built
from timeclock.wire.openapi.document import documents

blueprint = Blueprint("api_documents", __name__)
OWN = "api"
_WRITTEN = "timeclock_written_documents"


class WrittenDocument(NamedTuple):
    """A document as it is sent."""

    body: bytes
    etag: str
    calls: dict[str, Markup]  # the calls on its page, by language


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


@blueprint.get("/api/docs/guide")
@open_to_everyone
def guide() -> Response:
    """What holds for all calls of the API: paging, limits, retries, versions."""
    return show("api_documents/guide.html", own=OWN, topics=documents(current_app)[OWN].guide)


@blueprint.get("/api/docs/problems")
@open_to_everyone
def problems() -> Response:
    """Every code of a problem, where the `type` of each leads."""
    rows = sorted(
        (code, status, meaning)
        for status, codes in documents(current_app)[OWN].problems.items()
        for code, meaning in codes.items()
    )
    return show("api_documents/problems.html", own=OWN, problems=rows)


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


def _written(name: str) -> WrittenDocument:
    """The document, written once: everyone may read it, as often as they like."""
    kept: dict[str, WrittenDocument] = current_app.extensions.setdefault(_WRITTEN, {})
    if name not in kept:
        found = json.dumps(_found(name), ensure_ascii=False, separators=(",", ":"))
        body = found.encode()
        kept[name] = WrittenDocument(body, hashlib.sha256(body).hexdigest()[:32], {})
    return kept[name]


def _document(name: str) -> Response:
    document = _written(name)
    answer = Response(document.body, mimetype="application/json")
    answer.set_etag(document.etag)
    answer.make_conditional(request)
    return answer


def _page(name: str) -> Response:
    found = reference(_found(name))
    calls, language = _written(name).calls, str(get_locale())
    if language not in calls:
        rendered = render_template("api_documents/calls.html", reference=found)
        calls[language] = Markup(rendered)  # noqa: S704  (the template has escaped it)
    return show(
        "api_documents/page.html",
        name=name,
        own=OWN,
        doors=documents(current_app),
        reference=found,
        calls=calls[language],
        bases=_bases(name),
        base=base_url(),
    )


def _bases(name: str) -> list[str]:
    """What a script of that product sets as its base URL."""
    paths = next((door.bases for door in SCRIPT_DOORS if door.key == name), ("",))
    return [base_url() + path for path in paths]
