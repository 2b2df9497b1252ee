"""An entry that cannot be told is said to be so, and holds nothing up."""

import logging
from typing import Any

import pytest

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.ledger.recording import lock_member, record
from timeclock.outgoing.webhooks import claimed
from timeclock.outgoing.webhooks.asking import ask_for_replay, ask_for_test
from timeclock.outgoing.webhooks.models import Purpose, WebhookAttempt
from timeclock.outgoing.webhooks.queries import attempts, due
from timeclock.outgoing.webhooks.telling import NOT_TOLD
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.punching import clock_in, clock_out

FORMS: list[Any] = [
    None,
    {},
    {"shift": "1"},
    {"member": "Eli"},
    {"member": 10**15, "first_day": "2026-03-02", "after_day": "never", "state": "open"},
    {"shift": 1, "member": 1, "user": 1, "clock": 1, "start": "noon", "end": None, "job": None},
    [],
    "shift",
]


@transaction
def write(tx: Transaction, hook: WebhookWithReceiver, after: Any, kind: str) -> None:
    """An entry of a form that no one knows, in Eli's chain."""
    eli = hook.company.eli
    head = lock_member(tx, eli.workspace_id, eli.member_id)
    assert head is not None
    record(tx, head, kind=kind, actor=hook.company.operator, after=after)


def log(hook: WebhookWithReceiver) -> list[WebhookAttempt]:
    return list(attempts(hook.company.workspace_id, hook.added.webhook_id))


@pytest.mark.parametrize("kind", ["shift.corrected", "correction.asked", "timesheet.approved"])
@pytest.mark.parametrize("after", FORMS)
def test_what_follows_it_is_sent_and_the_log_says_what_was_not(
    hook: WebhookWithReceiver,
    watch: Watch,
    after: Any,
    kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    company = hook.company
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    write(hook, after, kind)
    watch.at("09:00")
    with caplog.at_level(logging.ERROR):
        hook.deliver()
        clock_out(company.eli.actor)
        hook.deliver()
    assert hook.taken() == ["shift.clocked_in", "shift.clocked_out"]
    (row,) = [each for each in log(hook) if not each.arrived]
    assert (row.kind, row.purpose, row.status, row.fault) == (
        kind,
        Purpose.DELIVERY,
        None,
        NOT_TOLD,
    )
    assert row.message_id in caplog.text
    assert (hook.standing.failing, hook.standing.webhook.silences) == (0, 0)
    assert (hook.company.workspace_id, hook.added.webhook_id) not in due()


def test_it_can_be_sent_again_once_it_can_be_told(
    hook: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version may know what this one does not; until then a replay says so too."""
    company = hook.company

    def fail(*_: object) -> bytes:
        raise KeyError("cut")

    with monkeypatch.context() as patch:
        patch.setattr(claimed, "message", fail)
        clock_in(company.eli.actor, clock_id=company.shop)
        hook.deliver()
        (row,) = log(hook)
        again: dict[str, Any] = {"webhook_id": hook.added.webhook_id, "attempt_id": row.id}
        ask_for_replay(company.olive.actor, **again)
        ask_for_test(company.olive.actor, webhook_id=hook.added.webhook_id)
        assert hook.deliver() == 2
    assert hook.taken() == ["webhook.test"]
    assert [each.fault for each in log(hook)] == [None, NOT_TOLD, NOT_TOLD]
    ask_for_replay(company.olive.actor, **again)
    hook.deliver()
    assert hook.taken() == ["webhook.test", "shift.clocked_in"]
    assert hook.receiver.taken[-1].id == row.message_id
