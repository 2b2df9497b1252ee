"""Whom an actor sees: which clocks count, who belongs to them, and who is in elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, exists, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks import queries as clock_queries
from timeclock.company.clocks.models import Assignment, TimeClock
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Shift

_assignment = Assignment.__table__.c
_member = Member.__table__.c
_shift = Shift.__table__.c
MemberRow: TypeAlias = Row[Any, Any, Any, Any]  # id, account_id, name, employee_number
_OPEN = _shift.ended_at.is_(None) & _shift.voided_at.is_(None)


@dataclass(frozen=True, slots=True)
class BoardScope:
    """Which clocks count: `visible` to the actor, and of those the `chosen` (None: no limit)."""

    clocks: dict[int, TimeClock]
    visible: frozenset[int]
    chosen: frozenset[int] | None

    @classmethod
    def of(cls, actor: Actor, clock_id: int | None) -> "BoardScope":
        """What the actor asked for. Raises NotAllowed, and NotFound for a clock not in sight."""
        demand(actor, Permission.SEE_BOARD)
        found = clock_queries.clocks(actor.workspace_id, include_archived=True)
        clocks = {clock.id: clock for clock in found}
        visible, chosen = frozenset(clocks), None
        if not may(actor, Permission.SEE_EVERYONE):
            managed = clock_queries.managed_clock_ids(actor.workspace_id, actor.member_id or 0)
            visible = chosen = visible & managed
        if clock_id is not None:
            if clock_id not in visible:
                raise clock_not_found()
            chosen = frozenset({clock_id})
        return cls(clocks, visible, chosen)


def people_in(
    workspace_id: int, chosen: Collection[int] | None, member_id: int | None = None
) -> Sequence[MemberRow]:
    """Active members: all, or those assigned to the chosen clocks or in at one of them."""
    people = select(_member.id, _member.account_id, _member.name, _member.employee_number).where(
        _member.workspace_id == workspace_id, _member.deactivated_at.is_(None)
    )
    if member_id is not None:
        people = people.where(_member.id == member_id)
    if chosen is not None:
        people = people.where(_assigned_to(chosen) | _in_at(chosen))
    return db.session.execute(people).all()


def elsewhere(workspace_id: int, chosen: Collection[int]) -> dict[int, int]:
    """Who is in at a clock that was not chosen: the clock by the member's id."""
    found = db.session.execute(
        select(_shift.member_id, _shift.clock_id).where(
            _shift.workspace_id == workspace_id, _OPEN, _shift.clock_id.not_in(chosen)
        )
    )
    return {row.member_id: row.clock_id for row in found}


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
