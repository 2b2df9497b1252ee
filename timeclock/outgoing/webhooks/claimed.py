"""A message that someone has a lease on, with everything that sending it needs."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, select

from timeclock.company.people.models import Member
from timeclock.ledger.models import Chain
from timeclock.ledger.queries import EntryView
from timeclock.outgoing.webhooks.models import Purpose, Webhook, WebhookAttempt
from timeclock.outgoing.webhooks.telling import (
    UNKNOWN_FORM,
    EventEntry,
    members_in,
    message,
    test_message,
)
from timeclock.storage.transactions import Transaction

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """Where in the ledger a message comes from."""

    chain_id: int
    position: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message and where it goes; a test comes from no place.

    `attempt_id` is the row that asked for a test or a replay; a delivery has none yet. Without a
    `body` it cannot be told: nothing is sent, and what follows does not wait for it. Each of the
    `secrets` signs it, the newest first.
    """

    workspace_id: int
    webhook_id: int
    url: str
    secrets: tuple[bytes, ...] = field(repr=False)
    lease: str
    purpose: Purpose
    kind: str
    message_id: str
    body: bytes | None
    place: LedgerPlace | None = None
    attempt_id: int | None = None


def of_test(webhook: Webhook, attempt: WebhookAttempt, now: datetime) -> Claimed:
    """A test that was asked for."""
    return Claimed(
        webhook.workspace_id,
        webhook.id,
        webhook.url,
        webhook.secrets(now),
        attempt.lease or "",
        Purpose.TEST,
        attempt.kind,
        attempt.message_id,
        test_message(webhook.workspace_id, webhook.id, attempt.message_id, attempt.asked_at),
        None,
        attempt.id,
    )


def of_entry(
    tx: Transaction,
    webhook: Webhook,
    lease: str,
    chain_id: int,
    entry: EntryView,
    now: datetime,
    attempt_id: int | None = None,
) -> Claimed:
    """An entry that is due, or was asked for again."""
    told = _event_entry(tx, webhook.workspace_id, chain_id, entry)
    return Claimed(
        webhook.workspace_id,
        webhook.id,
        webhook.url,
        webhook.secrets(now),
        lease,
        Purpose.DELIVERY if attempt_id is None else Purpose.REPLAY,
        entry.kind,
        told.message_id,
        _body(tx, told),
        LedgerPlace(chain_id, entry.position),
        attempt_id,
    )


def _body(tx: Transaction, told: EventEntry) -> bytes | None:
    """The message, or None for an entry of a form that no one here knows."""
    try:
        who = select(Member.id, Member.account_id).where(
            Member.workspace_id == told.workspace_id, Member.id.in_(members_in(told))
        )
        users = {row.id: row.account_id for row in tx.connection.execute(who)}
        return message(told, users)
    except UNKNOWN_FORM as error:
        _log.error("webhooks: %s cannot be told: %r", told.message_id, error)
        return None


def _event_entry(tx: Transaction, workspace_id: int, chain_id: int, entry: EntryView) -> EventEntry:
    row = tx.connection.execute(
        select(Chain.pseudonym, Member.id.label("member_id"))
        .outerjoin(
            Member, and_(Member.workspace_id == Chain.workspace_id, Member.chain_id == Chain.id)
        )
        .where(Chain.workspace_id == workspace_id, Chain.id == chain_id)
    ).one()
    return EventEntry(workspace_id, row.pseudonym, row.member_id, entry)
