"""Whether what someone wrote down can be a shift: clocks, jobs and kinds of break as they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.break_kinds import break_kind_not_found
from timeclock.company.clocks.models import Assignment, BreakKind
from timeclock.company.clocks.service import clock_not_found, find_clock
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.service import job_not_found
from timeclock.errors import Invalid
from timeclock.storage.transactions import Transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.corrections.applying.adjusting import late_changes
from timeclock.worktime.corrections.drafts.drafts import (
    CorrectionKind,
    Draft,
    DraftBreak,
    DraftSwitch,
    kind_of,
    said_of,
    still_open,
)
from timeclock.worktime.corrections.drafts.soundness import demand_sound
from timeclock.worktime.shifts.demands import known_tags
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusals import job_required, not_assigned
from timeclock.worktime.shifts.situation import Situation
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan


@dataclass(frozen=True, slots=True)
class Wish:
    """A shift as it is (None for one to be added), and what it is to become."""

    shift: ShiftRecord | None
    drafts: tuple[Draft, ...]
    kind: CorrectionKind

    @property
    def clock_id(self) -> int:
        """The clock of the shift, or of the one to be added."""
        return self.shift.clock_id if self.shift is not None else self.drafts[0].clock_id

    @property
    def clock_ids(self) -> frozenset[int]:
        """Every clock that it touches."""
        return frozenset({self.clock_id, *(draft.clock_id for draft in self.drafts)})


def shift_to_correct(tx: Transaction, now: Situation, shift_id: int) -> ShiftRecord:
    """The member's shift as it is under the lock.

    Raises NotFound `shift_not_found`, and Conflict `still_open` while it runs.
    """
    shift = find_shift(tx.connection, now.head.workspace_id, shift_id)
    if shift is None or shift.member_id != now.member_id or shift.voided:
        raise shift_not_found()
    if shift.timeline.ended_at is None:
        raise still_open()
    return shift


def examine(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    shift: ShiftRecord | None,
    drafts: Sequence[Draft],
) -> Wish:
    """What is wished for, tidied up.

    Raises Invalid for a draft that is no shift or changes nothing, NotFound for a clock, job or
    kind of break that is not there, and NotAllowed `not_assigned` for a clock at which the member
    may not work.
    """
    kind = kind_of(shift.id if shift is not None else None, drafts)
    tidy = sorted((draft.tidy() for draft in drafts), key=lambda d: (d.started_at, d.ended_at))
    demand_sound(tidy, now.now)
    known = tuple(_with_known_parts(tx, actor, now, shift, draft) for draft in tidy)
    if shift is not None and known == (Draft.of(shift).tidy(),):
        # Where a closed day was adjusted, the way back is to what the rows still say.
        late = late_changes(tx, now.head.workspace_id, now.member_id)
        if not any(each.shift_id == shift.id for each in late):
            raise Invalid("no_change", "The shift already says that.")
    return Wish(shift, known, kind)


def _with_known_parts(
    tx: Transaction, actor: Actor, now: Situation, shift: ShiftRecord | None, draft: Draft
) -> Draft:
    with said_of(draft):
        return _known(tx, actor, now, shift, draft)


def _known(
    tx: Transaction, actor: Actor, now: Situation, shift: ShiftRecord | None, draft: Draft
) -> Draft:
    clock = find_clock(tx, now.head.workspace_id, draft.clock_id)
    stays = shift is not None and shift.clock_id == draft.clock_id
    if not stays:
        _demand_clock(tx, actor, now, draft.clock_id, archived=clock.archived_at is not None)
    _demand_jobs(tx, now.head.workspace_id, shift, draft, required=clock.job_required, stays=stays)
    return replace(
        draft,
        breaks=tuple(
            _known_break(tx, now.head.workspace_id, shift, draft, b) for b in draft.breaks
        ),
        note=clean(draft.note, limit=NOTE, field="note", lines=True),
        tag_ids=_known_tags(tx, now.head.workspace_id, shift, draft),
    )


def _known_tags(
    tx: Transaction, workspace_id: int, shift: ShiftRecord | None, draft: Draft
) -> tuple[int, ...] | None:
    """The tags as they are to be; None where they stay as they are."""
    if draft.tag_ids is None:
        return None
    before = shift.tag_ids if shift is not None else ()
    wanted = known_tags(tx, workspace_id, draft.tag_ids, before)
    return None if wanted == before else wanted


def _demand_clock(
    tx: Transaction, actor: Actor, now: Situation, clock_id: int, *, archived: bool
) -> None:
    """A person may use the clocks assigned to them; only from executive manager up, any."""
    if actor.member_id == now.member_id and archived:
        raise clock_not_found()
    if actor.member_id != now.member_id and actor.role.rank >= Role.EXECUTIVE_MANAGER.rank:
        return
    place = (now.head.workspace_id, now.member_id, clock_id)
    if tx.session.get(Assignment, place) is None:
        raise not_assigned(
            own=actor.member_id == now.member_id,
            member_id=now.member_id,
            account_id=now.account_id,
            clock_id=clock_id,
        )


def _demand_jobs(
    tx: Transaction,
    workspace_id: int,
    shift: ShiftRecord | None,
    draft: Draft,
    *,
    required: bool,
    stays: bool,
) -> None:
    before = _jobs(shift)
    places: tuple[Draft | DraftSwitch, ...] = (draft, *draft.switches)
    for place in places:
        job_id = place.job_id
        if job_id is None:
            if required and not (stays and None in before):
                raise job_required(None if place is draft else {"part": place, "of_part": "job_id"})
            continue
        job = tx.session.get(Job, (workspace_id, job_id))
        if job is None or (job.archived_at is not None and job_id not in before):
            raise job_not_found()


def _jobs(shift: ShiftRecord | None) -> Collection[int | None]:
    if shift is None:
        return ()
    return shift.timeline.job_ids


def _known_break(
    tx: Transaction,
    workspace_id: int,
    shift: ShiftRecord | None,
    draft: Draft,
    wanted: DraftBreak,
) -> DraftBreak:
    """The break, paid as its kind is, unless the shift has had one like it that was otherwise."""
    before = shift.timeline.pauses if shift is not None else ()
    like = [p for p in before if (p.kind_id, p.paid) == (wanted.kind_id, wanted.paid)]
    if like:
        return replace(wanted, plan=min(like, key=lambda p: _distance(p, wanted)).plan)
    if wanted.kind_id is None:
        return replace(wanted, paid=False, plan=BreakPlan())
    kind = tx.session.get(BreakKind, (workspace_id, wanted.kind_id))
    if kind is None:
        raise break_kind_not_found()
    is_known = any(p.kind_id == wanted.kind_id for p in before)
    if not is_known and (kind.clock_id != draft.clock_id or kind.archived_at is not None):
        raise break_kind_not_found()
    return replace(wanted, paid=kind.paid, plan=BreakPlan(kind.minutes, kind.pays_beyond))


def _distance(pause: BreakInterval, wanted: DraftBreak) -> int:
    """How many ends of a break differ from those of one that is written down."""
    return (pause.started_at != wanted.started_at) + (pause.ended_at != wanted.ended_at)
