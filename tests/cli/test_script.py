"""The words as a shell script would use them, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from timeclock.config import ROOT

FLASK = Path(sys.executable).with_name("flask")
SECRET = "only for tests, and long enough to be taken"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "TIMECLOCK_DATABASE_URL": database_url,
        "TIMECLOCK_INSTANCE": str(tmp_path),
        "TIMECLOCK_SECRET_KEY": SECRET,
    }


@pytest.mark.databases("sqlite")
def test_from_an_empty_database_to_a_punch(settings: dict[str, str]) -> None:
    def run(*words: str, typed: str = "") -> dict[str, Any]:
        ran = subprocess.run(
            [FLASK, "--app", "app", *words, "--json"],
            cwd=ROOT,
            env=dict(os.environ, **settings),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        found: dict[str, Any] = json.loads(ran.stdout)
        return found

    assert run("database", "upgrade")["changed"] is False
    made = run(
        *("workspaces", "create", "--name", "Bakery", "--timezone", "Europe/Berlin"),
        *("--owner-email", "olive@lindner.example", "--owner-name", "Olive", "--password-stdin"),
        typed="three quiet ovens\n",
    )
    at = ("--workspace", str(made["workspace_id"]))
    her = (*at, "--email", "olive@lindner.example")
    clock = run("clocks", "create", *at, "--name", "Shop", "--timezone", "Europe/Berlin")
    run("clocks", "assign", *her, "--clock", str(clock["clock_id"]), "--manager")
    key = run("api-keys", "issue", *her, "--scope", "punch")["key"]
    assert key.isprintable()
    assert run("shifts", "clock-in", *her)["shift"]["clock_id"] == clock["clock_id"]
    assert [shift["name"] for shift in run("shifts", "open", *at)["shifts"]] == ["Olive"]
    assert run("ledger", "verify")["ok"] is True
