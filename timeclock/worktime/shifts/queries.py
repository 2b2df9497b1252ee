"""Looking shifts up."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, bindparam, select

from timeclock.company.people.models import Member
from timeclock.storage.columns import unindexed
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reaching import reaches
from timeclock.worktime.shifts.reading import (
    SHIFT_COLUMNS,
    breaks_as_json,
    record_from,
    segments_as_json,
)
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd


def _statement(*, sqlite: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *SHIFT_COLUMNS,
            breaks_as_json(sqlite=sqlite),
            segments_as_json(sqlite=sqlite),
            Member.account_id,
        )
        .join(Member, and_(Member.workspace_id == Shift.workspace_id, Member.id == Shift.member_id))
        .where(Shift.workspace_id == bindparam("workspace", type_=BigInteger))
    )


_SHIFTS = {"sqlite": _statement(sqlite=True), "postgresql": _statement(sqlite=False)}
# Built once: a statement that is built anew has its result looked up by every column again.
_ONE_SHIFT = {
    name: query.where(Shift.id == bindparam("shift", type_=BigInteger))
    for name, query in _SHIFTS.items()
}
# Few rows found by an index of their own, not by that of all starts.
_BY_START = (unindexed(Shift.started_at), Shift.id)
_OPEN = and_(Shift.ended_at.is_(None), Shift.voided_at.is_(None))


def open_shift(workspace_id: int, member_id: int) -> ShiftRecord | None:
    """The member's shift under way."""
    query = _shifts().where(_OPEN, Shift.member_id == member_id)
    return _one(db.session.connection(), query, workspace_id)


def open_shifts(workspace_id: int, *, clock_ids: Iterable[int] | None = None) -> list[ShiftRecord]:
    """Every shift under way (at these clocks, if given), the longest first."""
    query = _shifts().where(_OPEN)
    if clock_ids is not None:
        query = query.where(Shift.clock_id.in_(sorted(clock_ids)))
    return _all(query.order_by(*_BY_START), workspace_id)


def unconfirmed_shifts(
    workspace_id: int,
    *,
    clock_ids: Iterable[int] | None = None,
    member_id: int | None = None,
) -> list[ShiftRecord]:
    """Every shift with unconfirmed times, oldest first; at these clocks, of this member.

    An open shift is among them only for its claimed times: its end can wait once there is one.
    """
    query = _shifts().where(
        Shift.unconfirmed.is_not(None),
        Shift.voided_at.is_(None),
        Shift.ended_at.is_not(None) | (Shift.unconfirmed == UnconfirmedEnd.CLAIMED.value),
    )
    if clock_ids is not None:
        query = query.where(Shift.clock_id.in_(sorted(clock_ids)))
    if member_id is not None:
        query = query.where(unindexed(Shift.member_id) == member_id)
    return _all(query.order_by(*_BY_START), workspace_id)


def shifts_between(
    workspace_id: int, member_id: int, start: datetime, end: datetime
) -> list[ShiftRecord]:
    """A member's shifts that touch the time between two instants, oldest first, voided left out."""
    query = _shifts().where(
        Shift.member_id == member_id,
        Shift.started_at < end,
        reaches(workspace_id, member_id, start),
        Shift.voided_at.is_(None),
    )
    return _all(query.order_by(Shift.started_at, Shift.id), workspace_id)


def shifts_matching(
    workspace_id: int, narrow: Callable[[Select[*tuple[Any, ...]]], Select[*tuple[Any, ...]]]
) -> list[ShiftRecord]:
    """The shifts that are left, in the order that `narrow` gives them."""
    return _all(narrow(_shifts()), workspace_id)


def shift(workspace_id: int, shift_id: int) -> ShiftRecord | None:
    """A shift of the workspace, voided or not."""
    return find_shift(db.session.connection(), workspace_id, shift_id)


def last_shift(workspace_id: int, member_id: int) -> ShiftRecord | None:
    """The member's newest shift, open or ended."""
    query = (
        _shifts()
        .where(Shift.member_id == member_id, Shift.voided_at.is_(None))
        .order_by(Shift.started_at.desc(), Shift.id.desc())
        .limit(1)
    )
    return _one(db.session.connection(), query, workspace_id)


def last_stop(workspace_id: int, member_id: int, since: datetime) -> ShiftRecord | None:
    """The member's newest shift, if someone else ended it after that instant."""
    found = last_shift(workspace_id, member_id)
    if found is None or not found.stopped or found.timeline.ended_at is None:
        return None
    return found if found.changed_at >= since else None


def every_shift(connection: Connection, workspace_id: int, member_id: int) -> Sequence[ShiftRecord]:
    """All shifts a member ever had, voided ones too, oldest first."""
    query = _SHIFTS[connection.dialect.name].where(Shift.member_id == member_id)
    rows = connection.execute(query.order_by(Shift.id), {"workspace": workspace_id})
    return [record_from(row, row.account_id) for row in rows]


def shifts_of(
    connection: Connection, workspace_id: int, member_id: int, which: ColumnElement[bool]
) -> Sequence[ShiftRecord]:
    """Those of a member's shifts that are not voided, oldest first, on a given connection."""
    query = _SHIFTS[connection.dialect.name].where(
        Shift.member_id == member_id, Shift.voided_at.is_(None), which
    )
    ordered = query.order_by(Shift.started_at, Shift.id)
    rows = connection.execute(ordered, {"workspace": workspace_id})
    return [record_from(row, row.account_id) for row in rows]


def find_shift(connection: Connection, workspace_id: int, shift_id: int) -> ShiftRecord | None:
    """`shift` on a given connection, for use cases that hold a lock."""
    which = {"workspace": workspace_id, "shift": shift_id}
    row = connection.execute(_ONE_SHIFT[connection.dialect.name], which).first()
    return record_from(row, row.account_id) if row is not None else None


def _shifts() -> Select[*tuple[Any, ...]]:
    return _SHIFTS[db.engine.dialect.name]


def _one(
    connection: Connection, query: Select[*tuple[Any, ...]], workspace_id: int
) -> ShiftRecord | None:
    row = connection.execute(query, {"workspace": workspace_id}).first()
    return record_from(row, row.account_id) if row is not None else None


def _all(query: Select[*tuple[Any, ...]], workspace_id: int) -> list[ShiftRecord]:
    rows = db.session.execute(query, {"workspace": workspace_id})
    return [record_from(row, row.account_id) for row in rows]
