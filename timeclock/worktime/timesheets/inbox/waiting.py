"""How many things wait for someone's decision: one statement over indexes, for every page."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal,
    null,
    select,
    union_all,
)

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.models import Assignment, TimeClock
from timeclock.company.kiosks.holding import OF_EXECUTIVES
from timeclock.company.kiosks.offline_models import HeldPunch
from timeclock.storage.columns import Instant, unindexed
from timeclock.storage.transactions import db
from timeclock.timekeeping import elapsed
from timeclock.worktime.corrections.models import IS_OPEN, Correction
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import UnconfirmedEnd

_DECIDED_BY_MANAGERS = ("asked", "disputed")
_SHORTEST_LIMIT = timedelta(hours=1)

_shift = Shift.__table__.c
_clock = TimeClock.__table__.c
_correction = Correction.__table__.c
_held = HeldPunch.__table__.c
_assignment = Assignment.__table__.c
_WORKSPACE = bindparam("workspace_id", type_=BigInteger)
_MEMBER = bindparam("member_id", type_=BigInteger)
_BEFORE = bindparam("before", type_=Instant)


def waiting_count(actor: Actor, now: datetime) -> int:
    """Requests, disputes, unconfirmed ends, forgotten shifts and held punches of kiosks.

    They are at the clocks in the actor's reach. One's own are left out: someone else decides
    about them. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_TIMESHEETS)
    statement = _EVERYWHERE if may(actor, Permission.SEE_EVERYONE) else _MANAGED
    values = {
        "workspace_id": actor.workspace_id,
        "member_id": actor.member_id or 0,
        "before": now - _SHORTEST_LIMIT,
    }
    return sum(
        row.waiting
        if row.started_at is None
        else elapsed(row.started_at, now) > timedelta(minutes=row.limit_minutes)
        for row in db.session.execute(statement, values)
    )


def _statement(*, everywhere: bool) -> Select[Any]:
    managed = select(_assignment.clock_id).where(
        _assignment.workspace_id == _WORKSPACE,
        _assignment.member_id == _MEMBER,
        _assignment.manages,
    )

    def at(clock_id: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
        return () if everywhere else (clock_id.in_(managed),)

    asked = select(func.count(), null(), null()).where(
        _correction.workspace_id == _WORKSPACE,
        IS_OPEN,
        _correction.state.in_(_DECIDED_BY_MANAGERS),
        _correction.member_id != _MEMBER,
        *at(_correction.clock_id),
    )
    unconfirmed = select(func.count(), null(), null()).where(
        _shift.workspace_id == _WORKSPACE,
        _shift.unconfirmed.is_not(None),
        _shift.ended_at.is_not(None) | (_shift.unconfirmed == UnconfirmedEnd.CLAIMED.value),
        _shift.voided_at.is_(None),
        _shift.member_id != _MEMBER,
        *at(_shift.clock_id),
    )
    forgotten = (
        select(literal(1).label("waiting"), _shift.started_at, _clock.limit_minutes)
        .join_from(
            Shift.__table__,
            TimeClock.__table__,
            (_clock.workspace_id == _shift.workspace_id) & (_clock.id == _shift.clock_id),
        )
        .where(
            _shift.workspace_id == _WORKSPACE,
            _shift.ended_at.is_(None),
            _shift.voided_at.is_(None),
            unindexed(_shift.started_at) < _BEFORE,
            _shift.member_id != _MEMBER,
            *at(_shift.clock_id),
        )
    )
    held = select(func.count(), null(), null()).where(
        _held.workspace_id == _WORKSPACE,
        _held.decided_at.is_(None),
        _held.member_id.is_(None) | (_held.member_id != _MEMBER),
        *(() if everywhere else (_held.reason.not_in(OF_EXECUTIVES),)),
        *at(_held.clock_id),
    )
    # The typed columns come first: PostgreSQL takes two bare NULLs for text.
    every = union_all(forgotten, asked, unconfirmed, held).subquery()
    return select(every.c.waiting, every.c.started_at, every.c.limit_minutes)


_EVERYWHERE, _MANAGED = _statement(everywhere=True), _statement(everywhere=False)
