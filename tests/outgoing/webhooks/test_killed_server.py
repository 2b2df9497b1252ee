"""The server is killed while its receiver is away, slow or failing: nothing is lost."""

import os
import time
from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.fixtures.receiver import Receiver
from tests.operations.background.forgotten import wait_for
from timeclock.ledger.queries import entries
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.service import add_webhook
from timeclock.worktime.shifts.punching import clock_in, clock_out


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.mark.timeout(300)
def test_a_receiver_that_fails_is_away_and_comes_back_gets_everything_in_order(
    app: Flask,
    cast: Cast,
    receiver: Receiver,
    make_live_server: Callable[..., LiveServer],
) -> None:
    with app.app_context():
        secret = add_webhook(cast.olive.actor, url=receiver.url, events=EVENTS).secret
    receiver.status = 500
    server = make_live_server(webhook_private=True)

    def punch(times: int) -> None:
        with app.app_context():
            for _ in range(times):
                for person in (cast.eli, cast.maya):
                    clock_in(person.actor, clock_id=cast.shop)
                    clock_out(person.actor)

    punch(2)
    wait_for(lambda: len(receiver.messages) >= 2)
    receiver.stop()
    punch(2)
    time.sleep(1.5)
    server.kill()
    punch(1)
    receiver.status, receiver.delay = 204, 0.1
    receiver.start()
    server.start()
    wait_for(lambda: len(receiver.taken) >= 3)
    server.kill()  # in the middle of one: the next one sends it again
    server.start()
    with app.app_context():
        wanted = {
            person.chain_id: [
                each.position
                for each in reversed(entries(person.workspace_id, person.chain_id))
                if each.kind in EVENTS and each.kind.startswith("shift.")
            ]
            for person in (cast.eli, cast.maya)
        }
    assert [len(positions) for positions in wanted.values()] == [10, 10]

    def positions() -> list[list[int]]:
        told: dict[str, list[int]] = {}
        for each in receiver.taken:
            seen = told.setdefault(each.said["chain"], [])
            if each.said["position"] not in seen:
                seen.append(each.said["position"])
        return sorted(told.values())

    deadline = time.monotonic() + 120
    while positions() != sorted(wanted.values()):
        assert time.monotonic() < deadline, (positions(), wanted)
        time.sleep(0.2)
    assert all(each.is_signed_with(secret) for each in receiver.messages)
    assert os.environ.get("TIMECLOCK_WEBHOOK_PRIVATE") is None
