"""The one statement that reads what a punch has to know."""

from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, func, literal_column, select
from sqlalchemy.orm import aliased

from timeclock.company.clocks.models import Assignment, BreakKind, TimeClock
from timeclock.company.jobs.models import Job
from timeclock.company.locks.models import Timesheet
from timeclock.company.people.models import Member
from timeclock.company.workspaces.models import RuleVersion, Workspace
from timeclock.ledger.models import Entry
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reading import SHIFT_COLUMNS, breaks_as_json, segments_as_json

_any = aliased(Shift)
_last, _keyed = aliased(Entry), aliased(Entry)
_manager = aliased(Assignment)
_clock_of_shift = aliased(TimeClock)


def _statement(*, sqlite: bool) -> Select[*tuple[Any, ...]]:
    workspace = bindparam("workspace", type_=BigInteger)
    last_used = (
        select(_any.clock_id)
        .where(
            _any.workspace_id == Member.workspace_id,
            _any.member_id == Member.id,
            _any.voided_at.is_(None),
        )
        .order_by(_any.started_at.desc(), _any.id.desc())
        .limit(1)
        .correlate(Member)  # two levels down it would otherwise read every member's shifts
        .scalar_subquery()
    )
    usable = (
        select(Assignment.clock_id)
        .join(
            TimeClock,
            and_(
                TimeClock.workspace_id == Assignment.workspace_id,
                TimeClock.id == Assignment.clock_id,
                TimeClock.archived_at.is_(None),
            ),
        )
        .where(Assignment.workspace_id == Member.workspace_id, Assignment.member_id == Member.id)
        .correlate(Member)
    )
    clock_id = func.coalesce(
        bindparam("clock", type_=BigInteger),
        Shift.clock_id,
        usable.where(Assignment.clock_id == last_used).scalar_subquery(),
        usable.order_by(Assignment.clock_id).limit(1).scalar_subquery(),
    )
    # With no kind asked for, the clock's oldest one still offered.
    kind_id = func.coalesce(
        bindparam("kind", type_=BigInteger),
        select(func.min(BreakKind.id))
        .where(
            BreakKind.workspace_id == Member.workspace_id,
            BreakKind.clock_id == Shift.clock_id,
            BreakKind.archived_at.is_(None),
        )
        .correlate(Member, Shift)
        .scalar_subquery(),
    )
    limit = (
        select(_clock_of_shift.limit_minutes)
        .where(
            _clock_of_shift.workspace_id == Shift.workspace_id,
            _clock_of_shift.id == Shift.clock_id,
        )
        .correlate(Shift)
        .scalar_subquery()
    )
    submitted_until = (
        select(func.max(Timesheet.after_day))
        .where(
            Timesheet.workspace_id == Member.workspace_id,
            Timesheet.member_id == Member.id,
            Timesheet.state == literal_column("'submitted'"),  # as its index spells it
        )
        .correlate(Member)
        .scalar_subquery()
    )
    late_days = (
        select(func.count())
        .where(
            RuleVersion.workspace_id == Member.workspace_id,
            RuleVersion.withdrawn_at.is_(None),
            RuleVersion.rules["day_begins"].as_integer() > 0,
        )
        .correlate(Member)
        .scalar_subquery()
    )
    kind = aliased(BreakKind)
    return (
        select(
            Member.id.label("member_id"),
            Member.account_id,
            Member.deactivated_at,
            Workspace.location_on,
            Workspace.tolerance,
            *SHIFT_COLUMNS,
            breaks_as_json(sqlite=sqlite),
            segments_as_json(sqlite=sqlite),
            TimeClock.id.label("clock_found"),
            TimeClock.zone.label("clock_zone"),
            TimeClock.job_required,
            TimeClock.archived_at.label("clock_archived_at"),
            Assignment.clock_id.label("assigned_to"),
            _manager.manages.label("actor_manages"),
            limit.label("limit_minutes"),
            Job.id.label("job_found"),
            Job.archived_at.label("job_archived_at"),
            kind.id.label("kind_found"),
            kind.paid.label("kind_paid"),
            kind.minutes.label("kind_minutes"),
            kind.pays_beyond.label("kind_pays_beyond"),
            kind.archived_at.label("kind_archived_at"),
            _last.link.label("last_link"),
            _last.at.label("last_at"),
            _keyed.chain_id.label("keyed_chain"),
            _keyed.position.label("keyed_position"),
            _keyed.digest.label("keyed_digest"),
            submitted_until.label("submitted_until"),
            late_days.label("late_days"),
        )
        .select_from(Member)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .outerjoin(
            Shift,
            and_(
                Shift.workspace_id == Member.workspace_id,
                Shift.member_id == Member.id,
                Shift.ended_at.is_(None),
                Shift.voided_at.is_(None),
            ),
        )
        .outerjoin(
            TimeClock,
            and_(TimeClock.workspace_id == Member.workspace_id, TimeClock.id == clock_id),
        )
        .outerjoin(
            Assignment,
            and_(
                Assignment.workspace_id == Member.workspace_id,
                Assignment.member_id == Member.id,
                Assignment.clock_id == TimeClock.id,
            ),
        )
        .outerjoin(
            _manager,
            and_(
                _manager.workspace_id == Member.workspace_id,
                _manager.member_id == bindparam("actor", type_=BigInteger),
                _manager.clock_id == func.coalesce(Shift.clock_id, TimeClock.id),
            ),
        )
        .outerjoin(
            Job,
            and_(
                Job.workspace_id == Member.workspace_id,
                Job.id == bindparam("job", type_=BigInteger),
            ),
        )
        .outerjoin(
            kind,
            and_(
                kind.workspace_id == Member.workspace_id,
                kind.id == kind_id,
                kind.clock_id == Shift.clock_id,
            ),
        )
        .outerjoin(
            _last,
            and_(
                _last.workspace_id == Member.workspace_id,
                _last.chain_id == Member.chain_id,
                _last.position == bindparam("position", type_=BigInteger),
            ),
        )
        .outerjoin(
            _keyed,
            and_(
                _keyed.workspace_id == Member.workspace_id,
                _keyed.actor_id == bindparam("actor", type_=BigInteger),
                _keyed.key == bindparam("key"),
            ),
        )
        .where(Member.workspace_id == workspace, Member.id == bindparam("member"))
    )


ON_SQLITE, ON_POSTGRESQL = _statement(sqlite=True), _statement(sqlite=False)
