"""The rules of pay in the terminal."""

import pytest

from tests.cli.conftest import Terminal
from tests.cli.hours import AT, HIM, WEEK

pytestmark = pytest.mark.databases("sqlite")
FROM = ("--first-day", "2026-03-02")


@pytest.mark.databases("sqlite", "postgresql")
def test_rules_are_set_shown_and_withdrawn(terminal: Terminal, shift: int) -> None:
    own = ("--own", "daily_after=420", "--own", "daily_percent=125")
    made = terminal.facts("rules", "set", *AT, *FROM, "--overtime", "own", *own, "--rounding", "15")
    assert (made["in_force"], made["first_day"]) == (True, "2026-03-02")
    assert (made["rules"]["own_daily_after"], made["rules"]["rounding"]) == (420, 15)
    sheet = terminal.facts("timesheets", "show", *HIM, *WEEK)
    assert sheet["totals"]["overtime_seconds"] == 3600
    shown = terminal.facts("rules", "show", *AT, "--day", "2026-03-05")
    assert shown["rules"] == made["rules"]
    assert [each["version_id"] for each in shown["versions"]] == [made["version_id"]]
    text = terminal.run("rules", "show", *AT).stdout
    assert "overtime" in text
    assert f"Version {made['version_id']} from 2026-03-02 on: in force." in text
    number = ("--version", str(made["version_id"]))
    shown = terminal.facts("rules", "withdraw", *AT, *number, "--preview")
    assert (shown["withdrawn"], bool(shown["sentences"])) == (False, True)
    terminal.facts("rules", "withdraw", *AT, *number)
    assert terminal.facts("rules", "show", *AT)["rules"]["overtime"] == "none"


def test_what_is_not_given_stays(terminal: Terminal, shift: int) -> None:
    terminal.facts(
        *("rules", "set", *AT, *FROM, "--period", "two_weekly", "--anchor", "2026-03-02"),
        *("--first-weekday", "sunday", "--split", "--meal-after", "360", "--meal-minutes", "30"),
    )
    later = ("--first-day", "2026-03-16", "--no-meal", "--day-begins", "240")
    rules = terminal.facts("rules", "set", *AT, *later, "--late-changes", "adjust")["rules"]
    assert (rules["period"], rules["anchor"], rules["split"]) == ("two_weekly", "2026-03-02", True)
    assert (rules["first_weekday"], rules["day_begins"]) == (6, 240)
    assert (rules["meal_after"], rules["meal_minutes"]) == (None, None)
    assert rules["late_changes"] == "adjust"


def test_a_change_is_shown_before_it_is_made(terminal: Terminal, shift: int) -> None:
    what = (*FROM, "--overtime", "own", "--own", "daily_after=420")
    found = terminal.facts("rules", "preview", *AT, *what)
    (person,) = found["people"]
    assert person["after"]["overtime_seconds"] == 3600
    assert "overtime for 1 person" in terminal.run("rules", "preview", *AT, *what).stdout
    assert terminal.facts("rules", "show", *AT)["versions"] == []


def test_refusals_in_words(terminal: Terminal, shift: int) -> None:
    for nonsense in ("daily_after", "daily_after=x", "yearly=1", "daily_after=" + "9" * 9):
        assert "--own" in terminal.refusal("rules", "set", *AT, *FROM, "--own", nonsense)
    assert "Enter 1 to" in terminal.refusal("rules", "set", *AT, *FROM, "--own", "longest_day=0")
    assert "already apply on that day" in terminal.refusal("rules", "set", *AT, *FROM)
    assert terminal.run("rules", "set", *AT, *FROM, "--rounding", "7").exit_code == 2
    terminal.facts("periods", "close", *AT, *WEEK)
    closed = terminal.refusal("rules", "set", *AT, *FROM, "--rounding", "15")
    assert "2 March 2026 to 8 March 2026. Nothing was changed." in closed
    assert "do not exist" in terminal.refusal("rules", "withdraw", *AT, "--version", "9")


def test_rounded_hours_are_explained_and_rounding_has_a_caution(
    terminal: Terminal, shift: int
) -> None:
    what = (*FROM, "--overtime", "germany", "--rounding", "15", "--day-begins", "240")
    assert "§ 611a(2) BGB" in terminal.run("rules", "preview", *AT, *what).stdout
    made = terminal.facts("rules", "set", *AT, *what, "--short-breaks", "unpaid")
    (caution,) = made["cautions"]
    assert caution.startswith("Rounding in Germany")
    assert made["rules"]["short_breaks"] == "unpaid"
    assert terminal.run("rules", "set", *AT, *what, "--short-breaks", "as_before").exit_code == 2
    day = terminal.facts("timesheets", "explain", *HIM, "--day", "2026-03-02")
    assert day["balance_seconds"] == sum(line["seconds"] for line in day["rounding_lines"])
