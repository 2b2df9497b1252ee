"""A shift changed part by part, as anyone who sees its parts as entries of their own does; pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from timeclock.errors import Invalid
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part, PartKind


def parts_of(shift: ShiftRecord) -> tuple[Part, ...]:
    """The parts that count as entries of their own.

    Work without length is there for an id that has been on a wire; in a shift that was corrected
    it is what is left of a part that was taken out.
    """
    found = shift.timeline.parts()
    if shift.original is None:
        return found
    return tuple(part for part in found if _lasts(part)) or found[:1]


def drafts_without(shift: ShiftRecord, gone: Part) -> tuple[Draft, ...]:
    """What is left of a shift without one of its parts: nothing, or what is on either side."""
    return _drafts(shift, [part for part in parts_of(shift) if part != gone])


def drafts_with(shift: ShiftRecord, old: Part, new: Part) -> tuple[Draft, ...]:
    """The shift with one part in place of another; where that leaves a gap it is divided.

    Raises Invalid `parts_overlap` where the new part overlaps another one of the shift.
    """
    return _drafts(shift, [new if part == old else part for part in parts_of(shift)])


def _drafts(shift: ShiftRecord, parts: Sequence[Part]) -> tuple[Draft, ...]:
    lasting = [part for part in parts if _lasts(part)]
    ordered = sorted(lasting or parts[:1], key=lambda part: (part.started_at, _end(part)))
    runs: list[list[Part]] = []
    for part in ordered:
        if runs and part.started_at < _end(runs[-1][-1]):
            raise Invalid("parts_overlap", "That overlaps another entry.", field="start")
        if runs and part.started_at == _end(runs[-1][-1]):
            runs[-1].append(part)
        else:
            runs.append([part])
    return tuple(_draft(shift, run) for run in runs)


def _draft(shift: ShiftRecord, run: Sequence[Part]) -> Draft:
    work = [part for part in run if part.kind is PartKind.WORK]
    first_job = work[0].job_id if work else shift.timeline.job_id
    switches, job_id = [], first_job
    for part in work:
        if part.job_id != job_id:
            switches.append(DraftSwitch(part.started_at, part.job_id))
            job_id = part.job_id
    return replace(
        Draft.of(shift),
        started_at=run[0].started_at,
        ended_at=_end(run[-1]),
        job_id=first_job,
        breaks=tuple(
            DraftBreak(
                part.started_at,
                _end(part),
                part.pause.kind_id,
                part.pause.paid,
                part.pause.plan,
            )
            for part in run
            if part.pause is not None
        ),
        switches=tuple(switches),
    )


def _lasts(part: Part) -> bool:
    return part.pause is not None or part.started_at != part.ended_at


def _end(part: Part) -> datetime:
    return part.ended_at or part.started_at
