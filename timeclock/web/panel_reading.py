"""Reading what the panel shows: few statements, since every punch waits for them."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from wtforms import SelectChoice

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission, may
from timeclock.clocks import queries as clock_queries
from timeclock.jobs import queries as job_queries
from timeclock.jobs.queries import JobOnOffer
from timeclock.ledger import queries as ledger_queries
from timeclock.people import queries as people_queries
from timeclock.shifts import queries as shift_queries
from timeclock.shifts.answering import PUNCHES
from timeclock.shifts.choices import Habits, Place, by_last_use, habits, places, site
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.rules import UNDO_FOR, is_forgotten
from timeclock.shifts.timeline import State
from timeclock.timekeeping import elapsed
from timeclock.web.day import counts_on
from timeclock.web.forms.clock import ClockInForm
from timeclock.web.jobs_on_offer import grouped
from timeclock.web.panel import NOTHING_NEW, AtWork, News, Off, Panel, Person, Stop, Undoable
from timeclock.web.remembered import remembered
from timeclock.web.sentences import short, since

T = TypeVar("T")
STOP_SHOWN_FOR = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def panel_at_work(
    person: Person, now: datetime, shift: ShiftRecord, news: News = NOTHING_NEW
) -> Panel:
    """The panel for a shift under way."""
    line = shift.timeline
    job_id = line.current_job_id
    where = _known(
        person,
        ("site", shift.clock_id, job_id),
        lambda: site(person.workspace_id, shift.clock_id, job_id),
    )
    pause, forgotten = line.open_pause, is_forgotten(line, where.limit, now)
    at_work = AtWork(
        shift=shift,
        since=since(pause.started_at if pause else line.started_at, now, where.zone),
        site=where,
        kind=where.kind(pause.kind_id) if pause else None,
        worked=line.worked(now),
        on_break_for=pause.interval.length(now) if pause else None,
        counting=counts_on(shift),
        forgotten=forgotten,
        managers=_managers(person, shift.clock_id) if forgotten else (),
    )
    named = where.zone != person.zone
    return Panel(now, line.state, where.zone, named, news, at_work=at_work)


def panel_off(
    person: Person,
    now: datetime,
    news: News = NOTHING_NEW,
    *,
    form: ClockInForm | None = None,
    ended: ShiftRecord | None = None,
) -> Panel:
    """The panel for who is off the clock.

    `form` is a clock-in that was refused, to be shown again. `ended` is a shift that the person has
    just ended: it says what was used last and that nobody else stopped it.
    """
    used = _used_on(ended) if ended else habits(person.workspace_id, person.member_id, now)
    assigned = _known(
        person,
        ("places", person.member_id),
        lambda: places(person.workspace_id, person.member_id),
    )
    here = by_last_use(assigned, used.clock_ids)
    jobs = _known(person, "jobs", lambda: job_queries.on_offer(person.workspace_id))
    off = Off(
        places=here,
        form=_offered(form, here, jobs, used),
        has_jobs=bool(jobs),
        stop=None if ended else _last_stop(person, now),
        may_assign=may(person.actor, Permission.MANAGE_CLOCKS),
    )
    zone = here[0].zone if here else person.zone
    return Panel(now, State.OFF, zone, zone != person.zone, news, off=off)


def _known(person: Person, what: Hashable, read: Callable[[], T]) -> T:
    return remembered(person.workspace_id, person.settings, what, read)


def undoable_now(person: Person, now: datetime, zone: str) -> Undoable | None:
    """The last entry of the person's chain while it may be taken back, for a page loaded anew."""
    entry = ledger_queries.last_entry(person.workspace_id, person.chain_id)
    if entry is None or entry.actor_id != person.member_id or entry.kind not in PUNCHES:
        return None
    return undoable(entry.kind, entry.at, entry.position, entry.received_at, now, zone)


def undoable(
    kind: str,
    at: datetime,
    position: int,
    received_at: datetime,
    now: datetime,
    zone: str,
    job: str | None = None,
) -> Undoable | None:
    """The offer to take an act back; None once its minute has passed."""
    left = UNDO_FOR - elapsed(received_at, now)
    if left < _SECOND:
        return None
    return Undoable(short(kind, at, zone, job), position, min(left, UNDO_FOR))


def _offered(
    form: ClockInForm | None, here: Sequence[Place], jobs: Sequence[JobOnOffer], used: Habits
) -> ClockInForm:
    optional = not here or not all(place.job_required for place in here)
    groups, chosen = grouped(jobs, used.job_ids, optional=optional)
    offered = form or ClockInForm(formdata=None, job=chosen)
    offered.job.choices = groups
    offered.clock.choices = [SelectChoice(str(place.clock_id), place.name) for place in here]
    return offered


def _used_on(shift: ShiftRecord) -> Habits:
    line = shift.timeline
    jobs = [line.job_id, *(stretch.job_id for stretch in line.stretches)]
    return Habits((shift.clock_id,), tuple(dict.fromkeys(reversed(jobs))))


def _last_stop(person: Person, now: datetime) -> Stop | None:
    shift = shift_queries.last_stop(
        person.workspace_id, person.member_id, since=now - STOP_SHOWN_FOR
    )
    if shift is None:
        return None
    who = (shift.ended_by_id,) if shift.ended_by_id else ()
    names = people_queries.names(person.workspace_id, who) if who else {}
    clock = clock_queries.clock(person.workspace_id, shift.clock_id)
    zone = clock.zone if clock else person.zone
    at = since(shift.timeline.ended_at or now, now, zone)
    return Stop(names.get(shift.ended_by_id or 0, ""), at, shift)


def _managers(person: Person, clock_id: int) -> tuple[str, ...]:
    assigned = clock_queries.assignments_of_clock(person.workspace_id, clock_id)
    return tuple(
        member.name
        for assignment, member in assigned
        if assignment.manages and member.role is not Role.EMPLOYEE and member.id != person.member_id
    )
