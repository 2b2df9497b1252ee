"""Calls as scripts for Clockify send them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script
from timeclock.compat.ids import IdKind, hex24
from timeclock.operations.verifying.checking import verify

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
        company = workspace or hex24(IdKind.WORKSPACE, bakery.workspace_id)
        person = user or hex24(IdKind.USER, (of or bakery.eli).user_id)
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


@pytest.fixture
def clockify(script: Script, bakery: Bakery) -> Call:
    """`clockify("GET", "tags")`: below the company's address, as Eli unless told otherwise."""

    def send(
        method: str,
        path: str,
        body: Body = None,
        *,
        by: KeyHolder | None = None,
        key: str | None = None,
        base: str = "/api/v1",
        workspace: str | None = None,
        **headers: str,
    ) -> TestResponse:
        company = workspace or hex24(IdKind.WORKSPACE, bakery.workspace_id)
        sent = {"X-Api-Key": key or (by or bakery.eli).key}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return script.send(method, f"{base}/workspaces/{company}/{path}", body, sent)

    return send


def text_of(moment: datetime) -> str:
    """A moment as Clockify writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(minutes: float) -> datetime:
    """That many minutes before now, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes)


def of(holder: KeyHolder) -> str:
    """The address of someone's entries, below the company's."""
    return f"user/{hex24(IdKind.USER, holder.user_id)}/time-entries"


def entry_in(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    """The entry that was answered."""
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json  # type: ignore[assignment]
    return found


def error(answer: TestResponse) -> tuple[int, str, int]:
    """Status, message and code of a refusal."""
    refusal: Any = answer.json
    assert set(refusal) == {"message", "code"}, refusal
    return answer.status_code, refusal["message"], refusal["code"]


@dataclass(frozen=True)
class ScriptEntries:
    """Someone's entries, as a script sees and changes them."""

    call: Call
    bakery: Bakery

    def put(self, entry: str, body: object, **more: Any) -> Any:
        return self.call("PUT", f"time-entries/{entry}", body, **{"by": self.bakery.maya} | more)

    def delete(self, entry: str, **more: Any) -> Any:
        return self.call("DELETE", f"time-entries/{entry}", **{"by": self.bakery.maya} | more)

    def spans(self) -> list[str]:
        """Eli's entries of today, oldest first: type, and minutes after the first one's start."""
        found: Any = self.call("GET", f"{of(self.bakery.eli)}?start={text_of(ago(600))}").json
        found.reverse()
        origin = datetime.fromisoformat(found[0]["timeInterval"]["start"]) if found else None
        return [f"{each['type'][0]} {self._span(each['timeInterval'], origin)}" for each in found]

    @staticmethod
    def _span(interval: dict[str, str | None], origin: datetime | None) -> str:
        assert origin is not None
        moments = [interval["start"], interval["end"]]
        return "-".join(
            str((datetime.fromisoformat(each) - origin) // timedelta(minutes=1)) if each else ""
            for each in moments
        )


@pytest.fixture
def entries(clockify: Call, bakery: Bakery) -> ScriptEntries:
    return ScriptEntries(clockify, bakery)


@pytest.fixture
def began() -> datetime:
    return ago(400)


DENIED = (403, "Access Denied", 501)
NO_ENTRY = (400, "Time entry doesn't belong to Workspace", 501)
NO_PROJECT = (400, "Project doesn't belong to Workspace", 501)
NOTHING_RUNS = (404, "Currently running time entry doesn't exist on workspace.", 404)


@pytest.fixture
def the_ledger_tells_the_tables(app: Flask, bakery: Bakery) -> Iterator[None]:
    """Whatever a test does, in the end the ledger holds and tells what the tables have."""
    yield
    with app.app_context():
        assert verify(bakery.workspace_id).problems == ()
