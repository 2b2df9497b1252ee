"""A shift in a few words: “08:00 to 16:30, Lunch 12:00 to 12:30, on Counter”."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.timekeeping import elapsed, local_date
from timeclock.web.wording.names import Names
from timeclock.web.wording.times import exact_time, with_day
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import State

_A_DAY = timedelta(days=1)


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
        if moment is None:
            return ""
        if local_date(moment, self.zone) == self.day:
            return exact_time(moment, self.zone)
        return self._dated(moment)

    def span(self, start: datetime, end: datetime | None) -> str:
        """`06:00 to 14:30`, or `since 06:00`."""
        if end is None:
            return _("since %(start)s", start=self.time(start))
        return _("%(start)s to %(end)s", start=self.time(start), end=self._after(start, end))

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
        return _capitalised(", ".join(self._breaks(draft)))

    def jobs(self, draft: Draft) -> str:
        """“Counter, from 12:00 on Cleaning”."""
        first = [self._job(draft.job_id)] if draft.job_id or draft.switches else []
        return _capitalised(", ".join((*first, *self._switches(draft))))

    def _running(self, shift: ShiftRecord) -> str:
        start = self.time(shift.timeline.started_at)
        if shift.timeline.state is State.ON_BREAK:
            return _("On the clock since %(start)s, on a break", start=start)
        return _("On the clock since %(start)s", start=start)

    def _ended_breaks(self, shift: ShiftRecord) -> Iterator[str]:
        for pause in shift.timeline.pauses:
            if pause.ended_at is not None:
                ended = DraftBreak(pause.started_at, pause.ended_at, pause.kind_id, pause.paid)
                yield from self._break(ended, shift.timeline.started_at)

    def _breaks(self, draft: Draft) -> Iterator[str]:
        for each in draft.breaks:
            yield from self._break(each, draft.started_at)

    def _break(self, each: DraftBreak, start: datetime) -> Iterator[str]:
        """One break; nothing where two punches fell into one second."""
        if each.ended_at == each.started_at:
            return
        values = {
            "name": self.names.kind(each.kind_id) or _("break"),
            "start": self._after(start, each.started_at),
            "end": self._after(start, each.ended_at),
        }
        if each.paid:
            yield _("%(name)s, paid, %(start)s to %(end)s", **values)
        else:
            yield _("%(name)s %(start)s to %(end)s", **values)

    def _switches(self, draft: Draft) -> Iterator[str]:
        for each in draft.switches:
            time = self._after(draft.started_at, each.started_at)
            yield _("from %(time)s on %(job)s", time=time, job=self._job(each.job_id))

    def _job(self, job_id: int | None) -> str:
        return self.names.job(job_id) or _("no job")

    def _after(self, start: datetime, moment: datetime) -> str:
        """A time of the shift that began at `start`."""
        if elapsed(start, moment) >= _A_DAY:
            return self._dated(moment)
        return exact_time(moment, self.zone)

    def _dated(self, moment: datetime) -> str:
        return with_day(exact_time(moment, self.zone), moment, self.zone)


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
