"""A name server that does not answer holds no one up for longer than a message may take."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.outgoing.webhooks import looking_up
from timeclock.outgoing.webhooks.looking_up import look_up
from timeclock.outgoing.webhooks.queries import attempts
from timeclock.outgoing.webhooks.sending import send
from timeclock.outgoing.webhooks.service import change_webhook
from timeclock.worktime.shifts.punching import clock_in

SLOW = "slow.example"
known = socket.getaddrinfo


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No one answers for one name until this is set."""
    answered = threading.Event()

    def ask(host: str, *more: object, **how: object) -> object:
        if host == SLOW:
            answered.wait(60)
            raise socket.gaierror(socket.EAI_AGAIN, "no one answered")
        return known(host, *more, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    yield answered
    answered.set()


def waiting() -> int:
    """Look-ups that have not ended."""
    return sum(each.name == "timeclock-look-up" for each in threading.enumerate())


def ends(is_so: Callable[[], bool]) -> bool:
    """Whether it becomes so within some seconds."""
    until = time.monotonic() + 20
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def test_a_name_that_is_known_has_its_addresses_once_each() -> None:
    assert look_up("127.0.0.1", 443, time.monotonic() + 5) == ["127.0.0.1"]
    assert "127.0.0.1" in look_up("localhost", 443, time.monotonic() + 5)


def test_a_name_that_does_not_exist_is_refused_as_the_machine_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(socket.gaierror):
        look_up("nowhere.example", 443, time.monotonic() + 5)


def test_no_one_waits_longer_than_they_said(stuck: threading.Event) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        look_up(SLOW, 443, begun + 0.2)
    assert 0.2 <= time.monotonic() - begun < 5
    assert waiting() == 1
    stuck.set()
    assert ends(lambda: waiting() == 0)


def test_so_many_unanswered_ones_are_begun_and_no_more(
    stuck: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_up, "_free", threading.BoundedSemaphore(2))
    for _ in range(4):
        with pytest.raises(TimeoutError):
            look_up(SLOW, 443, time.monotonic() + 0.05)
    assert waiting() == 2
    stuck.set()
    assert ends(lambda: waiting() == 0)
    assert look_up("127.0.0.1", 443, time.monotonic() + 5) == ["127.0.0.1"]


def test_a_message_to_such_a_name_fails_in_time_and_says_why(
    stuck: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.outgoing.webhooks.sending.DEADLINE", 0.3)
    begun = time.monotonic()
    outcome = send(f"https://{SLOW}/", {}, b"{}", private=False)
    assert time.monotonic() - begun < 5
    assert (outcome.status, outcome.arrived) == (None, False)
    assert outcome.fault == f"The address of {SLOW} could not be looked up in time."


def test_it_counts_as_a_failed_try_and_arrives_once_the_name_is_known(
    hook: WebhookWithReceiver,
    watch: Watch,
    stuck: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company, webhook_id = hook.company, hook.added.webhook_id
    monkeypatch.setattr("timeclock.outgoing.webhooks.sending.DEADLINE", 0.3)
    change_webhook(company.olive.actor, webhook_id=webhook_id, url=f"http://{SLOW}/hook")
    clock_in(company.eli.actor, clock_id=company.shop)
    assert hook.deliver() == 1
    (row,) = attempts(company.workspace_id, webhook_id)
    assert row.fault is not None
    assert row.fault.endswith("could not be looked up in time.")
    assert hook.standing.failing == 1
    monkeypatch.undo()
    change_webhook(company.olive.actor, webhook_id=webhook_id, url=hook.receiver.url)
    watch.later(seconds=40)
    assert hook.deliver() == 1
    assert hook.taken() == ["shift.clocked_in"]
