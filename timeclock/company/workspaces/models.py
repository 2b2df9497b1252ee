"""Tables of workspaces."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, Numbered, OfWorkspace
from timeclock.storage.transactions import Model


class Workspace(Numbered, Model):
    """A company. `tolerance` is in seconds."""

    __tablename__ = "workspace"

    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    location_on: Mapped[bool] = mapped_column(default=False)
    tolerance: Mapped[int] = mapped_column(default=120)
    created_at: Mapped[datetime] = mapped_column(Instant)


class RuleVersion(OfWorkspace, Model):
    """The rules of pay from `first_day` on; of several for one day the newest holds.

    `rules` is `PayRules.to_json`. A version that was taken back before it began is withdrawn. With
    a `clock_id` they are those of a time clock, as far as a clock can have its own.
    """

    __tablename__ = "rule_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        Index("ix_rule_version_first_day", "workspace_id", "first_day"),
    )

    first_day: Mapped[date]
    rules: Mapped[dict[str, object]] = mapped_column(JSON)
    set_by_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    clock_id: Mapped[int | None] = mapped_column(BigInteger)


class HomeClock(Model):
    """The time clock whose rules a member goes by from `first_day` on, until the next one's.

    The first is the clock that the member was first assigned to. The ledger has what was replaced.
    """

    __tablename__ = "home_clock"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(BigInteger)
