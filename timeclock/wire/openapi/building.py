"""A door's document: every route, parameter, body and answer, as OpenAPI 3.1 has them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Flask

from timeclock.authority.actor import Role
from timeclock.wire.openapi.document import Document, Right, documents
from timeclock.wire.openapi.routes import Route, routes
from timeclock.wire.openapi.schemas import Schemas
from timeclock.wire.openapi.snippets import curl, python

Json = dict[str, Any]
_KEPT = "timeclock_built_documents"
_ONCE = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same call sent again with the same key counts once.",
    "schema": {"type": "string", "maxLength": 200, "pattern": "^[!-~][ -~]*$"},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag that was read; 412 when it was changed since.",
    "schema": {"type": "string", "pattern": "^[ -~]*$"},
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag that was read; 304 while nothing has changed since.",
    "schema": {"type": "string", "pattern": "^[ -~]*$"},
}
_MANY = 12  # codes
_HEADERS = {
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "X-Request-Id": {
        "description": "What the log of the server calls this call.",
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "How many calls are left, and for how many seconds.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "How many calls there are in how many seconds.",
        "schema": {"type": "string"},
    },
}
_REPEATED = {
    "description": "`true` when the answer repeats the one to an earlier call.",
    "schema": {"type": "string"},
}


def build(app: Flask, document: Document) -> Json:
    """The document. Raises LookupError for a route that declares nothing."""
    found = routes(app, document.name)
    sent = document.webhooks.values()
    schemas = Schemas(_takes(found), [*_gives(found), *document.refusals.shapes.values(), *sent])
    paths: Json = {}
    for route in found:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(
            route, document, schemas
        )
    hooks = {
        event: {"post": _message(event, schemas.given(shape))}
        for event, shape in document.webhooks.items()
    }
    said: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": document.title,
            "version": document.version,
            "description": document.description,
        },
        "servers": [{"url": "/"}],
        "security": [{name: []} for name in document.keys],
        "tags": [{"name": part} for part in dict.fromkeys(route.part for route in found)],
        "paths": paths,
    }
    if hooks:
        said["webhooks"] = hooks
    said["components"] = {
        # The models of queries are written out as parameters, so no one refers to them.
        "schemas": schemas.referred_to_by(said),
        "securitySchemes": {name: dict(key) for name, key in document.keys.items()},
    }
    if document.conditional:
        said["components"]["headers"] = _HEADERS
    return said


def _message(event: str, schema: Json) -> Json:
    """What is sent to the address of a webhook, and what is expected of its answer."""
    return {
        "operationId": f"on_{event.replace('.', '_')}",
        "summary": f"The event `{event}`.",
        "description": "Sent to the address of each webhook that is told of it.",
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "Taken; anything else is tried again."}},
        "security": [],
    }


def _takes(found: tuple[Route, ...]) -> Iterator[Any]:
    for route in found:
        yield from (each for each in (route.call.takes, route.call.asks) if each is not None)


def _gives(found: tuple[Route, ...]) -> Iterator[Any]:
    for route in found:
        yield from (each for each in route.call.answers.values() if each is not None)


def _operation(route: Route, document: Document, schemas: Schemas) -> Json:
    said: Json = {"operationId": route.operation, "summary": route.summary, "tags": [route.part]}
    right = document.rights.get(route.key)
    needs = "" if right is None else _needs(right)
    if description := " ".join(each for each in (route.description, needs) if each):
        said["description"] = description
    if right is not None:
        said["x-scope"] = right.scope.value
        said["x-roles"] = [role.value for role in Role if role.rank >= right.role.rank]
    parameters = list(_parameters(route, document, schemas))
    if parameters:
        said["parameters"] = parameters
    if route.call.takes is not None:
        said["requestBody"] = _body(route, schemas)
    said["responses"] = _answers(route, document, schemas) | _refusals(route, document, schemas)
    said["x-codeSamples"] = [
        {"lang": "curl", "source": curl(route, document)},
        {"lang": "Python", "source": python(route, document)},
    ]
    return said


def _needs(right: Right) -> str:
    """The least key and role, in words."""
    role = right.role.value.replace("_", " ")
    whose = "anyone" if right.role is Role.EMPLOYEE else f"{role} and above"
    return f"Needs a key with the scope `{right.scope.value}`; role: {whose}."


def _parameters(route: Route, document: Document, schemas: Schemas) -> Iterator[Json]:
    for name in route.names:
        schema = dict(document.places.get(name, {"type": "string"}))
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    if route.call.asks is not None:
        fields, required = schemas.fields(route.call.asks)
        for name, schema in fields.items():
            yield {
                "name": name,
                "in": "query",
                "required": name in required,
                "schema": _without_null(schema),
            }
    if route.writes:
        yield _ONCE
    if _honours_versions(route):
        yield _IF_MATCH
    if _is_conditional(route, document):
        yield _IF_NONE_MATCH


def _honours_versions(route: Route) -> bool:
    """No one has read a version of what is only being made, but of what it is about."""
    call = route.call
    return route.writes and (call.compares or (call.etag and call.status != HTTPStatus.CREATED))


def _is_conditional(route: Route, document: Document) -> bool:
    return document.conditional and not route.writes and route.call.gives is not None


def _without_null(schema: Json) -> Json:
    """A query has no null: what is not meant is left out."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    if rest.get("default", 0) is None:
        del rest["default"]
    if not kinds:
        return rest
    return kinds[0] | rest if len(kinds) == 1 else {"anyOf": kinds} | rest


def _shared(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _body(route: Route, schemas: Schemas) -> Json:
    _, required = schemas.fields(route.call.takes)
    content: Json = {"schema": schemas.taken(route.call.takes)}
    if route.call.example is not None:
        content["example"] = dict(route.call.example)
    return {"required": bool(required), "content": {"application/json": content}}


def _answers(route: Route, document: Document, schemas: Schemas) -> Json:
    call = route.call
    found: Json = {}
    for status, shape in call.answers.items():
        headers = {
            name: {"description": sentence, "schema": {"type": "string"}}
            for name, sentence in call.headers.items()
        }
        if route.writes:
            headers["Idempotent-Replayed"] = _REPEATED
        conditional = _is_conditional(route, document)
        if (call.etag or conditional) and status != HTTPStatus.NO_CONTENT:
            headers["ETag"] = {"description": "Its version.", "schema": {"type": "string"}}
        answer: Json = {"description": HTTPStatus(status).phrase}
        if document.conditional:
            headers |= _shared("X-Request-Id", "RateLimit", "RateLimit-Policy")
        if headers:
            answer["headers"] = headers
        files = call.files if status == call.status else ()
        content: Json = {media: {} for media in files}
        if shape is not None:
            content = {"application/json": {"schema": schemas.given(shape)}} | content
        if content:
            answer["content"] = content
        found[str(status)] = answer
    if _is_conditional(route, document):
        found["304"] = {"description": HTTPStatus.NOT_MODIFIED.phrase}
    return found


def _refusals(route: Route, document: Document, schemas: Schemas) -> Json:
    refusals, call = document.refusals, route.call
    statuses = {*refusals.each, *call.refuses}
    statuses |= {*refusals.bodies} if call.takes is not None else set()
    statuses |= {*refusals.queries} if call.asks is not None else set()
    statuses |= {*refusals.objects} if route.names else set()
    statuses |= {*refusals.writes} if route.writes else set()
    if _honours_versions(route):
        statuses.add(412)
    found: Json = {}
    for status in sorted(statuses - call.answers.keys()):
        content = {refusals.media: {"schema": schemas.given(refusals.shapes[status])}}
        answer: Json = {"description": _refusal(status, document), "content": content}
        if document.conditional:
            waits = ("Retry-After",) if status in (429, 503) else ()
            answer["headers"] = _shared("X-Request-Id", *waits)
        found[str(status)] = answer
    return found


def _refusal(status: int, document: Document) -> str:
    """The phrase, with the codes of the status where there are not too many to read."""
    codes = document.problems.get(status, {})
    if not codes:
        return HTTPStatus(status).phrase
    if len(codes) > _MANY:
        return f"{HTTPStatus(status).phrase}. The page of problems has its codes."
    named = ", ".join(f"`{code}`" for code in codes)
    return f"{HTTPStatus(status).phrase}. Codes: {named}."


def built(app: Flask, name: str) -> Json | None:
    """The document of that door, built once; None where there is no such door."""
    kept: dict[str, Json] = app.extensions.setdefault(_KEPT, {})
    document = documents(app).get(name)
    if document is not None and name not in kept:
        kept[name] = build(app, document)
    return kept.get(name)
