"""A client that a code generator makes of the document: without a warning, and it works."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from flask import Flask
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from tests.fixtures.scripts import Bakery
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.wire.openapi.building import built

pytestmark = pytest.mark.databases("sqlite")
PACKAGE = "generated_timeclock_client"
Load = Callable[[str], ModuleType]


@pytest.fixture
def load(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """A module of the client that is generated from the document."""
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(built(app, "api")), encoding="utf-8")
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override=PACKAGE),
        MetaType.NONE,
        document_source=document,
        file_encoding="utf-8",
        overwrite=True,
        output_path=tmp_path / PACKAGE,
    )
    warnings = generate(config=config)
    assert [f"{each.header}: {each.detail}" for each in warnings] == []
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_it_punches_lists_and_reads_webhooks(load: Load, app: Flask, bakery: Bakery) -> None:
    models = load("models")
    http = httpx.Client(
        transport=httpx.WSGITransport(app=app),
        base_url="http://localhost",
        headers={"Authorization": f"Bearer {bakery.olive.key}"},
    )
    client: Any = load("client").AuthenticatedClient(base_url="http://localhost", token="x")
    client.set_httpx_client(http)

    def call(name: str, **how: Any) -> Any:
        return load(f"api.{name}").sync(client=client, **how)

    eli = bakery.eli.user_id
    begun = call("punches.punches_clock_in", body=models.ClockIn(user_id=eli, clock_id=bakery.shop))
    assert (begun.recorded, begun.shift.user_id) == (True, eli)
    done = call("punches.punches_clock_out", body=models.ClockOut(user_id=eli))
    assert done.shift.ended_at is not None
    listed = call("shifts.shifts_list", user_id=[eli], order=_oldest(models))
    assert [each.id for each in listed.shifts] == [begun.shift.id]
    lines = call("timesheets.timesheets_lines")
    assert isinstance(lines.lines, list)
    made = call("webhooks.webhooks_create", body=models.Added(url="https://example.com/hook"))
    assert made.secret
    hooks = call("webhooks.webhooks_list")
    assert [each.url for each in hooks.webhooks] == ["https://example.com/hook"]
    assert call("events.events_list").next_cursor
    refused = call("punches.punches_clock_out", body=models.ClockOut(user_id=eli))
    assert (refused.status, refused.code) == (409, "not_clocked_in")


def _oldest(models: ModuleType) -> Any:
    return models.ShiftsListOrder("started_at")


def test_the_document_is_for_the_public(app: Flask) -> None:
    document = built(app, "api") or {}
    assert not [name for name in document["components"]["schemas"] if not name.isalnum()]
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    for each in operations:
        assert each["operationId"].replace("_", "").isalpha()
        assert each["operationId"] == each["operationId"].lower()
        assert each["description"]
        assert each["x-scope"] in ("read", "punch", "manage", "admin")
        assert each["x-roles"]
        assert {"401", "403", "429", "500", "503"} <= each["responses"].keys()
        for status, answer in each["responses"].items():
            if status != "304":
                assert "X-Request-Id" in answer["headers"]
            if status in ("429", "503"):
                assert "Retry-After" in answer["headers"]
            if status >= "400":
                assert answer["description"].count(".") or status == "413"


def test_each_event_has_the_schema_of_its_message(app: Flask) -> None:
    document = built(app, "api") or {}
    assert set(document["webhooks"]) == {*EVENTS, "webhook.test"}
    for event, methods in document["webhooks"].items():
        content = methods["post"]["requestBody"]["content"]["application/json"]
        name = content["schema"]["$ref"].rpartition("/")[2]
        data = document["components"]["schemas"][name]["properties"]["data"]["$ref"]
        noun = event.partition(".")[0].replace("_", "")
        noun = {"webhook": "test"}.get(noun, noun)
        assert data.lower().endswith(f"/of{noun}")
