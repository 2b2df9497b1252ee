"""The documents of the JSON doors say what the app serves, neither more nor less."""

import ast
import inspect
import re
from collections.abc import Iterator

import jsonschema_rs
import pytest
from flask import Flask

from tests.fixtures.json_calls import DOORS
from timeclock.wire.calls import Call
from timeclock.wire.openapi.building import built
from timeclock.wire.openapi.document import documents
from timeclock.wire.openapi.routes import routes

pytestmark = pytest.mark.databases("sqlite")
UNSAID = {"HEAD", "OPTIONS"}


def served(app: Flask, door: str) -> set[tuple[str, str]]:
    """Method and address of everything that the app serves for the door."""
    return {
        (method, re.sub(r"<(?:[^:>]*:)?([^>]+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] == door
        for method in (rule.methods or set()) - UNSAID
    }


def test_every_door_has_a_document(app: Flask) -> None:
    assert set(documents(app)) == DOORS


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_document_has_every_route_of_its_door_and_no_other(app: Flask, door: str) -> None:
    document = built(app, door)
    assert document is not None
    said = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert said == served(app, door)
    assert said


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_document_is_openapi_with_schemas_that_are_schemas(app: Flask, door: str) -> None:
    document = built(app, door)
    assert document is not None
    assert document["openapi"] == "3.1.0"
    keys = [
        each["operationId"] for methods in document["paths"].values() for each in methods.values()
    ]
    assert len(keys) == len(set(keys))
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
    for reference in references(document):
        _, _, kind, name = reference.split("/")
        assert name in document["components"][kind]


def references(value: object) -> Iterator[str]:
    """Everything that a document refers to in itself."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_view_reads_the_models_that_it_declares(app: Flask, door: str) -> None:
    wrong = []
    for route in routes(app, door):
        view = next(
            app.view_functions[rule.endpoint]
            for rule in app.url_map.iter_rules()
            if rule.rule == route.rule and route.method in (rule.methods or set())
        )
        read = models_read(inspect.unwrap(view))
        if read != models_declared(route.call):
            wrong.append((route.key, read, models_declared(route.call)))
    assert not wrong


def models_declared(call: Call) -> dict[str, str]:
    """The models of the call, by the function that reads them."""
    found = {"body_of": call.takes, "query_as": call.asks}
    return {name: model.__name__ for name, model in found.items() if model is not None}


def models_read(view: object) -> dict[str, str]:
    """The models that the view's own text reads."""
    tree = ast.parse(inspect.getsource(view))  # type: ignore[arg-type]
    return {
        node.func.id: ast.unparse(node.args[0]).rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("body_of", "query_as")
    }


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_call_with_a_body_that_needs_something_shows_an_example(app: Flask, door: str) -> None:
    without = [
        route.key
        for route in routes(app, door)
        if route.call.takes is not None
        and any(field.is_required() for field in route.call.takes.model_fields.values())
        and route.call.example is None
    ]
    assert not without


@pytest.mark.parametrize("door", sorted(DOORS))
def test_an_example_is_one_that_its_model_takes(app: Flask, door: str) -> None:
    shown = [each for each in routes(app, door) if each.call.example is not None]
    for route in shown:
        assert route.call.takes is not None, route.key
        route.call.takes.model_validate(dict(route.call.example or {}))
