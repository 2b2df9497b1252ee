"""Tables of time clocks."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class TimeClock(OfWorkspace, Model):
    """A place or team to clock in at; an open shift over `limit_minutes` counts as forgotten.

    Where `closes_forgotten`, the server then closes it provisionally. `job_required_since` is the
    second in which `job_required` was turned on: what ended before was sound without a job. A break
    without a planned length that is longer than `break_limit_minutes` is a case.
    """

    __tablename__ = "time_clock"
    __table_args__ = (
        Index("uq_time_clock_external_id", "workspace_id", "external_id", unique=True),
    )

    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    job_required: Mapped[bool] = mapped_column(default=False)
    job_required_since: Mapped[datetime | None] = mapped_column(Instant)
    limit_minutes: Mapped[int] = mapped_column(default=840)
    closes_forgotten: Mapped[bool] = mapped_column(default=False, server_default=false())
    break_limit_minutes: Mapped[int] = mapped_column(default=60, server_default=text("60"))
    external_id: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class FormerZone(Model):
    """A zone that a clock counted in before `until`."""

    __tablename__ = "former_zone"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    clock_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    zone: Mapped[str] = mapped_column(String(64))


class BreakKind(OfWorkspace, Model):
    """A kind of break that a clock offers; `minutes` is its planned length, if there is one.

    A paid break is paid up to its planned length, and beyond it only where `pays_beyond`.
    """

    __tablename__ = "break_kind"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        Index("ix_break_kind_clock", "workspace_id", "clock_id"),
    )

    clock_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    paid: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[int | None]
    pays_beyond: Mapped[bool] = mapped_column(default=False, server_default=false())
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Assignment(Model):
    """A member who may clock in at a clock; `manages` says whether also its manager."""

    __tablename__ = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        Index("ix_assignment_clock", "workspace_id", "clock_id"),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    clock_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    manages: Mapped[bool] = mapped_column(default=False)
