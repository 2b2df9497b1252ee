"""Writing down the outcome of a message: the log, the cursor, and when the next try is."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from timeclock.authority.actor import Actor
from timeclock.ledger.recording import lock_workspace, record
from timeclock.outgoing.webhooks.backoff import is_over, next_try, rest
from timeclock.outgoing.webhooks.claimed import Claimed
from timeclock.outgoing.webhooks.claiming import moment
from timeclock.outgoing.webhooks.models import Pause, Webhook, WebhookAttempt, WebhookCursor
from timeclock.outgoing.webhooks.sending import DeliveryOutcome
from timeclock.storage.transactions import Transaction, transaction

LOG = 200  # rows of each webhook; older ones go
_cursor, _attempt = WebhookCursor.__table__.c, WebhookAttempt.__table__.c


@transaction
def settle(
    tx: Transaction, claimed: Claimed, outcome: DeliveryOutcome, sent_at: datetime
) -> Pause | None:
    """Keep the outcome, and move on or try again later; returns why the webhook should be paused.

    Who lost the lease meanwhile changes nothing but the log.
    """
    webhook = tx.session.get(
        Webhook,
        (claimed.workspace_id, claimed.webhook_id),
        with_for_update={"key_share": True},
    )
    if webhook is None or webhook.removed_at is not None:
        tx.discard()
        return None
    now = moment(tx.connection)
    _log(tx, claimed, outcome, sent_at)
    if claimed.body:
        _note_silence(webhook, outcome, now)
    if claimed.attempt_id is not None or claimed.place is None:
        return None
    if outcome.arrived or not claimed.body:
        _move(tx, claimed, position=claimed.place.position, tries=0, failing_since=None)
        return None
    return _failed(tx, claimed, outcome, now)


@transaction
def give_up(tx: Transaction, workspace_id: int, webhook_id: int, why: Pause) -> None:
    """Pause a webhook whose receiver failed for a day, or is gone; the ledger keeps it."""
    head = lock_workspace(tx, workspace_id)
    webhook = tx.session.get_one(Webhook, (workspace_id, webhook_id))
    if webhook.paused_at is not None or webhook.removed_at is not None:
        return tx.discard()
    webhook.paused_at, webhook.paused_for = head.received_at, why.value
    facts = {"webhook": webhook_id, "because": why.value}
    record(tx, head, kind="webhook.paused", actor=Actor.clock(workspace_id), after=facts)


def _failed(
    tx: Transaction, claimed: Claimed, outcome: DeliveryOutcome, now: datetime
) -> Pause | None:
    """Try the same again later: what follows in its chain waits for it."""
    cursor = tx.connection.execute(
        select(_cursor.tries, _cursor.failing_since).where(*_held(claimed))
    ).first()
    if cursor is None:
        return None
    tries, since = cursor.tries + 1, min(cursor.failing_since or now, now)
    due = next_try(tries, since, now)
    _move(tx, claimed, tries=tries, failing_since=since, due_at=due)
    if outcome.is_gone:
        return Pause.GONE
    return Pause.FAILED if is_over(since, now) else None


def _move(tx: Transaction, claimed: Claimed, **values: object) -> None:
    free = {"due_at": None, "lease": None, "leased_until": None}
    tx.connection.execute(update(WebhookCursor).where(*_held(claimed)).values(**free | values))


def _held(claimed: Claimed) -> tuple[ColumnElement[bool], ...]:
    """The cursor, as long as it is ours."""
    return (
        _cursor.workspace_id == claimed.workspace_id,
        _cursor.webhook_id == claimed.webhook_id,
        _cursor.chain_id == (claimed.place.chain_id if claimed.place else None),
        _cursor.lease == claimed.lease,
    )


def _note_silence(webhook: Webhook, outcome: DeliveryOutcome, now: datetime) -> None:
    """Who does not answer at all is left alone for a moment, with all of its chains."""
    if outcome.status is None:
        webhook.silences += 1
        webhook.rests_until = rest(webhook.silences, now)
    elif webhook.silences:
        webhook.silences, webhook.rests_until = 0, None


def _log(tx: Transaction, claimed: Claimed, outcome: DeliveryOutcome, sent_at: datetime) -> None:
    said = {
        "sent_at": sent_at,
        "milliseconds": outcome.milliseconds,
        "status": outcome.status,
        "fault": outcome.fault,
        "answer": outcome.answer,
        "lease": None,
        "leased_until": None,
    }
    if claimed.attempt_id is not None:
        tx.connection.execute(
            update(WebhookAttempt)
            .where(_attempt.workspace_id == claimed.workspace_id, _attempt.id == claimed.attempt_id)
            .values(**said)
        )
        _prune(tx, claimed)
        return
    tx.session.add(
        WebhookAttempt(
            workspace_id=claimed.workspace_id,
            webhook_id=claimed.webhook_id,
            purpose_name=claimed.purpose.value,
            kind=claimed.kind,
            message_id=claimed.message_id,
            chain_id=claimed.place.chain_id if claimed.place else None,
            position=claimed.place.position if claimed.place else None,
            asked_at=sent_at,
            **said,
        )
    )
    tx.session.flush()
    _prune(tx, claimed)


def _prune(tx: Transaction, claimed: Claimed) -> None:
    of_webhook = (
        _attempt.workspace_id == claimed.workspace_id,
        _attempt.webhook_id == claimed.webhook_id,
    )
    oldest = (
        select(_attempt.id)
        .where(*of_webhook)
        .order_by(_attempt.id.desc())
        .offset(LOG - 1)
        .limit(1)
        .scalar_subquery()
    )
    tx.connection.execute(delete(WebhookAttempt).where(*of_webhook, _attempt.id < oldest))
