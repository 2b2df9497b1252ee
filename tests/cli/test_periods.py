"""Closing pay periods from the terminal."""

import pytest

from tests.cli.conftest import Terminal
from tests.cli.hours import AT, HIM, WEEK, at
from tests.fixtures.company import Watch

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.databases("sqlite", "postgresql")
def test_a_period_is_closed_and_reopened(terminal: Terminal, shift: int) -> None:
    closed = terminal.facts("periods", "close", *AT, *WEEK)
    assert (closed["changed"], closed["closed"], closed["people"]) == (True, True, 1)
    assert terminal.run("periods", "close", *AT, *WEEK).stdout == (
        "Nothing changed: 2026-03-02 to 2026-03-08 is closed.\n"
    )
    refusal = terminal.refusal("timesheets", "reopen", *HIM, *WEEK, "--reason", "x")
    assert "2026-03-02 to 2026-03-08" in refusal
    opened = terminal.facts("periods", "reopen", *AT, *WEEK, "--reason", "An hour is missing")
    assert (opened["closed"], opened["changed"]) == (False, True)


def test_periods_are_listed(terminal: Terminal, shift: int) -> None:
    terminal.facts("periods", "close", *AT, *WEEK)
    days = ("--from", "2026-03-01", "--to", "2026-03-09")
    found = terminal.facts("periods", "list", *AT, *days)["periods"]
    assert [(each["first_day"], each["closed"]) for each in found] == [
        ("2026-02-23", False),
        ("2026-03-02", True),
        ("2026-03-09", False),
    ]
    assert "2026-03-08  closed" in terminal.run("periods", "list", *AT).stdout
    backwards = ("--from", "2026-03-09", "--to", "2026-03-01")
    assert "three years" in terminal.refusal("periods", "list", *AT, *backwards)


def test_what_is_in_the_way_is_an_exit_code(terminal: Terminal, shift: int, watch: Watch) -> None:
    free = terminal.run("periods", "obstacles", *AT, *WEEK)
    assert (free.exit_code, free.stdout) == (0, "Nothing is in the way.\n")
    watch.at(at(6, "08:00"))
    terminal.facts("shifts", "clock-in", *HIM)
    watch.at(at(9, "19:00"))
    blocked = terminal.run("periods", "obstacles", *AT, *WEEK)
    assert blocked.exit_code == 1
    assert "Eli" in blocked.stdout
    assert "A shift is still open" in blocked.stdout
    assert "A shift is still open" in terminal.refusal("periods", "close", *AT, *WEEK)
