"""Requests that follow from the documents themselves, sound and unsound, alone and in sequence.

No request may meet a server error, an answer that its document does not have, or be let in without
a key. Each day begins elsewhere; `--thorough` sends many times as many.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery
from timeclock.wire.openapi.building import built

pytestmark = [pytest.mark.databases("sqlite"), pytest.mark.timeout(1800)]
FOLDER = Path(sys.executable).parent


@dataclass(frozen=True)
class Effort:
    """Requests for each call in the ordinary run, and how many of a door there are at least."""

    of_each: int
    at_least: int
    thoroughly: int
    thoroughly_at_least: int


# A thousand together, twenty thousand thoroughly.
EFFORTS = {
    "api": Effort(2, 800, 120, 14_000),
    "awork": Effort(3, 50, 150, 1_500),
    "clockify": Effort(3, 100, 150, 2_500),
    "connecteam": Effort(3, 70, 150, 1_500),
    "webwork": Effort(3, 50, 150, 1_000),
}
# After these on itself a caller is not let in any more; they have tests of their own.
SUICIDAL = ("keys_revoke", "members_deactivate", "members_role")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
)


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("door", sorted(EFFORTS))
def test_no_request_surprises(
    door: str,
    app: Flask,
    bakery: Bakery,
    live_server: LiveServer,
    tmp_path: Path,
    *,
    thorough: bool,
    day_number: int,
) -> None:
    effort = EFFORTS[door]
    count = effort.thoroughly if thorough else effort.of_each
    report = sent(door, live_server, bakery, tmp_path, (count, day_number))
    document = built(app, door) or {}
    known = {each["operationId"] for m in document["paths"].values() for each in m.values()}
    assert report["operations"]["selected"] == len(known - set(SUICIDAL))
    assert report["operations"]["tested"] == report["operations"]["selected"]
    wanted = effort.thoroughly_at_least if thorough else effort.at_least
    assert report["test_cases"]["generated"] >= wanted


def sent(
    door: str, server: LiveServer, bakery: Bakery, folder: Path, wanted: tuple[int, int]
) -> dict[str, Any]:
    """Send so many from that seed as the owner, and give the report; it names each surprise."""
    count, seed = wanted
    path = "openapi.json" if door == "api" else f"openapi/{door}.json"
    written = folder / "report.json"
    # Spelled as the document has it, or it is not taken away where no key is to be sent.
    name = {"clockify": "X-Api-Key", "connecteam": "X-API-KEY"}.get(door, "Authorization")
    key = f"Bearer {bakery.olive.key}" if name == "Authorization" else bakery.olive.key
    command = [
        str(FOLDER / "schemathesis"),
        *("run", f"{server.url}/api/{path}"),
        *("--header", f"{name}: {key}"),
        *("--max-examples", str(count), "--seed", str(seed), "--continue-on-failure"),
        # One worker: Python 3.11 loses count of its depth where two threads parse source at once.
        *("--checks", ",".join(CHECKS), "--workers", "1", "--no-shrink"),
        *("--suppress-health-check", "all", "--warnings", "off"),
        *("--report", "json", "--report-json-path", str(written)),
        *(part for each in SUICIDAL for part in ("--exclude-operation-id", each)),
    ]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=1700, check=False
    )
    said = (done.stdout + done.stderr)[-6000:]
    assert written.exists(), said
    found: dict[str, Any] = json.loads(written.read_text("utf-8"))
    surprises = [each for each in found["failures"] if not is_too_long(each, done.stdout)]
    assert not surprises, said
    assert not found["errors"], said
    assert found["exit_code"] == 0 or found["failures"], said
    return found


def is_too_long(failure: dict[str, Any], said: str) -> bool:
    """Whether a request had a head of over 32 KiB: the server refuses it before any call."""
    received = set(re.findall(r"Received: (\d{3})", said))
    return failure["type"] == "UndefinedStatusCode" and received == {"431"}
