"""A shift at a clock that the viewer does not manage, to be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from timeclock.company.clocks.approvers import who_decides
from timeclock.storage.transactions import db
from timeclock.web.corrections.differences import read_known
from timeclock.web.wording.shifts import ShiftWords
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.deciders import MOST_NAMES, who_can


@dataclass(frozen=True, slots=True)
class ReadShift:
    """A shift in words; `who` says who can correct it."""

    day: date
    clock: str
    facts: tuple[tuple[str, str], ...]
    who: str


def read_shift(shift: ShiftRecord) -> ReadShift:
    """The shift as it is."""
    workspace_id, begins = shift.workspace_id, shift.timeline.started_at
    known = read_known(workspace_id, ())
    zone = known.zones.at(shift.clock_id, begins)
    day = known.books.of(shift.member_id).day_of(begins, zone)
    names = who_decides(
        db.session.connection(), workspace_id, {shift.clock_id}, shift.member_id, most=MOST_NAMES
    )
    words = ShiftWords(known.names, zone, day)
    return ReadShift(
        day, known.names.clock(shift.clock_id), tuple(_facts(shift, words)), str(who_can(names))
    )


def _facts(shift: ShiftRecord, words: ShiftWords) -> Iterator[tuple[str, str]]:
    line = shift.timeline
    yield _("In"), words.time(line.started_at)
    if line.ended_at is None:
        yield _("Out"), _("still on the clock")
    else:
        draft = Draft.of(shift)
        out = words.time(line.ended_at)
        yield _("Out"), _("%(time)s, unconfirmed", time=out) if shift.unconfirmed else out
        yield _("Breaks"), words.breaks(draft) or _("none")
        if jobs := words.jobs(draft):
            yield _("Job"), jobs
    yield _("Time clock"), words.names.clock(shift.clock_id)
    if shift.note:
        yield _("Note"), shift.note
