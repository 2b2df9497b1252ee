"""Tables of shifts."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Shift(OfWorkspace, Model):
    """One work period, on its first job from the start; open while `ended_at` is empty.

    `changed_at` and `created_at` keep microseconds of receipt; the rest are whole seconds.
    `ended_by_id` is the member who ended it, and `stopped` says that it was someone else. A
    place is what a contract sent of it, as a JSON object, kept only where the workspace wants it.
    `original` is the shift as punched, in the form of the ledger, once it has been corrected.
    `claims` are the times that were given afterwards, and the parts that wait because of them.
    `tag_ids` are the numbers of its tags in order; None where it has none.
    """

    __tablename__ = "shift"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "job_id"], ["job.workspace_id", "job.id"]),
        ForeignKeyConstraint(["workspace_id", "ended_by_id"], ["member.workspace_id", "member.id"]),
        Index("ix_shift_member", "workspace_id", "member_id", "started_at", "id"),
        Index("ix_shift_started", "workspace_id", "started_at", "id"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    clock_id: Mapped[int] = mapped_column(BigInteger)
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(Instant)
    start_zone: Mapped[str] = mapped_column(String(64))
    start_source: Mapped[str] = mapped_column(String(12))
    start_edited: Mapped[bool] = mapped_column(default=False)
    start_place: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    end_zone: Mapped[str | None] = mapped_column(String(64))
    end_source: Mapped[str | None] = mapped_column(String(12))
    end_edited: Mapped[bool] = mapped_column(default=False)
    end_place: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    ended_by_id: Mapped[int | None] = mapped_column(BigInteger)
    stopped: Mapped[bool] = mapped_column(default=False)
    stop_reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    billable: Mapped[bool] = mapped_column(default=False)
    scheduler_shift_id: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    worked_through: Mapped[bool] = mapped_column(default=False, server_default=false())
    unconfirmed: Mapped[str | None] = mapped_column(String(12))
    proposed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    original: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    claims: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    tag_ids: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))


_shift = Shift.__table__.c
_open_shift = _shift.ended_at.is_(None) & _shift.voided_at.is_(None)
Index(
    "uq_shift_open",
    _shift.workspace_id,
    _shift.member_id,
    unique=True,
    sqlite_where=_open_shift,
    postgresql_where=_open_shift,
)
_unconfirmed = _shift.unconfirmed.is_not(None) & _shift.voided_at.is_(None)
Index(
    "ix_shift_unconfirmed",
    _shift.workspace_id,
    _shift.member_id,
    sqlite_where=_unconfirmed,
    postgresql_where=_unconfirmed,
)


class Adjustment(OfWorkspace, Model):
    """What a correction of a closed day adds to an open one: `seconds`, booked on `day`.

    `shift_id` is the shift whose rows stay as they are; None for one that has no rows. `more` is
    what changes besides: rounding, meal and premiums, each in seconds by its name.
    """

    __tablename__ = "adjustment"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "correction_id"], ["correction.workspace_id", "correction.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "shift_id"], ["shift.workspace_id", "shift.id"]),
        Index("ix_adjustment_correction", "workspace_id", "correction_id"),
        Index("ix_adjustment_shift", "workspace_id", "shift_id"),
        Index("ix_adjustment_day", "workspace_id", "day", "member_id"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    correction_id: Mapped[int] = mapped_column(BigInteger)
    shift_id: Mapped[int | None] = mapped_column(BigInteger)
    day: Mapped[date]
    for_day: Mapped[date]
    seconds: Mapped[int] = mapped_column(BigInteger)
    more: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(Instant)


class LateSpan(OfWorkspace, Model):
    """Time that a late change of closed days gave to a shift, while its rows stay as they are.

    `shift_id` is None for a shift that exists in that change alone. What corrections tell, kept
    here so that no punch whose time is given afterwards takes the same hours again.
    """

    __tablename__ = "late_span"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "correction_id"], ["correction.workspace_id", "correction.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "shift_id"], ["shift.workspace_id", "shift.id"]),
        Index("ix_late_span_member", "workspace_id", "member_id", "ended_at"),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    correction_id: Mapped[int] = mapped_column(BigInteger)
    shift_id: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime] = mapped_column(Instant)


class Break(OfWorkspace, Model):
    """A pause inside a shift; open while `ended_at` is empty. `paid` is as it was when it began.

    `cut` says that it ended with the shift, not by a resume. `planned_minutes` and `pays_beyond`
    are those of its kind when it began; `pays_beyond` is None for one from before there were
    either, which is paid as a whole or not at all.
    """

    __tablename__ = "shift_break"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "shift_id"], ["shift.workspace_id", "shift.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "kind_id"], ["break_kind.workspace_id", "break_kind.id"]
        ),
        Index("ix_shift_break_shift", "workspace_id", "shift_id"),
    )

    shift_id: Mapped[int] = mapped_column(BigInteger)
    kind_id: Mapped[int | None] = mapped_column(BigInteger)
    paid: Mapped[bool]
    planned_minutes: Mapped[int | None]
    pays_beyond: Mapped[bool | None]
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    cut: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


_break = Break.__table__.c
_open_break = _break.ended_at.is_(None) & _break.voided_at.is_(None)
Index(
    "uq_shift_break_open",
    _break.workspace_id,
    _break.shift_id,
    unique=True,
    sqlite_where=_open_break,
    postgresql_where=_open_break,
)


class Segment(OfWorkspace, Model):
    """A later stretch of a shift on another job, from `started_at` to the next one or the end.

    The first stretch is the shift's own `job_id`: a clock-in writes one row, not two.
    """

    __tablename__ = "segment"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "shift_id"], ["shift.workspace_id", "shift.id"]),
        ForeignKeyConstraint(["workspace_id", "job_id"], ["job.workspace_id", "job.id"]),
        Index("ix_segment_shift", "workspace_id", "shift_id"),
    )

    shift_id: Mapped[int] = mapped_column(BigInteger)
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
