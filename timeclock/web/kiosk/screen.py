"""What a kiosk shows one person, as values for its templates."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.company.jobs import queries as job_queries
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.identifying import Recognised
from timeclock.storage.transactions import db
from timeclock.web.frame.forgotten_shift import (
    Question,
    end_not_said,
    question_about,
    with_suggestion,
)
from timeclock.web.kiosk.forms import LeftAtForm, PunchForm
from timeclock.web.kiosk.ticket import ticket_for
from timeclock.web.wording.jobs import grouped
from timeclock.web.wording.times import since
from timeclock.worktime.hours.weeks import week_of
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.choices import Site, habits, site
from timeclock.worktime.shifts.own_ends import own_end_of
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import is_forgotten
from timeclock.worktime.shifts.timeline import State
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.sheets import sheet_of


@dataclass(frozen=True, slots=True)
class Screen:
    """One person at a kiosk: their state and what they can press.

    `elsewhere` is the clock at which their shift runs, where that is another one.
    """

    person: Recognised
    ticket: str
    state: State
    since: str
    site: Site
    form: PunchForm
    has_jobs: bool
    elsewhere: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class HoursSoFar:
    """What a person has worked today and this week; what is unconfirmed is not in it."""

    today: timedelta
    week: timedelta


def screen_of(
    device: Device,
    person: Recognised,
    now: datetime,
    *,
    asks_first: bool = False,
    left: LeftAtForm | None = None,
) -> Screen:
    """The buttons for this person; `asks_first` asks when they left, in place of a clock-out.

    `left` is an answer that was refused, to be shown again.
    """
    shift = shift_queries.open_shift(device.workspace_id, person.member_id)
    clock_id = shift.clock_id if shift else device.clock_id
    job_id = shift.timeline.current_job_id if shift else None
    where = site(device.workspace_id, clock_id, job_id)
    line = shift.timeline if shift else None
    pause = line.open_pause if line else None
    start = pause.started_at if pause else (line.started_at if line else None)
    form, has_jobs = _job_choice(device, person, where, job_id, now)
    elsewhere = where.name if shift and shift.clock_id != device.clock_id else ""
    return Screen(
        person,
        ticket_for(device, person),
        line.state if line else State.OFF,
        since(start, now, where.zone) if start else "",
        where,
        form,
        has_jobs,
        elsewhere,
        _question(device, person, shift, now, left, asks_first=asks_first),
    )


def worked_by(device: Device, person: Recognised, now: datetime) -> HoursSoFar:
    """Today and the week so far, as the timesheet counts them."""
    basis = read_basis(db.session.connection(), device.workspace_id, member_ids=(person.member_id,))
    book = basis.book_of(person.member_id)
    today = book.day_of(now, device.zone)
    week = week_of(today, book)
    sheet = sheet_of(device.workspace_id, person.member_id, week.first, week.after, now)
    of_today = sum(day.worked for day in sheet.days if day.day == today)
    return HoursSoFar(timedelta(seconds=of_today), timedelta(seconds=sheet.totals.worked))


def _job_choice(
    device: Device, person: Recognised, where: Site, job_id: int | None, now: datetime
) -> tuple[PunchForm, bool]:
    jobs = job_queries.on_offer(device.workspace_id)
    form = PunchForm(formdata=None)
    if jobs:
        used = habits(device.workspace_id, person.member_id, now).job_ids
        last_used = [job_id, *used] if job_id else list(used)
        groups, chosen = grouped(jobs, last_used, optional=not where.job_required)
        form = PunchForm(formdata=None, job=chosen)
        form.job.choices = groups
    return form, bool(jobs)


def _question(
    device: Device,
    person: Recognised,
    shift: ShiftRecord | None,
    now: datetime,
    left: LeftAtForm | None,
    *,
    asks_first: bool,
) -> Question | None:
    """The question about a forgotten shift, by the rule that the person's own page follows."""
    found = shift or end_not_said(device.workspace_id, person.member_id)
    if found is None:
        return None
    where = site(device.workspace_id, found.clock_id, None)
    line, connection = found.timeline, db.session.connection()
    if shift is not None and not (asks_first or is_forgotten(line, where.limit, now)):
        return None
    book = read_basis(connection, device.workspace_id).company_book
    own = own_end_of(connection, book, found, line.ended_at or line.started_at, where.zone)
    question = question_about(found, where, now, left, own=own, replaces_clock_out=asks_first)
    return with_suggestion(question, where, now)
