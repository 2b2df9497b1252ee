"""The clock as someone would keep it on paper: each shift a list of what was said and when."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SECOND = timedelta(seconds=1)
Event = tuple[datetime, str, int | bool | None]


@dataclass
class ExpectedShifts:
    """One person's shifts. Nothing here knows how the product does it."""

    shifts: list[list[Event]] = field(default_factory=list)

    def copy(self) -> "ExpectedShifts":
        return ExpectedShifts([list(events) for events in self.shifts])

    @property
    def open(self) -> list[Event] | None:
        if self.shifts and self.shifts[-1][-1][1] != "out":
            return self.shifts[-1]
        return None

    @property
    def on_break(self) -> Event | None:
        """The pause that no one has resumed from yet."""
        found = None
        for event in self.open or ():
            if event[1] == "pause":
                found = event
            elif event[1] == "resume":
                found = None
        return found

    @property
    def job(self) -> int | bool | None:
        """The job last chosen, even where it waits for the end of a break."""
        chosen = [what for _, kind, what in self.open or () if kind in {"in", "job"}]
        return chosen[-1] if chosen else None

    @property
    def starts(self) -> list[datetime]:
        return [events[0][0] for events in self.shifts]

    def draw_back(self, moment: datetime) -> None:
        """Nothing was said later than this: the clock was wrong."""
        self.shifts = [
            [(min(at, moment), kind, what) for at, kind, what in events] for events in self.shifts
        ]

    def end(self, moment: datetime) -> None:
        """Whatever was said at that moment or later is as if it had not been."""
        events = self.shifts[-1]
        self.shifts[-1] = [events[0], *(e for e in events[1:] if e[0] < moment)]
        self.shifts[-1].append((moment, "out", None))


def seconds(events: list[Event], now: datetime) -> Counter[str]:
    """How many seconds went to each job, to paid and to unpaid rest; looked at one by one."""
    spent: Counter[str] = Counter()
    waiting = list(events)
    job: int | bool | None = None
    next_job: int | bool | None = None
    rest: str | None = None
    moment = events[0][0]
    while True:
        while waiting and waiting[0][0] <= moment:
            _, kind, what = waiting.pop(0)
            if kind in {"in", "job"}:
                next_job = what
            elif kind == "pause":
                rest = "paid rest" if what else "unpaid rest"
            elif kind == "resume":
                rest = None
            elif kind == "out":
                return spent
            if rest is None:
                job = next_job
        if moment >= now:
            return spent
        spent[rest or f"job {job}"] += 1
        moment += SECOND
