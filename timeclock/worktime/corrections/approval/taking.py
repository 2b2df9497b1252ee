"""A correction under the lock of the member's chain."""

from dataclasses import dataclass

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import manages
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.applying.examining import Wish, shift_to_correct
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import (
    CorrectionView,
    correction_not_found,
    view,
)
from timeclock.worktime.shifts.situation import Situation, load_situation


@dataclass(frozen=True, slots=True)
class LockedCorrection:
    """A correction and the situation of its member, as they stand under the lock."""

    now: Situation
    row: Correction

    @property
    def state(self) -> CorrectionState:
        """Where it is."""
        return CorrectionState(self.row.state)

    @property
    def view(self) -> CorrectionView:
        """It as everyone sees it."""
        return view(self.row)

    def wish(self, tx: Transaction) -> Wish:
        """What it wishes for, with the shift as it is now."""
        found = self.view
        shift = None
        if found.shift_id is not None:
            shift = shift_to_correct(tx, self.now, found.shift_id)
        return Wish(shift, found.drafts, found.kind)


def take_case(
    tx: Transaction, actor: Actor, correction_id: int, once: Once | None
) -> LockedCorrection:
    """Lock the chain of a correction's member, then read what is there.

    Raises NotFound `correction_not_found` also for one that is out of the actor's sight.
    """
    member_id = tx.connection.execute(
        select(Correction.member_id).where(
            Correction.workspace_id == actor.workspace_id, Correction.id == correction_id
        )
    ).scalar()
    if member_id is None:
        raise correction_not_found()
    now = load_situation(tx, actor, member_id, once=once)
    row = find_row(tx, actor.workspace_id, correction_id)
    if actor.member_id != row.member_id and not manages(tx, actor, row.clock_id):
        raise correction_not_found()
    return LockedCorrection(now, row)


def find_row(tx: Transaction, workspace_id: int, correction_id: int) -> Correction:
    """A correction of the workspace. Raises NotFound."""
    row = tx.session.get(Correction, (workspace_id, correction_id), populate_existing=True)
    if row is None:
        raise correction_not_found()
    return row
