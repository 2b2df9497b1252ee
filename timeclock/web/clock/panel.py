"""The panel: what the clock says to one person at this moment, as values for its one template."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from timeclock.errors import ProductError
from timeclock.web.clock.forms import ClockInForm
from timeclock.web.clock.today import Today
from timeclock.web.frame.forgotten_shift import Question
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

    def left_in_minutes(self, before: timedelta) -> timedelta:
        """What is left: with the minutes of the break, after those `before` it, the whole plan."""
        return max(-((before % _MINUTE - self.left) // _MINUTE) * _MINUTE, timedelta(0))

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

    Where it is `forgotten`, the panel asks when the person left, unless they work on. `most` is
    what `worked` grows to by itself, None where there is no end of it.
    """

    shift: ShiftRecord
    since: str
    site: Site
    kind: BreakChoice | None
    worked: timedelta
    most: timedelta | None
    on_break_for: timedelta | None
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

    `position` is that of the newest entry that it shows. `before_shift` and `before_part` are the
    worked time that the page shows above the shift and above its newest part: with them the minutes
    add up. They are zero in an answer to a punch: there the browser takes them from the day.
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
    before_shift: timedelta = timedelta(0)
    before_part: timedelta = timedelta(0)

    def beside(self, today: Today) -> "Panel":
        """The same panel with figures that add up with those of the day."""
        return replace(self, before_shift=today.before_shift, before_part=today.before_part)


NOTHING_NEW = News()


def is_open(shift: ShiftRecord | None) -> bool:
    """Whether this is a shift under way."""
    return shift is not None and shift.timeline.ended_at is None and not shift.voided
