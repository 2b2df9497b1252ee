"""Calls as scripts for Connecteam send them."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script

Call = Callable[..., TestResponse]
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
