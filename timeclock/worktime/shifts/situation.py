"""What a punch has to know, in one statement under the lock of the member's chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.models import Assignment, BreakKind, TimeClock
from timeclock.company.jobs.models import Job
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.workspaces.models import Workspace
from timeclock.errors import Invalid, KeyReused
from timeclock.ledger.entry import GENESIS, Once
from timeclock.ledger.models import Entry
from timeclock.ledger.recording import Head, lock_member
from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts.contradictions import contradicts, draw_back
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reading import (
    SHIFT_COLUMNS,
    breaks_as_json,
    record_from,
    segments_as_json,
)
from timeclock.worktime.shifts.record import ShiftRecord

_any = aliased(Shift)
_last, _keyed = aliased(Entry), aliased(Entry)
_manager = aliased(Assignment)


@dataclass(frozen=True, slots=True)
class Situation:
    """The member, the open shift, the clock, job and kind asked for, and any earlier answer.

    `clock_id` is the clock asked for, else that of the open shift, else the one last used, else the
    assigned one with the lowest id; None where there is none (or not in this workspace).
    `now` is the moment of the punch: whole seconds. It is never before the member's last, unless
    the last lies `beyond` the receipt by more than the tolerance and the clock can be believed:
    then it is the receipt's own. `doubtful` says that the clock is in doubt, or took on another
    time since the last punch of the shift.
    """

    head: Head
    previous_link: bytes
    now: datetime
    beyond: bool
    doubtful: bool
    member_id: int
    account_id: int
    is_active: bool
    location_on: bool
    tolerance: int
    shift: ShiftRecord | None
    clock_id: int | None
    clock_zone: str
    clock_is_open: bool
    job_required: bool
    is_assigned: bool
    actor_manages: bool
    job_is_open: bool
    kind_id: int | None
    kind_paid: bool
    answered: tuple[int, int] | None


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
            Job.id.label("job_found"),
            Job.archived_at.label("job_archived_at"),
            kind.id.label("kind_found"),
            kind.paid.label("kind_paid"),
            kind.archived_at.label("kind_archived_at"),
            _last.link.label("last_link"),
            _last.at.label("last_at"),
            _keyed.chain_id.label("keyed_chain"),
            _keyed.position.label("keyed_position"),
            _keyed.digest.label("keyed_digest"),
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


_ON_SQLITE, _ON_POSTGRESQL = _statement(sqlite=True), _statement(sqlite=False)


def take(
    tx: Transaction,
    actor: Actor,
    member_id: int,
    *,
    clock_id: int | None = None,
    job_id: int | None = None,
    kind_id: int | None = None,
    once: Once | None = None,
) -> Situation:
    """Lock the member's chain, then read what stands there.

    Two statements on purpose: one joined `FOR UPDATE` shows the old shift to whoever had to wait.
    A clamp must not invent a time: where the last punch lies in the future of this receipt, what
    reaches beyond it is drawn back first and waits to be confirmed. Only a clock that is in doubt
    does not do that: then the earlier punch may be the right one.
    Raises NotFound for a member of no or another workspace, KeyReused for a key spent elsewhere.
    """
    asked = {"clock": clock_id, "job": job_id, "kind": kind_id}
    found = _read(tx, actor, member_id, asked, once)
    if not found.beyond or found.answered:
        return found
    drawn = draw_back(tx, found.head, member_id, found.now)
    return _read(tx, actor, member_id, asked, once) if drawn else found


def _read(
    tx: Transaction,
    actor: Actor,
    member_id: int,
    asked: Mapping[str, int | None],
    once: Once | None,
) -> Situation:
    head = lock_member(tx, actor.workspace_id, member_id)
    if head is None:
        raise member_not_found()
    row = tx.connection.execute(
        _ON_SQLITE if tx.on_sqlite else _ON_POSTGRESQL,
        {
            "workspace": actor.workspace_id,
            "member": member_id,
            "actor": actor.member_id,
            **asked,
            "position": head.position - 1,
            "key": once.key if once else None,
        },
    ).one()
    if once and row.keyed_position is not None and row.keyed_digest != once.digest:
        raise KeyReused
    shift = record_from(row, row.account_id) if row.shift_id is not None else None
    received = head.received_at.replace(microsecond=0)
    changed = shift.timeline.last_change if shift else None
    latest = max(moment for moment in (received, row.last_at, changed) if moment)
    beyond = contradicts(received, latest) and not head.off_by
    return Situation(
        head=head,
        previous_link=row.last_link or GENESIS,
        now=received if beyond else latest,
        beyond=beyond,
        doubtful=bool(head.off_by) or _spans_a_step(changed, head.steady_since),
        member_id=row.member_id,
        account_id=row.account_id,
        is_active=row.deactivated_at is None,
        location_on=row.location_on,
        tolerance=row.tolerance,
        shift=shift,
        clock_id=row.clock_found,
        clock_zone=row.clock_zone or "UTC",
        clock_is_open=row.clock_found is not None and row.clock_archived_at is None,
        job_required=bool(row.job_required),
        is_assigned=row.assigned_to is not None,
        actor_manages=bool(row.actor_manages),
        job_is_open=row.job_found is not None and row.job_archived_at is None,
        kind_id=row.kind_found if row.kind_archived_at is None else None,
        kind_paid=bool(row.kind_paid),
        answered=(row.keyed_chain, row.keyed_position) if row.keyed_position else None,
    )


def _spans_a_step(changed: datetime | None, steady_since: datetime | None) -> bool:
    return changed is not None and steady_since is not None and changed < steady_since


def target(
    actor: Actor, member_id: int | None, permission: Permission = Permission.PUNCH_FOR_OTHERS
) -> int:
    """Whom a punch is for. Raises NotAllowed where the role or the key cannot reach that far."""
    who = actor.member_id if member_id is None else member_id
    if who is None:
        raise Invalid("required", "Name the person whose clock it is.", field="member_id")
    demand(actor, Permission.PUNCH if who == actor.member_id else permission)
    return who
