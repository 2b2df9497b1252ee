"""Calls of our own API."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script

Call = Callable[..., TestResponse]


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("clock-in", body)`, as Eli unless `by` says otherwise."""

    def send(
        path: str,
        body: Body = None,
        *,
        by: KeyHolder | None = None,
        method: str = "POST",
        key: str | None = None,
        **headers: str,
    ) -> TestResponse:
        sent = {"Authorization": f"Bearer {key or (by or bakery.eli).key}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return script.send(method, f"/api/timeclock/v1/{path}", body, sent)

    return send
