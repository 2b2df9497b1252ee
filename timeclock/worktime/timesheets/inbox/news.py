"""What a person's clock page tells about decisions: the last timesheet, and changes by others."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, union_all

from timeclock.company.locks.models import Timesheet
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.drafts.rules import (
    WAITING_FOR_MANAGERS,
    WAITING_FOR_THE_PERSON,
)
from timeclock.worktime.corrections.models import IS_OPEN, Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView, view
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState

TOLD_FOR = timedelta(days=7)
_MOST = 5


def last_sheet(workspace_id: int, member_id: int, now: datetime) -> SheetDecision | None:
    """The member's timesheet that was submitted or decided about last, within 7 days.

    Nothing for one that is open because the member withdrew it. It comes without totals.
    """
    since = now - TOLD_FOR
    mine = select(Timesheet.__table__).where(
        Timesheet.workspace_id == workspace_id, Timesheet.member_id == member_id
    )
    # Apart, so that each begins at its place in an index.
    told = union_all(
        mine.where(Timesheet.decided_at >= since),
        mine.where(Timesheet.decided_at.is_(None), Timesheet.submitted_at >= since),
    ).subquery()
    moment = func.coalesce(told.c.decided_at, told.c.submitted_at)
    row = db.session.execute(
        select(told).order_by(moment.desc(), told.c.first_day.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return SheetDecision(
        member_id,
        Period(row.first_day, row.after_day),
        SheetState(row.state),
        submitted_at=row.submitted_at,
        submitted_by_id=row.submitted_by_id,
        decided_at=row.decided_at,
        decided_by_id=row.decided_by_id,
        reason=row.reason,
    )


def changes_by_others(workspace_id: int, member_id: int, now: datetime) -> Sequence[CorrectionView]:
    """Corrections of the member's time in which another person said the last word, newest first.

    A correction that waits for the member is told until they answer it, a decision for 7 days.
    """
    another_asked = Correction.asked_by_id.is_distinct_from(member_id)
    another_decided = and_(
        Correction.decided_at >= now - TOLD_FOR,
        Correction.decided_by_id.is_distinct_from(member_id),
        Correction.state.not_in(sorted(WAITING_FOR_MANAGERS | WAITING_FOR_THE_PERSON)),
    )
    waits = and_(another_asked, IS_OPEN, Correction.state.in_(sorted(WAITING_FOR_THE_PERSON)))
    rows = db.session.execute(
        select(Correction.__table__)
        .where(
            Correction.workspace_id == workspace_id,
            Correction.member_id == member_id,
            or_(waits, another_decided),
        )
        .order_by(func.coalesce(Correction.decided_at, Correction.asked_at).desc())
        .limit(_MOST)
    )
    return tuple(view(row) for row in rows)
