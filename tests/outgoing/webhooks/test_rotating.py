"""A new secret: for a day both sign, then the new one alone."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Watch
from tests.fixtures.receiver import Message
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.errors import Conflict, Outdated
from timeclock.ledger.editing import version_of
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.operations.background import each_minute
from timeclock.outgoing.webhooks.asking import ask_for_replay, ask_for_test
from timeclock.outgoing.webhooks.models import Webhook
from timeclock.outgoing.webhooks.queries import attempts
from timeclock.outgoing.webhooks.rotating import Rotated, forget_former_secrets, rotate_secret
from timeclock.outgoing.webhooks.service import pause_webhook, remove_webhook, version_facts
from timeclock.storage.transactions import db
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.punching import clock_in, clock_out


def rotate(told: WebhookWithReceiver, **how: object) -> Rotated:
    webhook_id = told.added.webhook_id
    return rotate_secret(told.company.olive.actor, webhook_id=webhook_id, **how)  # type: ignore[arg-type]


def a_test(told: WebhookWithReceiver) -> Message:
    """A test that has just arrived."""
    ask_for_test(told.company.olive.actor, webhook_id=told.added.webhook_id)
    assert told.deliver() == 1
    return told.receiver.messages[-1]


def signed_by(message: Message, *secrets: str) -> list[bool]:
    return [message.is_signed_with(each) for each in secrets]


def signatures(message: Message) -> list[str]:
    return message.headers["webhook-signature"].split(" ")


def kept(told: WebhookWithReceiver) -> Webhook:
    db.session.expire_all()
    return db.session.get_one(Webhook, (told.company.workspace_id, told.added.webhook_id))


def test_for_a_day_both_secrets_sign_the_new_one_first_and_then_it_alone(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    old = told.added.secret
    alone = a_test(told)
    new = rotate(told)
    assert new.old_secret_until == watch.now + timedelta(hours=24)
    assert new.secret.startswith("whsec_")
    assert new.secret != old
    for hours in (0, 23.99):
        watch.at("08:00")
        watch.later(hours=hours)
        both = a_test(told)
        assert signed_by(both, new.secret, old) == [True, True]
        first, second = signatures(both)
        assert first != second
        assert len(signatures(alone)) == 1
    watch.at("08:00")
    watch.later(hours=24)
    after = a_test(told)
    assert signed_by(after, new.secret, old) == [True, False]
    assert len(signatures(after)) == 1


@pytest.mark.parametrize("is_paused", [False, True])
def test_the_old_secret_is_deleted_though_nothing_is_sent(
    told: WebhookWithReceiver, watch: Watch, *, is_paused: bool
) -> None:
    watch.at("08:00")
    rotate(told)
    if is_paused:
        pause_webhook(told.company.olive.actor, webhook_id=told.added.webhook_id)
    present = kept(told).secret
    watch.later(hours=23.99)
    assert forget_former_secrets() == 0
    assert kept(told).former_secret is not None
    watch.later(hours=0.01)
    each_minute()
    assert (kept(told).former_secret, kept(told).secret) == (None, present)
    assert forget_former_secrets() == 0


def test_a_secret_that_a_rotation_has_just_replaced_is_not_deleted(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    rotate(told)
    watch.later(hours=25)
    second = rotate(told)
    assert forget_former_secrets() == 0
    third = rotate(told)
    assert signed_by(a_test(told), third.secret, second.secret) == [True, True]


def test_the_new_signature_comes_first(told: WebhookWithReceiver) -> None:
    new = rotate(told)
    message = a_test(told)
    only = Message(
        message.path,
        message.headers | {"webhook-signature": signatures(message)[0]},
        message.body,
        message.status,
    )
    assert signed_by(only, new.secret, told.added.secret) == [True, False]


@pytest.mark.parametrize("purpose", ["delivery", "replay", "a try later"])
def test_whatever_is_sent_is_signed_the_same_way(
    told: WebhookWithReceiver, watch: Watch, purpose: str
) -> None:
    company, old = told.company, told.added.secret
    watch.at("08:00")
    if purpose == "a try later":
        told.receiver.status = 500
    if purpose != "delivery":
        clock_in(company.eli.actor, clock_id=company.shop)
        told.deliver()
    new = rotate(told).secret
    told.receiver.status = 204
    if purpose == "delivery":
        clock_in(company.eli.actor, clock_id=company.shop)
    if purpose == "replay":
        (row,) = attempts(company.workspace_id, told.added.webhook_id)
        ask_for_replay(company.olive.actor, webhook_id=told.added.webhook_id, attempt_id=row.id)
    watch.later(minutes=1)
    assert told.deliver() == 1
    assert signed_by(told.receiver.messages[-1], new, old) == [True, True]
    watch.later(hours=24)
    clock_out(company.eli.actor)
    assert told.deliver() == 1
    assert signed_by(told.receiver.messages[-1], new, old) == [True, False]


def test_another_one_within_the_day_drops_the_oldest(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    first = told.added.secret
    second = rotate(told).secret
    watch.later(hours=23)
    third = rotate(told)
    assert signed_by(a_test(told), third.secret, second, first) == [True, True, False]
    watch.later(hours=23)
    assert signed_by(a_test(told), third.secret, second, first) == [True, True, False]
    watch.later(hours=1)
    assert signed_by(a_test(told), third.secret, second, first) == [True, False, False]


def test_the_ledger_has_who_and_when_and_neither_secret(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    company, now = told.company, watch.at("08:00")
    new = rotate_secret(company.edda.actor, webhook_id=told.added.webhook_id)
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("webhook.rotated", company.edda.member_id)
    assert entry.after == {
        "webhook": told.added.webhook_id,
        "old_secret_until": utc_text(now + timedelta(hours=24)),
    }
    for secret in (new.secret, told.added.secret):
        assert secret.removeprefix("whsec_") not in str(entry)


def test_the_same_request_again_makes_no_other_secret(told: WebhookWithReceiver) -> None:
    once = Once.of("r", {})
    new = rotate(told, once=once)
    with pytest.raises(Conflict) as refused:
        rotate(told, once=once)
    assert refused.value.code == "already_done"
    assert signed_by(a_test(told), new.secret, told.added.secret) == [True, True]


def test_of_two_who_have_read_the_same_one_rotates(told: WebhookWithReceiver, watch: Watch) -> None:
    watch.at("08:00")
    version = version_of(version_facts(told.standing.webhook))
    rotate(told, expected=[version])
    with pytest.raises(Outdated):
        rotate(told, expected=[version])
    assert version_of(version_facts(kept(told))) != version


def test_what_is_removed_keeps_neither_secret(told: WebhookWithReceiver) -> None:
    rotate(told)
    remove_webhook(told.company.olive.actor, webhook_id=told.added.webhook_id)
    row = kept(told)
    assert (row.secret, row.former_secret) == (b"", None)


def test_who_looks_with_an_old_reading_forgets_no_secret_that_still_signs(
    told: WebhookWithReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another rotation may come between the reading of a row and the forgetting."""
    new = rotate(told)
    with monkeypatch.context() as stale:
        stale.setattr(Webhook, "old_secret_until", lambda _webhook, _now: None)
        assert len(signatures(a_test(told))) == 1
    assert kept(told).former_secret is not None
    assert signed_by(a_test(told), new.secret, told.added.secret) == [True, True]
