"""Punches by the operator."""

from datetime import UTC, datetime, timedelta

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from timeclock.company.people import queries as members
from timeclock.ledger import queries as ledger
from timeclock.timekeeping import utc_text

AT = ("--workspace", WORKSPACE)
HIM = (*AT, "--email", ELI)


def test_a_shift_from_clock_in_to_clock_out(terminal: Terminal, company: dict[str, int]) -> None:
    begun = terminal.facts("shifts", "clock-in", *HIM, "--job", "B", "--note", "Oven two")
    assert begun["changed"] is True
    assert begun["shift"]["state"] == "working"
    assert begun["shift"]["note"] == "Oven two"
    for name in ("user_id", "clock_id", "job_id"):
        assert begun["shift"][name] == company[name]
    assert terminal.facts("shifts", "pause", *HIM)["shift"]["state"] == "on_break"
    assert terminal.facts("shifts", "resume", *HIM)["shift"]["state"] == "working"
    ended = terminal.facts("shifts", "clock-out", *HIM)["shift"]
    assert ended["shift_id"] == begun["shift"]["shift_id"]
    assert ended["state"] == "ended"


def test_who_is_in_is_listed(terminal: Terminal, company: dict[str, int]) -> None:
    assert terminal.facts("shifts", "open", *AT) == {"shifts": []}
    assert terminal.run("shifts", "open", *AT).stdout == "No one is in.\n"
    terminal.facts("shifts", "clock-in", *HIM)
    (shift,) = terminal.facts("shifts", "open", *AT)["shifts"]
    assert (shift["name"], shift["state"], shift["user_id"]) == (
        "Eli",
        "working",
        company["user_id"],
    )
    assert "Eli" in terminal.run("shifts", "open", *AT).stdout


def test_a_punch_in_the_wrong_state_is_refused_in_words(
    terminal: Terminal, company: dict[str, int]
) -> None:
    assert "not clocked in" in terminal.refusal("shifts", "pause", *HIM)
    assert "not clocked in" in terminal.refusal("shifts", "clock-out", *HIM)
    terminal.facts("shifts", "clock-in", *HIM)
    assert "already clocked in" in terminal.refusal("shifts", "clock-in", *HIM)


def test_a_punch_that_changes_nothing_says_so(terminal: Terminal, company: dict[str, int]) -> None:
    nothing = terminal.facts("shifts", "resume", *HIM)
    assert nothing == {"user_id": company["user_id"], "changed": False, "shift": None}
    terminal.facts("shifts", "clock-in", *HIM)
    terminal.facts("shifts", "pause", *HIM)
    again = terminal.run("shifts", "pause", *HIM)
    assert again.exit_code == 0
    assert again.stdout.startswith("Nothing changed: Eli has been on a break since")


def test_a_stop_tells_why(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    stopped = terminal.facts("shifts", "stop", *HIM, "--reason", "Fire drill")["shift"]
    assert (stopped["stopped"], stopped["stop_reason"]) == (True, "Fire drill")


def test_a_script_may_stop_without_a_reason(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    stopped = terminal.facts("shifts", "stop", *HIM)["shift"]
    assert (stopped["stopped"], stopped["stop_reason"]) == (True, "")


def test_an_end_before_the_start_is_refused(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    early = utc_text(datetime.now(UTC) - timedelta(hours=1))
    assert "before the start" in terminal.refusal("shifts", "clock-out", *HIM, "--end", early)
    assert "--end" in terminal.refusal("shifts", "clock-out", *HIM, "--end", "gestern")


def test_the_operators_punch_can_be_taken_back(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    assert terminal.facts("shifts", "undo", *HIM)["shift"] is None
    assert terminal.facts("shifts", "open", *AT) == {"shifts": []}


def test_the_ledger_says_that_it_was_the_operator(
    terminal: Terminal, company: dict[str, int]
) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    with terminal.app.app_context():
        member = members.member(company["workspace_id"], company["member_id"])
        assert member is not None
        entry = ledger.last_entry(member.workspace_id, member.chain_id)
    assert entry is not None
    assert (entry.kind, entry.door) == ("shift.clocked_in", "terminal")
    assert (entry.actor_pseudonym, entry.actor_id) == ("operator", None)


def test_the_job_is_switched(terminal: Terminal, company: dict[str, int]) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    switched = terminal.facts("shifts", "switch-job", *HIM, "--job", str(company["job_id"]))
    assert switched["shift"]["job_id"] == company["job_id"]
