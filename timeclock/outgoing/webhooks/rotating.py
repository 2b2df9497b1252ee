"""Another secret for a webhook; the one before it signs beside it for a day.

So that a receiver can be given the new one at leisure: Standard Webhooks has several signatures
for that.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from timeclock.authority.actor import Actor
from timeclock.ledger.editing import Expected
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import record
from timeclock.outgoing.webhooks.claiming import moment
from timeclock.outgoing.webhooks.models import OVERLAP, Webhook
from timeclock.outgoing.webhooks.service import take_to_edit
from timeclock.outgoing.webhooks.signing import new_secret, secret_text
from timeclock.storage.transactions import Transaction, reading, transaction
from timeclock.timekeeping import utc_text

_webhook = Webhook.__table__.c


@dataclass(frozen=True, slots=True)
class Rotated:
    """A new secret, shown once, and until when the one before it signs too."""

    webhook_id: int
    secret: str
    old_secret_until: datetime


@transaction
def rotate_secret(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> Rotated:
    """Sign with a new secret from now on, and for 24 hours with the present one as well.

    One that was left by an earlier rotation signs no more. Raises NotFound, Outdated for a version
    that is not expected, and Conflict `already_done` when it comes a second time.
    """
    head, row = take_to_edit(tx, actor, webhook_id, expected, once)
    secret = new_secret()
    row.former_secret, row.secret, row.rotated_at = row.secret, secret, head.received_at
    until = head.received_at + OVERLAP
    facts: Json = {"webhook": webhook_id, "old_secret_until": utc_text(until)}
    record(tx, head, kind="webhook.rotated", actor=actor, after=facts, once=once)
    return Rotated(webhook_id, secret_text(secret), until)


def forget_former_secrets() -> int:
    """Delete the secrets that sign no more, be their webhooks idle or paused; returns how many."""
    with reading() as connection:
        if connection.execute(select(_webhook.id).where(*_over(connection)).limit(1)).first():
            return _forget()
    return 0


@transaction
def _forget(tx: Transaction) -> int:
    over = update(Webhook).where(*_over(tx.connection))
    return tx.connection.execute(over.values(former_secret=None)).rowcount


def _over(connection: Connection) -> tuple[ColumnElement[bool], ...]:
    return _webhook.former_secret.is_not(None), _webhook.rotated_at <= moment(connection) - OVERLAP
