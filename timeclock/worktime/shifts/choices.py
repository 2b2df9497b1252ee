"""What a person at the clock has before them: the place, its breaks, and what was used last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, select, union_all

from timeclock.company.clocks.models import Assignment, BreakKind, TimeClock
from timeclock.company.jobs.models import Job
from timeclock.names import sort_key
from timeclock.storage.columns import Instant
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Segment, Shift

_LOOK_BACK = timedelta(days=60)
_MOST = 20

_assignment = Assignment.__table__.c
_clock = TimeClock.__table__.c
_kind = BreakKind.__table__.c
_job = Job.__table__.c
_shift = Shift.__table__.c
_segment = Segment.__table__.c
_WORKSPACE = bindparam("workspace_id", type_=BigInteger)
_MEMBER = bindparam("member_id", type_=BigInteger)


@dataclass(frozen=True, slots=True)
class BreakChoice:
    """A break on offer; `minutes` is how long one is planned to be, if at all."""

    id: int
    name: str
    paid: bool
    minutes: int | None

    @property
    def planned(self) -> timedelta | None:
        """How long one is planned to be, if at all."""
        return timedelta(minutes=self.minutes) if self.minutes else None


@dataclass(frozen=True, slots=True)
class Site:
    """The clock that a shift runs at, the breaks on offer there, and the name of the job."""

    clock_id: int
    name: str
    zone: str
    limit: timedelta
    job_required: bool
    job_name: str | None
    kinds: tuple[BreakChoice, ...]

    def kind(self, kind_id: int | None) -> BreakChoice | None:
        """The kind of break of that id, where it is still on offer."""
        return next((kind for kind in self.kinds if kind.id == kind_id), None)


@dataclass(frozen=True, slots=True)
class ClockChoice:
    """A clock at which a member may clock in."""

    clock_id: int
    name: str
    zone: str
    job_required: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """Clocks and jobs in the order of their last use, newest first; None means no job."""

    clock_ids: tuple[int, ...]
    job_ids: tuple[int | None, ...]


def site(workspace_id: int, clock_id: int, job_id: int | None) -> Site:
    """Everything to say about where a shift runs, in one statement."""
    values = {"workspace_id": workspace_id, "clock_id": clock_id, "job_id": job_id}
    rows = db.session.execute(_SITE, values).all()
    first = rows[0]
    return Site(
        clock_id,
        first.name,
        first.zone,
        timedelta(minutes=first.limit_minutes),
        first.job_required,
        first.job_name,
        tuple(
            BreakChoice(row.kind_id, row.kind_name, row.paid, row.minutes)
            for row in rows
            if row.kind_id
        ),
    )


def places(workspace_id: int, member_id: int) -> tuple[ClockChoice, ...]:
    """The clocks in use that a member is assigned to."""
    values = {"workspace_id": workspace_id, "member_id": member_id}
    rows = db.session.execute(_PLACES, values)
    return tuple(ClockChoice(row.id, row.name, row.zone, row.job_required) for row in rows)


def by_last_use(found: Iterable[ClockChoice], last_used: Iterable[int]) -> tuple[ClockChoice, ...]:
    """Clocks with the last used first, the others by name."""
    order = {clock_id: number for number, clock_id in enumerate(last_used)}

    def rank(place: ClockChoice) -> tuple[int, tuple[str, str], int]:
        return order.get(place.clock_id, _MOST), sort_key(place.name), place.clock_id

    return tuple(sorted(found, key=rank))


def habits(workspace_id: int, member_id: int, now: datetime) -> Habits:
    """What a member used in the last 60 days, in one statement over their newest shifts."""
    since = now - _LOOK_BACK
    values = {"workspace_id": workspace_id, "member_id": member_id, "since": since}
    rows = db.session.execute(_HABITS, values).all()
    return Habits(
        tuple(dict.fromkeys(row.clock_id for row in rows)),
        tuple(dict.fromkeys(row.job_id for row in rows)),
    )


def kind_names(workspace_id: int) -> dict[int, str]:
    """What every kind of break of the workspace is called, archived ones too."""
    rows = db.session.execute(_KIND_NAMES, {"workspace_id": workspace_id})
    return {row.id: row.name for row in rows}


_KIND_NAMES = select(_kind.id, _kind.name).where(_kind.workspace_id == _WORKSPACE)

_SITE = (
    select(
        _clock.name,
        _clock.zone,
        _clock.limit_minutes,
        _clock.job_required,
        _kind.id.label("kind_id"),
        _kind.name.label("kind_name"),
        _kind.paid,
        _kind.minutes,
        select(_job.name)
        .where(_job.workspace_id == _WORKSPACE, _job.id == bindparam("job_id", type_=BigInteger))
        .scalar_subquery()
        .label("job_name"),
    )
    .select_from(
        TimeClock.__table__.outerjoin(
            BreakKind.__table__,
            (_kind.workspace_id == _clock.workspace_id)
            & (_kind.clock_id == _clock.id)
            & _kind.archived_at.is_(None),
        )
    )
    .where(_clock.workspace_id == _WORKSPACE, _clock.id == bindparam("clock_id", type_=BigInteger))
    .order_by(_kind.id)
)

_PLACES = (
    select(_clock.id, _clock.name, _clock.zone, _clock.job_required)
    .select_from(
        Assignment.__table__.join(
            TimeClock.__table__,
            (_clock.workspace_id == _assignment.workspace_id) & (_clock.id == _assignment.clock_id),
        )
    )
    .where(
        _assignment.workspace_id == _WORKSPACE,
        _assignment.member_id == _MEMBER,
        _clock.archived_at.is_(None),
    )
)


def _habits() -> Select[Any]:
    of_member = (
        (_shift.workspace_id == _WORKSPACE)
        & (_shift.member_id == _MEMBER)
        & (_shift.started_at > bindparam("since", type_=Instant))
        & _shift.voided_at.is_(None)
    )
    # One more than the uses that are wanted: the newest switch may lie in the shift before them.
    newest = (
        select(_shift.workspace_id, _shift.id, _shift.clock_id, _shift.job_id, _shift.started_at)
        .where(of_member)
        .order_by(_shift.started_at.desc(), _shift.id.desc())
        .limit(_MOST + 1)
        .subquery()
    )
    starts = select(newest.c.clock_id, newest.c.job_id, newest.c.started_at.label("at"))
    switches = select(newest.c.clock_id, _segment.job_id, _segment.started_at).join(
        Segment.__table__,
        (_segment.workspace_id == newest.c.workspace_id)
        & (_segment.shift_id == newest.c.id)
        & _segment.voided_at.is_(None),
    )
    used = union_all(starts, switches).subquery()
    return select(used.c.clock_id, used.c.job_id).order_by(used.c.at.desc()).limit(_MOST)


_HABITS = _habits()
