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


def log(told: WebhookWithReceiver) -> list[WebhookAttempt]:
    return list(attempts(told.company.workspace_id, told.added.webhook_id, limit=1000))


def test_it_says_what_was_sent_when_and_what_the_answer_was(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    told.receiver.status, told.receiver.answer = 422, b"No such person"
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    told.deliver()
    (row,) = log(told)
    assert (row.kind, row.purpose, row.status) == ("shift.clocked_in", Purpose.DELIVERY, 422)
    assert (row.answer, row.fault, row.sent_at) == ("No such person", None, watch.now)
    assert row.message_id == told.receiver.messages[0].id
    assert row.milliseconds is not None


def test_it_keeps_the_newest_only(
    told: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "LOG", 3)
    for hour in range(8, 12):
        watch.at(f"{hour:02}:00")
        clock_in(told.company.eli.actor, clock_id=told.company.shop)
        watch.at(f"{hour:02}:30")
        clock_out(told.company.eli.actor)
    assert told.deliver() == 8
    assert [row.message_id for row in log(told)] == [
        each.id for each in reversed(told.receiver.messages[-3:])
    ]
    ask_for_test(told.company.olive.actor, webhook_id=told.added.webhook_id)
    told.deliver()
    assert len(log(told)) == 3


def test_a_test_arrives_also_during_a_pause_and_says_nothing(told: WebhookWithReceiver) -> None:
    company = told.company
    pause_webhook(company.olive.actor, webhook_id=told.added.webhook_id)
    clock_in(company.eli.actor, clock_id=company.shop)
    attempt_id = ask_for_test(company.olive.actor, webhook_id=told.added.webhook_id)
    assert [row.sent_at for row in log(told)] == [None]
    assert told.deliver() == 1
    (message,) = told.receiver.messages
    assert message.is_signed_with(told.added.secret)
    assert (message.said["type"], message.said["user_id"]) == ("webhook.test", None)
    assert message.said["data"] == {"webhook_id": told.added.webhook_id}
    assert [(row.id, row.arrived) for row in log(told)] == [(attempt_id, True)]


def test_a_test_that_fails_is_not_tried_again(told: WebhookWithReceiver, watch: Watch) -> None:
    told.receiver.status = 500
    ask_for_test(told.company.olive.actor, webhook_id=told.added.webhook_id)
    told.deliver()
    watch.later(hours=1)
    assert told.deliver() == 0
    assert [(row.purpose, row.status) for row in log(told)] == [(Purpose.TEST, 500)]


def test_a_delivery_is_sent_once_more_with_the_same_id_and_moves_nothing(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    company = told.company
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.later(hours=1)
    clock_out(company.eli.actor)
    told.deliver()
    first = log(told)[-1]
    ask_for_replay(company.olive.actor, webhook_id=told.added.webhook_id, attempt_id=first.id)
    assert told.deliver() == 1
    again = told.receiver.messages[-1]
    assert (again.id, again.body) == (first.message_id, told.receiver.messages[0].body)
    assert again.is_signed_with(told.added.secret)
    assert log(told)[0].purpose is Purpose.REPLAY
    assert told.deliver() == 0


def test_both_are_in_the_ledger_with_who_asked_and_count_once(told: WebhookWithReceiver) -> None:
    company, once = told.company, Once.of("k", {})
    asked = [
        ask_for_test(company.edda.actor, webhook_id=told.added.webhook_id, once=once)
        for _ in range(2)
    ]
    assert asked[0] == asked[1]
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("webhook.tested", company.edda.member_id)
    assert len(log(told)) == 1


def test_there_is_nothing_to_repeat_of_a_test_and_of_what_is_not_there(
    told: WebhookWithReceiver,
) -> None:
    actor, webhook_id = told.company.olive.actor, told.added.webhook_id
    attempt_id = ask_for_test(actor, webhook_id=webhook_id)
    with pytest.raises(Conflict) as refused:
        ask_for_replay(actor, webhook_id=webhook_id, attempt_id=attempt_id)
    assert refused.value.code == "nothing_to_replay"
    with pytest.raises(NotFound):
        ask_for_replay(actor, webhook_id=webhook_id, attempt_id=attempt_id + 1000)


def test_so_much_can_wait_and_no_more(told: WebhookWithReceiver) -> None:
    actor, webhook_id = told.company.olive.actor, told.added.webhook_id
    for _ in range(20):
        ask_for_test(actor, webhook_id=webhook_id)
    with pytest.raises(Conflict) as refused:
        ask_for_test(actor, webhook_id=webhook_id)
    assert refused.value.code == "too_many"
    assert told.deliver() == 20
    ask_for_test(actor, webhook_id=webhook_id)


def test_with_a_webhook_its_log_goes(told: WebhookWithReceiver) -> None:
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    told.deliver()
    remove_webhook(told.company.olive.actor, webhook_id=told.added.webhook_id)
    assert log(told) == []
    assert told.deliver() == 0
