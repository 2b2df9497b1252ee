"""Several workers on one ledger: no message is sent by two of them at once, and none is lost."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.receiver import Receiver
from tests.operations.background.forgotten import PATIENCE, wait_for, yesterday
from timeclock.ledger.recording import history_at
from timeclock.outgoing.webhooks.claimed import Claimed
from timeclock.outgoing.webhooks.claiming import LEASE, claim
from timeclock.outgoing.webhooks.courier import Courier, serve
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.queries import due
from timeclock.outgoing.webhooks.sending import DeliveryOutcome
from timeclock.outgoing.webhooks.service import add_webhook
from timeclock.outgoing.webhooks.settling import settle
from timeclock.worktime.shifts.punching import clock_in, clock_out

TAKEN = DeliveryOutcome(204, None, "", 1)


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def hook(app: Flask, cast: Cast, receiver: Receiver) -> int:
    with app.app_context():
        return add_webhook(cast.olive.actor, url=receiver.url, events=EVENTS).webhook_id


@pytest.fixture
def courier(app: Flask, receiver: Receiver) -> Iterator[Courier]:
    """The threads of one process; they have ended when the test has."""
    made = Courier(app)
    yield made
    receiver.stop()
    assert made.rests(PATIENCE)


def punches(app: Flask, cast: Cast, times: int = 5) -> None:
    """Eli and Maya come and go."""
    with app.app_context():
        for number in range(times):
            with history_at(yesterday() + timedelta(minutes=number)):
                for person in (cast.eli, cast.maya):
                    clock_in(person.actor, clock_id=cast.shop)
                    clock_out(person.actor)


def test_four_workers_send_each_message_once_and_in_order(
    app: Flask, cast: Cast, hook: int, receiver: Receiver
) -> None:
    punches(app, cast)
    receiver.delay = 0.02

    def work(_: int) -> int:
        sent = 0
        with app.app_context():
            while due():  # a server's next round, should two have let each other go first
                sent += serve(cast.workspace_id, hook)
        return sent

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) == 20
    positions: dict[str, list[int]] = {}
    for each in receiver.messages:
        positions.setdefault(each.said["chain"], []).append(each.said["position"])
    assert [len(found) for found in positions.values()] == [10, 10]
    assert all(found == sorted(found) for found in positions.values())
    assert receiver.most_at_once <= 2


def test_what_one_worker_has_another_does_not_get_until_the_lease_ends(
    app: Flask, cast: Cast, hook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), history_at(yesterday()):
        clock_in(cast.eli.actor, clock_id=cast.shop)
    now = datetime.now(UTC)
    with app.app_context(), history_at(now - LEASE - timedelta(seconds=1)):
        first = claim(cast.workspace_id, hook)
        assert first is not None
        assert claim(cast.workspace_id, hook) is None
        assert due() == []
    with app.app_context(), history_at(now):
        assert due() == [(cast.workspace_id, hook)]
        second = claim(cast.workspace_id, hook)
        assert second is not None
        assert (second.message_id, second.body) == (first.message_id, first.body)
        # Who comes back too late moves nothing that is another's by now.
        assert settle(first, DeliveryOutcome(410, None, "", 1), now) is None
        assert claim(cast.workspace_id, hook) is None
        settle(second, TAKEN, now)
        assert claim(cast.workspace_id, hook) is None
        assert due() == []


def test_a_slow_receiver_holds_up_no_one_else(
    app: Flask, cast: Cast, hook: int, receiver: Receiver, courier: Courier
) -> None:
    quick = Receiver()
    quick.start()
    receiver.may_answer.clear()
    with app.app_context():
        add_webhook(cast.nora.actor, url=quick.url, events=EVENTS)
        add_webhook(cast.olive.actor, url=quick.url, events=EVENTS)
    punches(app, cast, 2)

    def told_all() -> bool:
        with app.app_context():
            courier.round()
        return len(quick.messages) == 8

    wait_for(told_all)
    assert receiver.messages == []
    receiver.stop()
    assert courier.rests(PATIENCE)
    quick.stop()


def test_a_round_never_waits_and_never_serves_one_webhook_twice(
    app: Flask, cast: Cast, hook: int, receiver: Receiver, courier: Courier
) -> None:
    punches(app, cast, 1)
    receiver.may_answer.clear()
    for _ in range(5):
        with app.app_context():
            courier.round()
    assert receiver.messages == []
    threads = [each for each in threading.enumerate() if each.name == "timeclock-webhook"]
    assert len(threads) == 1
    receiver.may_answer.set()
    wait_for(lambda: len(receiver.messages) == 4)
    assert receiver.most_at_once == 1


def test_a_claim_knows_all_that_sending_needs(app: Flask, cast: Cast, hook: int) -> None:
    punches(app, cast, 1)
    with app.app_context():
        found = claim(cast.workspace_id, hook)
    assert isinstance(found, Claimed)
    assert found.body is not None
    assert found.body.startswith(b'{"version":1,')
