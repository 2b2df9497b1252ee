"""Webhooks of the API. Pure."""

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from timeclock.api.addresses import BASE
from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.outgoing.webhooks.models import Pause, Purpose, WebhookAttempt
from timeclock.outgoing.webhooks.queries import WebhookHealth
from timeclock.wire.formats import DateTimeText, UriText


class WebhookJson(TypedDict):
    """Where events go, and how that is.

    `paused_for` says why nothing is sent: `by_hand`, `failed` for 24 hours, or `gone` (410).
    `failing_chains` are the chains whose next message is not taken, since `failing_since`; it is
    tried again at `next_try_at`. The secret is of `rotated_at`, or was never changed; the one
    before it signs too until `old_secret_until`, null once that is over.
    """

    id: int
    url: UriText
    description: str
    events: list[str]
    created_at: DateTimeText
    created_by_user_id: int | None
    paused_at: DateTimeText | None
    paused_for: Pause | None
    failing_chains: int
    failing_since: DateTimeText | None
    next_try_at: DateTimeText | None
    rotated_at: DateTimeText | None
    old_secret_until: DateTimeText | None


class OneWebhook(TypedDict):
    """One webhook."""

    webhook: WebhookJson


class NewWebhook(TypedDict):
    """A webhook with its new secret, which is shown this once."""

    webhook: WebhookJson
    secret: str


class Webhooks(TypedDict):
    """The company's webhooks, and every event that one can be told of."""

    webhooks: list[WebhookJson]
    known_events: list[str]


class Attempt(TypedDict):
    """One message. `state` is `waiting` until it is sent; a refusal has a `status` or a `fault`."""

    id: int
    purpose: Purpose
    event: str
    message_id: str
    asked_at: DateTimeText
    sent_at: DateTimeText | None
    state: Literal["waiting", "taken", "not_taken"]
    status: int | None
    fault: str | None
    answer: str
    milliseconds: int | None


class OneAttempt(TypedDict):
    """One message."""

    attempt: Attempt


class Attempts(TypedDict):
    """A part of the log, newest first."""

    attempts: list[Attempt]
    next_cursor: str | None


def address(webhook_id: int) -> str:
    """Where a webhook is told of."""
    return f"{BASE}/webhooks/{webhook_id}"


def webhook(standing: WebhookHealth, users: Users, now: datetime) -> WebhookJson:
    """A webhook at that moment, without its secret."""
    found = standing.webhook
    return {
        "id": found.id,
        "url": found.url,
        "description": found.description,
        "events": list(found.events),
        "created_at": in_utc(found.created_at),
        "created_by_user_id": user(users, found.created_by_id),
        "paused_at": utc(found.paused_at),
        "paused_for": found.pause,
        "failing_chains": standing.failing,
        "failing_since": utc(standing.failing_since),
        "next_try_at": utc(standing.next_try_at),
        "rotated_at": utc(found.rotated_at),
        "old_secret_until": utc(found.old_secret_until(now)),
    }


def attempt(row: WebhookAttempt) -> Attempt:
    """The outcome of one message."""
    state: Literal["waiting", "taken", "not_taken"] = "taken" if row.arrived else "not_taken"
    return {
        "id": row.id,
        "purpose": row.purpose,
        "event": row.kind,
        "message_id": row.message_id,
        "asked_at": in_utc(row.asked_at),
        "sent_at": utc(row.sent_at),
        "state": "waiting" if row.sent_at is None else state,
        "status": row.status,
        "fault": row.fault,
        "answer": row.answer,
        "milliseconds": row.milliseconds,
    }
