"""Listing corrections for anyone who may see them."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView, view


def corrections_in_sight(
    actor: Actor,
    *,
    member_id: int | None = None,
    state: CorrectionState | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> Sequence[CorrectionView]:
    """One's own and those at clocks where one decides, newest first, from below `before_id`."""
    query = select(*Correction.__table__.c).where(Correction.workspace_id == actor.workspace_id)
    reach = clocks_in_reach(actor)
    if reach is not None:
        query = query.where(
            or_(Correction.member_id == actor.member_id, Correction.clock_id.in_(sorted(reach)))
        )
    if member_id is not None:
        query = query.where(Correction.member_id == member_id)
    if state is not None:
        query = query.where(Correction.state == state.value)
    if before_id is not None:
        query = query.where(Correction.id < before_id)
    rows = db.session.execute(query.order_by(Correction.id.desc()).limit(limit))
    return [view(row) for row in rows]
