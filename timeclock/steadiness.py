"""Whether a clock can be believed: its time beside a count of seconds that no one sets; pure.

The clock that gives punches their moment may step: a bad time server, a virtual machine that was
paused, an operator's typing error. Nothing says which of two times is right, so nothing is guessed:
the clock is in doubt until it shows what it was expected to show, or has gone on steadily with its
new time for an hour.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Below this a step is taken as it comes; a shift is never shorter or longer by more than this.
TOLERANCE = timedelta(minutes=2)
SETTLES_AFTER = 3600.0  # seconds; how long a new time has to hold
_ANCHOR_AGAIN = 60.0  # seconds
_NEAR = timedelta(seconds=10)  # a busy database tells its time this late
_JITTER = timedelta(seconds=0.5)
_SLEW = 0.001  # a clock that is put right slowly gains or loses no more than half of this


@dataclass(frozen=True, slots=True)
class Sample:
    """What the clock showed when the count stood at `tick` seconds."""

    moment: datetime
    tick: float


@dataclass(frozen=True, slots=True)
class ClockKnowledge:
    """What is known of a clock.

    `anchor` is the last sample that agreed with those before it. `off_by` is how far the clock is
    ahead of what was expected (negative: behind), zero while that is within the tolerance. A clock
    that is `at_least` may be later than its anchor: that is only the newest moment on record.
    `candidate` is where another time began. `steady_since` is when the clock took on the time that
    it has, as that time counts; None where it never stepped.
    """

    anchor: Sample
    at_least: bool = False
    candidate: Sample | None = None
    off_by: timedelta = timedelta(0)
    steady_since: datetime | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether the clock is further from what was expected than is tolerated."""
        return bool(self.off_by)


def begin(first: Sample, newest: datetime | None = None) -> ClockKnowledge:
    """How a clock is at the first look; `newest` is the newest moment that it has given."""
    if newest is None or first.moment >= newest - TOLERANCE:
        return ClockKnowledge(first)
    off_by = first.moment - newest
    return ClockKnowledge(Sample(newest, first.tick), at_least=True, candidate=first, off_by=off_by)


def observe(standing: ClockKnowledge, sample: Sample) -> ClockKnowledge:
    """How the clock is after one more look."""
    passed = sample.tick - standing.anchor.tick
    off_by = _apart(standing.anchor, sample)
    if standing.at_least and off_by >= -TOLERANCE:
        return ClockKnowledge(sample)
    near = abs(off_by) <= _JITTER
    if near or abs(off_by) <= _JITTER + abs(timedelta(seconds=passed * _SLEW)):
        if passed >= _ANCHOR_AGAIN:
            return ClockKnowledge(sample, steady_since=standing.steady_since)
        agreed = standing.candidate is None and not standing.in_doubt
        return standing if agreed else replace(standing, candidate=None, off_by=timedelta(0))
    candidate = standing.candidate
    if candidate is None or abs(_apart(candidate, sample)) > _NEAR:
        candidate = sample
    elif sample.tick - candidate.tick >= SETTLES_AFTER:
        stepped = abs(off_by) > TOLERANCE
        return ClockKnowledge(
            sample, steady_since=candidate.moment if stepped else standing.steady_since
        )
    doubt = off_by if abs(off_by) > TOLERANCE else timedelta(0)
    return replace(standing, candidate=candidate, off_by=doubt)


def _apart(earlier: Sample, later: Sample) -> timedelta:
    """How far the later sample is ahead of what the earlier one lets expect."""
    return later.moment - earlier.moment - timedelta(seconds=later.tick - earlier.tick)
