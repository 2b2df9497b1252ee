"""What every act on a correction writes: its row, and its entries in the member's chain."""

from collections.abc import Sequence
from dataclasses import replace

from timeclock.authority.actor import Actor
from timeclock.company.clocks.service import find_clock
from timeclock.company.people.membership import member_not_found
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.queries import EntryView
from timeclock.ledger.recording import EntryContext, Head, lock_member, record
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import precise_text
from timeclock.worktime.corrections.applying.adjusting import keep_late_spans, store_bookings
from timeclock.worktime.corrections.applying.applying import Outcome
from timeclock.worktime.corrections.applying.examining import Wish
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.record import ShiftRecord, newly_said
from timeclock.worktime.shifts.reopening import (
    REOPENED,
    changes_time,
    open_sheet,
    submitted_sheets,
)
from timeclock.worktime.shifts.situation import Situation

UNDONE = "correction.undone"


class Pen:
    """Appends the entries of one act to a member's chain: each takes a place of its own.

    Every one has the moment of receipt as its instant. A time given for a shift must not become
    the chain's last: no later punch could lie before it.
    """

    def __init__(
        self, tx: Transaction, actor: Actor, now: Situation, clock_id: int, once: Once | None
    ) -> None:
        self._tx, self._actor, self._now = tx, actor, now
        self._zone = find_clock(tx, actor.workspace_id, clock_id).zone
        self._head: Head | None = now.head
        self._link, self._once = now.head.previous_link, once

    def write(
        self,
        kind: str,
        *,
        before: Json = None,
        after: Json = None,
        payload: Json = None,
        corrects: int | None = None,
        undoes: int | None = None,
    ) -> int:
        """Append one entry and return its position; the first carries the key of the request."""
        head = self._head or self._next()
        self._link = record(
            self._tx,
            head,
            kind=kind,
            actor=self._actor,
            before=before,
            after=after,
            payload=payload,
            context=EntryContext(tz=self._zone, corrects=corrects, undoes=undoes),
            once=self._once,
        )
        self._head = self._once = None
        return head.position

    def reopen(self, shifts: Sequence[ShiftRecord]) -> None:
        """Open the submitted timesheets that hold a day of these shifts."""
        now = self._now
        if not any(now.submitted.may_hold(each, None) for each in shifts):
            return
        for row in submitted_sheets(self._tx, now.head, now.member_id, shifts):
            before, after = open_sheet(self._tx, self._actor, now.head.received_at, row)
            self.write(REOPENED, before=before, after=after)

    def _next(self) -> Head:
        head = lock_member(self._tx, self._now.head.workspace_id, self._now.member_id)
        if head is None:
            raise member_not_found()
        return replace(head, previous_link=self._link)


def file(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    wish: Wish,
    state: CorrectionState,
    reason: str,
    *,
    replaces_id: int | None = None,
) -> Correction:
    """Keep a new correction as of this moment; its entry is the first of the act."""
    shift = wish.shift
    row = Correction(
        workspace_id=actor.workspace_id,
        member_id=now.member_id,
        clock_id=wish.clock_id,
        shift_id=shift.id if shift is not None else None,
        kind=wish.kind.value,
        state=state.value,
        drafts=[draft.to_json() for draft in wish.drafts],
        before=shift.to_json() | {"said": shift.personal()} if shift is not None else None,
        reason=reason,
        asked_by_id=actor.member_id,
        asked_at=now.head.received_at,
        decision="",
        shift_ids=[],
        replaces_id=replaces_id,
        position=now.head.position,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def write_filed(
    pen: Pen,
    row: Correction,
    wish: Wish,
    kind: str,
    outcome: Outcome | None = None,
    *,
    settles: CorrectionState | None = None,
) -> None:
    """The entry of a correction that was asked for or proposed, with all that it is about.

    Where it counts at once, one for each shift that it touched comes after. `settles` is what the
    same act goes on to decide.
    """
    notes: Sequence[str] = [draft.note for draft in wish.drafts]
    after: dict[str, Json] = {
        "correction": row.id,
        "state": row.state,
        "kind": row.kind,
        "of_shift": row.shift_id,
        "clock": row.clock_id,
        "drafts": [draft.facts() for draft in wish.drafts],
        "replaces": row.replaces_id,
    }
    if settles is not None:
        after["settles"] = settles.value
    pen.write(
        kind,
        before=wish.shift.to_json() if wish.shift is not None else None,
        after=after | _effects(outcome),
        payload={"reason": row.reason} | ({"notes": notes} if any(notes) else {}),
    )
    _write_steps(pen, row, outcome)


def settle_row(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    row: Correction,
    state: CorrectionState,
    decision: str = "",
) -> None:
    """Keep who said the last word about a correction, when and why."""
    row.state, row.decision = state.value, decision
    row.decided_by_id, row.decided_at = actor.member_id, now.head.received_at
    tx.session.flush()


def write_settled(
    pen: Pen, row: Correction, earlier: CorrectionState, outcome: Outcome | None
) -> None:
    """The entry of a decision, and one for each shift that it touched."""
    after: dict[str, Json] = {"correction": row.id, "state": row.state}
    pen.write(
        f"correction.{row.state}",
        before={"correction": row.id, "state": earlier.value},
        after=after | _effects(outcome),
        payload={"reason": row.decision} if row.decision else None,
        corrects=row.position,
    )
    _write_steps(pen, row, outcome)


def write_undone(pen: Pen, row: Correction, undone: EntryView, outcome: Outcome | None) -> None:
    """The entry that takes a decision back, with all that the row is again."""
    decided, applied = row.decided_at, row.applied_at
    booked = [each.to_json() for each in outcome.booked] if outcome is not None else []
    after: dict[str, Json] = {
        "correction": row.id,
        "state": row.state,
        "decided": precise_text(decided) if decided else None,
        "decided_by": row.decided_by_id,
        "applied": precise_text(applied) if applied else None,
        "shifts": row.shift_ids,
        "adjustments": booked,
        "asks_again": row.replaces_id if row.state == CorrectionState.WITHDRAWN else None,
    }
    pen.write(
        UNDONE,
        before={"correction": row.id, "state": (undone.after or {})["state"]},
        after=after,
        payload={"reason": row.decision} if row.decision else None,
        corrects=row.position,
        undoes=undone.position,
    )
    _write_steps(pen, row, outcome)


def _effects(outcome: Outcome | None) -> dict[str, Json]:
    if outcome is None:
        return {}
    booked = [each.to_json() for each in outcome.booked]
    return {"shifts": outcome.shift_ids, "adjustments": booked}


def _write_steps(pen: Pen, row: Correction, outcome: Outcome | None) -> None:
    if outcome is None:
        return
    for step in outcome.steps:
        pen.write(
            step.act.value,
            before=step.before.to_json() if step.before is not None else None,
            after=step.after.to_json(),
            payload=newly_said(step.before, step.after),
            corrects=row.position,
        )
    changed = [step for step in outcome.steps if changes_time(step.before, step.after)]
    pen.reopen([each for step in changed for each in (step.before, step.after) if each])


def count(tx: Transaction, now: Situation, row: Correction, outcome: Outcome) -> None:
    """Mark a correction as one that counts from this moment, and keep what it adjusts."""
    row.applied_at, row.shift_ids = now.head.received_at, list(outcome.shift_ids)
    tx.session.flush()
    if outcome.booked:
        store_bookings(tx, row, outcome.booked, now.head.received_at)
        keep_late_spans(tx, row.workspace_id, row.member_id)
