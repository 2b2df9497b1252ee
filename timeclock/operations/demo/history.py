"""Two weeks of ordinary days before a moment; pure, and the same for the same moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from timeclock.operations.demo.acts import DemoAct, Verb
from timeclock.operations.demo.company import PEOPLE, PLACES, DemoClock, DemoPerson
from timeclock.operations.demo.present import present
from timeclock.timekeeping import from_wall, local_date

DAYS = 14
_REST = timedelta(hours=11)
_SUNDAY = 6
_COFFEE, _LUNCH = timedelta(minutes=12), timedelta(minutes=30)
_NOTES = ("Oven two was cold at first", "Flour came late", "Covered the counter as well")
_PLACES = {place.name: place for place in PLACES}


@dataclass(frozen=True, slots=True)
class DemoDay:
    """One finished shift of a person; `number` counts their shifts."""

    person: DemoPerson
    place: DemoClock
    number: int
    start: datetime
    end: datetime

    @property
    def job(self) -> str:
        """What they do that day."""
        return self.place.jobs[self.number % len(self.place.jobs)]


def history(now: datetime) -> Iterator[DemoAct]:
    """Everyone's acts on the days before `now`, in no order."""
    for index, person in enumerate(PEOPLE):
        days = list(_days(person, index, now))
        for left, day in enumerate(reversed(days)):
            yield from _beginning(day)
            yield from _ending(day, left)


def _days(person: DemoPerson, index: int, now: datetime) -> Iterator[DemoDay]:
    first = next((act.at for act in present(now) if act.who == person.first), None)
    latest = first - _REST if first else now - timedelta(hours=1)
    number = 0
    for back in range(DAYS, -1, -1):
        place = _PLACES[person.places[back % len(person.places)]]
        day = local_date(now, place.zone) - timedelta(days=back)
        if day.weekday() in (_SUNDAY, index % _SUNDAY):
            continue
        uneven = timedelta(
            minutes=(back * 7 + index * 5) % 13 - 6, seconds=(back * 37 + index) % 60
        )
        hour = place.hours[(index + back // 7) % len(place.hours)]
        start = from_wall(datetime.combine(day, time(hour)), place.zone, fold=0) + uneven
        end = start + timedelta(hours=8, minutes=15) + uneven * 2
        if end <= latest:
            number += 1
            yield DemoDay(person, place, number, start, end)


def _beginning(day: DemoDay) -> Iterator[DemoAct]:
    who, coffee, lunch = day.person.first, day.start + timedelta(hours=2), _lunch(day)
    note = _NOTES[day.number % len(_NOTES)] if day.number % 4 == 3 else ""
    place = day.place.name
    yield DemoAct(day.start, who, Verb.CLOCK_IN, place=place, job=day.job, note=note)
    if day.number % 2:
        yield DemoAct(coffee, who, Verb.PAUSE, place=place, kind="Coffee")
        yield DemoAct(coffee + _COFFEE, who, Verb.RESUME)
    yield DemoAct(lunch, who, Verb.PAUSE, place=place, kind="Break")
    yield DemoAct(lunch + _LUNCH, who, Verb.RESUME)
    if day.number % 3 == 0 and day.job != "Cleaning":
        yield DemoAct(lunch + timedelta(hours=2), who, Verb.SWITCH_JOB, job="Cleaning")


def _ending(day: DemoDay, left: int) -> Iterator[DemoAct]:
    """How it ended; `left` is how many shifts came after it."""
    who = day.person.first
    if (who, left) == ("Lea", 2):
        reason = "Left on time and forgot to clock out"
        late = day.end + timedelta(hours=2)
        yield DemoAct(late, who, Verb.STOP, by="Greta", reason=reason, end=day.end)
        return
    if (who, left) == ("Tomasz", 1):
        yield DemoAct(day.end + timedelta(minutes=50), who, Verb.CLOCK_OUT, end=day.end)
        return
    if (who, left) == ("Yusuf", 1):
        slip = _lunch(day) + timedelta(hours=1)
        yield DemoAct(slip, who, Verb.CLOCK_OUT)
        yield DemoAct(slip + timedelta(seconds=14), who, Verb.UNDO)
    yield DemoAct(day.end, who, Verb.CLOCK_OUT)


def _lunch(day: DemoDay) -> datetime:
    return day.start + timedelta(hours=4, minutes=10)
