"""What a shift was, is or is to be, in the few words that an entry of the ledger has for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from timeclock.timekeeping import elapsed, local_date
from timeclock.web.wording.names import Names
from timeclock.web.wording.punches import clock_time, with_day
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import State

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """How times of a `zone` read in an entry that stands under `day`: another day is named."""

    names: Names
    zone: str
    day: date

    def of_shift(self, shift: ShiftRecord | None) -> str:
        """“08:00 to 16:30, break 12:00 to 12:30”, with the jobs and what of a break was paid."""
        if shift is None or shift.voided:
            return _("Off the clock")
        if shift.timeline.ended_at is not None:
            return self._draft(Draft.of(shift))
        start = self.time(shift.timeline.started_at)
        if shift.timeline.state is State.ON_BREAK:
            spans = [_("on the clock since %(start)s, on a break", start=start)]
        else:
            spans = [_("on the clock since %(start)s", start=start)]
        for pause in shift.timeline.pauses:
            if pause.ended_at is not None:
                spans += self._break(pause.started_at, pause.ended_at, paid=pause.paid)
        text = ", ".join(spans)
        return f"{text[:1].upper()}{text[1:]}"

    def of_drafts(self, drafts: Sequence[Mapping[str, Any]]) -> str:
        """What a correction is to make of a shift, from what the ledger keeps of it."""
        read = (Draft.from_json({"note": "", **facts}) for facts in drafts)
        return " · ".join(map(self._draft, read)) or _("Removed")

    def time(self, moment: datetime) -> str:
        """`08:02`, or `Mon 2 Mar, 08:02`."""
        same_day = local_date(moment, self.zone) == self.day
        return clock_time(moment, self.zone) if same_day else self._dated(moment)

    def _dated(self, moment: datetime) -> str:
        return with_day(clock_time(moment, self.zone), moment, self.zone)

    def _draft(self, draft: Draft) -> str:
        start, end = self.time(draft.started_at), self._end(draft)
        spans = [_("%(start)s to %(end)s", start=start, end=end)]
        for each in draft.breaks:
            spans += self._break(each.started_at, each.ended_at, paid=each.paid)
        return ", ".join([*spans, *self._jobs(draft)])

    def _end(self, draft: Draft) -> str:
        """With its day where the time alone would not tell it; a night ends on the next morning."""
        long = elapsed(draft.started_at, draft.ended_at) >= _A_DAY
        return self._dated(draft.ended_at) if long else clock_time(draft.ended_at, self.zone)

    def _break(self, start: datetime, end: datetime, *, paid: bool) -> Iterator[str]:
        if end == start:
            return
        values = {"start": clock_time(start, self.zone), "end": clock_time(end, self.zone)}
        if paid:
            yield _("paid break %(start)s to %(end)s", **values)
        else:
            yield _("break %(start)s to %(end)s", **values)

    def _jobs(self, draft: Draft) -> Iterator[str]:
        if draft.job_id is not None:
            yield _("on %(job)s", job=self._job(draft.job_id))
        for each in draft.switches:
            job, time = self._job(each.job_id), clock_time(each.started_at, self.zone)
            yield _("from %(time)s on %(job)s", time=time, job=job)

    def _job(self, job_id: int | None) -> str:
        return self.names.jobs.get(job_id or 0) or _("no job")
