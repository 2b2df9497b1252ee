"""The table of approved timesheets as they were."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class KeptTimesheet(OfWorkspace, Model):
    """A member's days from `first_day` to before `after_day` as they were approved.

    One is in force as long as the sheet stays approved; a later approval makes another row.
    `content` is what `kept_text` wrote, `begins` where the days begin in each zone. `at_upgrade`
    says that the sheet was approved by a version that kept only totals. `compared_with` are the
    versions by which it was last added up again, `difference` is what differed then.
    """

    __tablename__ = "kept_timesheet"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    first_day: Mapped[date]
    after_day: Mapped[date]
    in_force: Mapped[bool] = mapped_column(Boolean)
    at_upgrade: Mapped[bool] = mapped_column(Boolean)
    content: Mapped[str] = mapped_column(Text)
    begins: Mapped[str] = mapped_column(Text)
    compared_with: Mapped[str | None] = mapped_column(String(40))
    difference: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    differs_since: Mapped[datetime | None] = mapped_column(Instant)


_kept = KeptTimesheet.__table__.c
# As the indexes have it: SQLite looks nothing up in one whose condition is in other words.
IN_FORCE = text("in_force")
Index(
    "uq_kept_timesheet_in_force",
    _kept.workspace_id,
    _kept.member_id,
    _kept.first_day,
    unique=True,
    sqlite_where=IN_FORCE,
    postgresql_where=IN_FORCE,
)
Index(
    "ix_kept_timesheet_compared",
    _kept.compared_with,
    sqlite_where=IN_FORCE,
    postgresql_where=IN_FORCE,
)
Index(
    "ix_kept_timesheet_differs",
    _kept.workspace_id,
    _kept.differs_since,
    sqlite_where=_kept.differs_since.is_not(None),
    postgresql_where=_kept.differs_since.is_not(None),
)
