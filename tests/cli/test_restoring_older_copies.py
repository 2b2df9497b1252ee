"""A copy that lacks what was recorded since: what is lost is named, and the old database kept."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from timeclock.ledger.heads import heads_in
from timeclock.ledger.queries import last_entry, workspace_chain_id
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.keeping import Keeper
from timeclock.storage.transactions import db, snapshot, writes

HIM = ("--workspace", WORKSPACE, "--email", ELI)

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def copy(terminal: Terminal, company: dict[str, int], tmp_path: Path) -> Path:
    """A copy made while Eli was in; he has gone since, and a server has made the anchor."""
    terminal.facts("shifts", "clock-in", *HIM)
    file = tmp_path / "copy.sqlite3"
    terminal.facts("backup", "create", str(file))
    terminal.facts("shifts", "clock-out", *HIM)
    terminal.facts("database", "checkpoint")
    return file


def database_file(terminal: Terminal) -> Path:
    with terminal.app.app_context():
        return Path(db.engine.url.database or "")


def kept_files(terminal: Terminal) -> list[Path]:
    file = database_file(terminal)
    return sorted(file.parent.glob(f"{file.name}.replaced-*"))


def anchored(terminal: Terminal) -> bool:
    """Whether the anchor has what the database has."""
    with terminal.app.app_context(), snapshot() as session:
        content = keeper().file.read()
        return content is not None and content.heads == heads_in(session)


def test_what_would_be_lost_is_named_and_nothing_is_changed(terminal: Terminal, copy: Path) -> None:
    said = terminal.refusal("backup", "restore", str(copy), "--replace")
    assert "1 entry is missing" in said
    assert "all is there up to 20" in said
    assert f"{WORKSPACE}, Eli (member " in said
    assert "1 missing, entry 2" in said
    assert "--accept-loss" in said
    assert kept_files(terminal) == []
    assert terminal.facts("shifts", "open", "--workspace", WORKSPACE)["shifts"] == []
    assert terminal.facts("anchor", "check")["ok"] is True


def test_the_database_before_is_kept_and_the_ledger_tells_of_the_loss(
    terminal: Terminal, copy: Path, company: dict[str, int]
) -> None:
    done = terminal.facts("backup", "restore", str(copy), "--replace", "--accept-loss")
    (kept,) = kept_files(terminal)
    assert (done["lost"], done["kept"]) == (1, str(kept))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with closing(sqlite3.connect(kept)) as connection:
        ended = connection.execute("SELECT count(*) FROM shift WHERE ended_at IS NOT NULL")
        assert ended.fetchone() == (1,)
    workspace_id = company["workspace_id"]
    with terminal.app.app_context():
        entry = last_entry(workspace_id, workspace_chain_id(workspace_id) or 0)
    assert entry is not None
    assert (entry.kind, entry.actor_pseudonym) == ("loss.accepted", "operator")
    assert entry.after is not None
    assert entry.after["entries"] == 1
    assert anchored(terminal)
    assert terminal.facts("anchor", "check")["ok"] is True
    assert terminal.facts("ledger", "verify")["ok"] is True
    terminal.facts("shifts", "clock-out", *HIM)


def test_a_copy_that_has_everything_needs_no_more_words(terminal: Terminal, copy: Path) -> None:
    terminal.facts("backup", "create", str(copy), "--replace")
    done = terminal.facts("backup", "restore", str(copy), "--replace")
    assert done["lost"] == 0
    assert [str(path) for path in kept_files(terminal)] == [done["kept"]]
    assert anchored(terminal)


def test_what_a_deleted_database_had_is_known_by_the_anchor(terminal: Terminal, copy: Path) -> None:
    file = database_file(terminal)
    with terminal.app.app_context():
        db.session.remove()
        db.engine.dispose()
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    said = terminal.refusal("backup", "restore", str(copy))
    assert "1 missing, entry 2" in said
    terminal.facts("backup", "restore", str(copy), "--accept-loss")
    assert terminal.facts("anchor", "check")["ok"] is True


def test_a_server_that_runs_does_not_write_down_what_the_restore_took_away(
    terminal: Terminal, copy: Path
) -> None:
    """It had a note in memory when the other database came."""
    with terminal.app.app_context():
        server = Keeper(keeper().file, writes())
        server.compare()
        stale = list(heads_of(terminal).values())
    terminal.facts("backup", "restore", str(copy), "--replace", "--accept-loss")
    with terminal.app.app_context():
        writes().committed.extend(stale)
        server.flush()
        assert server.loss is None
    assert anchored(terminal)


def heads_of(terminal: Terminal) -> dict[str, object]:
    with terminal.app.app_context(), snapshot() as session:
        return dict(heads_in(session))


def test_while_entries_are_missing_the_terminal_writes_nothing(
    terminal: Terminal, copy: Path
) -> None:
    with terminal.app.app_context(), snapshot() as session:
        heads = heads_in(session).values()
        keeper().file.replace([head._replace(position=head.position + 2) for head in heads])
    assert "Nothing was recorded" in terminal.refusal("shifts", "clock-in", *HIM)
    result = terminal.run("anchor", "accept-loss", typed="n\n")
    assert result.exit_code == 1
    assert "Eli" in result.stderr
    assert "Nothing was recorded" in terminal.refusal("shifts", "clock-in", *HIM)
    result = terminal.run("anchor", "accept-loss", typed="y\n")
    assert result.exit_code == 0, result.output
    terminal.facts("shifts", "clock-in", *HIM)
    assert "Nothing is missing" in terminal.refusal("anchor", "accept-loss", "--yes")
