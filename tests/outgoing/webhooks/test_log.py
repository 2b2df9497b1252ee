"""What was sent is in the log, which stays short; each of it can be sent again."""

import pytest

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.outgoing.webhooks import settling
from timeclock.outgoing.webhooks.asking import ask_for_replay, ask_for_test
from timeclock.outgoing.webhooks.models import Purpose, WebhookAttempt
from timeclock.outgoing.webhooks.queries import attempts
from timeclock.outgoing.webhooks.service import pause_webhook, remove_webhook
from timeclock.worktime.shifts.punching import clock_in, clock_out


def log(hook: WebhookWithReceiver) -> list[WebhookAttempt]:
    return list(attempts(hook.company.workspace_id, hook.added.webhook_id, limit=1000))


def test_it_says_what_was_sent_when_and_what_the_answer_was(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    hook.receiver.status, hook.receiver.answer = 422, b"No such person"
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.deliver()
    (row,) = log(hook)
    assert (row.kind, row.purpose, row.status) == ("shift.clocked_in", Purpose.DELIVERY, 422)
    assert (row.answer, row.fault, row.sent_at) == ("No such person", None, watch.now)
    assert row.message_id == hook.receiver.messages[0].id
    assert row.milliseconds is not None


def test_it_keeps_the_newest_only(
    hook: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "LOG", 3)
    for hour in range(8, 12):
        watch.at(f"{hour:02}:00")
        clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
        watch.at(f"{hour:02}:30")
        clock_out(hook.company.eli.actor)
    assert hook.deliver() == 8
    assert [row.message_id for row in log(hook)] == [
        each.id for each in reversed(hook.receiver.messages[-3:])
    ]
    ask_for_test(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    hook.deliver()
    assert len(log(hook)) == 3


def test_a_test_arrives_also_during_a_pause_and_says_nothing(hook: WebhookWithReceiver) -> None:
    company = hook.company
    pause_webhook(company.olive.actor, webhook_id=hook.added.webhook_id)
    clock_in(company.eli.actor, clock_id=company.shop)
    attempt_id = ask_for_test(company.olive.actor, webhook_id=hook.added.webhook_id)
    assert [row.sent_at for row in log(hook)] == [None]
    assert hook.deliver() == 1
    (message,) = hook.receiver.messages
    assert message.is_signed_with(hook.added.secret)
    assert (message.said["type"], message.said["user_id"]) == ("webhook.test", None)
    assert message.said["data"] == {"webhook_id": hook.added.webhook_id}
    assert [(row.id, row.arrived) for row in log(hook)] == [(attempt_id, True)]


def test_a_test_that_fails_is_not_tried_again(hook: WebhookWithReceiver, watch: Watch) -> None:
    hook.receiver.status = 500
    ask_for_test(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    hook.deliver()
    watch.later(hours=1)
    assert hook.deliver() == 0
    assert [(row.purpose, row.status) for row in log(hook)] == [(Purpose.TEST, 500)]


def test_a_delivery_is_sent_once_more_with_the_same_id_and_moves_nothing(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.later(hours=1)
    clock_out(company.eli.actor)
    hook.deliver()
    first = log(hook)[-1]
    ask_for_replay(company.olive.actor, webhook_id=hook.added.webhook_id, attempt_id=first.id)
    assert hook.deliver() == 1
    again = hook.receiver.messages[-1]
    assert (again.id, again.body) == (first.message_id, hook.receiver.messages[0].body)
    assert again.is_signed_with(hook.added.secret)
    assert log(hook)[0].purpose is Purpose.REPLAY
    assert hook.deliver() == 0


def test_both_are_in_the_ledger_with_who_asked_and_count_once(hook: WebhookWithReceiver) -> None:
    company, once = hook.company, Once.of("k", {})
    asked = [
        ask_for_test(company.edda.actor, webhook_id=hook.added.webhook_id, once=once)
        for _ in range(2)
    ]
    assert asked[0] == asked[1]
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("webhook.tested", company.edda.member_id)
    assert len(log(hook)) == 1


def test_there_is_nothing_to_repeat_of_a_test_and_of_what_is_not_there(
    hook: WebhookWithReceiver,
) -> None:
    actor, webhook_id = hook.company.olive.actor, hook.added.webhook_id
    attempt_id = ask_for_test(actor, webhook_id=webhook_id)
    with pytest.raises(Conflict) as refused:
        ask_for_replay(actor, webhook_id=webhook_id, attempt_id=attempt_id)
    assert refused.value.code == "nothing_to_replay"
    with pytest.raises(NotFound):
        ask_for_replay(actor, webhook_id=webhook_id, attempt_id=attempt_id + 1000)


def test_so_much_can_wait_and_no_more(hook: WebhookWithReceiver) -> None:
    actor, webhook_id = hook.company.olive.actor, hook.added.webhook_id
    for _ in range(20):
        ask_for_test(actor, webhook_id=webhook_id)
    with pytest.raises(Conflict) as refused:
        ask_for_test(actor, webhook_id=webhook_id)
    assert refused.value.code == "too_many"
    assert hook.deliver() == 20
    ask_for_test(actor, webhook_id=webhook_id)


def test_with_a_webhook_its_log_goes(hook: WebhookWithReceiver) -> None:
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.deliver()
    remove_webhook(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    assert log(hook) == []
    assert hook.deliver() == 0
