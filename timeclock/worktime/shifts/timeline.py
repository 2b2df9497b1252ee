"""A shift as a line in time: work, pauses and switches of job; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from timeclock.timekeeping import Interval


class State(StrEnum):
    """What a member is doing, as far as this clock knows."""

    OFF = "off"
    WORKING = "working"
    ON_BREAK = "on_break"
    ENDED = "ended"


class PartKind(Enum):
    """Whether a part is work or rest."""

    WORK = "work"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class BreakInterval:
    """A break of a shift; open while it has no end. `id` is None until it is stored.

    `cut` says that the end of the shift ended it, not a resume: both may be in the same second.
    """

    id: int | None
    kind_id: int | None
    paid: bool
    started_at: datetime
    ended_at: datetime | None = None
    cut: bool = False

    @property
    def interval(self) -> Interval:
        """From its beginning to its end."""
        return Interval(self.started_at, self.ended_at)


@dataclass(frozen=True, slots=True)
class JobStretch:
    """What follows a switch of job: from here on the time is booked on `job_id`."""

    id: int | None
    job_id: int | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a shift between two punches: work on one job, or a break.

    `after_pause_id` and `after_stretch_id` name what came right before a part of work that is not
    the first: the vendors' contracts number their parts by them.
    """

    kind: PartKind
    started_at: datetime
    ended_at: datetime | None
    job_id: int | None = None
    pause: BreakInterval | None = None
    after_pause_id: int | None = None
    after_stretch_id: int | None = None

    @property
    def interval(self) -> Interval:
        """From its beginning to its end."""
        return Interval(self.started_at, self.ended_at)


@dataclass(frozen=True, slots=True)
class Timeline:
    """One shift; pauses and stretches lie in order inside of it, and pauses never overlap.

    `job_id` is the job from the start, until the first stretch.
    """

    started_at: datetime
    job_id: int | None = None
    ended_at: datetime | None = None
    pauses: tuple[BreakInterval, ...] = ()
    stretches: tuple[JobStretch, ...] = ()

    @property
    def interval(self) -> Interval:
        """From clock-in to clock-out."""
        return Interval(self.started_at, self.ended_at)

    @property
    def state(self) -> State:
        """What the member is doing on this shift."""
        if self.ended_at is not None:
            return State.ENDED
        return State.ON_BREAK if self.open_pause else State.WORKING

    @property
    def open_pause(self) -> BreakInterval | None:
        """The break under way."""
        return next((p for p in self.pauses if p.ended_at is None), None)

    @property
    def current_job_id(self) -> int | None:
        """The job that the newest stretch is booked on."""
        return self.stretches[-1].job_id if self.stretches else self.job_id

    @property
    def last_change(self) -> datetime:
        """The latest instant that any punch of this shift has."""
        moments = [self.started_at, *(s.started_at for s in self.stretches)]
        for pause in self.pauses:
            moments += [pause.started_at, pause.ended_at or pause.started_at]
        return max([*moments, self.ended_at or self.started_at])

    def paused(self, now: datetime, paid: bool | None = None) -> timedelta:
        """Time on break up to `now`: all of it, or only paid or unpaid."""
        chosen = (p for p in self.pauses if paid is None or p.paid == paid)
        return sum((p.interval.length(now) for p in chosen), timedelta(0))

    def worked(self, now: datetime) -> timedelta:
        """Elapsed time less unpaid breaks; an open shift counts to `now`."""
        return self.interval.length(now) - self.paused(now, paid=False)

    def parts(self) -> tuple[Part, ...]:
        """Work and breaks in turn, work cut where the job was switched.

        There is always a part of work at the start, before each break and after each that was
        resumed from, if need be without length, because its id has been on a wire.
        """
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        start, after = self.started_at, None
        for pause in self.pauses:
            yield from self._work(start, pause.started_at, after, before_pause=True)
            yield Part(PartKind.BREAK, pause.started_at, pause.ended_at, pause=pause)
            if pause.ended_at is None or pause.cut:
                return
            start, after = pause.ended_at, pause.id
        yield from self._work(start, self.ended_at, after)

    def _work(
        self,
        start: datetime,
        end: datetime | None,
        after_pause: int | None,
        *,
        before_pause: bool = False,
    ) -> Iterator[Part]:
        job, after_stretch = self.job_id, None
        for stretch in self.stretches:
            if stretch.started_at < start or (
                stretch.started_at == start and after_pause is not None
            ):
                job = stretch.job_id
            elif end is None or stretch.started_at < end or not before_pause:
                yield Part(
                    PartKind.WORK,
                    start,
                    stretch.started_at,
                    job,
                    after_pause_id=after_pause,
                    after_stretch_id=after_stretch,
                )
                start, job = stretch.started_at, stretch.job_id
                after_pause, after_stretch = None, stretch.id
        yield Part(
            PartKind.WORK,
            start,
            end,
            job,
            after_pause_id=after_pause,
            after_stretch_id=after_stretch,
        )
