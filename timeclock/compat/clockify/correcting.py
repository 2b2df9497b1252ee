"""Entries that have ended, put right: a correction in our ledger."""

from collections.abc import Sequence
from dataclasses import replace

from timeclock.authority.actor import Actor
from timeclock.compat.at_once import correct_at_once
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import recorded_kind
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part

# Clockify has no field for a reason, and no correction goes without one.
REASON = "Sent as a call of Clockify's."


def correct(
    actor: Actor,
    member_id: int,
    shift_id: int | None,
    drafts: Sequence[Draft],
    once: Once | None,
) -> CorrectionView:
    """Let a correction count now. Raises NotAllowed where it would wait for someone's word."""
    return correct_at_once(actor, member_id, shift_id, drafts, reason=REASON, once=once)


def made(actor: Actor, correction: CorrectionView, wanted: Part) -> tuple[ShiftRecord, Part]:
    """The entry that a correction made: the part that begins and ends as wanted."""
    found = [shift(actor.workspace_id, shift_id) for shift_id in correction.shift_ids]
    shown = [(each, part) for each in found if each for part in parts_of(each)]
    return min(shown, key=lambda pair: _unlike(pair[1], wanted))


def added(actor: Actor, correction: CorrectionView) -> tuple[ShiftRecord, Part]:
    """The entry of a correction that added a shift at once, as it was then, whatever came of it."""
    (draft,), (shift_id,) = correction.drafts, correction.shift_ids
    found = shift(actor.workspace_id, shift_id)
    if found is None:
        raise shift_not_found()
    line = draft.timeline
    first = replace(
        found,
        timeline=line,
        note=draft.note,
        billable=bool(draft.billable),
        tag_ids=draft.tag_ids or (),
    )
    return first, line.parts()[0]


def _unlike(part: Part, wanted: Part) -> tuple[bool, bool, bool]:
    return (
        part.kind is not wanted.kind,
        part.started_at != wanted.started_at,
        part.ended_at != wanted.ended_at,
    )


def was_correction(actor: Actor, once: Once | None) -> bool:
    """Whether what was recorded for this key is a correction, and no punch."""
    key = once.key if once is not None else ""
    kind = recorded_kind(actor.workspace_id, actor.member_id, key) or ""
    return kind.startswith("correction.")
