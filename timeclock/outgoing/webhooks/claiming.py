"""Taking what is to be sent next: a lease on one chain of one webhook, in a short transaction.

The ledger itself is the queue. Who claims looks what follows the cursor, and no one else sends from
that chain before the lease has ended; a server that dies with one leaves the cursor where it was,
and the next one on the same machine ends the lease (presence.py).
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from timeclock.ledger.models import Chain
from timeclock.ledger.queries import entry_at, first_after
from timeclock.ledger.recording import clock_is_moved, present
from timeclock.outgoing.webhooks.backoff import LONGEST_REST, LONGEST_WAIT
from timeclock.outgoing.webhooks.claimed import Claimed, of_entry, of_test
from timeclock.outgoing.webhooks.events import kinds_of
from timeclock.outgoing.webhooks.models import Webhook, WebhookAttempt, WebhookCursor
from timeclock.storage.transactions import Transaction, transaction

LEASE = timedelta(seconds=30)  # three times what a message may take
_AT_ONCE = 100  # chains that are only passed over, in one transaction
_cursor, _chain = WebhookCursor.__table__.c, Chain.__table__.c


@transaction
def claim(
    tx: Transaction, workspace_id: int, webhook_id: int, *, lease: str | None = None
) -> Claimed | None:
    """Lease what one webhook is to be sent next, under that name; None when nothing is due.

    What it does not want to be told of is passed over. Tests and replays come first, also while it
    is paused.
    """
    lease = lease or secrets.token_hex(16)
    webhook = tx.session.get(Webhook, (workspace_id, webhook_id))
    if webhook is None or webhook.removed_at is not None:
        tx.discard()
        return None
    now = moment(tx.connection)
    asked = _next_requested(tx, webhook, lease, now)
    if asked is not None:
        return asked
    rests = webhook.rests_until is not None and now < webhook.rests_until <= now + LONGEST_REST
    if webhook.paused_at is not None or rests:
        tx.discard()
        return None
    _begin_cursors(tx, webhook)
    for _ in range(_AT_ONCE):
        row = tx.connection.execute(_next_chain(webhook, now)).first()
        if row is None:
            return None
        kinds = kinds_of(webhook.events, of_workspace=row.for_workspace)
        entry = first_after(tx.connection, workspace_id, row.id, row.passed, kinds)
        if entry is None:
            _move(tx, webhook, row.id, position=row.position)
            continue
        _move(tx, webhook, row.id, lease=lease, leased_until=now + LEASE)
        return of_entry(tx, webhook, lease, row.id, entry, now)
    return None


def moment(connection: Connection) -> datetime:
    """Now, by the database's clock where several servers share it: leases are compared with it."""
    if connection.dialect.name == "sqlite" or clock_is_moved():
        return present()
    found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return found.astimezone(UTC)


def is_due(column: ColumnElement[Any], now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Whether a moment has come, or there is none.

    One further ahead than it was ever set is from a clock that has been put right since: who waited
    for it would wait for ever.
    """
    return or_(column.is_(None), column <= now, column > now + longest)


def _next_chain(webhook: Webhook, now: datetime) -> Any:
    """What never failed comes first; a chain that someone else is at is passed over."""
    return (
        select(_chain.id, _chain.for_workspace, _chain.position, _cursor.position.label("passed"))
        .join_from(
            WebhookCursor.__table__,
            Chain.__table__,
            and_(_chain.workspace_id == _cursor.workspace_id, _chain.id == _cursor.chain_id),
        )
        .where(
            _cursor.workspace_id == webhook.workspace_id,
            _cursor.webhook_id == webhook.id,
            _chain.position > _cursor.position,
            is_due(_cursor.due_at, now, LONGEST_WAIT),
            is_due(_cursor.leased_until, now, LEASE),
        )
        .order_by(_cursor.due_at.is_not(None), _cursor.due_at, _cursor.chain_id)
        .limit(1)
        .with_for_update(of=WebhookCursor, skip_locked=True)
    )


def _begin_cursors(tx: Transaction, webhook: Webhook) -> None:
    """Chains that began later than the webhook are told from their beginning."""
    known = select(_cursor.chain_id).where(
        _cursor.workspace_id == webhook.workspace_id, _cursor.webhook_id == webhook.id
    )
    new = select(_chain.id).where(
        _chain.workspace_id == webhook.workspace_id, _chain.id.not_in(known)
    )
    for chain_id in tx.connection.execute(new).scalars().all():
        values = {"workspace_id": webhook.workspace_id, "webhook_id": webhook.id}
        tx.connection.execute(
            insert(WebhookCursor).values(**values, chain_id=chain_id, position=0, tries=0)
        )


def _move(tx: Transaction, webhook: Webhook, chain_id: int, **values: object) -> None:
    tx.connection.execute(
        update(WebhookCursor)
        .where(
            _cursor.workspace_id == webhook.workspace_id,
            _cursor.webhook_id == webhook.id,
            _cursor.chain_id == chain_id,
        )
        .values(**values)
    )


def _next_requested(tx: Transaction, webhook: Webhook, lease: str, now: datetime) -> Claimed | None:
    """The oldest test or replay that someone asked for."""
    attempt = tx.session.scalars(
        select(WebhookAttempt)
        .where(
            WebhookAttempt.workspace_id == webhook.workspace_id,
            WebhookAttempt.webhook_id == webhook.id,
            WebhookAttempt.sent_at.is_(None),
            is_due(WebhookAttempt.__table__.c.leased_until, now, LEASE),
        )
        .order_by(WebhookAttempt.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if attempt is None:
        return None
    attempt.lease, attempt.leased_until = lease, now + LEASE
    if attempt.chain_id is None or attempt.position is None:
        return of_test(webhook, attempt, now)
    entry = entry_at(tx.connection, webhook.workspace_id, attempt.chain_id, attempt.position)
    if entry is None:
        raise LookupError("an entry of the ledger is not there")
    return of_entry(tx, webhook, lease, attempt.chain_id, entry, now, attempt.id)
