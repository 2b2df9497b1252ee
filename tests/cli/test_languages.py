"""What the terminal says is in the language of its reader, its help as well."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import click
import pytest
from flask import Flask

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from tests.fixtures.company import Watch
from timeclock.config import ROOT

pytestmark = pytest.mark.databases("sqlite")

AT, HIM = ("--workspace", WORKSPACE), ("--workspace", WORKSPACE, "--email", ELI)
WORD = re.compile(r"[A-Za-z]{2,}")
# Names, codes that are typed as they are shown, figures with the symbols of their units, and
# words of click.
DATA = re.compile(
    rf"{WORKSPACE}|Bakehouse|Europe/Berlin|https?://\S+|[\w.]+@[\w.]+|\b(?:Olive|Eli|Bake|Break)\b"
    r"|\b(?:h|min)\b|\d+T[\d:]+Z|\b(?:owner|employee|read|tk_\w+|[a-z]+\.[a-z_]+)\b"
)
SHOWN_AS_TYPED = re.compile(
    r"--?[\w-]+(?:=\S+)?|\b[A-Z|\[\]/=]{2,}\b\S*|\[[^\]]*\]|\bnone\b|\(>=\S+\)|x>=\d"
    r"|Usage:.*|Options:|Commands:|Show this message and exit\."
)

LISTS = (
    ("members", "list", *AT),
    ("clocks", "list", *AT),
    ("breaks", "list", *AT, "--clock", "Bakehouse"),
    ("jobs", "list", *AT),
    ("api-keys", "list", *AT),
    ("webhooks", "list", *AT),
    ("shifts", "open", *AT),
    ("timesheets", "list", *AT, "--first", "2026-03-02"),
    ("timesheets", "show", *HIM, "--first", "2026-03-02"),
    ("corrections", "list", *AT),
    ("periods", "list", *AT),
    ("periods", "obstacles", *AT, "--first", "2026-03-02"),
    ("ledger", "verify"),
    ("workspaces", "list"),
)
ACTS = (
    ("shifts", "pause", *HIM),
    ("shifts", "pause", *HIM),
    ("shifts", "resume", *HIM),
    ("shifts", "clock-out", *HIM),
    ("timesheets", "approve", *HIM, "--first", "2026-03-02"),
    ("members", "set-role", *HIM, "--role", "owner"),
    ("members", "deactivate", *HIM),
)


def english(text: str) -> list[str]:
    """The words that are neither translated nor data."""
    return WORD.findall(DATA.sub("", text))


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_lists_are_translated(
    terminal: Terminal, shift: int, made_up_app: Flask, words: tuple[str, ...]
) -> None:
    result = terminal.run(*words)
    assert (result.stdout != "", english(result.stdout)) == (True, [])


def test_answers_are_translated(
    terminal: Terminal, shift: int, made_up_app: Flask, watch: Watch
) -> None:
    terminal.facts("shifts", "clock-in", *HIM)
    for hour, words in enumerate(ACTS, start=19):
        watch.at(datetime(2026, 3, 9 + hour // 24, hour % 24, tzinfo=UTC))
        result = terminal.run(*words)
        assert (result.exit_code, result.stdout != "") == (0, True), result.stderr
        assert english(result.stdout) == []


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if command.callback is None or command.callback.__module__.startswith("timeclock."):
            yield (*path, name)
            if isinstance(command, click.Group):
                yield from commands(command, (*path, name))


def test_help_is_translated(terminal: Terminal, made_up_app: Flask) -> None:
    ours = [each for each in commands(made_up_app.cli) if each[0] not in ("run", "shell", "routes")]
    assert len(ours) > 60
    with made_up_app.app_context():
        for path in ours:
            said = re.sub(r"(?m)^  [a-z-]+", "", terminal.run(*path, "--help").stdout)
            assert english(SHOWN_AS_TYPED.sub("", said)) == [], path


def test_no_text_goes_past_the_catalogue() -> None:
    """A literal in an answer is shown in English to all."""
    found = []
    for path in sorted((ROOT / "timeclock" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "CommandResult":
                said = ast.unparse(node.args[0])
                if isinstance(node.args[0], ast.JoinedStr) or re.search(r"['\"]\w", said[:2]):
                    found.append(f"{path}:{node.lineno}")
    assert found == []
