"""Tables of approvals."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    false,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Timesheet(OfWorkspace, Model):
    """What was decided about a member's period from `first_day` to before `after_day`.

    There is no row while nothing was submitted. `state` is open (sent back, taken back, reopened),
    submitted or approved; `totals` are the sums in seconds as they were then. `binds_from` is the
    first day of the workweek that an approved one binds before its own days, None where none is.
    `is_kept` says that the days of an approved one are kept as they were.
    """

    __tablename__ = "timesheet"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        Index("uq_timesheet_period", "workspace_id", "member_id", "first_day", unique=True),
        Index("ix_timesheet_decided", "workspace_id", "member_id", "decided_at"),
        Index("ix_timesheet_days", "workspace_id", "first_day"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    first_day: Mapped[date]
    after_day: Mapped[date]
    binds_from: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12))
    totals: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_by_id: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text, default="")
    is_kept: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


_submitted = Timesheet.__table__.c.state == literal_column("'submitted'")
Index(
    "ix_timesheet_submitted",
    Timesheet.__table__.c.workspace_id,
    Timesheet.__table__.c.member_id,
    Timesheet.__table__.c.after_day,
    sqlite_where=_submitted,
    postgresql_where=_submitted,
)

IS_NOT_KEPT = text("state = 'approved' AND is_kept IS FALSE")
Index(
    "ix_timesheet_not_kept",
    Timesheet.__table__.c.first_day,
    sqlite_where=IS_NOT_KEPT,
    postgresql_where=IS_NOT_KEPT,
)


class ClosedPeriod(OfWorkspace, Model):
    """Days that are closed for everyone, until someone reopens them; `binds_from` as above.

    `begins` is where these days begin in each zone, for people without time in them; None in
    periods that an earlier version closed, as long as their sheets are not kept.
    """

    __tablename__ = "closed_period"

    first_day: Mapped[date]
    after_day: Mapped[date]
    binds_from: Mapped[date | None]
    closed_at: Mapped[datetime] = mapped_column(Instant)
    closed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_by_id: Mapped[int | None] = mapped_column(BigInteger)
    begins: Mapped[str | None] = mapped_column(Text)


Index(
    "uq_closed_period_first_day",
    ClosedPeriod.__table__.c.workspace_id,
    ClosedPeriod.__table__.c.first_day,
    unique=True,
    sqlite_where=ClosedPeriod.__table__.c.reopened_at.is_(None),
    postgresql_where=ClosedPeriod.__table__.c.reopened_at.is_(None),
)
