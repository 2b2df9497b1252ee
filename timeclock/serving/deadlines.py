"""How long each phase of a connection may take."""

from dataclasses import dataclass
from enum import Enum, auto


class Phase(Enum):
    """What a connection is waiting for."""

    IDLE = auto()  # the first byte of a request
    HEAD = auto()
    BODY = auto()
    WORK = auto()  # the app; it has deadlines of its own
    ANSWER = auto()  # the client, to read
    FAREWELL = auto()  # the client, to stop sending after it was refused


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Seconds for each phase, and bytes a second where a phase has to make progress."""

    idle: float = 30.0
    idle_when_crowded: float = 5.0
    head: float = 5.0
    body: float = 30.0
    farewell: float = 2.0
    window: float = 10.0  # a rate is measured over this
    body_rate: int = 100
    answer_rate: int = 500
    tick: float = 1.0  # between two looks at every connection

    def total(self, phase: Phase, *, crowded: bool) -> float | None:
        """How long the phase may take in all; None without a limit."""
        idle = self.idle_when_crowded if crowded else self.idle
        totals = {
            Phase.IDLE: idle,
            Phase.HEAD: self.head,
            Phase.BODY: self.body,
            Phase.FAREWELL: self.farewell,
        }
        return totals.get(phase)

    def rate(self, phase: Phase) -> int:
        """The fewest bytes a second; 0 where none is asked for."""
        return {Phase.BODY: self.body_rate, Phase.ANSWER: self.answer_rate}.get(phase, 0)


class PhaseWatch:
    """The time that one connection has spent in its present phase."""

    def __init__(self, now: float) -> None:
        self._phase, self._subject = Phase.IDLE, object()
        self._since = self._window_since = now
        self._transferred = 0

    def is_late(
        self,
        phase: Phase,
        subject: object,
        transferred: int,
        now: float,
        deadlines: Deadlines,
        *,
        crowded: bool,
    ) -> bool:
        """Whether the phase takes too long. It begins anew when `phase` or `subject` changes."""
        if phase is not self._phase or subject != self._subject:
            self._start(phase, subject, now, transferred)
            return False
        total = deadlines.total(phase, crowded=crowded)
        if total is not None and now - self._since >= total:
            return True
        rate = deadlines.rate(phase)
        if not rate or now - self._window_since < deadlines.window:
            return False
        if transferred - self._transferred < rate * deadlines.window:
            return True
        self._window_since, self._transferred = now, transferred
        return False

    def _start(self, phase: Phase, subject: object, now: float, transferred: int) -> None:
        self._phase, self._subject = phase, subject
        self._since = self._window_since = now
        self._transferred = transferred
