"""An entry by its id: which part of which shift it is, and what the caller may do to it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import (
    clocks_in_reach,
)
from timeclock.compat.clockify.access import access_denied, demand_workspace
from timeclock.compat.clockify.shapes.entries import entry_id
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.listing import shift_with_break, shift_with_segment
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part
from timeclock.worktime.timesheets.reading.reach import shift_in_reach

_BY_KIND = {
    IdKind.SHIFT: shift,
    IdKind.BREAK: shift_with_break,
    IdKind.PART_AFTER_BREAK: shift_with_break,
    IdKind.PART_AFTER_SWITCH: shift_with_segment,
}


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A shift, and which of its parts is meant; None for one that is no longer there."""

    record: ShiftRecord
    part: Part | None

    def part_to_change(self, actor: Actor, *, repeated: bool) -> Part:
        """The part, if the caller may change it without anyone else's word.

        A call that is repeated was let in the first time; the part may be gone since. Raises
        NotFound for one that is not there, and NotAllowed.
        """
        if repeated:
            return self.part or parts_of(self.record)[0]
        if self.part is None:
            raise shift_not_found()
        _demand_change(actor, self.record)
        return self.part


def entry_in_sight(actor: Actor, workspace: str, entry: str) -> tuple[ShiftRecord, Part]:
    """The entry of that id. Raises NotFound for one of no one in sight."""
    found = ever_in_sight(actor, workspace, entry)
    if found.part is None:
        raise shift_not_found()
    return found.record, found.part


def ever_in_sight(actor: Actor, workspace: str, entry: str) -> FoundEntry:
    """The same for one that may have been removed, as a call that is repeated names it."""
    demand_workspace(actor, workspace)
    record = _record(actor.workspace_id, entry)
    if record is None or not shift_in_reach(actor, record, datetime.now(UTC)):
        raise shift_not_found()
    shown = () if record.voided else parts_of(record)
    name = entry.lower()
    return FoundEntry(record, next((p for p in shown if entry_id(record, p) == name), None))


def _demand_change(actor: Actor, record: ShiftRecord) -> None:
    """Raise NotAllowed unless the actor punches at a running shift or may ask for a correction.

    What another person would have to decide has no answer in this contract: the correction itself
    refuses it.
    """
    runs, own = record.timeline.ended_at is None, actor.member_id == record.member_id
    if own:
        demand(actor, Permission.PUNCH if runs else Permission.ASK_FOR_CHANGES)
        return
    demand(actor, Permission.PUNCH_FOR_OTHERS if runs else Permission.CORRECT_OTHERS)
    reach = clocks_in_reach(actor)
    if reach is not None and record.clock_id not in reach:
        raise access_denied()


def _record(workspace_id: int, entry: str) -> ShiftRecord | None:
    for kind, find in _BY_KIND.items():
        number = from_hex24(kind, entry)
        if number is not None:
            return find(workspace_id, number)
    return None
