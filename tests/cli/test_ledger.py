"""Checking the ledger from the terminal."""

import pytest
from sqlalchemy import text

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from timeclock.ledger import guards
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite", "postgresql")


def test_a_sound_ledger_is_said_to_hold(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", "--workspace", WORKSPACE, "--email", ELI)
    for words in (("ledger", "verify"), ("ledger", "verify", "--workspace", WORKSPACE)):
        found = terminal.facts(*words)
        assert (found["ok"], found["problems"], found["chains"]) == (True, [], 3)
        assert found["entries"] > 4


def test_a_changed_entry_is_found(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", "--workspace", WORKSPACE, "--email", ELI)
    _change_an_entry_behind_the_guards(terminal)
    result = terminal.run("ledger", "verify")
    assert result.exit_code == 1
    assert "broken" in result.stdout
    assert '"ok": false' in terminal.run("ledger", "verify", "--json").stdout


def _change_an_entry_behind_the_guards(terminal: Terminal) -> None:
    off = {
        "sqlite": "DROP TRIGGER entry_refuses_update",
        "postgresql": "DROP TRIGGER entry_refuses_change ON entry",
    }
    with terminal.app.app_context(), db.engine.begin() as connection:
        connection.execute(text(off[connection.dialect.name]))
        connection.execute(
            text("UPDATE entry SET body = replace(body, 'operator', 'other') WHERE kind = :kind"),
            {"kind": "shift.clocked_in"},
        )
        guards.put_up(connection)
