"""Copies of the embedded database."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from timeclock.storage.transactions import db

HIM = ("--workspace", WORKSPACE, "--email", ELI)

on_sqlite = pytest.mark.databases("sqlite")


@pytest.fixture
def copy(terminal: Terminal, company: dict[str, int], tmp_path: Path) -> Path:
    """A copy made while Eli was in."""
    terminal.facts("shifts", "clock-in", *HIM)
    file = tmp_path / "copy.sqlite3"
    terminal.facts("backup", "create", str(file))
    return file


def open_shifts(terminal: Terminal) -> int:
    return len(terminal.facts("shifts", "open", "--workspace", WORKSPACE)["shifts"])


@on_sqlite
def test_a_copy_is_one_file_for_its_owner_alone(copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(path.name for path in copy.parent.glob("*copy*")) == [copy.name]
    with sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM shift").fetchone() == (1,)
    connection.close()


@on_sqlite
def test_a_copy_overwrites_nothing_unless_told(terminal: Terminal, copy: Path) -> None:
    before = copy.read_bytes()
    assert "--replace" in terminal.refusal("backup", "create", str(copy))
    assert copy.read_bytes() == before
    terminal.facts("shifts", "clock-out", *HIM)
    terminal.facts("backup", "create", str(copy), "--replace")
    assert copy.read_bytes() != before


@on_sqlite
def test_a_copy_into_no_folder_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    assert "No such file" in terminal.refusal("backup", "create", str(tmp_path / "no" / "copy"))


@on_sqlite
def test_a_restored_database_is_as_it_was(terminal: Terminal, copy: Path) -> None:
    terminal.facts("shifts", "clock-out", *HIM)
    assert "--replace" in terminal.refusal("backup", "restore", str(copy))
    assert open_shifts(terminal) == 0
    terminal.facts("backup", "restore", str(copy), "--replace", "--accept-loss")
    assert open_shifts(terminal) == 1
    assert terminal.facts("ledger", "verify")["ok"] is True
    terminal.facts("shifts", "clock-out", *HIM)


@on_sqlite
def test_an_empty_database_needs_no_permission(
    terminal: Terminal, copy: Path, database_url: str
) -> None:
    _delete_database(terminal)
    terminal.facts("backup", "restore", str(copy))
    assert open_shifts(terminal) == 1


@on_sqlite
def test_a_server_that_runs_sees_the_restored_database(terminal: Terminal, copy: Path) -> None:
    """Another process holds the database open, as the server does."""
    file = terminal.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stdout.readline() == "1 open\n"
        terminal.facts("shifts", "clock-out", *HIM)
        for expected in ("0 open\n", "1 open\n"):
            server.stdin.write("look\n")
            server.stdin.flush()
            assert server.stdout.readline() == expected
            if expected == "0 open\n":
                terminal.facts("backup", "restore", str(copy), "--replace", "--accept-loss")
        server.stdin.close()
    assert open_shifts(terminal) == 1


@on_sqlite
@pytest.mark.parametrize("offset", [0, 40_000, 200_000])
def test_a_damaged_copy_changes_nothing(terminal: Terminal, copy: Path, offset: int) -> None:
    content = bytearray(copy.read_bytes())
    content[offset : offset + 50_000] = bytes(50_000)
    copy.write_bytes(content)
    terminal.facts("shifts", "clock-out", *HIM)
    terminal.refusal("backup", "restore", str(copy), "--replace")
    assert open_shifts(terminal) == 0


@on_sqlite
def test_one_flipped_letter_in_the_ledger_is_found(terminal: Terminal, copy: Path) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content.replace(b'"actor":"operator"', b'"actor":"Operator"', 1))
    assert copy.read_bytes() != content
    assert "is damaged" in terminal.refusal("backup", "restore", str(copy), "--replace")


@on_sqlite
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TRIGGER entry_refuses_delete", "guarded"),
        ("UPDATE chain SET position = position + 1", "is damaged"),
        ("DELETE FROM entry_payload; UPDATE alembic_version SET version_num = '9999'", "newer"),
        ("DROP TABLE alembic_version", "not a copy of a Timeclock database"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM member", "damaged"),
    ],
)
def test_an_unsound_copy_changes_nothing(
    terminal: Terminal, copy: Path, change: str, said: str
) -> None:
    connection = sqlite3.connect(copy)
    connection.executescript(change)
    connection.close()
    assert said in terminal.refusal("backup", "restore", str(copy), "--replace")
    assert open_shifts(terminal) == 1


@on_sqlite
def test_what_is_no_database_is_refused(
    terminal: Terminal, tmp_path: Path, sqlite_folder: Path
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Oven two is cold\n" * 500, "utf-8")
    assert "could not be copied" in terminal.refusal("backup", "restore", str(text))
    assert "no file" in terminal.refusal("backup", "restore", str(tmp_path / "nothing"))
    assert [*tmp_path.glob(".*"), *sqlite_folder.glob(".*")] == []


@pytest.mark.databases("postgresql")
def test_postgresql_is_left_to_its_own_tools(terminal: Terminal, tmp_path: Path) -> None:
    assert "pg_dump" in terminal.refusal("backup", "create", str(tmp_path / "copy"))


SERVER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
def look():
    query = "SELECT count(*) FROM shift WHERE ended_at IS NULL AND voided_at IS NULL"
    print(connection.execute(query).fetchone()[0], "open", flush=True)
look()
for line in sys.stdin:
    look()
"""


def _delete_database(terminal: Terminal) -> None:
    with terminal.app.app_context():
        db.session.remove()
        db.engine.dispose()
        file = Path(db.engine.url.database or "")
    for path in file.parent.glob(f"{file.name}*"):
        if not path.name.endswith(".lock"):
            path.unlink()
