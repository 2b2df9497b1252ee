"""Tables of the ledger."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    false,
    literal_column,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.ledger.decisions import DECISIONS
from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model

# The one kind that is looked up by itself: who confirmed the times of a shift.
END_CONFIRMED = "shift.end_confirmed"


class Chain(OfWorkspace, Model):
    """One run of entries: a member's, or the workspace's own for settings, keys and roles.

    A writer locks its row by advancing `position`; nothing else is counted.
    """

    __tablename__ = "chain"

    pseudonym: Mapped[str] = mapped_column(String(32), unique=True)
    for_workspace: Mapped[bool] = mapped_column(default=False, server_default=false())
    position: Mapped[int] = mapped_column(BigInteger, default=0)


Index(
    "uq_chain_of_workspace",
    Chain.__table__.c.workspace_id,
    unique=True,
    sqlite_where=text("for_workspace = 1"),  # as statements spell it, or it serves none of them
    postgresql_where=Chain.for_workspace,
)


class Entry(Model):
    """One recorded act. `body` is the canonical text that is hashed; the rest serves look-ups.

    Triggers refuse UPDATE and DELETE. Its key is its place in its chain: an id of its own would be
    one more index in the way of every punch.
    """

    __tablename__ = "entry"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "chain_id"], ["chain.workspace_id", "chain.id"]),
        Index(
            "uq_entry_key",
            "workspace_id",
            "actor_id",
            "key",
            unique=True,
            sqlite_where=mapped_column("key").column.is_not(None),
            postgresql_where=mapped_column("key").column.is_not(None),
        ),
    )

    workspace_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("workspace.id"), primary_key=True, autoincrement=False
    )
    chain_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    body: Mapped[str] = mapped_column(Text)
    link: Mapped[bytes] = mapped_column(LargeBinary(32))
    key: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))


_entry = Entry.__table__.c
# Spelled out, so that a database sees that a question is one for the index.
IS_END_CONFIRMED = _entry.kind == literal_column(f"'{END_CONFIRMED}'")
Index(
    "ix_entry_end_confirmed",
    _entry.workspace_id,
    _entry.chain_id,
    sqlite_where=IS_END_CONFIRMED,
    postgresql_where=IS_END_CONFIRMED,
)
IS_DECISION = or_(*(_entry.kind == literal_column(f"'{kind}'") for kind in DECISIONS))
Index(
    "ix_entry_decision",
    _entry.workspace_id,
    _entry.actor_id,
    _entry.received_at,
    sqlite_where=IS_DECISION,
    postgresql_where=IS_DECISION,
)


class Payload(Model):
    """Personal text of an entry (note, place, reason): committed to by it, erasable without it."""

    __tablename__ = "entry_payload"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "chain_id", "position"],
            ["entry.workspace_id", "entry.chain_id", "entry.position"],
        ),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chain_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[str] = mapped_column(Text)
