"""Closing pay periods from the terminal."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cli.conftest import WORKSPACE, Terminal
from tests.cli.hours import AT, HIM, WEEK, at
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.workspaces.models import Workspace
from timeclock.storage.transactions import db
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.databases("sqlite", "postgresql")
def test_a_period_is_closed_and_reopened(terminal: Terminal, shift: int) -> None:
    closed = terminal.facts("periods", "close", *AT, *WEEK)
    assert (closed["changed"], closed["closed"], closed["people"]) == (True, True, 1)
    assert len(closed["approved"]) == len(closed["unsubmitted"]) == 1
    assert terminal.run("periods", "close", *AT, *WEEK).stdout == (
        "Nothing changed: 2026-03-02 to 2026-03-08 is closed.\n"
    )
    refusal = terminal.refusal("timesheets", "reopen", *HIM, *WEEK, "--reason", "x")
    assert "2 March 2026 to 8 March 2026" in refusal
    opened = terminal.facts("periods", "reopen", *AT, *WEEK, "--reason", "An hour is missing")
    assert (opened["closed"], opened["changed"]) == (False, True)


def test_closing_names_what_it_approves(terminal: Terminal, shift: int) -> None:
    assert terminal.run("periods", "close", *AT, *WEEK).stdout == (
        "2026-03-02 to 2026-03-08 is closed.\nClosing approved Eli.\nNot submitted: Eli.\n"
    )


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


def test_earlier_days_of_the_workweek_are_in_the_way(
    terminal: Terminal, company: dict[str, int], shift: int, watch: Watch
) -> None:
    fortnights = PayRules(
        period=PeriodKind.TWO_WEEKLY, anchor=date(2026, 3, 5), overtime=RuleSet.US_FEDERAL
    )
    with terminal.app.app_context():
        workspace_id = db.session.scalar(select(Workspace.id).where(Workspace.name == WORKSPACE))
        assert workspace_id is not None
        change_rules(Actor.operator(workspace_id), first_day=ALWAYS, rules=fortnights)
    watch.at(at(20, "19:00"))
    later = ("--first", "2026-03-05")
    blocked = terminal.run("periods", "obstacles", *AT, *later)
    assert blocked.exit_code == 1
    assert "Monday 2 March belongs to the same workweek as 5 March" in blocked.stdout
    assert "Monday 2 March" in terminal.refusal("periods", "close", *AT, *later)
    terminal.facts("periods", "close", *AT, "--first", "2026-02-19")
    terminal.facts("periods", "close", *AT, *later)
    refusal = terminal.refusal(
        "periods", "reopen", *AT, "--first", "2026-02-19", "--reason", "An hour is missing"
    )
    assert refusal.startswith(
        "The period is closed: 5 March 2026 to 18 March 2026. It has a workweek"
    )
