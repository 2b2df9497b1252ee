"""The statements behind the board's version: sums over the chains of the people in sight."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, select, union

from timeclock.company.clocks.models import Assignment
from timeclock.company.people.models import Member
from timeclock.ledger.models import Chain
from timeclock.worktime.shifts.models import Shift

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
