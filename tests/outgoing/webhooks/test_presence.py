"""What a process had claimed is free at once when it is gone, and only then."""

import errno
import fcntl
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.receiver import Receiver
from timeclock.config import ROOT
from timeclock.outgoing.webhooks import presence as presences
from timeclock.outgoing.webhooks.asking import ask_for_test
from timeclock.outgoing.webhooks.claiming import claim
from timeclock.outgoing.webhooks.courier import Courier
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.presence import Presence, give_back_of_the_gone
from timeclock.outgoing.webhooks.service import add_webhook
from timeclock.worktime.shifts.punching import clock_in

SENDER = """
import sys
from pathlib import Path
from tests.fixtures.database import settings_for
from timeclock.factory import create_app
from timeclock.outgoing.webhooks.claiming import claim
from timeclock.outgoing.webhooks.presence import Presence

url, folder, workspace_id, webhook_id = sys.argv[1:]
with create_app(settings_for(url, Path(folder))).app_context():
    presence = Presence(Path(folder))
    while claim(int(workspace_id), int(webhook_id), lease=presence.new_lease()):
        pass
    print("ready", flush=True)
    sys.stdin.readline()
"""
LEAVER = """
import atexit, fcntl, os, sys
from pathlib import Path

def told():
    (path,) = Path(sys.argv[1]).glob("sends-*")
    fcntl.flock(os.open(path, os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB)

atexit.register(told)
from timeclock.outgoing.webhooks.presence import Presence

presence = Presence(Path(sys.argv[1]))
"""


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def hook(app: Flask, cast: Cast) -> int:
    """With a message of Eli's chain, and a test that someone asked for."""
    with app.app_context():
        url = "https://example.com/hook"
        found = add_webhook(cast.olive.actor, url=url, events=EVENTS).webhook_id
        clock_in(cast.eli.actor, clock_id=cast.shop)
        ask_for_test(cast.olive.actor, webhook_id=found)
    return found


@pytest.fixture
def sender(
    database_url: str, tmp_path: Path, cast: Cast, hook: int
) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has claimed both."""
    words = [database_url, str(tmp_path), str(cast.workspace_id), str(hook)]
    with subprocess.Popen(
        [sys.executable, "-c", SENDER, *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def claimable(app: Flask, cast: Cast, hook: int) -> int:
    """How many messages may be claimed now."""
    with app.app_context():
        found = 0
        while claim(cast.workspace_id, hook) is not None:
            found += 1
        return found


def give_back(app: Flask, folder: Path) -> int:
    with app.app_context():
        return give_back_of_the_gone(folder)


def test_claims_of_a_killed_process_are_given_back(
    app: Flask, cast: Cast, hook: int, sender: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    assert claimable(app, cast, hook) == 0
    sender.kill()
    sender.wait()
    assert give_back(app, tmp_path) == 2
    assert claimable(app, cast, hook) == 2
    assert list(tmp_path.glob("sends-*")) == []


@pytest.mark.parametrize("stopped", [False, True])
def test_claims_of_one_that_lives_stay(
    app: Flask,
    cast: Cast,
    hook: int,
    sender: "subprocess.Popen[str]",
    tmp_path: Path,
    stopped: bool,
) -> None:
    """Be it asleep."""
    if stopped:
        sender.send_signal(signal.SIGSTOP)
    assert give_back(app, tmp_path) == 0
    assert claimable(app, cast, hook) == 0
    assert len(list(tmp_path.glob("sends-*"))) == 1


def test_claims_of_another_machine_stay(
    app: Flask,
    cast: Cast,
    hook: int,
    sender: "subprocess.Popen[str]",
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Its file is in a folder of its own; someone else here who is gone says nothing of it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    Presence(elsewhere)
    sender.kill()
    sender.wait()
    assert give_back(app, elsewhere) == 0
    assert claimable(app, cast, hook) == 0


def test_own_claims_stay(app: Flask, cast: Cast, hook: int, tmp_path: Path) -> None:
    presence = Presence(tmp_path)
    with app.app_context():
        assert claim(cast.workspace_id, hook, lease=presence.new_lease()) is not None
        assert claim(cast.workspace_id, hook, lease=presence.new_lease()) is not None
    assert give_back(app, tmp_path) == 0
    assert claimable(app, cast, hook) == 0


def test_a_process_that_still_ends_is_not_gone(tmp_path: Path) -> None:
    """Its threads may be sending until the last."""
    words = [sys.executable, "-c", LEAVER, str(tmp_path)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "BlockingIOError" in ended.stderr


def test_a_file_that_may_not_be_opened_holds_nothing_up(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "sends-0123abcd").mkdir()
    assert give_back(app, tmp_path) == 0


def test_its_file_is_its_owners_and_empty(tmp_path: Path) -> None:
    presence = Presence(tmp_path)
    (file,) = tmp_path.iterdir()
    assert (stat.S_IMODE(file.stat().st_mode), file.read_bytes()) == (0o600, b"")
    leases = {presence.new_lease() for _ in range(50)}
    assert len(leases) == 50
    assert all(len(lease) == 32 and file.name.endswith(lease[:8]) for lease in leases)


def assert_told(app: Flask, cast: Cast, receiver: Receiver) -> None:
    """A round of a new courier brings a punch to its receiver."""
    with app.app_context():
        add_webhook(cast.olive.actor, url=receiver.url, events=EVENTS)
        clock_in(cast.eli.actor, clock_id=cast.shop)
        courier = Courier(app)
        courier.round()
    assert courier.rests(20)
    assert [each.said["type"] for each in receiver.taken] == ["shift.clocked_in"]


def test_without_a_folder_messages_are_sent_all_the_same(
    app: Flask, cast: Cast, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "instance_path", "/dev/null/nowhere")
    assert_told(app, cast, receiver)


def test_where_nothing_can_be_locked_messages_are_sent_all_the_same(
    app: Flask,
    cast: Cast,
    receiver: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As on network folders without locks; what someone left there says nothing then."""

    def refused(_file: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    unlockable = SimpleNamespace(flock=refused, LOCK_EX=fcntl.LOCK_EX, LOCK_NB=fcntl.LOCK_NB)
    monkeypatch.setattr(presences, "fcntl", unlockable)
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    left = tmp_path / "sends-0123abcd"
    left.touch()
    assert_told(app, cast, receiver)
    assert list(tmp_path.glob("sends-*")) == [left]
