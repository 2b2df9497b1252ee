"""What is in the way of approving a sheet or closing a period."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, false, null, select, true, union_all

from timeclock.company.kiosks.offline_models import HeldPunch
from timeclock.company.locks.kept_lines import read_lines
from timeclock.company.pay_rules.day_line import DayLine
from timeclock.errors import Conflict
from timeclock.messages import N_, CountedSentence, DayOf, Listed, Sentence, TimeOfDay
from timeclock.storage.columns import unindexed
from timeclock.timekeeping import local_date
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import IS_OPEN, Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView, view
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.timesheets.approval.shared_weeks import unsettled_days
from timeclock.worktime.timesheets.reading.basis import Basis


class ObstacleKind(StrEnum):
    """What has to happen first: the period ends, someone clocks out, confirms or decides.

    `earlier_days` of the same workweek lie in the period before and have to be approved there.
    `held_punch` is one that a kiosk kept without a network and that did not count by itself.
    """

    NOT_OVER = "not_over"
    EARLIER_DAYS = "earlier_days"
    OPEN_SHIFT = "open_shift"
    UNCONFIRMED_END = "unconfirmed_end"
    CLAIMED_TIME = "claimed_time"
    REQUEST = "request"
    PROPOSAL = "proposal"
    DISPUTE = "dispute"
    HELD_PUNCH = "held_punch"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way, on a day of the period; of no one where the period is not over yet.

    Earlier days have the first of them. `since` is when it began to wait. The message names no
    person.
    """

    kind: ObstacleKind
    member_id: int | None
    day: date
    since: datetime
    message: Sentence
    shift_id: int | None = None
    correction_id: int | None = None

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)


# What counts already and only lacks the person's word is in no one's way.
_STATES = {
    CorrectionState.ASKED: (
        ObstacleKind.REQUEST,
        N_("A request about %(day)s waits for a decision."),
    ),
    CorrectionState.PROPOSED: (
        ObstacleKind.PROPOSAL,
        N_("A correction of %(day)s waits to be confirmed."),
    ),
    CorrectionState.DISPUTED: (
        ObstacleKind.DISPUTE,
        N_("A disputed correction of %(day)s is not settled."),
    ),
}
_shift, _held = Shift.__table__.c, HeldPunch.__table__.c


def read_obstacles(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    period: Period,
    now: datetime,
    basis: Basis,
) -> tuple[Obstacle, ...]:
    """What is in the way of these members (None: of everyone), by day, in two statements.

    One more for each of both where someone's time waits, which says where approved days begin.

    Up to three more where the period begins within a workweek that pays overtime.
    """
    waiting = _waiting_corrections(connection, workspace_id, member_ids)
    lines = read_lines(connection, workspace_id, {each.member_id for each in waiting})
    days = {each.id: set(correction_days(each, basis, lines[each.member_id])) for each in waiting}
    asked = [(each.member_id, day) for each in waiting for day in days[each.id]]
    earlier = unsettled_days(connection, workspace_id, member_ids, period, now, basis, asked)
    found = [
        *_not_over(period, now, basis),
        *(_earlier(period, who, days, basis) for who, days in earlier.items()),
        *_of_shifts(connection, workspace_id, member_ids, period, now, basis),
        *_of_corrections(waiting, period, days),
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.since, each.member_id or 0)))


def in_the_way(found: Collection[Obstacle]) -> Conflict:
    """The refusal, in the words of the first obstacle."""
    first = next(iter(found))
    message = CountedSentence(
        "%(first)s",
        "%(first)s There is more in the way: %(num)s things in all.",
        len(found),
        first=first.message,
    )
    return Conflict("in_the_way", message, details={"obstacles": tuple(found)})


def _not_over(period: Period, now: datetime, basis: Basis) -> Iterator[Obstacle]:
    ends = basis.over_at(period)
    if now < ends:
        last = DayOf(period.last, N_("d MMMM yyyy"))
        message = Sentence("The period runs to the end of %(day)s.", day=last)
        yield Obstacle(ObstacleKind.NOT_OVER, None, period.last, ends, message)


def _earlier(period: Period, member_id: int, days: Sequence[date], basis: Basis) -> Obstacle:
    """Days of the period's first workweek that are still open; they wait since theirs was over."""
    message = CountedSentence(
        "%(days)s belongs to the same workweek as %(first)s and is not approved yet."
        " Approve its period first.",
        "%(days)s belong to the same workweek as %(first)s and are not approved yet."
        " Approve their period first.",
        len(days),
        days=Listed(tuple(DayOf(day, N_("EEEE d MMMM")) for day in days)),
        first=DayOf(period.first, N_("d MMMM")),
    )
    since = basis.over_at(period_of(days[0], basis.company_book))
    return Obstacle(ObstacleKind.EARLIER_DAYS, member_id, days[0], since, message)


def _of_shifts(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int] | None,
    period: Period,
    now: datetime,
    basis: Basis,
) -> Iterator[Obstacle]:
    query = select(
        _shift.id,
        _shift.member_id,
        _shift.clock_id,
        _shift.started_at,
        _shift.ended_at,
        _shift.changed_at,
        _shift.unconfirmed,
        false().label("held"),
    ).where(_shift.workspace_id == workspace_id, _shift.voided_at.is_(None))
    if member_ids is not None:
        # What is open is few rows, whosever it is; by member all of their shifts would be read.
        query = query.where(unindexed(_shift.member_id).in_(member_ids))
    # Apart, so that each finds its few rows by an index of its own.
    both = union_all(
        query.where(_shift.ended_at.is_(None)),
        query.where(_shift.unconfirmed.is_not(None), _shift.ended_at.is_not(None)),
        _held_punches(workspace_id, member_ids),
    )
    rows = connection.execute(both).all()
    near = basis.bounds(period.first, period.after)
    lines = read_lines(connection, workspace_id, {row.member_id for row in rows}, near=near)
    for row in rows:
        zone, line = basis.zones.at(row.clock_id, row.started_at), lines[row.member_id]
        book, end = basis.book_of(row.member_id), row.ended_at or now
        days = book.days_counted(row.started_at, end, zone, line)
        day = next((day for day in days if day in period), None)
        if day is not None:
            yield _waiting_shift(row, day, zone)


def _held_punches(workspace_id: int, member_ids: Collection[int] | None) -> Select[Any]:
    """Those of known people that wait for a decision, in the columns of shifts of no length."""
    moment = _held.moment_at
    query = select(
        _held.id,
        _held.member_id,
        _held.clock_id,
        moment,
        moment.label("ended_at"),
        _held.received_at,
        null(),
        true(),
    ).where(
        _held.workspace_id == workspace_id,
        _held.decided_at.is_(None),
        _held.member_id.is_not(None),
        moment.is_not(None),
    )
    return query if member_ids is None else query.where(_held.member_id.in_(member_ids))


def _waiting_shift(row: Any, day: date, zone: str) -> Obstacle:
    began = {
        "time": TimeOfDay(row.started_at, zone),
        "day": DayOf(local_date(row.started_at, zone), N_("d MMMM")),
    }
    if row.held:
        message = Sentence(
            "A punch at %(time)s on %(day)s that a kiosk kept waits for a decision.", **began
        )
        return Obstacle(ObstacleKind.HELD_PUNCH, row.member_id, day, row.changed_at, message)
    if row.ended_at is None:
        kind, since = ObstacleKind.OPEN_SHIFT, row.started_at
        message = Sentence("A shift is still open; it began at %(time)s on %(day)s.", **began)
    elif row.unconfirmed == UnconfirmedEnd.CLAIMED:
        kind, since = ObstacleKind.CLAIMED_TIME, row.changed_at
        message = Sentence(
            "Times of the shift that began at %(time)s on %(day)s were given afterwards and are not"
            " confirmed.",
            **began,
        )
    else:
        kind, since = ObstacleKind.UNCONFIRMED_END, row.changed_at
        message = Sentence(
            "The end of the shift that began at %(time)s on %(day)s is not confirmed.", **began
        )
    return Obstacle(kind, row.member_id, day, since, message, shift_id=row.id)


def _waiting_corrections(
    connection: Connection, workspace_id: int, member_ids: Collection[int] | None
) -> tuple[CorrectionView, ...]:
    query = select(*Correction.__table__.c).where(
        Correction.workspace_id == workspace_id, IS_OPEN, Correction.state.in_(sorted(_STATES))
    )
    if member_ids is not None:
        query = query.where(Correction.member_id.in_(member_ids))
    return tuple(view(row) for row in connection.execute(query))


def _of_corrections(
    each_waiting: Iterable[CorrectionView], period: Period, days: Mapping[int, Collection[date]]
) -> Iterator[Obstacle]:
    for waiting in each_waiting:
        day = min((day for day in days[waiting.id] if day in period), default=None)
        if day is not None:
            kind, text = _STATES[waiting.state]
            yield Obstacle(
                kind,
                waiting.member_id,
                day,
                waiting.decided_at or waiting.asked_at,
                Sentence(text, day=DayOf(day, N_("d MMMM"))),
                shift_id=waiting.shift_id,
                correction_id=waiting.id,
            )


def correction_days(waiting: CorrectionView, basis: Basis, line: DayLine) -> Iterator[date]:
    """Every day that the shift is booked on as it was, or would be; `line` is the person's."""
    before, book = waiting.before, basis.book_of(waiting.member_id)
    if before is not None:
        start, end = before.timeline.started_at, before.timeline.ended_at
        zone = basis.zones.at(before.clock_id, start)
        yield from book.days_counted(start, end or start, zone, line)
    for draft in waiting.drafts:
        zone = basis.zones.at(draft.clock_id, draft.started_at)
        yield from book.days_counted(draft.started_at, draft.ended_at, zone, line)
