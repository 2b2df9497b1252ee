"""The rules of corrections: what may be asked for, and what a shift becomes by it; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from timeclock.authority.actor import Source
from timeclock.errors import Conflict
from timeclock.messages import N_
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch, Timeline


class CorrectionState(StrEnum):
    """The state of a correction.

    `asked`: by the person, waits for a manager. `proposed`: by a manager, counts only once the
    person has confirmed it. `applied`: by a manager, counts already and waits for the person's
    word. `disputed`: the person said no; a manager settles it as `upheld` or `taken_back`.
    """

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    PROPOSED = "proposed"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    TAKEN_BACK = "taken_back"


# What waits for someone: the decision of a manager, or the word of the person.
WAITING_FOR_MANAGERS = frozenset({CorrectionState.ASKED, CorrectionState.DISPUTED})
WAITING_FOR_THE_PERSON = frozenset({CorrectionState.PROPOSED, CorrectionState.APPLIED})


_CANNOT = {
    CorrectionState.ASKED: N_("That cannot be done now: this correction waits for a manager."),
    CorrectionState.APPROVED: N_("That cannot be done now: this correction was approved."),
    CorrectionState.REFUSED: N_("That cannot be done now: this correction was refused."),
    CorrectionState.WITHDRAWN: N_("That cannot be done now: this correction was withdrawn."),
    CorrectionState.REPLACED: N_(
        "That cannot be done now: this correction was answered by another proposal."
    ),
    CorrectionState.PROPOSED: N_(
        "That cannot be done now: this correction waits for the person to confirm it."
    ),
    CorrectionState.APPLIED: N_(
        "That cannot be done now: this correction counts already and waits for the person to"
        " confirm it."
    ),
    CorrectionState.CONFIRMED: N_("That cannot be done now: this correction was confirmed."),
    CorrectionState.DISPUTED: N_("That cannot be done now: this correction is disputed."),
    CorrectionState.UPHELD: N_("That cannot be done now: this correction was kept."),
    CorrectionState.TAKEN_BACK: N_("That cannot be done now: this correction was undone."),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose word moved a time, the zones of the clock at the new start and end, and the moment."""

    member_id: int | None
    start_zone: str
    end_zone: str
    moment: datetime


def demand_state(state: CorrectionState, *fit: CorrectionState) -> None:
    """Raise Conflict `already_decided` unless the correction is where the act begins."""
    if state not in fit:
        raise Conflict(
            "already_decided",
            _CANNOT[state],
            details={"state": state.value},
        )


def corrected(shift: ShiftRecord, draft: Draft, hand: Hand) -> ShiftRecord:
    """The shift as the draft has it; what was punched is kept in `original`.

    Breaks and switches that begin or end as before keep their ids, and a start or an end that was
    moved is marked as edited. What waits to be confirmed is confirmed by this, unless all times
    stay: then only the note or the job is corrected.
    """
    line = shift.timeline
    moved_start = draft.started_at != line.started_at
    moved_end = draft.ended_at != line.ended_at
    elsewhere = draft.clock_id != shift.clock_id
    waits = shift.unconfirmed is not None and _moments(draft.timeline) == _moments(line)
    wanted = replace(
        shift,
        clock_id=draft.clock_id,
        timeline=Timeline(
            started_at=draft.started_at,
            job_id=draft.job_id,
            ended_at=draft.ended_at,
            pauses=_pauses(line, draft),
            stretches=_stretches(line.stretches, draft.switches),
        ),
        start_zone=hand.start_zone if moved_start or elsewhere else shift.start_zone,
        start_source=Source.ADMIN.value if moved_start else shift.start_source,
        start_edited=shift.start_edited or moved_start,
        end_zone=hand.end_zone if moved_end or elsewhere else shift.end_zone,
        note=draft.note,
        billable=shift.billable if draft.billable is None else draft.billable,
        tag_ids=shift.tag_ids if draft.tag_ids is None else draft.tag_ids,
        worked_through=draft.worked_through,
        unconfirmed=shift.unconfirmed if waits else None,
        proposed_by_id=shift.proposed_by_id if waits else None,
        original=shift.original or shift.to_json(),
    )
    if not moved_end:
        return wanted
    return replace(
        wanted,
        end_source=Source.ADMIN.value,
        end_edited=True,
        ended_by_id=hand.member_id,
        stopped=False,
        stop_reason="",
    )


def _moments(line: Timeline) -> tuple[datetime | None, ...]:
    """When the shift and its breaks begin and end."""
    breaks = (moment for p in line.pauses for moment in (p.started_at, p.ended_at))
    return line.started_at, line.ended_at, *breaks


def new_shift(
    draft: Draft, hand: Hand, *, workspace_id: int, member_id: int, account_id: int
) -> ShiftRecord:
    """A shift that was never punched, as the draft has it; its id comes with storing it."""
    return ShiftRecord(
        id=0,
        workspace_id=workspace_id,
        member_id=member_id,
        account_id=account_id,
        clock_id=draft.clock_id,
        timeline=draft.timeline,
        start_zone=hand.start_zone,
        start_source=Source.ADMIN.value,
        start_edited=True,
        end_zone=hand.end_zone,
        end_source=Source.ADMIN.value,
        end_edited=True,
        ended_by_id=hand.member_id,
        note=draft.note,
        billable=draft.billable or False,
        tag_ids=draft.tag_ids or (),
        worked_through=draft.worked_through,
        created_at=hand.moment,
        changed_at=hand.moment,
    )


def split_off(shift: ShiftRecord, draft: Draft, hand: Hand) -> ShiftRecord:
    """A later part of a shift that is split; the last one ends as the shift was ended."""
    part = new_shift(
        draft,
        hand,
        workspace_id=shift.workspace_id,
        member_id=shift.member_id,
        account_id=shift.account_id,
    )
    if draft.billable is None:
        part = replace(part, billable=shift.billable)
    if draft.tag_ids is None:
        part = replace(part, tag_ids=shift.tag_ids)
    if draft.ended_at != shift.timeline.ended_at:
        return part
    return replace(
        part,
        end_zone=shift.end_zone,
        end_source=shift.end_source,
        end_edited=shift.end_edited,
        end_place=shift.end_place,
        ended_by_id=shift.ended_by_id,
        stopped=shift.stopped,
        stop_reason=shift.stop_reason,
    )


def _pauses(line: Timeline, draft: Draft) -> tuple[BreakInterval, ...]:
    known = list(line.pauses)
    return tuple(_pause(_taken(known, each), each, draft) for each in draft.breaks)


def _taken(known: list[BreakInterval], wanted: DraftBreak) -> BreakInterval | None:
    """The pause that a break goes on from: the same, else one that begins or ends as it does."""
    tests = (
        lambda p: (p.started_at, p.ended_at) == (wanted.started_at, wanted.ended_at),
        lambda p: p.started_at == wanted.started_at,
        lambda p: p.ended_at == wanted.ended_at,
    )
    for fits in tests:
        for pause in known:
            if fits(pause):
                known.remove(pause)
                return pause
    return None


def _pause(was: BreakInterval | None, wanted: DraftBreak, draft: Draft) -> BreakInterval:
    cut = wanted.ended_at == draft.ended_at
    if was is not None and was.ended_at == wanted.ended_at:
        cut = cut and was.cut  # one that was resumed from in the last second stays so
    pause_id = was.id if was is not None else None
    return BreakInterval(
        pause_id,
        wanted.kind_id,
        wanted.paid,
        wanted.started_at,
        wanted.ended_at,
        cut,
        wanted.plan,
    )


def _stretches(
    known: Sequence[JobStretch], switches: Sequence[DraftSwitch]
) -> tuple[JobStretch, ...]:
    left = list(known)
    found: list[JobStretch] = []
    for switch in switches:
        was = next((s for s in left if s.started_at == switch.started_at), None)
        if was is not None:
            left.remove(was)
        found.append(JobStretch(was.id if was else None, switch.job_id, switch.started_at))
    return tuple(found)
