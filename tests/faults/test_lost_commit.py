"""The connection to PostgreSQL breaks while a punch is committed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.crew import demand_sound, found_in_ledger
from tests.faults.line import BreakingProxy, Cut, line_to
from tests.fixtures.database import settings_for
from tests.fixtures.postgres import PostgresCluster
from tests.fixtures.scripts import Bakery, Script
from timeclock.factory import create_app
from timeclock.storage.transactions import db

BASE = "/api/timeclock/v1"

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def line(postgres: PostgresCluster) -> Iterator[BreakingProxy]:
    # A socket's path has to be short.
    with (
        tempfile.TemporaryDirectory(prefix="tc-", dir="/tmp") as folder,
        line_to(postgres.folder, Path(folder)) as line,
    ):
        yield line


@pytest.fixture
def far_away(
    line: BreakingProxy, postgres: PostgresCluster, database_url: str, tmp_path: Path
) -> Iterator[Script]:
    """The same database by way of the line."""
    here, there = str(postgres.folder), str(Path(str(line.server_address)).parent)
    app = create_app(settings_for(database_url.replace(here, there), tmp_path))
    yield Script(app)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("cut", Cut)
def test_it_is_said_to_be_unknown_and_counts_once_when_sent_again(
    app: Flask, bakery: Bakery, far_away: Script, line: BreakingProxy, cut: Cut
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}
    # That the key was used is noted now, and not in the way of the punch.
    assert far_away.send("GET", f"{BASE}/shifts/open", None, headers).status_code == 200

    def punch() -> tuple[int, str | None, str | None]:
        once = headers | {"Idempotency-Key": "k"}
        answer = far_away.send("POST", f"{BASE}/clock-in", {"clock_id": bakery.shop}, once)
        said = answer.headers.get("X-Punch-Recorded"), answer.headers.get("Idempotent-Replayed")
        return answer.status_code, *said

    line.cut = cut
    assert punch() == (503, "unknown", None)
    reached = cut is Cut.AFTER_COMMIT
    with app.app_context():
        assert len(found_in_ledger()) == int(reached)
    assert punch() == (200, None, "true" if reached else None)
    with app.app_context():
        assert [entry.key for entry in found_in_ledger()] == ["k"]
    demand_sound(app)
