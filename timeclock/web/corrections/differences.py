"""What differs between a shift and what it is to become, in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from timeclock.company.clocks.zones import ClockZones
from timeclock.company.jobs.queries import jobs
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import label_names
from timeclock.company.pay_rules.versions import RuleBooks
from timeclock.company.people.queries import names as member_names
from timeclock.storage.transactions import db
from timeclock.web.wording.names import Names
from timeclock.web.wording.shifts import ShiftWords
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.basis import read_basis


class Aspect(StrEnum):
    """What of a shift differs."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    BREAKS = "breaks"
    JOB = "job"
    CLOCK = "clock"
    NOTE = "note"
    TAGS = "tags"
    MEAL = "meal"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing before and after; an empty text where there is none.

    `origin` says where the former comes from, where that is not plain from the page.
    """

    aspect: Aspect
    before: str
    after: str
    origin: str = ""

    @property
    def what(self) -> str:
        """The aspect in words."""
        words = {
            Aspect.WHOLE: _("Shift"),
            Aspect.START: _("In"),
            Aspect.END: _("Out"),
            Aspect.BREAKS: _("Breaks"),
            Aspect.JOB: _("Job"),
            Aspect.CLOCK: _("Time clock"),
            Aspect.NOTE: _("Note"),
            Aspect.TAGS: _("Tags"),
            Aspect.MEAL: _("Meal break"),
        }
        return words[self.aspect]


@dataclass(frozen=True, slots=True)
class Known:
    """The rules, zones and names of a company, read once for all corrections of a page."""

    books: RuleBooks
    zones: ClockZones
    names: Names


def read_known(workspace_id: int, people: Collection[int]) -> Known:
    """What the corrections of a page are worded with; `people` are members."""
    basis = read_basis(db.session.connection(), workspace_id)
    names = Names(
        zones=basis.zones.present,
        jobs={job.id: job.name for job in jobs(workspace_id, include_archived=True)},
        kinds=basis.kinds,
        clocks=basis.clock_names,
        people=member_names(workspace_id, people),
        tags=label_names(workspace_id, LabelKind.TAG),
    )
    return Known(basis.books, basis.zones, names)


def differences(words: ShiftWords, before: ShiftRecord, after: Draft) -> Iterator[Difference]:
    """Each thing that differs."""
    line, was = before.timeline, Draft.of(before)
    names = words.names
    tags = before.tag_ids if after.tag_ids is None else after.tag_ids
    pairs = {
        Aspect.START: (words.time(line.started_at), words.time(after.started_at)),
        Aspect.END: (words.time(line.ended_at), words.time(after.ended_at)),
        Aspect.BREAKS: (words.breaks(was), words.breaks(after)),
        Aspect.JOB: (words.jobs(was), words.jobs(after)),
        Aspect.CLOCK: (names.clock(before.clock_id), names.clock(after.clock_id)),
        Aspect.NOTE: (before.note, after.note),
        Aspect.TAGS: (names.tagged(before.tag_ids), names.tagged(tags)),
    }
    for aspect, (old, new) in pairs.items():
        if old != new:
            yield Difference(aspect, old, new)
    if before.worked_through != after.worked_through:
        yield Difference(Aspect.MEAL, "", _("worked through"))
