"""When someone who forgot to clock out may have left; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median_low
from zoneinfo import ZoneInfo

from timeclock.messages import CountedSentence, Sentence
from timeclock.timekeeping import WallTimeMissing, from_wall, zone
from timeclock.worktime.shifts.record import ShiftRecord

_ABOUT_THE_SAME = timedelta(hours=2)
_ENOUGH = 3
_HALF_A_DAY, _DAY = timedelta(hours=12), timedelta(days=1)


class Ground(StrEnum):
    """What a suggestion rests on: punches, never a place."""

    USUAL_END = "usual_end"
    BREAK_END = "break_end"
    BREAK_START = "break_start"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An instant at which the person may have left, and why just then."""

    end: datetime
    ground: Ground
    message: Sentence

    @property
    def sentence(self) -> str:
        """Why just then, in the language of its reader."""
        return str(self.message)


def suggest_end(
    shift: ShiftRecord, earlier: Sequence[ShiftRecord], zone_name: str, now: datetime
) -> Suggestion | None:
    """The usual end of shifts that began at about that time of day, else the last break.

    `earlier` are shifts of the same person; one that began after this one only says how long it can
    have gone on. Times of day are those of `zone_name`. None where nothing speaks for any time.
    """
    first, last = _last_punch(shift), _latest(shift, earlier, now)
    usual = [end for end in _usual_ends(shift, earlier, zone_name) if first < end <= last]
    if len(usual) >= _ENOUGH:
        return Suggestion(
            median_low(usual),
            Ground.USUAL_END,
            CountedSentence(
                "The usual end: %(num)s shift that began at about this time of day.",
                "The usual end: %(num)s shifts that began at about this time of day.",
                len(usual),
            ),
        )
    if not shift.timeline.pauses:
        return None
    pause = shift.timeline.pauses[-1]
    if pause.ended_at is not None and not pause.cut:
        return Suggestion(pause.ended_at, Ground.BREAK_END, Sentence("The end of the last break."))
    if pause.started_at == shift.timeline.started_at:
        return None
    return Suggestion(
        pause.started_at,
        Ground.BREAK_START,
        Sentence("The beginning of a break that never ended."),
    )


def _last_punch(shift: ShiftRecord) -> datetime:
    """The last moment at which the person was certainly there."""
    line = shift.timeline
    moments = [line.started_at, *(stretch.started_at for stretch in line.stretches)]
    for pause in line.pauses:
        moments.append(pause.started_at)
        if pause.ended_at is not None and not pause.cut:
            moments.append(pause.ended_at)
    return max(moments)


def _latest(shift: ShiftRecord, others: Sequence[ShiftRecord], now: datetime) -> datetime:
    """No one left after now, nor after the next shift began."""
    began = shift.timeline.started_at
    starts = (each.timeline.started_at for each in others if each.id != shift.id)
    return min([now, *(start for start in starts if start > began)])


def _usual_ends(
    shift: ShiftRecord, earlier: Sequence[ShiftRecord], zone_name: str
) -> Iterator[datetime]:
    """When the earlier shifts would have ended on this one's day, to the minute."""
    place = zone(zone_name)
    began = _wall(shift.timeline.started_at, place)
    for other in earlier:
        line = other.timeline
        if other.voided or other.unconfirmed or other.id == shift.id or line.ended_at is None:
            continue
        start = _wall(line.started_at, place)
        # Between half a day before and half a day after: 23:30 and 00:30 are an hour apart.
        apart = (start - began + _HALF_A_DAY) % _DAY - _HALF_A_DAY
        if line.started_at < shift.timeline.started_at and abs(apart) <= _ABOUT_THE_SAME:
            wall = began + apart + (_wall(line.ended_at, place) - start)
            try:
                yield from_wall(wall.replace(second=0), zone_name, fold=0)
            except WallTimeMissing:
                continue


def _wall(moment: datetime, place: ZoneInfo) -> datetime:
    """What a clock on the wall shows, naive: only such times may be subtracted here."""
    return moment.astimezone(place).replace(tzinfo=None)
