"""A message that was on its way when the server was killed goes out again as soon as one starts."""

import time
from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.fixtures.receiver import Receiver
from tests.operations.background.forgotten import wait_for
from timeclock.outgoing.webhooks.claiming import LEASE
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.service import add_webhook
from timeclock.worktime.shifts.punching import clock_in


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def in_flight(
    app: Flask, cast: Cast, receiver: Receiver, make_live_server: Callable[..., LiveServer]
) -> LiveServer:
    """A server whose receiver has a message and does not answer yet."""
    with app.app_context():
        add_webhook(cast.olive.actor, url=receiver.url, events=EVENTS)
    receiver.may_answer.clear()
    server = make_live_server(webhook_private=True)
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
    wait_for(lambda: receiver.most_at_once == 1)
    return server


def test_the_next_server_sends_it_again_at_once(receiver: Receiver, in_flight: LiveServer) -> None:
    claimed_before = time.monotonic()
    in_flight.kill()
    in_flight.start()
    wait_for(lambda: receiver.most_at_once == 2)
    assert time.monotonic() - claimed_before < LEASE.total_seconds() - 1
    receiver.may_answer.set()
    wait_for(lambda: len(receiver.taken) == 2)
    assert len({each.id for each in receiver.taken}) == 1


def test_a_second_server_takes_nothing_from_the_first(
    receiver: Receiver,
    in_flight: LiveServer,
    make_live_server: Callable[..., LiveServer],
) -> None:
    make_live_server(webhook_private=True)
    time.sleep(2.5)  # it has looked for webhooks by then, more than once
    receiver.may_answer.set()
    wait_for(lambda: receiver.taken)
    time.sleep(1.5)
    assert len(receiver.messages) == receiver.most_at_once == 1
