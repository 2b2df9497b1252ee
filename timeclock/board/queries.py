"""Who is in, as one actor may see it: the same few statements for ten people and for a thousand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    bindparam,
    case,
    exists,
    func,
    select,
    union,
)

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.board.board import Board, BoardRow, gather
from timeclock.clocks import queries as clock_queries
from timeclock.clocks.models import Assignment, TimeClock
from timeclock.database import db
from timeclock.errors import NotFound
from timeclock.jobs import queries as job_queries
from timeclock.ledger.models import Chain
from timeclock.people.models import Member
from timeclock.shifts import queries as shift_queries
from timeclock.shifts.models import Shift
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.rules import is_forgotten
from timeclock.timekeeping import elapsed

_chain = Chain.__table__.c
_assignment = Assignment.__table__.c
_member = Member.__table__.c
_shift = Shift.__table__.c
_WORKSPACE = bindparam("workspace_id", type_=BigInteger)
_MEMBER = bindparam("member_id", type_=BigInteger)
_OPEN = _shift.ended_at.is_(None) & _shift.voided_at.is_(None)


def version(actor: Actor, now: datetime) -> str:
    """Names what the board shows: it differs as soon as anything on it may, and each minute.

    One statement over indexes. Positions only ever grow, so no change can be missed, not even one
    that commits after a later one; no row is written for it. Ask for it before `board`, on the same
    session: the other way round, a punch between the two would never be shown. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_BOARD)
    everyone = may(actor, Permission.SEE_EVERYONE)
    statement = _EVERY_CHAIN if everyone else _CHAINS_OF_MANAGER
    values = {"workspace_id": actor.workspace_id, "member_id": actor.member_id}
    people, acts, settings = db.session.execute(statement, values).one()
    return f"{people}.{acts}.{settings}.{int(now.timestamp()) // 60}"


def board(actor: Actor, now: datetime, *, clock_id: int | None = None, find: str = "") -> Board:
    """Everyone whom the actor may see, in the state of `now`; one clock only where it is given.

    Raises NotAllowed, and NotFound for a clock that does not exist or is not the actor's.
    """
    return gather(_rows(actor, now, clock_id), find)


def person(actor: Actor, now: datetime, member_id: int) -> BoardRow:
    """One person's row. Raises NotFound for who does not exist or may not be seen, alike."""
    for row in _rows(actor, now, None, member_id):
        return row
    raise NotFound("member_not_found", "This person was not found.")


def clocks_in_sight(actor: Actor) -> tuple[TimeClock, ...]:
    """The clocks whose people the actor sees, by name. Raises NotAllowed."""
    scope = _Scope.of(actor, None)
    return tuple(clock for clock in scope.clocks.values() if clock.id in scope.visible)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which clocks count: `visible` to the actor, and of those the `chosen` (None: no limit)."""

    clocks: dict[int, TimeClock]
    visible: frozenset[int]
    chosen: frozenset[int] | None

    @classmethod
    def of(cls, actor: Actor, clock_id: int | None) -> "_Scope":
        demand(actor, Permission.SEE_BOARD)
        found = clock_queries.clocks(actor.workspace_id, include_archived=True)
        clocks = {clock.id: clock for clock in sorted(found, key=lambda it: it.name.casefold())}
        visible, chosen = frozenset(clocks), None
        if not may(actor, Permission.SEE_EVERYONE):
            managed = clock_queries.managed_clock_ids(actor.workspace_id, actor.member_id or 0)
            visible = chosen = visible & managed
        if clock_id is not None:
            if clock_id not in visible:
                raise NotFound("clock_not_found", "This time clock was not found.")
            chosen = frozenset({clock_id})
        return cls(clocks, visible, chosen)


def _rows(
    actor: Actor, now: datetime, clock_id: int | None, member_id: int | None = None
) -> Iterator[BoardRow]:
    scope = _Scope.of(actor, clock_id)
    workspace_id = actor.workspace_id
    members = db.session.execute(_people(workspace_id, scope.chosen, member_id)).all()
    shifts = {
        shift.member_id: shift
        for shift in shift_queries.open_shifts(workspace_id, clock_ids=scope.chosen)
    }
    away = _elsewhere(workspace_id, scope.chosen) if scope.chosen is not None else {}
    jobs = {job.id: job.name for job in job_queries.jobs(workspace_id, include_archived=True)}
    for member in members:
        if shift := shifts.get(member.id):
            yield _at_work(actor, member, shift, scope.clocks[shift.clock_id], jobs, now)
        elif member.id in away:
            yield _away(member, away[member.id], scope)
        else:
            yield _off(member)


def _people(
    workspace_id: int, chosen: Collection[int] | None, member_id: int | None
) -> Select[Any]:
    """Active members: all, or those assigned to the chosen clocks or in at one of them."""
    people = select(_member.id, _member.account_id, _member.name, _member.employee_number).where(
        _member.workspace_id == workspace_id, _member.deactivated_at.is_(None)
    )
    if member_id is not None:
        people = people.where(_member.id == member_id)
    if chosen is not None:
        people = people.where(_assigned_to(chosen) | _in_at(chosen))
    return people


def _assigned_to(clock_ids: Collection[int]) -> ColumnElement[bool]:
    return exists().where(
        _assignment.workspace_id == _member.workspace_id,
        _assignment.member_id == _member.id,
        _assignment.clock_id.in_(clock_ids),
    )


def _in_at(clock_ids: Collection[int]) -> ColumnElement[bool]:
    return exists().where(
        _shift.workspace_id == _member.workspace_id,
        _shift.member_id == _member.id,
        _OPEN,
        _shift.clock_id.in_(clock_ids),
    )


def _elsewhere(workspace_id: int, chosen: Collection[int]) -> dict[int, int]:
    """Who is in at a clock that was not chosen: the clock by the member's id."""
    found = db.session.execute(
        select(_shift.member_id, _shift.clock_id).where(
            _shift.workspace_id == workspace_id, _OPEN, _shift.clock_id.not_in(chosen)
        )
    )
    return {row.member_id: row.clock_id for row in found}


def _off(member: Row[Any]) -> BoardRow:
    return BoardRow(member.id, member.account_id, member.name, member.employee_number)


def _away(member: Row[Any], clock_id: int, scope: _Scope) -> BoardRow:
    known = scope.clocks[clock_id].name if clock_id in scope.visible else None
    return BoardRow(
        member.id,
        member.account_id,
        member.name,
        member.employee_number,
        clock_name=known,
        elsewhere=True,
    )


def _at_work(
    actor: Actor,
    member: Row[Any],
    shift: ShiftRecord,
    clock: TimeClock,
    jobs: dict[int, str],
    now: datetime,
) -> BoardRow:
    timeline = shift.timeline
    pause, limit = timeline.open_pause, timedelta(minutes=clock.limit_minutes)
    forgotten = is_forgotten(timeline, limit, now)
    return BoardRow(
        member.id,
        member.account_id,
        member.name,
        member.employee_number,
        state=timeline.state,
        clock_id=clock.id,
        clock_name=clock.name,
        job_name=jobs.get(timeline.current_job_id) if timeline.current_job_id else None,
        started_at=timeline.started_at,
        since=pause.started_at if pause else timeline.started_at,
        worked=timeline.worked(now),
        on_break_for=elapsed(pause.started_at, now) if pause else None,
        zone=clock.zone,
        limit=limit,
        edited=shift.start_edited,
        counting=pause is None or pause.paid or not forgotten,
        forgotten=forgotten,
        may_stop=member.id != actor.member_id and may(actor, Permission.STOP_OTHERS),
    )


def _summed(*where: ColumnElement[bool]) -> Select[Any]:
    own = case((_chain.for_workspace, _chain.position), else_=0)
    return select(
        func.count(),
        func.coalesce(func.sum(_chain.position), 0),
        func.coalesce(func.sum(own), 0),
    ).where(_chain.workspace_id == _WORKSPACE, *where)


def _managed() -> Select[Any]:
    return select(_assignment.clock_id).where(
        _assignment.workspace_id == _WORKSPACE,
        _assignment.member_id == _MEMBER,
        _assignment.manages,
    )


def _chains_of_manager() -> Select[Any]:
    in_workspace = _member.workspace_id == _WORKSPACE
    assigned = (
        select(_member.chain_id)
        .join(
            Assignment.__table__,
            (_assignment.workspace_id == _member.workspace_id)
            & (_assignment.member_id == _member.id),
        )
        .where(in_workspace, _assignment.clock_id.in_(_managed()))
    )
    working = (
        select(_member.chain_id)
        .join(
            Shift.__table__,
            (_shift.workspace_id == _member.workspace_id) & (_shift.member_id == _member.id),
        )
        .where(in_workspace, _OPEN, _shift.clock_id.in_(_managed()))
    )
    settings = select(_chain.id).where(_chain.workspace_id == _WORKSPACE, _chain.for_workspace)
    return _summed(_chain.id.in_(union(assigned, working, settings)))


_EVERY_CHAIN, _CHAINS_OF_MANAGER = _summed(), _chains_of_manager()
