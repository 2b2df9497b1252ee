"""Delivery goes on: clocks that step back, threads that cannot begin, faults no one foresaw."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import InvalidRequestError, OperationalError

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.errors import Busy
from timeclock.outgoing.webhooks import courier as couriers
from timeclock.outgoing.webhooks.claimed import Claimed
from timeclock.outgoing.webhooks.claiming import claim
from timeclock.outgoing.webhooks.courier import Courier, deliver
from timeclock.outgoing.webhooks.queries import attempts, due
from timeclock.outgoing.webhooks.service import add_webhook, change_webhook, remove_webhook
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.punching import clock_in

PATIENCE = 10  # seconds


def waits(hook: WebhookWithReceiver) -> bool:
    """Whether something of it is to be sent now."""
    return (hook.company.workspace_id, hook.added.webhook_id) in due()


@pytest.fixture
def courier(
    company_app: Flask, hook: WebhookWithReceiver, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Courier]:
    """Serves this test's webhook only: others of the shared database have no receiver any more."""
    own = (hook.company.workspace_id, hook.added.webhook_id)
    monkeypatch.setattr(couriers, "due", lambda: [each for each in due() if each == own])
    made = Courier(company_app)
    yield made
    assert made.rests(PATIENCE)


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=300)])
def test_a_clock_that_was_ahead_does_not_hold_a_message_up(
    hook: WebhookWithReceiver, watch: Watch, ahead: timedelta
) -> None:
    """What failed while it was wrong would be tried again when it is that late indeed."""
    now = watch.at("08:00")
    watch.at(now + ahead)
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.receiver.stop()
    hook.deliver()
    assert hook.standing.failing == 1
    hook.receiver.start()
    watch.at(now)
    assert waits(hook)
    assert hook.deliver() == 1
    assert hook.taken() == ["shift.clocked_in"]


def test_a_lease_from_a_clock_that_was_ahead_ends(hook: WebhookWithReceiver, watch: Watch) -> None:
    now = watch.at("08:00")
    watch.at(now + timedelta(hours=5))
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    assert claim(hook.company.workspace_id, hook.added.webhook_id) is not None
    watch.at(now)
    assert waits(hook)
    assert hook.deliver() == 1


def test_another_address_is_tried_at_once_and_has_another_day(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    hook.receiver.stop()
    watch.at("08:00")
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    for _ in range(5):
        hook.deliver()
        watch.later(hours=4)
    hook.deliver()
    hook.receiver.start()
    assert hook.deliver() == 0
    change_webhook(
        hook.company.olive.actor,
        webhook_id=hook.added.webhook_id,
        url=f"{hook.receiver.url}/better",
    )
    assert hook.standing.failing == 0
    assert hook.deliver() == 1
    assert [each.path for each in hook.receiver.taken] == ["/hook/better"]


def test_one_that_is_removed_while_a_message_is_on_its_way_stays_removed(
    hook: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, webhook_id = hook.company, hook.added.webhook_id
    clock_in(company.eli.actor, clock_id=company.shop)
    claimed = claim(company.workspace_id, webhook_id)
    assert claimed is not None
    remove_webhook(company.olive.actor, webhook_id=webhook_id)
    deliver(claimed)
    assert list(attempts(company.workspace_id, webhook_id)) == []
    assert claim(company.workspace_id, webhook_id) is None


def test_a_thread_that_cannot_begin_is_tried_again(
    hook: WebhookWithReceiver, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)

    def fail(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", fail)
        courier.round()
    courier.round()
    assert courier.rests(PATIENCE)
    assert hook.taken() == ["shift.clocked_in"]


@pytest.mark.parametrize(
    "fault",
    [
        Busy("busy", "Nothing was recorded."),
        OperationalError("SELECT 1", {}, Exception("gone")),
        InvalidRequestError("the transaction is gone"),
        OSError("no space left"),
        KeyError("unforeseen"),
    ],
)
@pytest.mark.parametrize("where", ["claim", "deliver"])
def test_after_any_fault_the_next_round_goes_on(
    hook: WebhookWithReceiver,
    courier: Courier,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
    where: str,
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setattr("timeclock.outgoing.webhooks.claiming.LEASE", timedelta(0))
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)

    def fail(*_: object) -> Claimed:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(couriers, where, fail)
        courier.round()
        assert courier.rests(PATIENCE)
    courier.round()
    assert courier.rests(PATIENCE)
    assert hook.taken() == ["shift.clocked_in"]


def test_a_round_that_cannot_look_is_told_of_and_is_not_the_end(
    hook: WebhookWithReceiver,
    courier: Courier,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> list[tuple[int, int]]:
        raise InvalidRequestError("the transaction is gone")

    with monkeypatch.context() as patch:
        patch.setattr(couriers, "due", fail)
        courier.round()
    assert "webhooks wait for the next round" in caplog.text


def test_no_log_has_the_secret(
    hook: WebhookWithReceiver, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the database fails in the middle of adding one: its words name no values."""
    secret = b"\x01only-for-the-receiver"
    monkeypatch.setattr("timeclock.outgoing.webhooks.service.new_secret", lambda: secret)

    def break_off(
        connection: object, cursor: object, statement: str, values: object, *_: object
    ) -> tuple[str, object]:
        return statement.replace("INTO webhook ", "INTO no_such_webhook "), values

    event.listen(db.engine, "before_cursor_execute", break_off, retval=True)
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception) as failed:  # noqa: PT011
        add_webhook(hook.company.olive.actor, url=hook.receiver.url, events=["shift.paused"])
    event.remove(db.engine, "before_cursor_execute", break_off)
    said = caplog.text + str(failed.value) + repr(failed.value.__cause__)
    assert "no_such_webhook" in said
    assert "only-for-the-receiver" not in said
    assert hook.receiver.url not in said
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    claimed = claim(hook.company.workspace_id, hook.added.webhook_id)
    assert claimed is not None
    (secret,) = claimed.secrets
    assert repr(secret) not in repr(claimed)
