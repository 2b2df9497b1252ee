"""The receiver that the page on webhooks shows works as it is there."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.company import Watch
from tests.fixtures.live_server import free_port
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.config import ROOT
from timeclock.outgoing.webhooks.asking import ask_for_test
from timeclock.outgoing.webhooks.events import EVENTS, GROUPS
from timeclock.outgoing.webhooks.models import OVERLAP, Webhook
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.outgoing.webhooks.sending import send
from timeclock.outgoing.webhooks.signing import new_secret, secret_text, signed_headers
from timeclock.storage.transactions import Transaction, transaction

PAGE = (ROOT / "docs" / "webhooks.md").read_text("utf-8")
SECRET, BODY = new_secret(), b'{"type":"shift.clocked_in"}'


@contextmanager
def receiving(secret: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The receiver from the page, started as a reader would, with that secret."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    port = free_port()
    given = os.environ | {"WEBHOOK_SECRET": secret, "PORT": str(port)}
    url = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 20
    with subprocess.Popen(
        [sys.executable, "-c", code], env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while True:
                try:
                    urllib.request.urlopen(url, timeout=5)
                except urllib.error.HTTPError:
                    break  # it answers; a GET is nothing that it knows
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
            yield url, process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """One that has our secret."""
    with receiving(secret_text(SECRET)) as (where, process):
        yield where
        process.terminate()
        said, _ = process.communicate(timeout=10)
    assert said.decode().split() == ["shift.clocked_in", "msg_1"]


def sent(url: str, at: datetime, secret: bytes = SECRET, body: bytes = BODY) -> int | None:
    headers = signed_headers([secret], "msg_1", at, BODY)
    return send(url, headers, body, private=True).status


def test_it_takes_what_is_ours_and_nothing_else(url: str) -> None:
    now = datetime.now(UTC)
    assert sent(url, now) == 204
    assert sent(url, now, secret=new_secret()) == 401
    assert sent(url, now, body=BODY.replace(b"in", b"ou")) == 401
    assert sent(url, now - timedelta(minutes=6)) == 401


def test_while_the_secret_changes_it_takes_a_message_with_either_and_then_with_the_new_one(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    """What the product really sent is given to two receivers: one knows each secret."""
    watch.stop()
    began = datetime.now(UTC)
    new = rotate_secret(hook.company.olive.actor, webhook_id=hook.added.webhook_id).secret
    with receiving(hook.added.secret) as (old_url, _), receiving(new) as (new_url, _):

        def taken() -> list[int | None]:
            ask_for_test(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
            assert hook.deliver() == 1
            message = hook.receiver.messages[-1]
            headers = {name: each for name, each in message.headers.items() if "webhook" in name}
            return [
                send(each, headers, message.body, private=True).status
                for each in (new_url, old_url)
            ]

        assert taken() == [204, 204]
        rotated = hook.standing.webhook.rotated_at
        assert rotated is not None
        assert abs(rotated - began) < timedelta(minutes=1)
        transaction(lambda tx: age(tx, hook))()
        assert taken() == [204, 401]


def age(tx: Transaction, hook: WebhookWithReceiver) -> None:
    """As if a day had passed: the receivers look at the machine's own clock."""
    row = tx.session.get_one(Webhook, (hook.company.workspace_id, hook.added.webhook_id))
    assert row.rotated_at is not None
    row.rotated_at -= OVERLAP


def test_the_page_names_every_event() -> None:
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", PAGE))
    for kinds in GROUPS.values():
        for kind in kinds:
            assert kind in named or f"`.{kind.partition('.')[2]}`" in PAGE, kind
    assert {each for each in named if each.split(".")[0] in ("shift", "period")} <= set(EVENTS)
