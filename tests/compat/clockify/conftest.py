"""Calls as scripts for Clockify send them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script
from timeclock.compat.ids import Kind, hex24

Call = Callable[..., TestResponse]


@pytest.fixture
def stop(script: Script, bakery: Bakery) -> Call:
    """`stop(body)`: Eli's entry, by Eli, unless `of` or `by` say otherwise."""

    def send(
        body: Body = None,
        *,
        by: KeyHolder | None = None,
        of: KeyHolder | None = None,
        base: str = "/api/v1",
        key: str | None = None,
        user: str | None = None,
        workspace: str | None = None,
        **headers: str,
    ) -> TestResponse:
        company = workspace or hex24(Kind.WORKSPACE, bakery.workspace_id)
        person = user or hex24(Kind.USER, (of or bakery.eli).user_id)
        path = f"{base}/workspaces/{company}/user/{person}/time-entries"
        sent = {"X-Api-Key": key or (by or bakery.eli).key, "Accept": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return script.send("PATCH", path, body, sent)

    return send


@pytest.fixture
def running(script: Script, bakery: Bakery) -> datetime:
    """Eli has been in at the shop for an hour; when that began."""
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    answer = script.send(
        "POST",
        "/api/timeclock/v1/clock-in",
        {"clock_id": bakery.shop, "at": began.isoformat(), "note": "Rolls", "billable": True},
        {"Authorization": f"Bearer {bakery.eli.key}"},
    )
    assert answer.status_code == 200, answer.text
    return began


@pytest.fixture
def punch(script: Script, bakery: Bakery) -> Callable[..., TestResponse]:
    """`punch("pause")`: an act of Eli's through our own API."""

    def act(verb: str, **body: object) -> TestResponse:
        return script.send(
            "POST",
            f"/api/timeclock/v1/{verb}",
            body,
            {"Authorization": f"Bearer {bakery.eli.key}"},
        )

    return act


def text_of(moment: datetime) -> str:
    """A moment as Clockify writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
