"""The process that brings the database up to date is killed half way."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.database import migrate, settings_for
from tests.fixtures.postgres import PostgresCluster
from timeclock.config import ROOT
from timeclock.factory import create_app
from timeclock.operations.upgrading import current_revision, demand_ready
from timeclock.storage.transactions import db

KILLED_AFTER = 40  # statements: tables are there by then, and more are still to come

UPGRADE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from tests.fixtures.database import migrate

done = []

@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *rest):
    done.append(statement)
    if len(done) == int(sys.argv[3]):
        assert any("CREATE TABLE" in each for each in done)
        os.kill(os.getpid(), signal.SIGKILL)

migrate(sys.argv[1], Path(sys.argv[2]))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'timeclock.sqlite3'}"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    yield cluster.create("half_migrated")
    cluster.drop("half_migrated")


def test_it_leaves_nothing_behind_and_the_next_one_does_it_all(
    empty_url: str, tmp_path: Path
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", UPGRADE, empty_url, str(tmp_path), str(KILLED_AFTER)],
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL
    app = create_app(settings_for(empty_url, tmp_path))
    with app.app_context():
        assert current_revision(db.engine) is None
        migrate(empty_url, tmp_path)
        demand_ready()
        db.engine.dispose()
