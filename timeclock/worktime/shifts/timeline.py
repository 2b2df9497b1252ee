"""A shift as a line in time: work, pauses and switches of job; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import NamedTuple

from timeclock.timekeeping import Interval

_TOLERANCE = timedelta(minutes=5)


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
class BreakPlan:
    """What the kind of a break says when it begins: its planned length, and what follows it.

    A paid break is paid up to its planned length, and beyond it only where `pays_beyond`. Without
    a planned length all of it is paid.
    """

    minutes: int | None = None
    pays_beyond: bool = False

    @property
    def length(self) -> timedelta | None:
        """The planned length, if there is one."""
        return None if self.minutes is None else timedelta(minutes=self.minutes)

    def longest(self, unplanned: timedelta) -> timedelta:
        """A break that is longer than this is a case; `unplanned` is the limit of its clock."""
        return unplanned if self.length is None else self.length + _TOLERANCE


@dataclass(frozen=True, slots=True)
class BreakInterval:
    """A break of a shift; open while it has no end. `id` is None until it is stored.

    `cut` says that the end of the shift ended it, not a resume: both may be in the same second.
    `plan` is None for a break that began before there were plans: a paid one is paid in full.
    `counts` says that the rules of pay count all of it as worked, whatever its kind says.
    """

    id: int | None
    kind_id: int | None
    paid: bool
    started_at: datetime
    ended_at: datetime | None = None
    cut: bool = False
    plan: BreakPlan | None = None
    counts: bool = False

    @property
    def interval(self) -> Interval:
        """From its beginning to its end."""
        return Interval(self.started_at, self.ended_at)

    @property
    def paid_at_most(self) -> timedelta | None:
        """How much of it is paid at most; None where all of it is."""
        if self.counts:
            return None
        if not self.paid:
            return timedelta(0)
        return None if self.plan is None or self.plan.pays_beyond else self.plan.length

    @property
    def paid_up_to(self) -> timedelta | None:
        """The paid part of a paid break that is longer than that, or still may become so."""
        most = self.paid_at_most
        if not self.paid or most is None:
            return None
        ended = self.ended_at is not None and self.interval.length(self.ended_at) <= most
        return None if ended else most

    def paid_length(self, now: datetime) -> timedelta:
        """The paid part of it; an open break counts to `now`."""
        length, most = self.interval.length(now), self.paid_at_most
        return length if most is None else min(length, most)

    def by_pay(self, now: datetime) -> tuple["PaidStretch", ...]:
        """Its paid part and its unpaid part, in order, each only where it has a length.

        A break without length has one part.
        """
        until = self.ended_at or max(now, self.started_at)
        paid_until = self.started_at + self.paid_length(now)
        if paid_until == until:
            return (PaidStretch(self.started_at, until, self.paid or self.counts),)
        unpaid = PaidStretch(paid_until, until, False)
        if paid_until == self.started_at:
            return (unpaid,)
        return PaidStretch(self.started_at, paid_until, True), unpaid


class PaidStretch(NamedTuple):
    """A part of a break that is paid or unpaid as a whole."""

    started_at: datetime
    ended_at: datetime
    paid: bool


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
    def job_ids(self) -> frozenset[int | None]:
        """The jobs that its time is booked on; None is time without a job."""
        return frozenset((self.job_id, *(each.job_id for each in self.stretches)))

    @property
    def current_job_id(self) -> int | None:
        """The job that the newest stretch is booked on."""
        return self.stretches[-1].job_id if self.stretches else self.job_id

    @property
    def last_change(self) -> datetime:
        """The latest instant that any punch of this shift has."""
        return max(self.moments)

    @property
    def moments(self) -> list[datetime]:
        """Every instant that a punch of this shift has."""
        found = [self.started_at, *(s.started_at for s in self.stretches)]
        for pause in self.pauses:
            found += [pause.started_at, pause.ended_at or pause.started_at]
        return [*found, self.ended_at or self.started_at]

    def paused(self, now: datetime, paid: bool | None = None) -> timedelta:
        """Time on break up to `now`: all of it, or only paid or unpaid."""
        whole = sum((p.interval.length(now) for p in self.pauses), timedelta(0))
        if paid is None:
            return whole
        of_it = sum((p.paid_length(now) for p in self.pauses), timedelta(0))
        return of_it if paid else whole - of_it

    def worked(self, now: datetime) -> timedelta:
        """Elapsed time less what is unpaid of breaks; an open shift counts to `now`."""
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
