"""Tables of kiosks, PINs and badges."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Kiosk(OfWorkspace, Model):
    """A shared tablet at one time clock.

    `code_hash` is that of the code that pairs it, and `token_hash` that of its credential, which
    the tablet alone has. From `locked_at` on it takes no PIN until a manager unlocks it.
    """

    __tablename__ = "kiosk"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "offered_by_id"], ["member.workspace_id", "member.id"]
        ),
        Index("ix_kiosk_clock", "workspace_id", "clock_id"),
    )

    clock_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    offered_by_id: Mapped[int | None] = mapped_column(BigInteger)
    offered_at: Mapped[datetime] = mapped_column(Instant)
    paired_at: Mapped[datetime | None] = mapped_column(Instant)
    last_seen_at: Mapped[datetime | None] = mapped_column(Instant)
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class KioskWays(Model):
    """How people say who they are at the kiosks of a clock; a clock without a row has defaults."""

    __tablename__ = "kiosk_ways"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    clock_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    badges: Mapped[bool] = mapped_column(default=True, server_default=true())
    numbers: Mapped[bool] = mapped_column(default=True, server_default=true())
    names: Mapped[bool] = mapped_column(default=False)


class Pin(Model):
    """The PIN of a member, as a slow hash."""

    __tablename__ = "pin"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    pin_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by_id: Mapped[int | None] = mapped_column(BigInteger)


class Badge(OfWorkspace, Model):
    """A printed badge or a card of a member; the table keeps a hash of what a reader reads."""

    __tablename__ = "badge"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "issued_by_id"], ["member.workspace_id", "member.id"]
        ),
        Index("ix_badge_member", "workspace_id", "member_id"),
        Index(
            "ix_badge_text",
            "workspace_id",
            "text_hash",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    text_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_by_id: Mapped[int | None] = mapped_column(BigInteger)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
