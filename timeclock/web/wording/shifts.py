"""A shift in a few words: “08:00 to 16:30, Lunch 12:00 to 12:30, on Counter”."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.web.wording.names import Names
from timeclock.web.wording.times import duration, span, time_after, time_on
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import State


@dataclass(frozen=True, slots=True)
class ShiftWords:
    """Words for shifts on a page about a `day`, whose times are those of `zone`.

    The start of a shift on another day is named with that day. What follows within 24 hours is
    clear without it.
    """

    names: Names
    zone: str
    day: date

    def time(self, moment: datetime | None) -> str:
        """`08:02`, or `Mon 2 Mar, 08:02`."""
        return time_on(self.day, moment, self.zone) if moment else ""

    def span(self, start: datetime, end: datetime | None) -> str:
        """`06:00 to 14:30`, or `since 06:00`."""
        return span(self.day, start, end, self.zone)

    def shift(self, shift: ShiftRecord | None) -> str:
        """The whole shift, `Off the clock` where there is none."""
        if shift is None or shift.voided:
            return _("Off the clock")
        if shift.timeline.ended_at is not None:
            return self.draft(Draft.of(shift))
        return ", ".join((self._running(shift), *self._ended_breaks(shift)))

    def draft(self, draft: Draft) -> str:
        """“06:00 to 14:30, Lunch 12:00 to 12:30, on Counter, from 13:00 on Cleaning”."""
        parts = [self.span(draft.started_at, draft.ended_at), *self._breaks(draft)]
        if draft.job_id is not None:
            parts.append(_("on %(job)s", job=self._job(draft.job_id)))
        return ", ".join((*parts, *self._switches(draft)))

    def breaks(self, draft: Draft) -> str:
        """“Lunch 12:00 to 12:30, Rest 15:00 to 15:10”."""
        return ", ".join(self._breaks(draft))

    def jobs(self, draft: Draft) -> str:
        """“Counter, from 12:00 on Cleaning”."""
        first = [self._job(draft.job_id)] if draft.job_id or draft.switches else []
        return ", ".join((*first, *self._switches(draft)))

    def _running(self, shift: ShiftRecord) -> str:
        start = self.time(shift.timeline.started_at)
        if shift.timeline.state is State.ON_BREAK:
            return _("On the clock since %(start)s, on a break", start=start)
        return _("On the clock since %(start)s", start=start)

    def _ended_breaks(self, shift: ShiftRecord) -> Iterator[str]:
        for pause in shift.timeline.pauses:
            if pause.ended_at is not None:
                ended = DraftBreak(
                    pause.started_at, pause.ended_at, pause.kind_id, pause.paid, pause.plan
                )
                yield from self._break(ended, shift.timeline.started_at)

    def _breaks(self, draft: Draft) -> Iterator[str]:
        for each in draft.breaks:
            yield from self._break(each, draft.started_at)

    def _break(self, each: DraftBreak, start: datetime) -> Iterator[str]:
        """One break; nothing where two punches fell into one second."""
        if each.ended_at == each.started_at:
            return
        values = {
            "name": self.names.kind(each.kind_id) or _("Break"),
            "start": time_after(start, each.started_at, self.zone),
            "end": time_after(start, each.ended_at, self.zone),
        }
        if most := each.interval.paid_up_to:
            values["most"] = duration(most)
            yield _("%(name)s, paid up to %(most)s, %(start)s to %(end)s", **values)
        elif each.paid:
            yield _("%(name)s, paid, %(start)s to %(end)s", **values)
        else:
            yield _("%(name)s %(start)s to %(end)s", **values)

    def _switches(self, draft: Draft) -> Iterator[str]:
        for each in draft.switches:
            time = time_after(draft.started_at, each.started_at, self.zone)
            yield _("from %(time)s on %(job)s", time=time, job=self._job(each.job_id))

    def _job(self, job_id: int | None) -> str:
        return self.names.job(job_id) or _("no job")
