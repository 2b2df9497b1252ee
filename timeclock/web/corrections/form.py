"""The form for a change of a shift: what it is about, its fields, and what was wrong with them.

`filling.py` fills it in and reads it back, `drafts.drafts_from` makes of it what the
shift is to become, and `components/change_form.html` draws it. People ask with it, managers propose
with it.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from wtforms import Field

from timeclock.company.clocks.zones import ClockZones
from timeclock.errors import Invalid, ProductError
from timeclock.timekeeping import FIRST_YEAR
from timeclock.web.corrections.choices import Choices
from timeclock.web.corrections.fields import BreakRow, ShiftForm, SwitchRow
from timeclock.web.wording.typed_times import passes, time_of_day
from timeclock.worktime.shifts.choices import ClockChoice
from timeclock.worktime.shifts.record import ShiftRecord

_MOST_DAYS = 8
# What the form calls a field of the layers below; of rows the first one means all.
_ELSEWHERE = {
    "breaks": "break-0-start",
    "switches": "switch-0-start",
    "drafts": "split_end",
    "job_id": "job",
}


@dataclass(frozen=True, slots=True)
class CorrectedShift:
    """The shift that is to be changed, or None for one that is to be added; where and on what.

    `clocks` are those to choose from for a shift to be added, otherwise the shift's own alone.
    """

    member_id: int
    shift: ShiftRecord | None
    zones: ClockZones
    clocks: tuple[ClockChoice, ...]
    choices: Choices
    now: datetime

    def zone(self, clock_id: int | None = None, day: date | None = None) -> str:
        """In which zone the clock counted then: that of the shift, or of the clock chosen."""
        if self.shift is not None:
            return self.zones.at(self.shift.clock_id, self.shift.timeline.started_at)
        if clock_id is None or clock_id not in self.zones.present:
            return self.clocks[0].zone if self.clocks else "UTC"
        noon = datetime.combine(day, time(12), UTC) if day else self.now
        return self.zones.at(clock_id, noon)


@dataclass(slots=True)
class ChangeForm:
    """The fields: the shift, its breaks, its switches of job; `faults` by the name of a field."""

    subject: CorrectedShift
    main: ShiftForm
    breaks: list[BreakRow]
    switches: list[SwitchRow]
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The zone on whose wall the typed times are read."""
        return self.subject.zone(self.main.clock.data, self.main.start_day.data)

    @property
    def fields(self) -> list[Field]:
        """Every field, in order of the page."""
        forms: list[Any] = [self.main, *self.breaks, *self.switches]
        return [each for form in forms for each in form]

    @property
    def wrong(self) -> list[tuple[Field, str]]:
        """The fields that were refused, each with the reason."""
        return [(each, self.faults[each.name]) for each in self.fields if each.name in self.faults]

    @property
    def others_open(self) -> bool:
        """Whether something of the rarer changes was filled in or refused."""
        main = self.main
        rare = (main.split_end, main.split_start, main.remove)
        return any(each.data or each.name in self.faults for each in rare)

    def note(self, refusal: ProductError | None) -> None:
        """Keep why a field was refused, to be said beside it."""
        if refusal is None or refusal.field is None:
            return
        name = _ELSEWHERE.get(refusal.field, refusal.field)
        if name in {each.name for each in self.fields}:
            self.faults.setdefault(name, refusal.sentence)

    def fault(self, each: Field) -> str | None:
        """Why a field was refused."""
        return self.faults.get(each.name or "")

    def days(self) -> list[date]:
        """The days from the start to the end as they stand in the form, at most eight."""
        first, last = self.main.start_day.data, self.main.end_day.data
        if first is None or first.year < FIRST_YEAR:
            return []
        more = min(max(((last or first) - first).days, 0), _MOST_DAYS - 1)
        return [first + timedelta(days=number) for number in range(more + 1)]

    def is_long(self) -> bool:
        """Whether a time of day may lie in it twice, so that breaks need their day."""
        days = self.days()
        if len(days) < 3:
            return len(days) == 2 and self._runs_past_a_day()
        return True

    def passes(self, each: Field) -> tuple[tuple[str, str], ...]:
        """The two meanings of the time in a field, where the clock shows it twice that day."""
        own = {"start": self.main.start_day, "end": self.main.end_day}.get(each.name)
        days = self.days() if own is None else [own.data] if own.data else []
        return passes(each.data, [day for day in days if day.year >= FIRST_YEAR], self.zone)

    def _runs_past_a_day(self) -> bool:
        try:
            start = time_of_day(self.main.start.data or "")
            return time_of_day(self.main.end.data or "") > start
        except Invalid:
            return False
