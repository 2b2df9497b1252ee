"""The panel: what the clock says to one person at this moment, as values for its one template."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.errors import ProductError
from timeclock.web.clock.forms import ClockInForm
from timeclock.web.clock.question import Question
from timeclock.worktime.shifts.choices import BreakChoice, ClockChoice, Site
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import UNDO_FOR
from timeclock.worktime.shifts.timeline import BreakInterval, State

_A_MOMENT = timedelta(seconds=3)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PlannedBreak:
    """The plan of the break under way: when it is over, and how much is left, in whole minutes.

    `left` is zero once it is over. `unpaid_after` says that only its planned length is paid.
    """

    length: timedelta
    until: datetime
    left: timedelta
    unpaid_after: bool

    @property
    def left_in_minutes(self) -> timedelta:
        """What is left, a minute that has begun as a whole one."""
        return -(-self.left // _MINUTE) * _MINUTE

    @classmethod
    def of(cls, pause: BreakInterval | None, now: datetime) -> "PlannedBreak | None":
        """The plan of a break; None where it has no planned length."""
        length = pause.plan.length if pause and pause.plan else None
        if pause is None or length is None:
            return None
        left = max(length - pause.interval.length(now), timedelta(0))
        unpaid_after = pause.paid and pause.paid_at_most is not None
        return cls(length, pause.started_at + length, left, unpaid_after)


@dataclass(frozen=True, slots=True)
class AtWork:
    """A shift under way; `since` is when its present state began, in words.

    Where it is `forgotten`, the panel asks when the person left, unless they work on.
    """

    shift: ShiftRecord
    since: str
    site: Site
    kind: BreakChoice | None
    worked: timedelta
    on_break_for: timedelta | None
    counting: bool
    forgotten: bool
    planned: PlannedBreak | None = None


@dataclass(frozen=True, slots=True)
class StopNotice:
    """Someone else ended the last shift, `at` in words; `by` is empty where the operator did."""

    by: str
    at: str
    shift: ShiftRecord


@dataclass(frozen=True, slots=True)
class Off:
    """No shift runs: where to begin one, unless the person is assigned nowhere."""

    places: tuple[ClockChoice, ...]
    form: ClockInForm
    has_jobs: bool
    stop: StopNotice | None
    may_assign: bool


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last act, while its own actor may take it back; `left` is at most a minute."""

    sentence: str
    position: int
    left: timedelta


@dataclass(frozen=True, slots=True)
class News:
    """What this answer has to say besides the state; `answered` once something was asked of it."""

    undoable: Undoable | None = None
    said: str | None = None
    refusal: ProductError | None = None
    answered: bool = False

    @property
    def just_pressed(self) -> bool:
        """Whether a button was pressed this very moment, perhaps for the first of two times."""
        return self.answered or bool(self.undoable and self.undoable.left > UNDO_FOR - _A_MOMENT)


@dataclass(frozen=True, slots=True)
class Panel:
    """One person's clock. `zone_named`: the viewer lives by another zone than the clock.

    `position` is that of the newest entry that it shows.
    """

    now: datetime
    position: int
    state: State
    zone: str
    zone_named: bool
    news: News
    at_work: AtWork | None = None
    off: Off | None = None
    question: Question | None = None


NOTHING_NEW = News()


def is_open(shift: ShiftRecord | None) -> bool:
    """Whether this is a shift under way."""
    return shift is not None and shift.timeline.ended_at is None and not shift.voided
