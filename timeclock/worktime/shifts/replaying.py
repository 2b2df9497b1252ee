"""Replay: rebuild the shifts of a member from the entries of a chain, with the same rules. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from timeclock.messages import N_
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refused_claims import without_claims
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch, Timeline

ACTS = frozenset(act.value for act in Act)
_PERSONAL = ("note", "reason", "start_place", "end_place")
_REMEMBERED = 64


class ToldEntry(Protocol):
    """An entry of a member's chain, as far as a replay needs it; `said` is its personal text."""

    @property
    def position(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def at(self) -> datetime: ...

    @property
    def before(self) -> Mapping[str, Any] | None: ...

    @property
    def after(self) -> Mapping[str, Any]: ...

    @property
    def undoes(self) -> int | None: ...

    @property
    def said(self) -> Mapping[str, Any]: ...

    @property
    def erased(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ReplayedPart:
    """A break or a switch of job that a shift has or had; `gone` once it is voided."""

    shift_id: int
    part: BreakInterval | JobStretch
    changed_at: datetime
    position: int
    gone: bool = False


@dataclass(slots=True)
class Story:
    """The shifts of one member as far as the entries read so far describe them.

    `positions` has the newest entry of each shift, `originals` what a corrected one was before its
    first correction, and `erased` the shifts of which some text was erased.
    """

    workspace_id: int
    shifts: dict[int, ShiftRecord] = field(default_factory=dict)
    positions: dict[int, int] = field(default_factory=dict)
    originals: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    breaks: dict[int, ReplayedPart] = field(default_factory=dict)
    segments: dict[int, ReplayedPart] = field(default_factory=dict)
    _said: dict[int, dict[str, Any]] = field(default_factory=dict)
    _facts: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    _earlier: dict[int, ShiftRecord | None] = field(default_factory=dict)
    _last: tuple[int, ShiftRecord | None] = (0, None)

    def tell(
        self,
        entry: ToldEntry,
        *,
        takes_back: Mapping[str, Any] | None = None,
        brings_back: Mapping[str, Any] | None = None,
    ) -> str | None:
        """Go on by one entry, and return what is wrong with it, a text of the catalogue.

        `takes_back` is the shift from before a correction that this entry takes back, `brings_back`
        the one from before a correction that counts again with it.
        """
        act, facts = Act(entry.kind), entry.after
        shift_id = facts["shift"]
        decided_about = self._earlier.get(shift_id)
        if entry.erased:
            self.erased.add(shift_id)
        known = self._said.setdefault(shift_id, {})
        known |= {name: value for name, value in entry.said.items() if name in _PERSONAL}
        after = ShiftRecord.from_json(self.workspace_id, facts, known)
        stood = self.shifts.get(shift_id)
        as_it_stood = self._is(stood, entry.before)
        undone = self._last[1] if entry.undoes == self._last[0] else None
        if act is Act.REFUSAL_UNDONE:
            undone = decided_about
        self._keep(entry.position, act, stood, after, facts)
        self._keep_original(act, stood, after.id, takes_back, brings_back)
        self._earlier[after.id] = stood
        if not as_it_stood:
            return N_("does not begin where the shift was before")
        lines = _by_the_rules(act, stood, after, entry.at, undone)
        voids = act is Act.REMOVED or (act is Act.UNDONE and undone is None)
        if _unnumbered(after.timeline) not in map(_unnumbered, lines) or after.voided != voids:
            return N_("is not what the rules make of it")
        return None

    def _is(self, stood: ShiftRecord | None, before: Mapping[str, Any] | None) -> bool:
        if stood is None or before is None:
            return stood is None and before is None
        return before == self._facts.get(stood.id) or before == stood.to_json()

    def _keep(
        self,
        position: int,
        act: Act,
        stood: ShiftRecord | None,
        after: ShiftRecord,
        facts: Mapping[str, Any],
    ) -> None:
        self._last = (position, stood)
        self.shifts[after.id], self.positions[after.id] = after, position
        if len(self._facts) >= _REMEMBERED:
            self._facts.clear()
        self._facts[after.id] = facts
        for kept, earlier, now in (
            (self.breaks, stood.timeline.pauses if stood else (), after.timeline.pauses),
            (self.segments, stood.timeline.stretches if stood else (), after.timeline.stretches),
        ):
            _keep_parts(kept, earlier, now, after, position)

    def _keep_original(
        self,
        act: Act,
        stood: ShiftRecord | None,
        shift_id: int,
        takes_back: Mapping[str, Any] | None,
        brings_back: Mapping[str, Any] | None,
    ) -> None:
        earlier = self._earlier.get(shift_id)  # what the correction found that is taken back
        if act is Act.UNDONE:
            self.originals.pop(shift_id, None)
        elif brings_back is not None:
            if stood is not None and brings_back.get("shift") == shift_id:
                self.originals.setdefault(shift_id, stood.to_json())
        elif act is Act.CORRECTED and stood is not None:
            if takes_back is None:
                self.originals.setdefault(shift_id, stood.to_json())
            elif earlier is not None and self.originals.get(shift_id) == earlier.to_json():
                del self.originals[shift_id]


def _keep_parts(
    kept: dict[int, ReplayedPart],
    earlier: tuple[BreakInterval, ...] | tuple[JobStretch, ...],
    now: tuple[BreakInterval, ...] | tuple[JobStretch, ...],
    shift: ShiftRecord,
    position: int,
) -> None:
    """Note which parts of a shift are new, other than before, or gone."""
    there = {part.id for part in now}
    for part in now:
        if part.id is not None and part not in earlier:
            kept[part.id] = ReplayedPart(shift.id, part, shift.changed_at, position)
    for part in earlier:
        if part.id is not None and part.id not in there:
            kept[part.id] = ReplayedPart(shift.id, part, shift.changed_at, position, gone=True)


_ENDS: Mapping[Act, Callable[[Timeline, datetime], Timeline]] = {
    Act.CLOSED_PROVISIONALLY: rules.end_at,
    Act.DOUBTED: rules.draw_back,
    Act.END_PROPOSED: rules.move_end,
}


def _by_the_rules(
    act: Act,
    before: ShiftRecord | None,
    after: ShiftRecord,
    at: datetime,
    undone: ShiftRecord | None,
) -> tuple[Timeline, ...]:
    """The timelines that the act may have led to; ending at the last punch has two.

    So has another job: from the moment of the punch, or for all of the part under way.

    What someone wrote down for a shift that is added or corrected has to be whole, no more.
    """
    if act in {Act.ADDED, Act.CORRECTED}:
        fits = (before is None) == (act is Act.ADDED) and rules.is_whole(after.timeline)
        return (after.timeline,) if fits else ()
    if before is None:
        begun = rules.clock_in(at, after.timeline.job_id)
        return (begun,) if act is Act.CLOCKED_IN else ()
    line = before.timeline
    match act:
        case Act.PAUSED:
            last = after.timeline.pauses[-1]
            line = rules.pause(line, at, last.kind_id, paid=last.paid, plan=last.plan)
        case Act.RESUMED:
            line = rules.resume(line, at)
        case Act.JOB_SWITCHED:
            job_id = after.timeline.current_job_id
            return rules.switch_job(line, at, job_id), rules.rebook(line, job_id)
        case Act.CLOCKED_OUT | Act.STOPPED:
            return rules.clock_out(line, at), rules.end_at(line, at)
        case Act.CLOSED_PROVISIONALLY | Act.DOUBTED | Act.END_PROPOSED:
            line = _ENDS[act](line, at)
        case Act.CLAIM_REFUSED:
            line = without_claims(line, before.claims)
        case Act.UNDONE | Act.REFUSAL_UNDONE:
            line = undone.timeline if undone else replace(line, ended_at=line.started_at)
    return (line,)


def _unnumbered(line: Timeline) -> Timeline:
    """The line without the ids that only storing it gave."""
    return replace(
        line,
        pauses=tuple(replace(pause, id=None) for pause in line.pauses),
        stretches=tuple(replace(stretch, id=None) for stretch in line.stretches),
    )
