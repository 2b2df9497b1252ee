"""Every call as the documents show it, with curl and with Python, does what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.scripts import Bakery
from tests.fixtures.stored_objects import StoredObjects
from tests.wire.openapi.running import run_curl, run_python, serving, with_names
from tests.wire.openapi.stages import OF_ELI, STAGES
from tests.wire.openapi.world import World, names_of
from timeclock.wire.openapi.document import documents
from timeclock.wire.openapi.routes import Route, routes

pytestmark = pytest.mark.databases("sqlite")
NUMBER = re.compile(r"\.\d+$")
DOORS = ("api", "awork", "clockify", "connecteam", "webwork")


def called(door: str, route: Route) -> str:
    """The key of a call, the same under each of its addresses."""
    return f"{door}.{re.sub(NUMBER, '', route.key)}"


@pytest.mark.parametrize("door", DOORS)
def test_every_sample_runs(
    app: Flask,
    make_app: Callable[..., Flask],
    bakery: Bakery,
    cast: Cast,
    stored: StoredObjects,
    tmp_path: Path,
    door: str,
) -> None:
    world, document = World(bakery, cast, stored), documents(app)[door]
    refused: list[str] = []
    with serving(make_app) as base:

        def run(route: Route, send: Callable[..., tuple[int, str]], *more: Path) -> None:
            with app.app_context():
                names = names_of(door, world) | STAGES.get(called(door, route), World.off)(world)
            own = (bakery.eli if called(door, route) in OF_ELI else bakery.olive).key
            key = str(names.pop("as", own))
            status, said = send(*with_names(route, document, names), base, key, *more)
            if status not in route.call.answers:
                refused.append(f"{route.method} {route.path}: {status} {said[:300]}")

        for route in routes(app, door):
            run(route, run_curl, tmp_path)
            run(route, run_python)
    assert not refused, "\n".join(refused)


@pytest.mark.parametrize("door", DOORS)
def test_a_query_that_has_to_be_is_shown(app: Flask, door: str) -> None:
    for route in routes(app, door):
        if route.call.asks is not None:
            asked = route.call.asks.model_fields
            needed = {field.alias or name for name, field in asked.items() if field.is_required()}
            assert needed <= set(route.call.example_query), route.path


def test_every_stage_is_of_a_call(app: Flask) -> None:
    keys = {called(door, route) for door in DOORS for route in routes(app, door)}
    assert set(STAGES) <= keys
    assert keys >= OF_ELI
