"""The terminal as a script would use it, and a company to use it on."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.fixtures.company import Watch

WORKSPACE = "Lindner Bakery"
OLIVE, ELI = "olive@lindner.example", "eli@lindner.example"


@dataclass
class Terminal:
    """Runs commands; `facts` and `refusal` also check how they ended."""

    app: Flask

    def run(self, *words: str, typed: str = "") -> Result:
        return self.app.test_cli_runner().invoke(args=words, input=typed)

    def facts(self, *words: str, typed: str = "") -> dict[str, Any]:
        """What the command said in JSON; it has to have worked."""
        result = self.run(*words, "--json", typed=typed)
        assert (result.exit_code, result.stderr) == (0, "")
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    def refusal(self, *words: str, typed: str = "") -> str:
        """The sentence of a command that has to be refused."""
        result = self.run(*words, typed=typed)
        assert (result.exit_code, result.stdout) == (1, "")
        return result.stderr.strip()


@pytest.fixture
def terminal(app: Flask) -> Terminal:
    return Terminal(app)


@pytest.fixture
def company(terminal: Terminal) -> dict[str, int]:
    """Olive's company with Eli, a clock and a job; the ids of all of them."""
    made = terminal.facts(
        *("workspaces", "create", "--name", WORKSPACE, "--timezone", "Europe/Berlin"),
        *("--owner-email", OLIVE, "--owner-name", "Olive", "--password-stdin"),
        typed="a long password\n",
    )
    made |= terminal.facts(
        *("members", "add", "--workspace", WORKSPACE, "--email", ELI, "--name", "Eli"),
        *("--role", "employee"),
    )
    made |= terminal.facts("clocks", "create", "--workspace", WORKSPACE, "--name", "Bakehouse")
    made |= terminal.facts("jobs", "add", "--workspace", WORKSPACE, "--name", "Bake", "--code", "B")
    terminal.facts(
        *("clocks", "assign", "--workspace", WORKSPACE, "--clock", "Bakehouse", "--email", ELI)
    )
    return made


@pytest.fixture
def shift(terminal: Terminal, company: dict[str, int], watch: Watch) -> int:
    """Eli's Monday, 2 March 2026, 08:00 to 16:00 in Berlin; it is the Monday after, at 19:00."""
    him = ("--workspace", WORKSPACE, "--email", ELI)
    watch.at(datetime(2026, 3, 2, 7, tzinfo=UTC))
    terminal.facts("shifts", "clock-in", *him)
    watch.at(datetime(2026, 3, 2, 15, tzinfo=UTC))
    made = terminal.facts("shifts", "clock-out", *him)
    watch.at(datetime(2026, 3, 9, 18, tzinfo=UTC))
    return int(made["shift"]["shift_id"])
