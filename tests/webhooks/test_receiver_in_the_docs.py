"""The receiver that the page on webhooks shows works as it stands there."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.live_server import free_port
from timeclock.config import ROOT
from timeclock.webhooks.events import EVENTS, GROUPS
from timeclock.webhooks.sending import send
from timeclock.webhooks.signing import new_secret, secret_text, signed_headers

PAGE = (ROOT / "docs" / "webhooks.md").read_text("utf-8")
SECRET, BODY = new_secret(), b'{"type":"shift.clocked_in"}'


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The receiver from the page, started as a reader would."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    port = free_port()
    given = os.environ | {"WEBHOOK_SECRET": secret_text(SECRET), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)
        except urllib.error.HTTPError:
            break  # it answers; a GET is nothing that it knows
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield url
    process.terminate()
    said, _ = process.communicate(timeout=10)
    assert said.decode().split() == ["shift.clocked_in", "msg_1"]


def sent(url: str, at: datetime, secret: bytes = SECRET, body: bytes = BODY) -> int | None:
    headers = signed_headers(secret, "msg_1", at, BODY)
    return send(url, headers, body, private=True).status


def test_it_takes_what_is_ours_and_nothing_else(url: str) -> None:
    now = datetime.now(UTC)
    assert sent(url, now) == 204
    assert sent(url, now, secret=new_secret()) == 401
    assert sent(url, now, body=BODY.replace(b"in", b"ou")) == 401
    assert sent(url, now - timedelta(minutes=6)) == 401


def test_the_page_names_every_event() -> None:
    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", PAGE))
    for kinds in GROUPS.values():
        for kind in kinds:
            assert kind in named or f"`.{kind.partition('.')[2]}`" in PAGE, kind
    assert {each for each in named if each.split(".")[0] in ("shift", "period")} <= set(EVENTS)
