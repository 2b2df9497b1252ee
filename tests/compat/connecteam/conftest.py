"""Calls as scripts for Connecteam send them."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script
from timeclock.company.clocks.queries import break_kinds

Call = Callable[..., TestResponse]
Get = Callable[..., TestResponse]
CLOCKS = "/time-clock/v1/time-clocks"


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("clock-in", body)`: as Eli at the shop, unless `by` or `clock` say otherwise."""

    def send(
        verb: str,
        body: Body = None,
        *,
        by: KeyHolder | None = None,
        clock: object = None,
        key: str | None = None,
        **headers: str,
    ) -> TestResponse:
        sent = {"X-API-KEY": key or (by or bakery.eli).key}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        where = bakery.shop if clock is None else clock
        return script.send("POST", f"{CLOCKS}/{where}/{verb}", body, sent)

    return send


@pytest.fixture
def shift_of() -> Callable[[TestResponse], dict[str, Any]]:
    """The shift in an answer that went well."""

    def read(answer: TestResponse) -> dict[str, Any]:
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        shift: dict[str, Any] = answer.json["data"]["shift"]
        return shift

    return read


@pytest.fixture
def get(script: Script, bakery: Bakery) -> Get:
    """`get("/users/v1/users", limit=2)`, as Eli unless `by` or `key` say otherwise."""

    def ask(
        path: str, *, by: KeyHolder | None = None, key: str | None = None, **query: object
    ) -> TestResponse:
        header = {"X-API-KEY": key or (by or bakery.eli).key}
        asked = f"?{urlencode(query, doseq=True)}" if query else ""
        return script.send("GET", path + asked, None, header)

    return ask


@pytest.fixture
def kind(app: Flask, bakery: Bakery) -> int:
    """The one kind of break that the shop offers."""
    with app.app_context():
        (found,) = break_kinds(bakery.workspace_id, bakery.shop)
        return found.id


def data(answer: TestResponse) -> Any:
    """What an answer that went well says, in Connecteam's envelope."""
    assert answer.status_code == 200, answer.text
    said: Any = answer.json
    assert list(said)[:2] == ["requestId", "data"]
    assert UUID(said["requestId"])
    return said["data"]


def next_offset(answer: TestResponse) -> int:
    """Where the next page of a list begins."""
    said: Any = answer.json
    assert list(said) == ["requestId", "data", "paging"]
    assert list(said["paging"]) == ["offset", "total"]
    return int(said["paging"]["offset"])


def demand_detail(answer: TestResponse, status: int, detail: str) -> None:
    """Fail unless it is this refusal, word for word."""
    assert (answer.status_code, answer.json) == (status, {"detail": detail})


def demand_fault(answer: TestResponse, place: str, field: str, kind: str = "value_error") -> None:
    """Fail unless this one value is at fault."""
    assert answer.status_code == 422, answer.text
    said: Any = answer.json
    (problem,) = said["detail"]
    assert (problem["loc"][:2], problem["type"]) == ([place, field], kind)
    assert problem["msg"]
