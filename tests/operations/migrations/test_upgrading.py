"""Bringing a database up to date: once, whole or not at all, and never backwards."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from flask import Flask
from sqlalchemy import event, inspect, text

from tests.operations.migrations.conftest import bare_app
from timeclock.config import ROOT
from timeclock.operations import upgrading
from timeclock.operations.upgrading import NotReady, demand_ready, newest_revision, upgrade
from timeclock.storage.transactions import db

UPGRADE_WHEN_TOLD = """
import sys
from tests.operations.migrations.conftest import bare_app
from timeclock.operations.upgrading import upgrade
with bare_app(sys.argv[1]):
    print("ready", flush=True)
    sys.stdin.read()
    upgrade()
"""


def test_an_empty_database_gets_every_table(bare: Flask) -> None:
    assert upgrade() == (None, newest_revision())
    assert {"account", "entry", "shift"} <= set(inspect(db.engine).get_table_names())


def test_a_second_upgrade_has_nothing_to_do(bare: Flask) -> None:
    upgrade()
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert upgrade() == (newest_revision(), newest_revision())
    assert not [s for s in statements if s.split()[0] in {"CREATE", "ALTER", "DROP", "INSERT"}]


def test_two_upgrades_at_once_run_the_migrations_once(empty_url: str) -> None:
    with ExitStack() as stack:
        started = [stack.enter_context(_upgrading_process(empty_url)) for _ in range(3)]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
        assert [process.wait(60) for process in started] == [0, 0, 0]
    with bare_app(empty_url), db.engine.connect() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [
            newest_revision()
        ]


def test_a_migration_that_fails_half_way_leaves_nothing(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr("timeclock.ledger.guards.put_up", fail)
        with pytest.raises(RuntimeError, match="power"):
            upgrade()
    assert inspect(db.engine).get_table_names() == []
    upgrade()


def test_foreign_keys_are_on_again_after_a_migration(bare: Flask) -> None:
    upgrade()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_start_refuses_a_database_that_was_never_migrated(bare: Flask) -> None:
    with pytest.raises(NotReady, match="database upgrade"):
        demand_ready()


@pytest.mark.parametrize("act", [upgrade, demand_ready])
def test_a_database_of_a_newer_version_is_left_alone(
    bare: Flask, act: Callable[[], object]
) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotReady, match="newer Timeclock"):
        act()


def test_each_revision_is_in_a_file_named_after_it() -> None:
    names = sorted(path.stem for path in (upgrading.FOLDER / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]


def _upgrading_process(url: str) -> "subprocess.Popen[bytes]":
    """Another process that is up and waits to be let go."""
    return subprocess.Popen(
        [sys.executable, "-c", UPGRADE_WHEN_TOLD, url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
