"""Tables of timesheets: what someone has seen and left as it is."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Acknowledgement(OfWorkspace, Model):
    """An exception that someone has seen; measured anew as something else, it shows again."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        Index("ix_acknowledgement_day", "workspace_id", "day", "member_id"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(24))
    day: Mapped[date]
    shift_id: Mapped[int | None] = mapped_column(BigInteger)
    measured: Mapped[int] = mapped_column(BigInteger)
    seen_by_id: Mapped[int | None] = mapped_column(BigInteger)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")
