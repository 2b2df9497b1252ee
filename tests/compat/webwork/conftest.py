"""Calls as scripts for WebWork send them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Call, KeyHolder, Script, bearer_calls

Get = Callable[..., TestResponse]


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("time-tracking/start", body)`, as Eli unless `by` says otherwise."""
    return bearer_calls(script, bakery, "/api/v2")


@pytest.fixture
def get(call: Call, bakery: Bakery) -> Get:
    """`get("members", page=2)`, as Eli unless `by` says otherwise; the workspace is said."""

    def ask(
        path: str, *, by: KeyHolder | None = None, key: str | None = None, **query: object
    ) -> TestResponse:
        asked = {"workspace_id": bakery.workspace_id} | query
        left = {name: value for name, value in asked.items() if value is not None}
        return call(f"{path}?{urlencode(left)}", method="GET", by=by, key=key)

    return ask


@pytest.fixture
def start(call: Call, bakery: Bakery) -> Call:
    """`start()`: Eli's tracker, by himself unless `by` says otherwise."""

    def send(by: KeyHolder | None = None, **body: object) -> TestResponse:
        headers = {name: str(body.pop(name)) for name in ("Idempotency_Key", "key") if name in body}
        ids = {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id}
        return call("time-tracking/start", ids | body, by=by, **headers)

    return send


def data_of(answer: TestResponse) -> Any:
    """What an answer that went well says, in WebWork's envelope."""
    assert answer.status_code == 200, answer.text
    whole: Any = answer.json
    assert list(whole) == ["success", "data", "meta"]
    assert whole["success"] is True
    demand_meta(whole["meta"])
    return whole["data"]


def pagination(answer: TestResponse) -> list[int]:
    """Page, size, total and last page of a list."""
    assert answer.status_code == 200, answer.text
    whole: Any = answer.json
    found = whole["meta"]["pagination"]
    assert list(found) == ["current_page", "per_page", "total", "last_page"]
    return list(found.values())


def demand_meta(meta: dict[str, Any]) -> None:
    """Fail unless it is what every answer ends with."""
    assert list(meta)[:2] == ["api_version", "timestamp"]
    assert meta["api_version"] == "2.0.0"
    assert meta["timestamp"].endswith("Z")
    assert datetime.fromisoformat(meta["timestamp"])


def demand_failure(answer: TestResponse, status: int, message: str) -> None:
    """Fail unless it is this refusal."""
    assert answer.status_code == status, answer.text
    whole: Any = answer.json
    assert list(whole) == ["success", "message", "error", "meta"]
    assert (whole["success"], whole["message"], whole["error"]) == (False, message, None)
    demand_meta(whole["meta"])


def demand_invalid(answer: TestResponse, **errors: str) -> None:
    """Fail unless these fields are at fault, in these words."""
    assert answer.status_code == 422, answer.text
    whole: Any = answer.json
    assert list(whole) == ["success", "message", "errors", "meta"]
    assert whole["message"] == "Validation failed"
    assert whole["errors"] == {field: [sentence] for field, sentence in errors.items()}


WORKSPACE = "Workspace not found"
UNKNOWN_USER = "User is not a member of this workspace"
NO_RIGHT = "You do not have permission to perform this action"
