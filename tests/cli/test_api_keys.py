"""Keys from the terminal."""

from tests.cli.conftest import ELI, WORKSPACE, Terminal

AT = ("--workspace", WORKSPACE)


def test_a_key_is_printed_once(terminal: Terminal, company: dict[str, int]) -> None:
    issued = terminal.facts("api-keys", "issue", *AT, "--email", ELI, "--scope", "punch")
    listed = terminal.run("api-keys", "list", *AT, "--json").stdout
    assert issued["key"] not in listed
    (key,) = terminal.facts("api-keys", "list", *AT)["keys"]
    assert key["key_id"] == issued["key_id"]
    assert issued["key"].startswith(key["start"])
    assert (key["scope"], key["user_id"]) == ("punch", company["user_id"])


def test_the_plain_answer_is_the_key_alone(terminal: Terminal, company: dict[str, int]) -> None:
    result = terminal.run("api-keys", "issue", *AT, "--email", ELI, "--scope", "read")
    assert len(result.stdout.split()) == 1


def test_a_key_is_revoked(terminal: Terminal, company: dict[str, int]) -> None:
    issued = terminal.facts("api-keys", "issue", *AT, "--email", ELI, "--scope", "punch")
    terminal.facts("api-keys", "revoke", *AT, "--key-id", str(issued["key_id"]))
    (key,) = terminal.facts("api-keys", "list", *AT)["keys"]
    assert key["revoked_at"] is not None
    terminal.refusal("api-keys", "revoke", *AT, "--key-id", "999")


def test_a_key_may_expire_but_not_yesterday(terminal: Terminal, company: dict[str, int]) -> None:
    words = ("api-keys", "issue", *AT, "--email", ELI, "--scope", "read", "--expires")
    terminal.facts(*words, "2099-01-01T00:00:00Z")
    (key,) = terminal.facts("api-keys", "list", *AT)["keys"]
    assert key["expires_at"] == "2099-01-01T00:00:00Z"
    terminal.refusal(*words, "2020-01-01T00:00:00Z")
    terminal.refusal(*words, "soon")
