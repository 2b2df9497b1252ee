"""Asking for one message: a test, or a delivery once more. The server sends it a moment later.

Both are in the ledger, since data is sent once more at someone's request.
"""

import secrets

from sqlalchemy import func, select

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import Head, record
from timeclock.outgoing.webhooks.events import TEST
from timeclock.outgoing.webhooks.models import Purpose, Webhook, WebhookAttempt
from timeclock.outgoing.webhooks.service import take_webhook
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.timesheets.approval.answering import entry_of

_MOST_WAITING = 20


@transaction
def ask_for_test(
    tx: Transaction, actor: Actor, *, webhook_id: int, once: Once | None = None
) -> int:
    """Have a message sent that says nothing, also while it is paused; returns its attempt's id."""
    head, webhook = take_webhook(tx, actor, webhook_id)
    found = entry_of(tx, actor, once)
    if found is not None:
        tx.discard()
        return int(found[1]["attempt"])
    row = WebhookAttempt(
        workspace_id=webhook.workspace_id,
        webhook_id=webhook.id,
        purpose_name=Purpose.TEST.value,
        kind=TEST,
        message_id=f"msg_test_{secrets.token_hex(16)}",
        asked_at=head.received_at,
    )
    return _kept(tx, actor, head, webhook, row, once)


@transaction
def ask_for_replay(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    attempt_id: int,
    once: Once | None = None,
) -> int:
    """Have what an attempt sent, or tried to, sent once more, out of its order.

    It is the same message with the same id. Raises NotFound, Conflict `nothing_to_replay` for a
    test.
    """
    head, webhook = take_webhook(tx, actor, webhook_id)
    found = entry_of(tx, actor, once)
    if found is not None:
        tx.discard()
        return int(found[1]["attempt"])
    before = tx.session.get(WebhookAttempt, (webhook.workspace_id, attempt_id))
    if before is None or before.webhook_id != webhook.id:
        raise attempt_not_found()
    if before.position is None:
        raise Conflict("nothing_to_replay", "This was a test. Send another one instead.")
    row = WebhookAttempt(
        workspace_id=webhook.workspace_id,
        webhook_id=webhook.id,
        purpose_name=Purpose.REPLAY.value,
        kind=before.kind,
        message_id=before.message_id,
        chain_id=before.chain_id,
        position=before.position,
        asked_at=head.received_at,
    )
    return _kept(tx, actor, head, webhook, row, once)


def attempt_not_found() -> NotFound:
    """The same words for one that the log never had, for an old one and for a foreign one."""
    return NotFound("attempt_not_found", "This delivery is not in the log.")


def _kept(
    tx: Transaction,
    actor: Actor,
    head: Head,
    webhook: Webhook,
    row: WebhookAttempt,
    once: Once | None,
) -> int:
    """Queue it: a member who asks without end would make the server send without end."""
    waiting = select(func.count()).where(
        WebhookAttempt.workspace_id == webhook.workspace_id,
        WebhookAttempt.webhook_id == webhook.id,
        WebhookAttempt.sent_at.is_(None),
    )
    if tx.connection.execute(waiting).scalar_one() >= _MOST_WAITING:
        raise Conflict("too_many", "Wait until the requested messages are sent.")
    tx.session.add(row)
    tx.session.flush()
    facts: Json = {"webhook": webhook.id, "attempt": row.id, "message": row.message_id}
    kind = "webhook.tested" if row.purpose is Purpose.TEST else "webhook.replayed"
    record(tx, head, kind=kind, actor=actor, after=facts, once=once)
    return row.id
