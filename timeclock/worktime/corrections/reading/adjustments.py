"""What corrections of closed days have booked on days that were open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from timeclock.storage.columns import unindexed
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.hours.sheet import Adjusted
from timeclock.worktime.shifts.models import Adjustment

_ADJUSTED = select(
    Adjustment.member_id,
    Adjustment.correction_id,
    Adjustment.shift_id,
    Adjustment.day,
    Adjustment.for_day,
    Adjustment.seconds,
    Adjustment.more,
    Adjustment.created_at,
    Correction.clock_id,
    Correction.reason,
    Correction.state,
    Correction.decision,
    Correction.decided_at,
).join(
    Correction,
    (Correction.workspace_id == Adjustment.workspace_id)
    & (Correction.id == Adjustment.correction_id),
)


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """Seconds of the closed `for_day` that are booked on `day`, and the reason that was given.

    `shift_id` is the shift that stays as it is; None for one that was only added by this. `more` is
    what changes besides: rounding, meal and premiums, each in seconds by its name.
    """

    member_id: int
    correction_id: int
    day: date
    for_day: date
    seconds: int
    reason: str
    clock_id: int
    shift_id: int | None = None
    more: Mapping[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> Adjusted:
        """As a timesheet counts it."""
        return Adjusted(
            self.day,
            self.for_day,
            self.seconds,
            self.reason,
            self.correction_id,
            self.clock_id,
            self.more,
        )


def adjustments(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    first: date,
    after: date,
) -> dict[int, list[AdjustmentView]]:
    """What is booked on days from `first` to before `after` for closed ones, by member."""
    query = _ADJUSTED.where(
        Adjustment.workspace_id == workspace_id, Adjustment.day >= first, Adjustment.day < after
    )
    if member_ids is not None:
        query = query.where(Adjustment.member_id.in_(sorted(member_ids)))
    found: dict[int, list[AdjustmentView]] = {}
    for row in connection.execute(query.order_by(Adjustment.day, Adjustment.id)):
        found.setdefault(row.member_id, []).append(_adjusted(row))
    return found


def adjustments_of(
    workspace_id: int, corrections: Collection[CorrectionView]
) -> dict[int, list[AdjustmentView]]:
    """What corrections have booked on open days by the last word that they tell of, by id."""
    words = {each.id: each.decided_at or each.asked_at for each in corrections}
    query = _ADJUSTED.where(
        Adjustment.workspace_id == workspace_id,
        Adjustment.correction_id.in_(sorted(words)),
    )
    found: dict[int, list[AdjustmentView]] = {}
    for row in db.session.execute(query.order_by(unindexed(Adjustment.day), Adjustment.id)):
        if row.created_at <= words[row.correction_id]:
            found.setdefault(row.correction_id, []).append(_adjusted(row))
    return found


def _adjusted(row: Any) -> AdjustmentView:
    # What was taken back is two lines: each says why it is there.
    undone = row.state == CorrectionState.TAKEN_BACK and row.created_at == row.decided_at
    reason = row.decision if undone else row.reason
    return AdjustmentView(
        row.member_id,
        row.correction_id,
        row.day,
        row.for_day,
        row.seconds,
        reason,
        row.clock_id,
        row.shift_id,
        row.more or {},
    )
