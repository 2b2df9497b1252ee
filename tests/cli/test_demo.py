"""The invented company."""

import pytest

from tests.cli.conftest import Terminal
from timeclock.company.people.signing_in import sign_in

pytestmark = pytest.mark.databases("sqlite", "postgresql")


def test_an_empty_database_comes_alive(terminal: Terminal) -> None:
    made = terminal.facts("demo")
    at = ("--workspace", str(made["workspace_id"]))
    assert len(made["people"]) == 12
    assert {one["role"] for one in made["people"]} == {
        "owner",
        "executive_manager",
        "manager",
        "employee",
    }
    assert len(terminal.facts("clocks", "list", *at)["clocks"]) == 3
    shifts = terminal.facts("shifts", "open", *at)["shifts"]
    assert sorted(one["state"] for one in shifts) == ["on_break"] + ["working"] * 7
    assert [one["worked_seconds"] > 14 * 3600 for one in shifts] == [True] + [False] * 7
    assert terminal.facts("ledger", "verify")["ok"] is True


def test_everyone_signs_in_with_the_password_that_was_shown(terminal: Terminal) -> None:
    people = terminal.facts("demo")["people"]
    assert len({one["password"] for one in people}) == 12
    with terminal.app.app_context():
        for one in people:
            sign_in(one["email"], one["password"], address="192.0.2.1", device="")


def test_a_database_in_use_is_left_alone(terminal: Terminal, company: dict[str, int]) -> None:
    assert "empty" in terminal.refusal("demo")
    assert len(terminal.facts("workspaces", "list")["workspaces"]) == 1
