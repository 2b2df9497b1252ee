"""Setting webhooks up: where events go, which, and for how long not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.models import Chain
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, record
from timeclock.outgoing.webhooks.events import wanted
from timeclock.outgoing.webhooks.models import Pause, Webhook, WebhookAttempt, WebhookCursor
from timeclock.outgoing.webhooks.reach import checked_url, private_is_allowed
from timeclock.outgoing.webhooks.signing import new_secret, secret_text
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import precise_text, utc_text
from timeclock.wording import NAME, clean

MOST = 20
_cursor = WebhookCursor.__table__.c


@dataclass(frozen=True, slots=True)
class AddedWebhook:
    """A new webhook; the secret is shown once."""

    webhook_id: int
    secret: str


@transaction
def add_webhook(
    tx: Transaction,
    actor: Actor,
    *,
    url: str,
    events: Iterable[str],
    description: str = "",
    once: Once | None = None,
) -> AddedWebhook:
    """Tell an address of these events from now on.

    Raises Invalid for an address that nothing would be sent to and for unknown events, Conflict
    `too_many` where the company has enough of them.
    """
    demand(actor, Permission.MANAGE_WEBHOOKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    count = select(func.count()).where(
        Webhook.workspace_id == actor.workspace_id, Webhook.removed_at.is_(None)
    )
    if tx.connection.execute(count).scalar_one() >= MOST:
        raise Conflict("too_many", "A company can have at most %(most)s webhooks.", most=MOST)
    secret = new_secret()
    row = Webhook(
        workspace_id=actor.workspace_id,
        url=checked_url(url, private=private_is_allowed()),
        description=clean(description, limit=NAME, field="description"),
        events=wanted(events),
        secret=secret,
        created_by_id=actor.member_id,
        created_at=head.received_at,
    )
    tx.session.add(row)
    tx.session.flush()
    _begin_here(tx, row)
    record(tx, head, kind="webhook.added", actor=actor, after=_facts(row), once=once)
    return AddedWebhook(row.id, secret_text(secret))


@transaction
def change_webhook(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    url: str | None = None,
    events: Iterable[str] | None = None,
    description: str | None = None,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Tell another address, or of other events; None leaves it as it is.

    What waits goes to the new address too, at once. Raises as `add`, Outdated for a version that is
    not expected, and Conflict `already_done` when it comes a second time, as all that follow.
    """
    head, row = take_to_edit(tx, actor, webhook_id, expected, once)
    before, earlier = _facts(row), row.url
    if url is not None:
        row.url = checked_url(url, private=private_is_allowed())
    if events is not None:
        row.events = wanted(events)
    if description is not None:
        row.description = clean(description, limit=NAME, field="description")
    if _facts(row) == before:
        return tx.discard()
    if row.url != earlier:
        _try_at_once(tx, row)
    record(
        tx, head, kind="webhook.changed", actor=actor, before=before, after=_facts(row), once=once
    )


@transaction
def pause_webhook(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Pause a webhook; what happens meanwhile is sent when it is resumed."""
    head, row = take_to_edit(tx, actor, webhook_id, expected, once)
    if row.paused_at is not None:
        return tx.discard()
    row.paused_at, row.paused_for = head.received_at, Pause.BY_HAND.value
    facts: Json = {"webhook": webhook_id, "because": Pause.BY_HAND.value}
    record(tx, head, kind="webhook.paused", actor=actor, after=facts, once=once)


@transaction
def resume_webhook(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Send again, from where it stopped; what failed is tried at once, and has another day."""
    head, row = take_to_edit(tx, actor, webhook_id, expected, once)
    if row.paused_at is None:
        return tx.discard()
    row.paused_at = row.paused_for = None
    _try_at_once(tx, row)
    record(tx, head, kind="webhook.resumed", actor=actor, after={"webhook": webhook_id}, once=once)


@transaction
def remove_webhook(
    tx: Transaction,
    actor: Actor,
    *,
    webhook_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Send nothing more, and forget its secret and its log; the ledger keeps that it was there."""
    head, row = take_to_edit(tx, actor, webhook_id, expected, once)
    row.removed_at, row.secret, row.former_secret = head.received_at, b"", None
    tx.session.flush()
    for table in (WebhookCursor, WebhookAttempt):
        of_webhook: Any = table.__table__.c
        tx.connection.execute(
            delete(table).where(
                of_webhook.workspace_id == row.workspace_id, of_webhook.webhook_id == row.id
            )
        )
    record(tx, head, kind="webhook.removed", actor=actor, after={"webhook": webhook_id}, once=once)


def webhook_not_found() -> NotFound:
    """The same words for a missing webhook and for another company's."""
    return NotFound("webhook_not_found", "This webhook does not exist.")


def take_webhook(tx: Transaction, actor: Actor, webhook_id: int) -> tuple[Head, Webhook]:
    """Lock the company's chain and find one of its webhooks. Raises NotAllowed and NotFound."""
    demand(actor, Permission.MANAGE_WEBHOOKS)
    head = lock_workspace(tx, actor.workspace_id)
    return head, _find(tx, actor, webhook_id)


def take_to_edit(
    tx: Transaction, actor: Actor, webhook_id: int, expected: Expected, once: Once | None
) -> tuple[Head, Webhook]:
    """`take_webhook` for an edit that counts once. Raises Outdated and Conflict `already_done`."""
    demand(actor, Permission.MANAGE_WEBHOOKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = _find(tx, actor, webhook_id)
    demand_version(expected, version_facts(row))
    return head, row


def version_facts(row: Webhook) -> dict[str, Json]:
    """What the version of a webhook is made of: its settings, its pause, and its secret's age."""
    paused = utc_text(row.paused_at) if row.paused_at else None
    rotated = precise_text(row.rotated_at) if row.rotated_at else None
    return _facts(row) | {"paused": paused, "because": row.paused_for, "rotated": rotated}


def _find(tx: Transaction, actor: Actor, webhook_id: int) -> Webhook:
    row = tx.session.get(Webhook, (actor.workspace_id, webhook_id))
    if row is None or row.removed_at is not None:
        raise webhook_not_found()
    return row


def _try_at_once(tx: Transaction, row: Webhook) -> None:
    """Forget what failed: it is tried now, and has another day."""
    row.silences, row.rests_until = 0, None
    tx.session.flush()
    tx.connection.execute(
        update(WebhookCursor)
        .where(_cursor.workspace_id == row.workspace_id, _cursor.webhook_id == row.id)
        .values(tries=0, failing_since=None, due_at=None)
    )


def _begin_here(tx: Transaction, row: Webhook) -> None:
    """What was recorded before is not told."""
    now = select(Chain.workspace_id, literal(row.id), Chain.id, Chain.position, literal(0)).where(
        Chain.workspace_id == row.workspace_id
    )
    columns = ["workspace_id", "webhook_id", "chain_id", "position", "tries"]
    tx.connection.execute(insert(WebhookCursor).from_select(columns, now))


def _facts(row: Webhook) -> dict[str, Json]:
    return {
        "webhook": row.id,
        "url": row.url,
        "description": row.description,
        "events": list(row.events),
    }
