"""Timesheets in the terminal."""

import re
from datetime import date

import pytest

from tests.cli.conftest import OLIVE, Terminal
from tests.cli.hours import AT, HIM, WEEK
from tests.fixtures.company import Watch
from timeclock.cli.sheet_facts import rows_text
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.rows import PeriodRow
from timeclock.worktime.timesheets.approval.standing import SheetDecision

pytestmark = pytest.mark.databases("sqlite")


def test_a_sheet_is_shown(terminal: Terminal, shift: int) -> None:
    sheet = terminal.facts("timesheets", "show", *HIM, *WEEK)
    assert (sheet["state"], sheet["first_day"], sheet["last_day"]) == (
        "open",
        "2026-03-02",
        "2026-03-08",
    )
    assert sheet["totals"]["worked_seconds"] == 8 * 3600
    for day in sheet["days"]:
        assert sum(line["seconds"] for line in day["lines"]) == day["worked_seconds"]
    text = terminal.run("timesheets", "show", *HIM, *WEEK).stdout
    assert "Mon 2" in text
    assert "8 h 0 min" in text
    assert "The timesheet is open." in text
    present = terminal.facts("timesheets", "show", *HIM)
    assert present["first_day"] == "2026-03-09"


def test_a_total_is_explained(terminal: Terminal, shift: int) -> None:
    day = terminal.facts("timesheets", "explain", *HIM, "--day", "2026-03-02")
    (line,) = day["lines"]
    assert (line["kind"], line["seconds"], line["shift_id"]) == ("shift", 8 * 3600, shift)
    assert line["started_at"] == "2026-03-02T07:00:00Z"
    text = terminal.run("timesheets", "explain", *HIM, "--day", "2026-03-02").stdout
    assert line["sentence"] in text
    assert terminal.run("timesheets", "explain", *HIM, "--day", "2026-03-03").exit_code == 0


def test_everyone_is_listed(terminal: Terminal, shift: int) -> None:
    rows = terminal.facts("timesheets", "list", *AT, *WEEK)["timesheets"]
    assert [(row["name"], row["totals"]["worked_seconds"]) for row in rows] == [
        ("Eli", 8 * 3600),
        ("Olive", 0),
    ]
    assert "Eli" in terminal.run("timesheets", "list", *AT, *WEEK).stdout


@pytest.mark.databases("sqlite", "postgresql")
def test_from_handing_in_to_reopening(terminal: Terminal, shift: int) -> None:
    def state(verb: str, *more: str) -> str:
        found = terminal.facts("timesheets", verb, *HIM, *WEEK, *more)
        assert found["changed"] is True
        return str(found["state"])

    assert state("submit") == "submitted"
    assert state("send-back", "--reason", "Tuesday?") == "open"
    assert state("approve") == "approved"
    assert state("reopen", "--reason", "A shift is missing") == "open"


@pytest.mark.databases("sqlite", "postgresql")
def test_before_the_last_day_it_is_submitted_on_purpose_and_a_punch_reopens_it(
    terminal: Terminal, shift: int
) -> None:
    this_week = (*HIM, "--first", "2026-03-09")
    assert "Submit anyway?" in terminal.refusal("timesheets", "submit", *this_week)
    assert terminal.facts("timesheets", "submit", *this_week, "--early")["state"] == "submitted"
    terminal.facts("shifts", "clock-in", *HIM)
    found = terminal.facts("timesheets", "show", *this_week)
    assert (found["state"], found["reopened_by_change"]) == ("open", True)


def test_doing_it_again_says_so(terminal: Terminal, shift: int) -> None:
    terminal.facts("timesheets", "approve", *HIM, *WEEK)
    again = terminal.run("timesheets", "approve", *HIM, *WEEK)
    assert again.stdout == "Nothing changed: Eli's timesheet is approved.\n"


@pytest.mark.databases("sqlite", "postgresql")
def test_all_that_can_be_are_approved(terminal: Terminal, shift: int, company: object) -> None:
    found = terminal.facts("timesheets", "approve", *AT, *WEEK, "--all")
    assert found["approved"] == []
    assert [each["code"] for each in found["left"]] == ["not_submitted"] * 2
    terminal.facts("timesheets", "submit", *HIM, *WEEK)
    assert len(terminal.facts("timesheets", "approve", *AT, *WEEK, "--all")["approved"]) == 1
    every = ("--all", "--include-unsubmitted")
    found = terminal.facts("timesheets", "approve", *AT, *WEEK, *every)
    assert len(found["approved"]) == 1
    assert found["left"] == []
    said = terminal.run("timesheets", "approve", *AT, "--first", "2026-03-09", "--all").stdout
    assert said.startswith("0 approved.\n")
    assert "\nEli: The period runs to the end of 15 March 2026.\n" in said


def test_refusals_in_words(terminal: Terminal, shift: int) -> None:
    wrong = ((), ("--all", "--email", OLIVE), ("--email", OLIVE, "--include-unsubmitted"))
    for which in wrong:
        assert terminal.run("timesheets", "approve", *AT, *WEEK, *which).exit_code == 2
    for first in ("2026-03-03", "monday"):
        said = terminal.refusal("timesheets", "submit", *HIM, "--first", first)
        assert first in said or "--first" in said
    said = terminal.refusal("timesheets", "reopen", *HIM, *WEEK, "--reason", "x")
    assert said == "This timesheet is not approved."
    assert "--day" in terminal.refusal("timesheets", "explain", *HIM, "--day", "2026-02-30")


def test_what_still_runs_is_said_with_its_time(
    terminal: Terminal, shift: int, watch: Watch
) -> None:
    said = "As of 19:00 UTC. A shift is still running."
    shown = ("timesheets", "show", *HIM, "--first", "2026-03-09")
    assert "As of" not in terminal.run(*shown).stdout
    terminal.facts("shifts", "clock-in", *HIM)
    watch.later(hours=1)
    explained = ("timesheets", "explain", *HIM, "--day", "2026-03-09")
    assert said in terminal.run(*shown).stdout
    assert said in terminal.run(*explained).stdout


def test_the_days_add_up_to_the_sum(terminal: Terminal, shift: int, watch: Watch) -> None:
    for _ in range(4):
        terminal.facts("shifts", "clock-in", *HIM)
        watch.later(hours=5, seconds=48)
        terminal.facts("shifts", "clock-out", *HIM)
        watch.later(hours=18, minutes=59, seconds=12)
    text = terminal.run("timesheets", "show", *HIM, "--first", "2026-03-09").stdout
    figures = [tuple(map(int, each)) for each in re.findall(r"(\d+) h (\d+) min +\d+ h", text)]
    *days, total = (hours * 60 + minutes for hours, minutes in figures)
    assert len(days) == 4
    assert sum(days) == total == 20 * 60 + 3


def test_whatever_is_in_the_way_has_a_word_in_the_list() -> None:
    period = Period(date(2026, 3, 2), date(2026, 3, 9))
    row = PeriodRow(
        member_id=1,
        name="Eli",
        employee_number="",
        is_active=True,
        standing=SheetDecision(1, period),
        totals=Totals(0, 0, 0, 0, 0, {}, {}),
        running=False,
        flags=0,
        cases=tuple(ObstacleKind),
        changed_since_submitted=False,
    )
    text = rows_text([row])
    assert "time given afterwards" in text
    assert "punch of a kiosk" in text
    assert text.count(", ") == len(ObstacleKind) - 1
