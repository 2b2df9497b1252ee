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


def rotate(hook: WebhookWithReceiver, **how: object) -> Rotated:
    webhook_id = hook.added.webhook_id
    return rotate_secret(hook.company.olive.actor, webhook_id=webhook_id, **how)  # type: ignore[arg-type]


def a_test(hook: WebhookWithReceiver) -> Message:
    """A test that has just arrived."""
    ask_for_test(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    assert hook.deliver() == 1
    return hook.receiver.messages[-1]


def signed_by(message: Message, *secrets: str) -> list[bool]:
    return [message.is_signed_with(each) for each in secrets]


def signatures(message: Message) -> list[str]:
    return message.headers["webhook-signature"].split(" ")


def kept(hook: WebhookWithReceiver) -> Webhook:
    db.session.expire_all()
    return db.session.get_one(Webhook, (hook.company.workspace_id, hook.added.webhook_id))


def test_for_a_day_both_secrets_sign_the_new_one_first_and_then_it_alone(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    old = hook.added.secret
    alone = a_test(hook)
    new = rotate(hook)
    assert new.old_secret_until == watch.now + timedelta(hours=24)
    assert new.secret.startswith("whsec_")
    assert new.secret != old
    for hours in (0, 23.99):
        watch.at("08:00")
        watch.later(hours=hours)
        both = a_test(hook)
        assert signed_by(both, new.secret, old) == [True, True]
        first, second = signatures(both)
        assert first != second
        assert len(signatures(alone)) == 1
    watch.at("08:00")
    watch.later(hours=24)
    after = a_test(hook)
    assert signed_by(after, new.secret, old) == [True, False]
    assert len(signatures(after)) == 1


@pytest.mark.parametrize("is_paused", [False, True])
def test_the_old_secret_is_deleted_though_nothing_is_sent(
    hook: WebhookWithReceiver, watch: Watch, *, is_paused: bool
) -> None:
    watch.at("08:00")
    rotate(hook)
    if is_paused:
        pause_webhook(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    present = kept(hook).secret
    watch.later(hours=23.99)
    assert forget_former_secrets() == 0
    assert kept(hook).former_secret is not None
    watch.later(hours=0.01)
    each_minute()
    assert (kept(hook).former_secret, kept(hook).secret) == (None, present)
    assert forget_former_secrets() == 0


def test_a_secret_that_a_rotation_has_just_replaced_is_not_deleted(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    rotate(hook)
    watch.later(hours=25)
    second = rotate(hook)
    assert forget_former_secrets() == 0
    third = rotate(hook)
    assert signed_by(a_test(hook), third.secret, second.secret) == [True, True]


def test_the_new_signature_comes_first(hook: WebhookWithReceiver) -> None:
    new = rotate(hook)
    message = a_test(hook)
    only = Message(
        message.path,
        message.headers | {"webhook-signature": signatures(message)[0]},
        message.body,
        message.status,
    )
    assert signed_by(only, new.secret, hook.added.secret) == [True, False]


@pytest.mark.parametrize("purpose", ["delivery", "replay", "a try later"])
def test_whatever_is_sent_is_signed_the_same_way(
    hook: WebhookWithReceiver, watch: Watch, purpose: str
) -> None:
    company, old = hook.company, hook.added.secret
    watch.at("08:00")
    if purpose == "a try later":
        hook.receiver.status = 500
    if purpose != "delivery":
        clock_in(company.eli.actor, clock_id=company.shop)
        hook.deliver()
    new = rotate(hook).secret
    hook.receiver.status = 204
    if purpose == "delivery":
        clock_in(company.eli.actor, clock_id=company.shop)
    if purpose == "replay":
        (row,) = attempts(company.workspace_id, hook.added.webhook_id)
        ask_for_replay(company.olive.actor, webhook_id=hook.added.webhook_id, attempt_id=row.id)
    watch.later(minutes=1)
    assert hook.deliver() == 1
    assert signed_by(hook.receiver.messages[-1], new, old) == [True, True]
    watch.later(hours=24)
    clock_out(company.eli.actor)
    assert hook.deliver() == 1
    assert signed_by(hook.receiver.messages[-1], new, old) == [True, False]


def test_another_one_within_the_day_drops_the_oldest(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    watch.at("08:00")
    first = hook.added.secret
    second = rotate(hook).secret
    watch.later(hours=23)
    third = rotate(hook)
    assert signed_by(a_test(hook), third.secret, second, first) == [True, True, False]
    watch.later(hours=23)
    assert signed_by(a_test(hook), third.secret, second, first) == [True, True, False]
    watch.later(hours=1)
    assert signed_by(a_test(hook), third.secret, second, first) == [True, False, False]


def test_the_ledger_has_who_and_when_and_neither_secret(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company, now = hook.company, watch.at("08:00")
    new = rotate_secret(company.edda.actor, webhook_id=hook.added.webhook_id)
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("webhook.rotated", company.edda.member_id)
    assert entry.after == {
        "webhook": hook.added.webhook_id,
        "old_secret_until": utc_text(now + timedelta(hours=24)),
    }
    for secret in (new.secret, hook.added.secret):
        assert secret.removeprefix("whsec_") not in str(entry)


def test_the_same_request_again_makes_no_other_secret(hook: WebhookWithReceiver) -> None:
    once = Once.of("r", {})
    new = rotate(hook, once=once)
    with pytest.raises(Conflict) as refused:
        rotate(hook, once=once)
    assert refused.value.code == "already_done"
    assert signed_by(a_test(hook), new.secret, hook.added.secret) == [True, True]


def test_of_two_who_have_read_the_same_one_rotates(hook: WebhookWithReceiver, watch: Watch) -> None:
    watch.at("08:00")
    version = version_of(version_facts(hook.standing.webhook))
    rotate(hook, expected=[version])
    with pytest.raises(Outdated):
        rotate(hook, expected=[version])
    assert version_of(version_facts(kept(hook))) != version


def test_what_is_removed_keeps_neither_secret(hook: WebhookWithReceiver) -> None:
    rotate(hook)
    remove_webhook(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    row = kept(hook)
    assert (row.secret, row.former_secret) == (b"", None)


def test_who_looks_with_an_old_reading_forgets_no_secret_that_still_signs(
    hook: WebhookWithReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another rotation may come between the reading of a row and the forgetting."""
    new = rotate(hook)
    with monkeypatch.context() as stale:
        stale.setattr(Webhook, "old_secret_until", lambda _webhook, _now: None)
        assert len(signatures(a_test(hook))) == 1
    assert kept(hook).former_secret is not None
    assert signed_by(a_test(hook), new.secret, hook.added.secret) == [True, True]
