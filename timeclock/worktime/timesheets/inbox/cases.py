"""What waits for someone's look or word, as values; pure."""

from dataclasses import dataclass
from datetime import date, datetime

from timeclock.messages import Sentence
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.hours.sheet import CaseKind, FigureSource
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion

# What seeing is not enough for: someone has to say how it was, or to decide.
ANSWERED_OTHERWISE = frozenset(
    {
        CaseKind.REQUEST,
        CaseKind.DISPUTE,
        CaseKind.EDIT,
        CaseKind.MISSED_CLOCK_OUT,
        CaseKind.UNCONFIRMED_END,
        CaseKind.CLAIMED_TIME,
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to settle.

    `since` is how long it has waited, `zone` where the day is counted. `measured` and `limit` are
    seconds, as in the flag. A `suggestion` is an end for a shift that no one ended. `shift` comes
    with a missed clock-out and an unconfirmed end, `correction` with a request, a dispute, an edit.
    """

    kind: CaseKind
    member_id: int
    day: date
    zone: str
    since: datetime
    message: Sentence
    clock_id: int | None = None
    shift_id: int | None = None
    correction_id: int | None = None
    measured: int = 0
    limit: int = 0
    source: FigureSource | None = None
    suggestion: Suggestion | None = None
    shift: ShiftRecord | None = None
    correction: CorrectionView | None = None

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)

    @property
    def may_be_acknowledged(self) -> bool:
        """Whether it is settled by saying that it was seen."""
        return self.kind not in ANSWERED_OTHERWISE

    @property
    def key(self) -> str:
        """Names it on a page."""
        about = self.correction_id or self.shift_id or 0
        return f"{self.kind}-{self.member_id}-{self.day.isoformat()}-{about}"
