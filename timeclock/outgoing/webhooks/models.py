"""Tables of webhooks."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model

OVERLAP = timedelta(hours=24)  # for which two secrets sign


class Pause(StrEnum):
    """Why nothing is delivered: someone wanted it so, or the receiver failed for a day."""

    BY_HAND = "by_hand"
    FAILED = "failed"
    GONE = "gone"


class Purpose(StrEnum):
    """What a message was sent for."""

    DELIVERY = "delivery"
    TEST = "test"
    REPLAY = "replay"


class Webhook(OfWorkspace, Model):
    """Where events go, and which.

    The secret signs, so it has to be kept as it is; it goes when the webhook is removed, of which
    only the row with its number stays. `former_secret` is the one before, which signs too until
    `OVERLAP` after `rotated_at`. `silences` counts tries in a row without any answer, after
    which all of its chains rest until `rests_until`.
    """

    __tablename__ = "webhook"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "created_by_id"], ["member.workspace_id", "member.id"]
        ),
    )

    url: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(String(200))
    events: Mapped[list[str]] = mapped_column(JSON)
    secret: Mapped[bytes] = mapped_column(LargeBinary(64))
    former_secret: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    rotated_at: Mapped[datetime | None] = mapped_column(Instant)
    created_by_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Instant)
    paused_at: Mapped[datetime | None] = mapped_column(Instant)
    paused_for: Mapped[str | None] = mapped_column(String(12))
    silences: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[datetime | None] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def pause(self) -> Pause | None:
        """Why nothing is delivered; None while it is."""
        return Pause(self.paused_for) if self.paused_for else None

    def old_secret_until(self, now: datetime) -> datetime | None:
        """Until when the former secret signs too; None where none does any more."""
        if self.former_secret is None or self.rotated_at is None:
            return None
        until = self.rotated_at + OVERLAP
        return until if now < until else None

    def secrets(self, now: datetime) -> tuple[bytes, ...]:
        """What signs at that moment, the newest first."""
        former = self.former_secret
        if former is None or self.old_secret_until(now) is None:
            return (self.secret,)
        return self.secret, former


class WebhookCursor(Model):
    """How far one webhook has been told of one chain, and the entry after that while it fails.

    A chain that began later than the webhook has none until it is first looked at. Anyone who sends
    holds `lease` until `leased_until`, so that no one else sends the same meanwhile.
    """

    __tablename__ = "webhook_cursor"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "webhook_id"], ["webhook.workspace_id", "webhook.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "chain_id"], ["chain.workspace_id", "chain.id"]),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    webhook_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chain_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    tries: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)


class WebhookAttempt(OfWorkspace, Model):
    """One message sent, or a test or replay that waits to be (`sent_at` is empty).

    `status` is that of the receiver's answer, `fault` what went wrong where there was none, and
    `answer` the beginning of what it said. A test has no place in a chain.
    """

    __tablename__ = "webhook_attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "webhook_id"], ["webhook.workspace_id", "webhook.id"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "chain_id", "position"],
            ["entry.workspace_id", "entry.chain_id", "entry.position"],
        ),
        Index("ix_webhook_attempt_log", "workspace_id", "webhook_id", "id"),
    )

    webhook_id: Mapped[int] = mapped_column(BigInteger)
    purpose_name: Mapped[str] = mapped_column("purpose", String(8))
    kind: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[str] = mapped_column(String(80))
    chain_id: Mapped[int | None] = mapped_column(BigInteger)
    position: Mapped[int | None] = mapped_column(BigInteger)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    milliseconds: Mapped[int | None] = mapped_column()
    status: Mapped[int | None] = mapped_column()
    fault: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(String(300), default="")
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def purpose(self) -> Purpose:
        """What it was sent for, as a value."""
        return Purpose(self.purpose_name)

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300


_attempt = WebhookAttempt.__table__.c
_waiting = _attempt.sent_at.is_(None)
Index(
    "ix_webhook_attempt_waiting",
    _attempt.workspace_id,
    _attempt.webhook_id,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)
