"""The vendors' own samples against a real server, as written but for host, key and numbers.

What they leave open is filled in: the payload that Clockify's samples call a TODO, and the line end
that its curl line lacks. Its `node-fetch` is Node's own fetch, which is the same call.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import playwright
import pytest
from flask import Flask

from tests.fixtures.scripts import Bakery, turn_location_on
from tests.fixtures.shared_server import SharedServer
from timeclock.compat.ids import IdKind, hex24
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import last_shift

pytestmark = pytest.mark.databases("sqlite")
SAMPLES = Path(__file__).parent / "samples"
# Playwright's wheel brings one along, so that no machine needs an installation of its own.
PRINTING = """
const print = (act) => async (...given) =>
  console.log(JSON.stringify(await act.call(timeClock, ...given)));
"""
NODE = Path(playwright.__file__).parent / "driver" / "node"


def sample(name: str, replaced: Mapping[str, str]) -> str:
    """The text of a sample with these words in place of those; each has to be in it."""
    text = (SAMPLES / name).read_text("utf-8")
    for old, new in replaced.items():
        assert old in text, f"{name} has no {old}"
        text = text.replace(old, new)
    return text


def run(command: list[str], **environment: str) -> str:
    """What a program prints. It has ten seconds."""
    done = subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def connecteam(shared_server: SharedServer, bakery: Bakery) -> dict[str, str]:
    """What someone replaces in a script for Connecteam; the numbers are those of this company."""
    return {
        "https://api.connecteam.com": shared_server.url,
        "YOUR_API_KEY": bakery.maya.key,
        "12345": str(bakery.shop),
        "9170357": str(bakery.eli.user_id),
        "job-123": str(bakery.job),
    }


def test_connecteams_class_clocks_in_and_out(
    connecteam: dict[str, str], app: Flask, bakery: Bakery
) -> None:
    turn_location_on(app, bakery)
    script = sample("connecteam.js", connecteam)
    for act in ("clockIn", "clockOut"):
        # The sample looks at no answer; here each is printed as it comes.
        script = script.replace(f"await timeClock.{act}(", f"await print(timeClock.{act})(")
    answers = [json.loads(line) for line in run([str(NODE), "-e", wrapped(script)]).splitlines()]
    begun, ended = (answer["data"]["shift"] for answer in answers)
    assert begun["id"] == ended["id"]
    assert begun["userId"] == bakery.eli.user_id
    assert begun["jobId"] == str(bakery.job)
    assert "end" not in begun
    assert ended["end"]["source"] == {"type": "api"}
    assert begun["start"]["locationData"] == {
        "address": "123 Main St, New York, NY",
        "latitude": 40.7128,
        "longitude": -74.006,
    }


def wrapped(script: str) -> str:
    """The script inside a function, since its `await` is at the top level."""
    return f"(async () => {{\n{PRINTING}{script}\n}})()"


def test_connecteams_curl_lines_clock_in_and_out(
    connecteam: dict[str, str], app: Flask, bakery: Bakery
) -> None:
    turn_location_on(app, bakery)
    lines = sample("connecteam.sh", connecteam).strip().split("\n\n")
    clock_ins = [line for line in lines if "/clock-in" in line]
    clock_outs = [line for line in lines if "/clock-out" in line]
    assert (len(clock_ins), len(clock_outs)) == (4, 2)
    for number, line in enumerate(clock_ins):
        begun = curl(line)["data"]["shift"]
        assert "end" not in begun
        ended = curl(clock_outs[number % 2])["data"]["shift"]
        assert ended["id"] == begun["id"]
        assert ended["end"]["timestamp"] >= ended["start"]["timestamp"]
    assert curl(clock_outs[0]) == {"detail": "User does not have an open shift"}


def curl(line: str) -> Any:
    """The JSON that a line of curl answers with."""
    return json.loads(run(["bash", "-c", line]))


@pytest.fixture
def clockify(shared_server: SharedServer, bakery: Bakery) -> dict[str, str]:
    """What someone replaces in a script for Clockify."""
    return {
        "https://developer.clockify.me": shared_server.url,
        "{workspaceId}": hex24(IdKind.WORKSPACE, bakery.workspace_id),
        "{userId}": hex24(IdKind.USER, bakery.eli.user_id),
    }


@pytest.fixture
def eli_is_in(app: Flask, bakery: Bakery) -> None:
    with app.app_context():
        clock_in(bakery.operator, member_id=bakery.eli.member_id, clock_id=bakery.shop)


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def demand_stopped(app: Flask, bakery: Bakery, said: str) -> None:
    """The answer is the entry, and the clock has stopped."""
    assert hex24(IdKind.USER, bakery.eli.user_id) in said
    with app.app_context():
        found = last_shift(bakery.workspace_id, bakery.eli.member_id)
    assert found is not None
    assert found.timeline.ended_at is not None


@pytest.mark.usefixtures("eli_is_in")
def test_clockifys_curl_line_stops_the_clock(
    clockify: dict[str, str], app: Flask, bakery: Bakery
) -> None:
    filled = clockify | {
        "<YOUR_API_KEY>": bakery.eli.key,
        "application/json'\n  -d": "application/json' \\\n  -d",
        "2021-01-01T00:00:00Z": now(),
    }
    demand_stopped(app, bakery, run(["bash", "-c", sample("clockify.sh", filled)]))


@pytest.mark.usefixtures("eli_is_in")
def test_clockifys_javascript_stops_the_clock(
    clockify: dict[str, str], app: Flask, bakery: Bakery
) -> None:
    filled = clockify | {
        "import fetch from 'node-fetch';": "",
        "/* TODO: provide payload */": json.dumps({"end": now()}),
    }
    script = wrapped(sample("clockify.mjs", filled))
    said = run([str(NODE), "-e", script], CLOCKIFY_API_KEY=bakery.eli.key)
    demand_stopped(app, bakery, said)


@pytest.mark.usefixtures("eli_is_in")
def test_clockifys_python_stops_the_clock(
    clockify: dict[str, str], app: Flask, bakery: Bakery
) -> None:
    filled = clockify | {"{/* TODO: provide payload */}": json.dumps({"end": now()})}
    script = sample("clockify.py.txt", filled)
    said = run([sys.executable, "-c", script], CLOCKIFY_API_KEY=bakery.eli.key)
    demand_stopped(app, bakery, said)
