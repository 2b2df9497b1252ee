"""The secret that a request has made, for anyone who sent that very request twice.

A double click shows the second answer, so that one has to hold what the first one held.
"""

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import EntryView, just_recorded
from timeclock.outgoing.webhooks.models import OVERLAP, Webhook
from timeclock.outgoing.webhooks.rotating import Rotated
from timeclock.outgoing.webhooks.service import AddedWebhook
from timeclock.outgoing.webhooks.signing import secret_text
from timeclock.storage.transactions import db


def added_just_now(actor: Actor, once: Once) -> tuple[AddedWebhook, str] | None:
    """The webhook that this request added minutes ago, and its address, while its secret is that.

    Raises NotAllowed, and KeyReused for a key that came with another request.
    """
    row, _ = _row_of(actor, once, "webhook.added")
    if row is None or row.rotated_at is not None:
        return None
    return AddedWebhook(row.id, secret_text(row.secret)), row.url


def rotated_just_now(actor: Actor, webhook_id: int, once: Once) -> Rotated | None:
    """What this request made minutes ago, unless the secret is another one by now. Raises alike."""
    row, entry = _row_of(actor, once, "webhook.rotated")
    if row is None or entry is None or row.id != webhook_id or row.rotated_at != entry.received_at:
        return None
    return Rotated(row.id, secret_text(row.secret), row.rotated_at + OVERLAP)


def _row_of(actor: Actor, once: Once, kind: str) -> tuple[Webhook | None, EntryView | None]:
    demand(actor, Permission.MANAGE_WEBHOOKS)
    entry = just_recorded(actor, once, kind)
    if entry is None or entry.after is None:
        return None, None
    row = db.session.scalar(
        select(Webhook).where(
            Webhook.workspace_id == actor.workspace_id,
            Webhook.id == entry.after["webhook"],
            Webhook.removed_at.is_(None),
        )
    )
    return row, entry
