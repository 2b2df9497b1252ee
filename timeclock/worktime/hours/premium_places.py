"""At which clock and on which job the seconds of a premium were worked; whole seconds; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeclock.worktime.hours.sheet import PlaceTotal

# From and until, in seconds of paid time since a stint began.
Stretch = tuple[int, int]
Places = Mapping[tuple[int | None, int | None], int]


class JobRun(NamedTuple):
    """Paid seconds on one job at one clock, one after another in the time of a stint."""

    clock_id: int
    job_id: int | None
    seconds: int


def less_meal(runs: Sequence[JobRun], meal: Mapping[int | None, int]) -> tuple[JobRun, ...]:
    """The runs without what a deducted meal takes off each job: from the end of its last ones."""
    left = dict(meal)
    found: list[JobRun] = []
    for run in reversed(runs):
        less = min(left.get(run.job_id, 0), run.seconds)
        left[run.job_id] = left.get(run.job_id, 0) - less
        found.append(run._replace(seconds=run.seconds - less))
    return tuple(each for each in reversed(found) if each.seconds)


def places_in(runs: Sequence[JobRun], seconds: int, stretches: Iterable[Stretch]) -> Places:
    """The seconds of the stretches by clock and job.

    `seconds` is the length of the stint as it is counted: where rounding has made it longer or
    shorter than its runs, its end moves.
    """
    found: dict[tuple[int | None, int | None], int] = {}
    for start, end in stretches:
        for run, first, last in _placed(runs, seconds):
            inside = min(end, last) - max(start, first)
            if inside > 0:
                place = (run.clock_id, run.job_id)
                found[place] = found.get(place, 0) + inside
    return found


def _placed(runs: Sequence[JobRun], seconds: int) -> Iterator[tuple[JobRun, int, int]]:
    at = 0
    for number, run in enumerate(runs, start=1):
        end = seconds if number == len(runs) else min(at + run.seconds, seconds)
        yield run, at, end
        at = end


def last_of(stretches: Sequence[Stretch], seconds: int) -> list[Stretch]:
    """The last so many seconds of them."""
    found: list[Stretch] = []
    for start, end in reversed(stretches):
        if seconds <= 0:
            break
        found.append((max(start, end - seconds), end))
        seconds -= end - start
    return found[::-1]


def between(stretches: Iterable[Stretch], seconds: int) -> list[Stretch]:
    """What of so many seconds is in none of the stretches, which lie in order."""
    found, at = [], 0
    for start, end in sorted(stretches):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    return [*found, (at, seconds)] if at < seconds else found


def together(one: Places, other: Places) -> Places:
    """The seconds of both."""
    return {place: one.get(place, 0) + other.get(place, 0) for place in {**one, **other}}


def as_totals(places: Places) -> tuple[PlaceTotal, ...]:
    """As a premium has them."""
    return tuple(PlaceTotal(clock, job, seconds) for (clock, job), seconds in places.items())
