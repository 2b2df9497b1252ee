"""A day drawn as a line: where its bars, hours and the present stand, in percent of its width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.timekeeping import elapsed, zone

_HOUR = timedelta(hours=1)
_MARGIN = timedelta(minutes=30)
_LEAST = timedelta(hours=10)  # a shift of a minute should look like one, not like a whole day
_MOST_TICKS = 13
_STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 168)
_DESK, _LETTER = 700, 7.6  # pixels
_THINNEST = 0.5  # percent: below it a short break would not be seen at all


@dataclass(frozen=True, slots=True)
class DrawnStretch:
    """What is drawn: a stretch of work or of a break; without an end it still runs."""

    started_at: datetime
    ended_at: datetime | None
    rest: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch in its place."""

    x: str
    width: str
    rest: bool
    label: str
    runs: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """One hour below the line; every other one is left out where there is little room."""

    x: str
    hour: str
    odd: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A moment with a word to it, such as a change of clocks."""

    moment: datetime
    words: str


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note in its place."""

    x: str
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing from `first` to `last`: bars in order of time, hours, and where the present is.

    `now_x` is empty when the present is beyond the line.
    """

    first: datetime
    last: datetime
    zone: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    now: datetime
    now_x: str | None
    notes: tuple[PlacedNote, ...] = ()


def draw(
    stretches: Sequence[DrawnStretch], now: datetime, zone_name: str, notes: Sequence[Note] = ()
) -> Strip:
    """Lay stretches (oldest first, at least one) along real time; hours read as in the zone.

    The length is elapsed time, so the night on which clocks go back shows its hour twice.
    """
    ends = [it.ended_at or now for it in stretches]
    first = _hour_before(stretches[0].started_at - _MARGIN, zone_name)
    last = max(_hour_before(max(ends) + _MARGIN, zone_name) + _HOUR, first + _LEAST)
    whole = elapsed(first, last)

    def at(moment: datetime) -> float:
        return 100 * (elapsed(first, moment) / whole)

    bars = tuple(
        Bar(
            _percent(at(it.started_at)),
            _percent(max(at(it.ended_at or now) - at(it.started_at), _THINNEST)),
            it.rest,
            it.label if _fits(it.label, at(it.ended_at or now) - at(it.started_at)) else "",
            it.ended_at is None,
        )
        for it in stretches
    )
    shown = _percent(at(now)) if first <= now <= last else None
    ticks = tuple(
        Tick(_percent(at(moment)), _hour(moment, zone_name), odd=bool(number % 2))
        for number, moment in enumerate(_hours(first, last))
    )
    noted = tuple(PlacedNote(_percent(at(note.moment)), note.words) for note in notes)
    return Strip(first, last, zone_name, bars, ticks, now, shown, noted)


def _fits(label: str, share: float) -> bool:
    """Whether a name has room inside a bar of that many percent, on the narrowest desk."""
    return len(label) * _LETTER + 2 * _LETTER < share * _DESK / 100


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    hours = elapsed(first, last) // _HOUR
    step = next(step for step in _STEPS if hours <= step * _MOST_TICKS or step == _STEPS[-1])
    for number in range(1, hours, step):
        yield first + number * _HOUR


def _hour_before(moment: datetime, zone_name: str) -> datetime:
    """The last full hour of that zone's clocks; some zones are half an hour off from UTC."""
    local = moment.astimezone(zone(zone_name))
    return moment - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )


def _hour(moment: datetime, zone_name: str) -> str:
    return moment.astimezone(zone(zone_name)).strftime("%H")


def _percent(share: float) -> str:
    return f"{share:.2f}%"
