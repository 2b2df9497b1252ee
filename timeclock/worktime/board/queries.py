"""Who is in, as one actor may see it: the same few statements for ten people and for a thousand."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, select, union

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.models import Assignment, TimeClock
from timeclock.company.jobs import queries as job_queries
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.ledger.models import Chain
from timeclock.storage.transactions import db
from timeclock.timekeeping import elapsed
from timeclock.worktime.board.board import Board, BoardRow, gather
from timeclock.worktime.board.scope import BoardScope, MemberRow, elsewhere, people_in
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import is_forgotten

# The statements of `version`: sums over the chains of the people in sight.
_chain = Chain.__table__.c
_assignment = Assignment.__table__.c
_member = Member.__table__.c
_shift = Shift.__table__.c
_WORKSPACE = bindparam("workspace_id", type_=BigInteger)
_MEMBER = bindparam("member_id", type_=BigInteger)
_OPEN = _shift.ended_at.is_(None) & _shift.voided_at.is_(None)


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


EVERY_CHAIN, CHAINS_OF_MANAGER = _summed(), _chains_of_manager()


def version(actor: Actor, now: datetime) -> str:
    """Names what the board shows: it differs as soon as anything on it may, and each minute.

    One statement over indexes. Positions only ever grow, so no change can be missed, not even one
    that commits after a later one; no row is written for it. Ask for it before `board`, on the same
    session: the other way round, a punch between the two would never be shown. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_BOARD)
    everyone = may(actor, Permission.SEE_EVERYONE)
    statement = EVERY_CHAIN if everyone else CHAINS_OF_MANAGER
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
    raise member_not_found()


def clocks_in_sight(actor: Actor) -> tuple[TimeClock, ...]:
    """The clocks whose people the actor sees, by name. Raises NotAllowed."""
    scope = BoardScope.of(actor, None)
    return tuple(clock for clock in scope.clocks.values() if clock.id in scope.visible)


def _rows(
    actor: Actor, now: datetime, clock_id: int | None, member_id: int | None = None
) -> Iterator[BoardRow]:
    scope = BoardScope.of(actor, clock_id)
    workspace_id = actor.workspace_id
    members = people_in(workspace_id, scope.chosen, member_id)
    shifts = {
        shift.member_id: shift
        for shift in shift_queries.open_shifts(workspace_id, clock_ids=scope.chosen)
    }
    away = elsewhere(workspace_id, scope.chosen) if scope.chosen is not None else {}
    jobs = {job.id: job.name for job in job_queries.jobs(workspace_id, include_archived=True)}
    for member in members:
        if shift := shifts.get(member.id):
            yield _at_work(actor, member, shift, scope.clocks[shift.clock_id], jobs, now)
        elif member.id in away:
            yield _away(member, away[member.id], scope)
        else:
            yield _off(member)


def _off(member: MemberRow) -> BoardRow:
    return BoardRow(member.id, member.account_id, member.name, member.employee_number)


def _away(member: MemberRow, clock_id: int, scope: BoardScope) -> BoardRow:
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
    member: MemberRow,
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
