"""Reading everything that a day's total comes from: shifts, rules, changes, receipts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.jobs.queries import client_names
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import label_names
from timeclock.company.locks.locked_days import locked_day, read_locks
from timeclock.ledger import queries as ledger_queries
from timeclock.names import by_name
from timeclock.storage.transactions import db
from timeclock.timekeeping import local_date
from timeclock.web.corrections.differences import Difference
from timeclock.web.corrections.view import ShownCorrection, changes, since_punched
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.history.shifts import Reader
from timeclock.web.history.telling import HistoryEntry, tell
from timeclock.web.hours.checks import Check, checks
from timeclock.web.hours.day import DayView, day_view
from timeclock.web.hours.marks import takes_late_changes
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_THE_PERSON
from timeclock.worktime.corrections.reading.adjustments import adjustments_of
from timeclock.worktime.corrections.reading.queries import corrections_of, corrections_of_shifts
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.hours.weeks import Period, period_of, week_of
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.own_ends import OwnEnd, own_end_of
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.approval.standing import SheetDecision, standing
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_DAY = timedelta(days=1)
_REST_SEEN = timedelta(days=4)
_RECENT = 100
_AHEAD = timedelta(minutes=2)  # a claimed start may lie a little ahead of its receipt


@dataclass(frozen=True, slots=True)
class MyShift:
    """A shift of the day; `differences` are what has become otherwise since it was punched.

    `meal` says that a break is taken off it, `confirmable` that the person may say
    that the end is right which the clock has set.
    `tags` and `clients` are names, the latter of the clients of its jobs.
    """

    shift: ShiftRecord
    zone: str
    differences: tuple[Difference, ...]
    meal: bool
    confirmable: bool
    tags: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MyDay:
    """One day of one person, with what it is made of.

    `elsewhere` are days on which seconds of this one count, because it was closed by then.
    `correctable` is False for a locked day under rules that refuse late changes.
    """

    day: date
    week: Period
    view: DayView
    shifts: tuple[MyShift, ...]
    checks: tuple[Check, ...]
    changes: tuple[ShownCorrection, ...]
    receipts: tuple[HistoryEntry, ...]
    standing: SheetDecision
    zones: tuple[str, ...]
    elsewhere: tuple[tuple[date, int], ...]
    correctable: bool

    @property
    def to_confirm(self) -> tuple[ShownCorrection, ...]:
        """The changes by others that wait for the person's word."""
        return tuple(it for it in self.changes if it.view.state in WAITING_FOR_THE_PERSON)

    @property
    def until(self) -> date:
        """The calendar day on which what counts on this day ended, often the same."""
        lines = [line for line in self.view.total.lines if line.end and line.shift_id]
        return max((local_date(it.end, it.zone) for it in lines if it.end), default=self.day)


def my_day(person: Person, day: date, now: datetime) -> MyDay:
    """The day in a constant number of statements and one for each of its shifts."""
    connection, workspace_id = db.session.connection(), person.workspace_id
    basis = basis_of(person)
    sheets = read_sheets(
        connection, workspace_id, (person.member_id,), day, day + _DAY, now, basis=basis
    )
    total = sheets[person.member_id].days[0]
    names, book = dict(basis.clock_names), basis.book_of(person.member_id)
    view = day_view(total, book=book, now=now, clock_names=names)
    shifts = _shifts(workspace_id, view.shift_ids)
    found = _changes(person, day, view.shift_ids)
    return MyDay(
        day,
        week_of(day, book),
        view,
        _my_shifts(person, shifts, total, basis),
        checks(total, book.on(day), shifts, _last_end(person, shifts)),
        found,
        _receipts(person, shifts, found),
        standing(workspace_id, person.member_id, period_of(day, basis.company_book)),
        tuple(dict.fromkeys(line.zone for line in total.lines if line.shift_id)),
        _elsewhere(workspace_id, day, found),
        takes_late_changes(basis.company_book, now, person.zone)
        or locked_day(
            read_locks(connection, workspace_id, person.member_id, since=day, until=day),
            person.member_id,
            [day],
        )
        is None,
    )


def _shifts(workspace_id: int, shift_ids: Sequence[int]) -> tuple[ShiftRecord, ...]:
    found = (shift_queries.shift(workspace_id, shift_id) for shift_id in shift_ids)
    return tuple(shift for shift in found if shift is not None)


def _my_shifts(
    person: Person, shifts: Sequence[ShiftRecord], total: DayTotal, basis: Basis
) -> tuple[MyShift, ...]:
    otherwise: Mapping[int, tuple[Difference, ...]] = since_punched(person.workspace_id, shifts)
    tags = _tag_names(person.workspace_id, shifts)
    jobs = {shift.id: _job_ids(shift) for shift in shifts}
    booked = {job_id for each in jobs.values() for job_id in each}
    clients = client_names(person.workspace_id, booked) if booked else {}
    meals = {line.shift_id for line in total.lines if line.kind is LineKind.MEAL}
    return tuple(
        MyShift(
            shift,
            basis.zones.at(shift.clock_id, shift.timeline.started_at),
            otherwise.get(shift.id, ()),
            shift.id in meals and shift.timeline.ended_at is not None,
            _may_say_end(person, shift, basis),
            tuple(by_name((tags[each] for each in shift.tag_ids), lambda name: name)),
            tuple(dict.fromkeys(clients[each] for each in jobs[shift.id] if each in clients)),
        )
        for shift in shifts
    )


def _may_say_end(person: Person, shift: ShiftRecord, basis: Basis) -> bool:
    end = shift.timeline.ended_at
    if end is None or shift.unconfirmed is not UnconfirmedEnd.PROVISIONAL:
        return False
    zone, connection = basis.zones.at(shift.clock_id, end), db.session.connection()
    own = shift.member_id == person.actor.member_id
    return (
        own and own_end_of(connection, basis.company_book, shift, end, zone) is not OwnEnd.REFUSED
    )


def _tag_names(workspace_id: int, shifts: Sequence[ShiftRecord]) -> Mapping[int, str]:
    has_tags = any(shift.tag_ids for shift in shifts)
    return label_names(workspace_id, LabelKind.TAG) if has_tags else {}


def _job_ids(shift: ShiftRecord) -> tuple[int, ...]:
    line = shift.timeline
    found = (line.job_id, *(stretch.job_id for stretch in line.stretches))
    return tuple(each for each in found if each is not None)


def _last_end(person: Person, shifts: Sequence[ShiftRecord]) -> datetime | None:
    """When work ended before the first of these shifts, within the last days."""
    if not shifts:
        return None
    start = shifts[0].timeline.started_at
    earlier = shift_queries.shifts_between(
        person.workspace_id, person.member_id, start - _REST_SEEN, start
    )
    ends = (shift.timeline.ended_at for shift in earlier if shift.unconfirmed is None)
    return max((end for end in ends if end is not None and end <= start), default=None)


def _changes(person: Person, day: date, shift_ids: Sequence[int]) -> tuple[ShownCorrection, ...]:
    """What was asked, proposed and decided about the day, also of shifts that it lost."""
    recent = corrections_of(person.workspace_id, person.member_id, limit=_RECENT)
    of_shifts = corrections_of_shifts(person.workspace_id, shift_ids) if shift_ids else ()
    about = {view.id for view in of_shifts}
    views = {view.id: view for view in (*recent, *of_shifts)}
    found = changes(person.workspace_id, [views[number] for number in sorted(views)])
    return tuple(each for each in found if each.day == day or each.view.id in about)


def _elsewhere(
    workspace_id: int, day: date, found: Sequence[ShownCorrection]
) -> tuple[tuple[date, int], ...]:
    if not found:
        return ()
    seconds: Counter[date] = Counter()
    for booked in adjustments_of(workspace_id, [change.view for change in found]).values():
        for each in booked:
            if each.for_day == day != each.day:
                seconds[each.day] += each.seconds
    return tuple((other, each) for other, each in sorted(seconds.items()) if each)


def _receipts(
    person: Person, shifts: Sequence[ShiftRecord], found: Sequence[ShownCorrection]
) -> tuple[HistoryEntry, ...]:
    """The entries of the ledger about these shifts and the changes of them, oldest first."""
    named = {"shift": {shift.id for shift in shifts}, "correction": set[int]()}
    starts = [min(shift.timeline.started_at, shift.created_at) for shift in shifts]
    for change in found:
        view = change.view
        named["correction"].add(view.id)
        named["shift"] |= {*view.shift_ids, *((view.shift_id,) if view.shift_id else ())}
        starts.append(view.before.timeline.started_at if view.before else view.asked_at)
    if not starts:
        return ()
    entries = ledger_queries.entries_about(
        person.workspace_id, person.chain_id, named, min(starts) - _AHEAD
    )
    reader = Reader.of(person, entries)
    return tell(entries, reader, workspace_id=person.workspace_id, limit=len(entries))
