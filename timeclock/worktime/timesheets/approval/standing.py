"""The state of a person's sheet of a period: open, submitted, approved or closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from timeclock.company.locks.locked_days import LONGEST_PERIOD
from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.storage.transactions import db
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period


class SheetState(StrEnum):
    """How far a sheet has come; anyone who is closed out of a period finds it closed."""

    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """What was decided about a member's period.

    `totals` are those of the submission or the approval, None while neither is in force. `reason`
    is why it was sent back or reopened. The ids are members, None for the operator.
    """

    member_id: int
    period: Period
    state: SheetState = SheetState.OPEN
    totals: Totals | None = None
    submitted_at: datetime | None = None
    submitted_by_id: int | None = None
    decided_at: datetime | None = None
    decided_by_id: int | None = None
    reason: str = ""

    @property
    def locked(self) -> bool:
        """Whether no one changes anything of it any more."""
        return self.state in (SheetState.APPROVED, SheetState.CLOSED)

    @property
    def reopened_by_change(self) -> bool:
        """Whether the sheet was submitted and is open because time in it has changed since."""
        return self.state is SheetState.OPEN and self.submitted_at is not None

    @property
    def submission(self) -> "SheetDecision":
        """The same without a submission that is not in force."""
        if self.state is not SheetState.OPEN:
            return self
        return replace(self, submitted_at=None, submitted_by_id=None)

    def shown(self, present: Totals) -> Totals:
        """The totals that count: what was approved, else what is there now."""
        return self.totals if self.locked and self.totals is not None else present

    def changed_since_submitted(self, present: Totals) -> bool:
        """Whether the person has submitted other totals than are there now."""
        return self.state is SheetState.SUBMITTED and self.totals != present


@dataclass(frozen=True, slots=True)
class Standings:
    """Where everyone's sheet of one period is; `closed_at` if it is closed for all."""

    period: Period
    closed_at: datetime | None = None
    stored: Mapping[int, SheetDecision] = field(default_factory=dict)

    def of(self, member_id: int) -> SheetDecision:
        """One member's, open where nothing was ever submitted."""
        state = SheetState.OPEN if self.closed_at is None else SheetState.CLOSED
        return self.stored.get(member_id, SheetDecision(member_id, self.period, state))


def standing(workspace_id: int, member_id: int, period: Period) -> SheetDecision:
    """Where a member's sheet is, for pages and answers."""
    return standings(workspace_id, (member_id,), period).of(member_id)


def standings(workspace_id: int, member_ids: Collection[int] | None, period: Period) -> Standings:
    """Where the sheets of these members (None: of everyone) stand, for pages and answers."""
    return read_standings(db.session.connection(), workspace_id, member_ids, period)


def read_standings(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    period: Period,
) -> Standings:
    """`standings` on a given connection, in two statements."""
    closed_at = connection.execute(
        select(ClosedPeriod.closed_at).where(
            ClosedPeriod.workspace_id == workspace_id,
            ClosedPeriod.reopened_at.is_(None),
            ClosedPeriod.first_day <= period.first,
            ClosedPeriod.first_day > period.first - LONGEST_PERIOD,
            ClosedPeriod.after_day > period.first,
        )
    ).scalar()
    query = select(Timesheet.__table__).where(
        Timesheet.workspace_id == workspace_id, Timesheet.first_day == period.first
    )
    if member_ids is not None:
        query = query.where(Timesheet.member_id.in_(member_ids))
    rows = connection.execute(query)
    found = (_standing(row, period, closed=closed_at is not None) for row in rows)
    return Standings(period, closed_at, {each.member_id: each for each in found})


def _standing(row: Any, period: Period, *, closed: bool) -> SheetDecision:
    state, moved = SheetState(row.state), row.after_day != period.after
    if state is SheetState.SUBMITTED and moved:
        # The rules have moved the end of the period since: that sheet was another one.
        state = SheetState.OPEN
    another = state is SheetState.OPEN and moved
    in_force = state is not SheetState.OPEN
    return SheetDecision(
        member_id=row.member_id,
        period=period,
        state=SheetState.CLOSED if closed else state,
        totals=Totals.from_json(row.totals) if in_force and row.totals else None,
        submitted_at=None if another else row.submitted_at,
        submitted_by_id=None if another else row.submitted_by_id,
        decided_at=row.decided_at,
        decided_by_id=row.decided_by_id,
        reason=row.reason,
    )
