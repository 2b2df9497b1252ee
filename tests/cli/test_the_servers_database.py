"""A command does not work on another database than the server that runs, unless it is meant."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from tests.cli.conftest import Terminal
from timeclock.storage.running_server import FILE, address, announce, served_database
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite", "postgresql")

HOLDS = """
import fcntl, sys
file = open(sys.argv[1], "w+")
file.write(sys.argv[2]); file.flush()
fcntl.flock(file, fcntl.LOCK_SH)
print("held", flush=True); sys.stdin.read()
"""
OTHER = "postgresql://db.example:5432/clock"


@contextmanager
def server_on(app: Flask, told: str) -> Iterator[None]:
    """Another process of this instance that serves that database."""
    path = Path(app.instance_path) / FILE
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path), told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def own(app: Flask) -> Iterator[str]:
    with app.app_context():
        found = address(db.engine.url)
    yield found
    (Path(app.instance_path) / FILE).unlink(missing_ok=True)


def test_the_default_beside_a_server_on_another_is_refused_with_both_addresses(
    terminal: Terminal, app: Flask, own: str
) -> None:
    with server_on(app, OTHER):
        said = terminal.refusal("workspaces", "list")
        assert said == (
            f"This command uses {own}, but the server of this instance uses {OTHER}. "
            "Nothing was done. Set TIMECLOCK_DATABASE_URL to the one that you mean."
        )
        assert terminal.refusal("database", "upgrade") == said
    assert terminal.run("workspaces", "list").exit_code == 0, "a server that ended left its file"


def test_another_one_on_purpose_is_said_and_used(make_app: Callable[..., Flask], own: str) -> None:
    terminal = Terminal(make_app(database_named=True))
    with server_on(terminal.app, OTHER):
        result = terminal.run("workspaces", "list")
    assert result.exit_code == 0
    assert result.stderr.strip() == (
        f"This command uses {own}, but the server of this instance uses {OTHER}."
    )


def test_the_servers_own_database_needs_no_word(terminal: Terminal, app: Flask, own: str) -> None:
    with server_on(app, own):
        terminal.facts("workspaces", "list")


def test_a_server_says_its_database_as_long_as_it_lives(app: Flask, own: str) -> None:
    instance = Path(app.instance_path)
    announce(app)
    try:
        assert served_database(instance) == own
        assert stat.S_IMODE((instance / FILE).stat().st_mode) == 0o600
    finally:
        os.close(app.extensions.pop("timeclock_running_server"))
    assert served_database(instance) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql+psycopg://me:secret@db.example/clock?sslpassword=hidden",
            "postgresql://db.example:5432/clock",
        ),
        (
            "postgresql+psycopg://me@/clock?host=/run/pg",
            "postgresql:///clock?host=/run/pg&port=5432",
        ),
        ("postgresql+psycopg://db:6432/clock", "postgresql://db:6432/clock"),
        ("sqlite:////srv/../srv/clock.sqlite3", "sqlite:////srv/clock.sqlite3"),
    ],
)
def test_an_address_has_no_secret_in_it(url: str, expected: str) -> None:
    assert address(make_url(url)) == expected
