"""What differs between a shift and what it is to become, in words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.company.clocks.zones import ClockZones
from timeclock.company.jobs import queries as job_queries
from timeclock.company.pay_rules.rules import RuleBook
from timeclock.company.people.queries import names as member_names
from timeclock.storage.transactions import db
from timeclock.timekeeping import local_date
from timeclock.web.wording.punches import exact_time, with_day
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.choices import kind_names
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.basis import read_basis


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was so before and is to be so after; empty where there is none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Known:
    """What ids are called and where clocks count, read once for all corrections of a page."""

    book: RuleBook
    zones: ClockZones
    clocks: Mapping[int, str]
    jobs: Mapping[int, str]
    kinds: Mapping[int, str]
    people: Mapping[int, str]


def read_known(workspace_id: int, people: Collection[int]) -> Known:
    """What the corrections of a page are told with; `people` are members."""
    basis = read_basis(db.session.connection(), workspace_id)
    jobs = job_queries.jobs(workspace_id, include_archived=True)
    return Known(
        basis.book,
        basis.zones,
        basis.clock_names,
        {job.id: job.name for job in jobs},
        kind_names(workspace_id),
        member_names(workspace_id, people),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """How parts of a shift read: times are those of `zone`, another day than `day` is named."""

    known: Known
    zone: str
    day: date

    def between(self, before: ShiftRecord, after: Draft) -> Iterator[Difference]:
        """Each thing that differs."""
        line = before.timeline
        pairs = (
            (_("In"), self.time(line.started_at), self.time(after.started_at)),
            (_("Out"), self.time(line.ended_at), self.time(after.ended_at)),
            (_("Breaks"), self.breaks(Draft.of(before)), self.breaks(after)),
            (_("Job"), self.jobs(Draft.of(before)), self.jobs(after)),
            (_("Time clock"), self.clock(before.clock_id), self.clock(after.clock_id)),
            (_("Note"), before.note, after.note),
        )
        for what, old, new in pairs:
            if old != new:
                yield Difference(what, old, new)
        if before.worked_through != after.worked_through:
            yield Difference(_("Meal break"), "", _("worked through"))

    def whole(self, shift: ShiftRecord) -> str:
        """“06:00 to 14:30”."""
        return self._span(shift.timeline.started_at, shift.timeline.ended_at)

    def draft(self, draft: Draft) -> str:
        """“06:00 to 14:30, Lunch 12:00 to 12:30”."""
        return ", ".join(filter(None, (self._span(*_ends(draft)), self.breaks(draft))))

    def time(self, moment: datetime | None) -> str:
        """“06:00”, with its day where that is another."""
        if moment is None:
            return ""
        words, day = exact_time(moment, self.zone), local_date(moment, self.zone)
        return words if day == self.day else with_day(words, moment, self.zone)

    def breaks(self, draft: Draft) -> str:
        """“Lunch 12:00 to 12:30, Rest 15:00 to 15:10”."""
        return ", ".join(
            f"{self._kind(each.kind_id, paid=each.paid)} "
            f"{self._span(each.started_at, each.ended_at)}"
            for each in draft.breaks
        )

    def jobs(self, draft: Draft) -> str:
        """“Counter, from 12:00 Cleaning”."""
        first = [self._job(draft.job_id)] if draft.job_id or draft.switches else []
        rest = (
            _("from %(time)s %(job)s", time=self.time(each.started_at), job=self._job(each.job_id))
            for each in draft.switches
        )
        return ", ".join([*first, *rest])

    def clock(self, clock_id: int) -> str:
        """Its name."""
        return self.known.clocks.get(clock_id, "")

    def _span(self, start: datetime, end: datetime | None) -> str:
        values = {"start": self.time(start), "end": self.time(end)}
        if end is None:
            return str(_("since %(start)s", **values))
        return str(_("%(start)s to %(end)s", **values))

    def _kind(self, kind_id: int | None, *, paid: bool) -> str:
        name = self.known.kinds.get(kind_id or 0, _("Break"))
        return str(_("%(name)s, paid,", name=name)) if paid else name

    def _job(self, job_id: int | None) -> str:
        return self.known.jobs.get(job_id or 0, "") or str(_("no job"))


def _ends(draft: Draft) -> tuple[datetime, datetime]:
    return draft.started_at, draft.ended_at
