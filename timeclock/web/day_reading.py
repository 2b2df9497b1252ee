"""Reading what the day and the week of one person are made of: a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.clocks import queries as clock_queries
from timeclock.clocks.models import TimeClock
from timeclock.jobs import queries as job_queries
from timeclock.jobs.models import Job
from timeclock.shifts import queries as shift_queries
from timeclock.shifts.choices import kind_names
from timeclock.shifts.record import ShiftRecord
from timeclock.timekeeping import day_bounds, local_date, week_bounds
from timeclock.web.day import Names, Today, Week, in_words, today, week
from timeclock.web.forms.clock import SwitchJobForm
from timeclock.web.jobs_on_offer import grouped
from timeclock.web.panel import Person, is_open
from timeclock.workspaces.rule_book import rule_book

_ZONES_APART = timedelta(days=1)  # a clock's week may begin up to a day before the viewer's


@dataclass(frozen=True, slots=True)
class Work:
    """What goes on now, to be changed without clocking out."""

    form: SwitchJobForm
    has_jobs: bool


@dataclass(frozen=True, slots=True)
class Day:
    """Everything beside the panel: today, its drawing in words, the week, the work under way."""

    today: Today
    words: str
    week: Week
    work: Work | None


def day_of(person: Person, now: datetime) -> Day:
    """The person's day and week so far, as of `now`."""
    first_weekday = rule_book(person.workspace_id).at(now, person.zone).first_weekday
    clocks = {
        clock.id: clock
        for clock in clock_queries.clocks(person.workspace_id, include_archived=True)
    }
    jobs = job_queries.jobs(person.workspace_id, include_archived=True)
    names = Names(
        {clock.id: clock.zone for clock in clocks.values()},
        {job.id: job.name for job in jobs},
        kind_names(person.workspace_id),
    )
    first, after = week_bounds(local_date(now, person.zone), first_weekday)
    since = day_bounds(first, person.zone)[0] - _ZONES_APART
    shifts = shift_queries.shifts_between(
        person.workspace_id, person.member_id, since, now + _ZONES_APART
    )
    zone = clocks[shifts[-1].clock_id].zone if shifts else person.zone
    first, after = week_bounds(local_date(now, zone), first_weekday)
    shown = today(shifts, names, now, zone)
    current = shifts[-1] if shifts and is_open(shifts[-1]) else None
    work = _work(current, clocks[current.clock_id], jobs, shifts) if current else None
    return Day(shown, in_words(shown.lines), week(shifts, names, now, first, after), work)


def _work(
    current: ShiftRecord, clock: TimeClock, jobs: Sequence[Job], shifts: Sequence[ShiftRecord]
) -> Work:
    job_id = current.timeline.current_job_id
    used = [job_id]
    for shift in reversed(shifts):
        used += [stretch.job_id for stretch in reversed(shift.timeline.stretches)]
        used.append(shift.timeline.job_id)
    optional = not clock.job_required or job_id is None
    groups, _chosen = grouped(jobs, list(dict.fromkeys(used)), optional=optional, keep=job_id)
    form = SwitchJobForm(formdata=None, job=job_id, note=current.note)
    form.job.choices = groups
    return Work(form, any(job.archived_at is None for job in jobs))
