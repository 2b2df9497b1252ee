"""Reading what the day and the week of one person are made of: a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.clocks import queries as clock_queries
from timeclock.company.clocks.models import TimeClock
from timeclock.company.jobs import queries as job_queries
from timeclock.company.jobs.models import Job
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.storage.transactions import db
from timeclock.timekeeping import day_bounds
from timeclock.web.clock.forms import SwitchJobForm
from timeclock.web.clock.panel import is_open
from timeclock.web.clock.panel_reading import known_tags
from timeclock.web.clock.today import Today, Week, counts_for, counts_on, in_words, today, week
from timeclock.web.clock.told import Told, notices_for
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.wording.jobs import grouped
from timeclock.web.wording.names import Names
from timeclock.web.wording.tags import tag_choices
from timeclock.worktime.corrections.reading.adjustments import adjustments
from timeclock.worktime.hours.adding_up import add_up
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period, week_of
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.basis import Basis

_ZONES_APART = timedelta(days=1)
# A clock's week may begin up to a day before the viewer's, with a shift that reaches into it.
_A_WEEK_AND_MORE = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What goes on now, to be changed without clocking out."""

    form: SwitchJobForm
    has_jobs: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything beside the panel: today, its drawing in words, the week, the work under way.

    `workday` is the day that goes on, and `counts_on` the day on which the newest shift counts: a
    night shift may still count on the day before. `told` is what others decided about the person.
    """

    today: Today
    workday: date
    counts_on: date
    words: str
    week: Week
    work: OpenWork | None
    notices: tuple[Told, ...] = ()


def day_of(person: Person, now: datetime) -> TodayView:
    """The person's day and week so far, as of `now`."""
    basis = basis_of(person)
    book = basis.book_of(person.member_id)
    clocks = {
        clock.id: clock
        for clock in clock_queries.clocks(person.workspace_id, include_archived=True)
    }
    jobs = job_queries.jobs(person.workspace_id, include_archived=True)
    names = Names(
        {clock.id: clock.zone for clock in clocks.values()},
        {job.id: job.name for job in jobs},
        basis.kinds,
    )
    since = day_bounds(book.day_of(now, person.zone), person.zone)[0] - _A_WEEK_AND_MORE
    shifts = shift_queries.shifts_between(
        person.workspace_id, person.member_id, since, now + _ZONES_APART
    )
    zone = clocks[shifts[-1].clock_id].zone if shifts else person.zone
    shown = today(shifts, names, now, zone)
    current = shifts[-1] if shifts and is_open(shifts[-1]) else None
    work = None
    if current is not None:
        work = _work(current, clocks[current.clock_id], jobs, shifts)
        work.form.tags.choices = tag_choices(known_tags(person), current.tag_ids)
    day = book.day_of(now, zone)
    counted = _counted_day(shifts[-1], book, zone, now) if shifts else day
    # A night shift that runs past the end of the week goes on in the week of its day.
    days = week_of(counted if current else day, book)
    sheet = _sheet(person, basis, shifts, days, now)
    counting = current is not None and counts_on(current, now)
    still_counts = counts_for(current, now) if current else None
    shown_week = week(sheet, counting=counting, still_counts=still_counts)
    lines = notices_for(person, basis, shifts, now)
    return TodayView(
        shown.after(shown_week), day, counted, in_words(shown.lines), shown_week, work, lines
    )


def _counted_day(shift: ShiftRecord, book: RuleBook, zone: str, now: datetime) -> date:
    """The last workday on which a shift counts."""
    end = shift.timeline.ended_at or now
    return book.days_of(shift.timeline.started_at, end, zone)[-1]


def _sheet(
    person: Person, basis: Basis, shifts: Sequence[ShiftRecord], days: Period, now: datetime
) -> Sheet:
    """The week as the timesheet counts it, so that both pages say the same."""
    late = adjustments(
        db.session.connection(), person.workspace_id, (person.member_id,), days.first, days.after
    )
    return add_up(
        shifts,
        basis.settings_of(person.member_id),
        days,
        now,
        adjustments=[each.counted for each in late.get(person.member_id, ())],
    )


def _work(
    current: ShiftRecord, clock: TimeClock, jobs: Sequence[Job], shifts: Sequence[ShiftRecord]
) -> OpenWork:
    job_id = current.timeline.current_job_id
    used = [job_id]
    for shift in reversed(shifts):
        used += [stretch.job_id for stretch in reversed(shift.timeline.stretches)]
        used.append(shift.timeline.job_id)
    optional = not clock.job_required or job_id is None
    groups, _chosen = grouped(jobs, list(dict.fromkeys(used)), optional=optional, keep=job_id)
    form = SwitchJobForm(formdata=None, job=job_id, note=current.note, tags=list(current.tag_ids))
    form.job.choices = groups
    return OpenWork(form, any(job.archived_at is None for job in jobs))
