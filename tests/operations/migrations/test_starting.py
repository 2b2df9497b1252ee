"""The WSGI door opens on a sound database only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.operations.migrations.conftest import bare_app
from timeclock.config import ROOT
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db

SECRET = "only for tests, and long enough to be taken"


def load(url: str, instance: Path) -> "subprocess.CompletedProcess[str]":
    """Load the WSGI app as a server does."""
    settings = {
        "TIMECLOCK_DATABASE_URL": url,
        "TIMECLOCK_INSTANCE": str(instance),
        "TIMECLOCK_SECRET_KEY": SECRET,
    }
    return subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env=dict(os.environ, **settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_server_starts_on_a_sound_database(empty_url: str, tmp_path: Path) -> None:
    with bare_app(empty_url):
        upgrade()
    loaded = load(empty_url, tmp_path)
    assert (loaded.returncode, loaded.stderr) == (0, "")


def test_a_server_does_not_start_before_the_migrations(empty_url: str, tmp_path: Path) -> None:
    loaded = load(empty_url, tmp_path)
    assert loaded.returncode == 1
    assert loaded.stderr.strip().endswith("flask --app app database upgrade")


def test_a_server_does_not_start_without_the_guards(empty_url: str, tmp_path: Path) -> None:
    with bare_app(empty_url):
        upgrade()
        on = " ON entry" if db.engine.dialect.name == "postgresql" else ""
        guard = "entry_refuses_change" if on else "entry_refuses_delete"
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP TRIGGER {guard}{on}"))
    loaded = load(empty_url, tmp_path)
    assert (loaded.returncode, loaded.stdout) == (1, "")
    assert f"{guard} missing or changed" in loaded.stderr


@pytest.mark.parametrize("asked", [["routes"], ["--help"]])
def test_the_command_line_loads_before_the_migrations(asked: list[str], tmp_path: Path) -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("flask"), "--app", "app", *asked],
        cwd=ROOT,
        env=dict(os.environ, TIMECLOCK_INSTANCE=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_worker_comes_up_while_its_database_is_away(tmp_path: Path) -> None:
    loaded = load("postgresql://nobody@127.0.0.1:1/nothing", tmp_path)
    assert loaded.returncode == 0
    assert "could not be reached" in loaded.stderr
