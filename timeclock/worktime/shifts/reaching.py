"""Which shift of a member may reach into a time: the last one that began before it.

Shifts of a member never overlap, so no earlier one can. Asked like this, each member costs one
look-up, however long the history before that time is.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import aliased

from timeclock.company.people.models import Member
from timeclock.worktime.shifts.models import Shift

_earlier = aliased(Shift)


def last_start_before(
    workspace_id: Any, member_id: Any, moment: Any, *, besides: Collection[int] = ()
) -> ScalarSelect[Any]:
    """When the member's last shift before that instant began; voided ones are left out."""
    query = select(func.max(_earlier.started_at)).where(
        _earlier.workspace_id == workspace_id,
        _earlier.member_id == member_id,
        _earlier.started_at < moment,
        _earlier.voided_at.is_(None),
    )
    if besides:
        query = query.where(_earlier.id.not_in(besides))
    return query.scalar_subquery()


def may_reach(
    workspace_id: Any, member_id: Any, moment: Any, *, besides: Collection[int] = ()
) -> ColumnElement[bool]:
    """Whether a shift of the member begins so late that it may go on after that instant."""
    since = last_start_before(workspace_id, member_id, moment, besides=besides)
    return and_(Shift.started_at >= func.coalesce(since, moment))


def reaches(workspace_id: Any, member_id: Any, moment: Any) -> ColumnElement[bool]:
    """Whether a shift of the member ends after that instant, or has not ended."""
    ends_later = Shift.ended_at.is_(None) | (Shift.ended_at > moment)
    return and_(may_reach(workspace_id, member_id, moment), ends_later)


def of_member(start: Any, end: Any) -> ColumnElement[bool]:
    """Which shifts of a `Member` that is selected begin between two instants or reach into them.

    For an outer join, with a row without a shift for who has none: so SQLite begins with the
    people, each of whom has a bound of their own.
    """
    since = last_start_before(Member.workspace_id, Member.id, start)
    return and_(
        Shift.workspace_id == Member.workspace_id,
        Shift.member_id == Member.id,
        Shift.voided_at.is_(None),
        Shift.started_at >= func.coalesce(since, start),
        Shift.started_at < end,
        or_(Shift.started_at >= start, Shift.ended_at.is_(None), Shift.ended_at > start),
    )
