"""The table of corrections."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    literal_column,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Correction(OfWorkspace, Model):
    """A change of a shift that was asked for or proposed, and the outcome.

    `drafts` is what the shift is to become: nothing for "it was never worked", two for a split; no
    `shift_id` for one that is to be added. `before` is the shift as it stood then. `shift_ids` are
    the shifts that it touched or made once it was applied.
    """

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "shift_id"], ["shift.workspace_id", "shift.id"]),
        Index("ix_correction_member", "workspace_id", "member_id", "id"),
        Index("ix_correction_shift", "workspace_id", "shift_id"),
        Index("ix_correction_decided", "workspace_id", "member_id", "decided_at"),
        Index("ix_correction_decider", "workspace_id", "decided_by_id", "decided_at"),
        Index("ix_correction_state", "workspace_id", "state"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    clock_id: Mapped[int] = mapped_column(BigInteger)
    shift_id: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    drafts: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    before: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(BigInteger)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_by_id: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[str] = mapped_column(Text, default="")
    applied_at: Mapped[datetime | None] = mapped_column(Instant)
    shift_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    replaces_id: Mapped[int | None] = mapped_column(BigInteger)
    position: Mapped[int] = mapped_column(BigInteger)


_correction = Correction.__table__.c
# Said in each statement as its index spells it, since neither database knows bound values then.
IS_OPEN = or_(
    *(
        _correction.state == literal_column(f"'{state}'")
        for state in ("asked", "proposed", "applied", "disputed")
    )
)
Index(
    "ix_correction_open",
    _correction.workspace_id,
    _correction.member_id,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
