"""Looking webhooks up, and what was sent to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, not_, or_, select

from timeclock.ledger.models import Chain
from timeclock.outgoing.webhooks.backoff import LONGEST_REST, LONGEST_WAIT
from timeclock.outgoing.webhooks.claiming import LEASE, is_due, moment
from timeclock.outgoing.webhooks.models import Webhook, WebhookAttempt, WebhookCursor
from timeclock.storage.transactions import db, reading

_webhook, _cursor = Webhook.__table__.c, WebhookCursor.__table__.c
_chain, _attempt = Chain.__table__.c, WebhookAttempt.__table__.c


@dataclass(frozen=True, slots=True)
class WebhookHealth:
    """A webhook, and since when something of it fails: how many chains wait for that."""

    webhook: Webhook
    failing: int
    failing_since: datetime | None
    next_try_at: datetime | None


def webhooks(workspace_id: int) -> Sequence[WebhookHealth]:
    """The company's webhooks, the newest first."""
    return _standings(workspace_id, None)


def webhook(workspace_id: int, webhook_id: int) -> WebhookHealth | None:
    """One of them."""
    return next(iter(_standings(workspace_id, webhook_id)), None)


def _standings(workspace_id: int, webhook_id: int | None) -> Sequence[WebhookHealth]:
    failing = (
        select(
            WebhookCursor.webhook_id,
            func.count().label("chains"),
            func.min(WebhookCursor.failing_since).label("since"),
            func.min(WebhookCursor.due_at).label("due"),
        )
        .where(WebhookCursor.workspace_id == workspace_id, WebhookCursor.failing_since.is_not(None))
        .group_by(WebhookCursor.webhook_id)
        .subquery()
    )
    query = (
        select(Webhook, failing.c.chains, failing.c.since, failing.c.due)
        .outerjoin(failing, failing.c.webhook_id == Webhook.id)
        .where(Webhook.workspace_id == workspace_id, Webhook.removed_at.is_(None))
        .order_by(Webhook.id.desc())
    )
    if webhook_id is not None:
        query = query.where(Webhook.id == webhook_id)
    return [
        WebhookHealth(row.Webhook, row.chains or 0, row.since, row.due)
        for row in db.session.execute(query)
    ]


def attempts(
    workspace_id: int, webhook_id: int, *, before: int | None = None, limit: int = 50
) -> Sequence[WebhookAttempt]:
    """What was sent, newest first, from below an id."""
    query = select(WebhookAttempt).where(
        WebhookAttempt.workspace_id == workspace_id, WebhookAttempt.webhook_id == webhook_id
    )
    if before is not None:
        query = query.where(WebhookAttempt.id < before)
    return db.session.scalars(query.order_by(WebhookAttempt.id.desc()).limit(limit)).all()


def attempt(workspace_id: int, webhook_id: int, attempt_id: int) -> WebhookAttempt | None:
    """One row of the log."""
    found = db.session.get(WebhookAttempt, (workspace_id, attempt_id))
    return found if found is not None and found.webhook_id == webhook_id else None


def due() -> Sequence[tuple[int, int]]:
    """Company and webhook where something is to be sent, as it looks from here.

    Constant work where no one has a webhook; otherwise a look at the heads of the chains of those
    who do.
    """
    with reading() as connection:
        now = moment(connection)
        # One look at its cursor for each chain: a join is planned badly while PostgreSQL has not
        # counted the cursors of a new webhook yet.
        free = is_due(_cursor.due_at, now, LONGEST_WAIT), is_due(_cursor.leased_until, now, LEASE)
        told = (
            select(case((not_(and_(*free)), _chain.position), else_=_cursor.position))
            .where(
                _cursor.workspace_id == _webhook.workspace_id,
                _cursor.webhook_id == _webhook.id,
                _cursor.chain_id == _chain.id,
            )
            .correlate(Webhook.__table__, Chain.__table__)
            .scalar_subquery()
        )
        behind = (
            select(_chain.id)
            .where(
                _chain.workspace_id == _webhook.workspace_id,
                _chain.position > func.coalesce(told, 0),
            )
            .correlate(Webhook.__table__)
            .exists()
        )
        asked = (
            select(_attempt.id)
            .where(
                _attempt.workspace_id == _webhook.workspace_id,
                _attempt.webhook_id == _webhook.id,
                _attempt.sent_at.is_(None),
                is_due(_attempt.leased_until, now, LEASE),
            )
            .exists()
        )
        runs = and_(_webhook.paused_at.is_(None), is_due(_webhook.rests_until, now, LONGEST_REST))
        query = (
            select(_webhook.workspace_id, _webhook.id)
            .where(_webhook.removed_at.is_(None), or_(asked, and_(runs, behind)))
            .order_by(_webhook.workspace_id, _webhook.id)
        )
        return [(row.workspace_id, row.id) for row in connection.execute(query)]
