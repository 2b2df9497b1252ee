"""Tables of what kiosks send after they had no network: their keys, and punches to decide."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model

_WAITS = text("decided_at IS NULL")


class KioskKey(OfWorkspace, Model):
    """The public key of a tablet, with which it signs the punches that it keeps.

    A kiosk has one key in use; `replaced_at` ends it. Punches are numbered for each key from 1:
    `taken` is the highest number that the server has, and `used` the highest one that the tablet
    has told of. `waiting` and `waiting_since` are what the tablet told last of its queue,
    `empty_at` is the last contact at which nothing waited there, and `last_moment_at` the moment of
    the last punch that was taken.
    """

    __tablename__ = "kiosk_key"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "kiosk_id"], ["kiosk.workspace_id", "kiosk.id"]),
        Index("ix_kiosk_key_kiosk", "workspace_id", "kiosk_id", "public", unique=True),
    )

    kiosk_id: Mapped[int] = mapped_column(BigInteger)
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    registered_at: Mapped[datetime] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)
    taken: Mapped[int] = mapped_column(BigInteger, default=0)
    used: Mapped[int] = mapped_column(BigInteger, default=0)
    waiting: Mapped[int] = mapped_column(BigInteger, default=0)
    waiting_since: Mapped[datetime | None] = mapped_column(Instant)
    empty_at: Mapped[datetime | None] = mapped_column(Instant)
    last_moment_at: Mapped[datetime | None] = mapped_column(Instant)


class HeldPunch(OfWorkspace, Model):
    """A punch that a kiosk kept and that does not count before a person decides.

    `reason` says why. `number` is its number at the tablet; with `last_number` it is about all
    numbers between them, which never came. What is not known of it is None. `member_id` is who
    punched, as far as the server could tell; `job_id` and `kind_id` are what the tablet said.
    """

    __tablename__ = "held_punch"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "kiosk_id"], ["kiosk.workspace_id", "kiosk.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "key_id"], ["kiosk_key.workspace_id", "kiosk_key.id"]
        ),
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "decided_by_id"], ["member.workspace_id", "member.id"]
        ),
        Index("ix_held_punch_number", "workspace_id", "key_id", "number"),
        Index(
            "ix_held_punch_waits",
            "workspace_id",
            "clock_id",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    kiosk_id: Mapped[int] = mapped_column(BigInteger)
    key_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(BigInteger)
    last_number: Mapped[int] = mapped_column(BigInteger)
    clock_id: Mapped[int] = mapped_column(BigInteger)
    member_id: Mapped[int | None] = mapped_column(BigInteger)
    act: Mapped[str | None] = mapped_column(String(12))
    moment_at: Mapped[datetime | None] = mapped_column(Instant)
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    kind_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(Instant)
    decision: Mapped[str | None] = mapped_column(String(12))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by_id: Mapped[int | None] = mapped_column(BigInteger)
