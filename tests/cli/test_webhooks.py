"""Webhooks from the terminal."""

from tests.cli.conftest import WORKSPACE, Terminal
from timeclock.outgoing.webhooks.events import EVENTS

AT = ("--workspace", WORKSPACE)
URL = "https://example.com/hook"


def added(terminal: Terminal) -> str:
    """The number of a new webhook."""
    return str(terminal.facts("webhooks", "add", *AT, "--url", URL)["webhook_id"])


def test_the_plain_answer_is_the_secret_alone(terminal: Terminal, company: dict[str, int]) -> None:
    said = terminal.run("webhooks", "add", *AT, "--url", URL).stdout.split()
    assert len(said) == 1
    assert said[0].startswith("whsec_")
    listed = terminal.run("webhooks", "list", *AT)
    assert said[0] not in listed.stdout
    assert URL in listed.stdout
    assert "active" in listed.stdout


def test_it_is_told_of_everything_or_of_what_is_named(
    terminal: Terminal, company: dict[str, int]
) -> None:
    added(terminal)
    words = ("webhooks", "add", *AT, "--url", URL, "--description", "Pay")
    terminal.facts(*words, "--event", "shift.paused", "--event", "shift.resumed")
    newest, first = terminal.facts("webhooks", "list", *AT)["webhooks"]
    assert newest["events"] == ["shift.paused", "shift.resumed"]
    assert first["events"] == list(EVENTS)
    assert "not an event" in terminal.refusal(*words, "--event", "shift.flew")
    assert "https://" in terminal.refusal("webhooks", "add", *AT, "--url", "http://example.com")


def test_it_is_paused_resumed_and_removed(terminal: Terminal, company: dict[str, int]) -> None:
    one = ("--webhook", added(terminal))
    terminal.facts("webhooks", "pause", *AT, *one)
    assert "paused by hand" in terminal.run("webhooks", "list", *AT).stdout
    terminal.facts("webhooks", "resume", *AT, *one)
    assert terminal.facts("webhooks", "list", *AT)["webhooks"][0]["paused_at"] is None
    terminal.facts("webhooks", "remove", *AT, *one)
    assert "There is no webhook yet." in terminal.run("webhooks", "list", *AT).stdout
    assert "does not exist" in terminal.refusal("webhooks", "pause", *AT, *one)


def test_a_new_secret_is_the_plain_answer_and_shown_once(
    terminal: Terminal, company: dict[str, int]
) -> None:
    one = ("--webhook", added(terminal))
    said = terminal.run("webhooks", "rotate", *AT, *one).stdout.split()
    assert len(said) == 1
    assert said[0].startswith("whsec_")
    facts = terminal.facts("webhooks", "rotate", *AT, *one)
    assert facts["secret"].startswith("whsec_")
    assert facts["secret"] != said[0]
    (listed,) = terminal.facts("webhooks", "list", *AT)["webhooks"]
    assert listed["old_secret_until"] == facts["old_secret_until"]
    assert "whsec_" not in str(listed)
    assert "does not exist" in terminal.refusal("webhooks", "rotate", *AT, "--webhook", "999")


def test_a_test_is_asked_for_and_is_in_the_log(terminal: Terminal, company: dict[str, int]) -> None:
    one = ("--webhook", added(terminal))
    assert "Nothing was sent yet." in terminal.run("webhooks", "log", *AT, *one).stdout
    asked = terminal.facts("webhooks", "test", *AT, *one)
    (row,) = terminal.facts("webhooks", "log", *AT, *one)["attempts"]
    assert (row["attempt_id"], row["sent_at"]) == (asked["attempt_id"], None)
    assert "waiting" in terminal.run("webhooks", "log", *AT, *one).stdout
    number = ("--attempt", str(asked["attempt_id"]))
    assert "This was a test" in terminal.refusal("webhooks", "replay", *AT, *one, *number)
    assert "does not exist" in terminal.refusal("webhooks", "log", *AT, "--webhook", "999")
