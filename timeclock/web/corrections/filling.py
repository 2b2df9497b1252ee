"""Filling in the form for a change of a shift, and reading it back as it was sent."""

from collections.abc import Collection
from datetime import date, datetime

from flask import request
from flask_babel import format_date
from wtforms import SelectChoice

from timeclock.company.clocks import queries as clock_queries
from timeclock.names import by_name
from timeclock.storage.transactions import db
from timeclock.timekeeping import local_date, precise_text
from timeclock.timekeeping import zone as zone_of
from timeclock.web.corrections.choices import choices_of
from timeclock.web.corrections.fields import BreakRow, ShiftForm, SwitchRow, kind_choice
from timeclock.web.corrections.form import ChangeForm, CorrectedShift
from timeclock.web.wording.times import clock_time
from timeclock.worktime.shifts.choices import ClockChoice, places
from timeclock.worktime.shifts.record import ShiftRecord

MOST_ROWS = 24
_BREAK, _SWITCH = "break", "switch"


def subject_of(
    workspace_id: int,
    member_id: int,
    shift: ShiftRecord | None,
    now: datetime,
    *,
    clock_ids: Collection[int] | None = None,
) -> CorrectedShift:
    """What can be said of a shift, or of a new one at the member's clocks (of these, if given)."""
    zones = clock_queries.read_zones(db.session.connection(), workspace_id)
    here: list[ClockChoice] = []
    if shift is None:
        assigned = places(workspace_id, member_id)
        here = [at for at in assigned if clock_ids is None or at.clock_id in clock_ids]
    elif clock := clock_queries.clock(workspace_id, shift.clock_id):
        here = [ClockChoice(clock.id, clock.name, clock.zone, clock.job_required)]
    clocks = tuple(by_name(here, lambda place: place.name))
    choices = choices_of(workspace_id, shift, clocks)
    return CorrectedShift(member_id, shift, zones, clocks, choices, now)


def form_for(subject: CorrectedShift, *, day: date | None = None) -> ChangeForm:
    """The form with the shift in it as it is; empty for the `day` on which one is to be added."""
    shift, zone = subject.shift, subject.zone()
    if shift is None:
        first = day or local_date(subject.now, zone)
        main = ShiftForm(formdata=None, start_day=first, end_day=first)
        return _offered(ChangeForm(subject, main, [_empty_break(0)], []))
    line = shift.timeline
    main = ShiftForm(
        formdata=None,
        start_day=local_date(line.started_at, zone),
        start=clock_time(line.started_at, zone),
        start_which=_pass(line.started_at, zone),
        end_day=local_date(line.ended_at or subject.now, zone),
        end=clock_time(line.ended_at, zone) if line.ended_at else "",
        end_which=_pass(line.ended_at, zone),
        job=line.job_id,
        note=shift.note,
        tags=list(shift.tag_ids),
        seen=precise_text(shift.changed_at),
    )
    breaks = _breaks_of(shift, zone)
    breaks.append(_empty_break(len(breaks)))
    return _offered(ChangeForm(subject, main, breaks, _switches_of(shift, zone)))


def sent_form(subject: CorrectedShift) -> ChangeForm:
    """The form as it was sent; asked for another break or switch, it has room for one more."""
    rows = range(_rows_sent(_BREAK))
    breaks = [BreakRow(request.form, prefix=f"{_BREAK}-{number}-") for number in rows]
    rows = range(_rows_sent(_SWITCH))
    switches = [SwitchRow(request.form, prefix=f"{_SWITCH}-{number}-") for number in rows]
    return _offered(ChangeForm(subject, ShiftForm(), breaks, switches))


def asks_for_more() -> bool:
    """Whether the button was “Add another break” or its like: the form is only shown again."""
    return request.form.get("more") in (_BREAK, _SWITCH)


def _breaks_of(shift: ShiftRecord, zone: str) -> list[BreakRow]:
    return [
        BreakRow(
            prefix=f"{_BREAK}-{number}-",
            day=local_date(pause.started_at, zone),
            start=clock_time(pause.started_at, zone),
            start_which=_pass(pause.started_at, zone),
            end=clock_time(pause.ended_at, zone) if pause.ended_at else "",
            end_which=_pass(pause.ended_at, zone),
            kind=kind_choice(pause.kind_id, paid=pause.paid),
        )
        for number, pause in enumerate(shift.timeline.pauses)
    ]


def _switches_of(shift: ShiftRecord, zone: str) -> list[SwitchRow]:
    return [
        SwitchRow(
            prefix=f"{_SWITCH}-{number}-",
            day=local_date(stretch.started_at, zone),
            start=clock_time(stretch.started_at, zone),
            start_which=_pass(stretch.started_at, zone),
            job=stretch.job_id,
        )
        for number, stretch in enumerate(shift.timeline.stretches)
    ]


def _empty_break(number: int) -> BreakRow:
    return BreakRow(prefix=f"{_BREAK}-{number}-")


def _pass(moment: datetime | None, zone: str) -> str | None:
    """Which pass a recorded time is, so that leaving it alone leaves it as it is."""
    return str(moment.astimezone(zone_of(zone)).fold) if moment else None


def _rows_sent(name: str) -> int:
    """How many rows of that name were sent, and one more if another was asked for."""
    numbers = [
        int(number)
        for each in request.form
        if each.startswith(f"{name}-")
        and (number := each.removeprefix(f"{name}-").partition("-")[0]) in _NUMBERS
    ]
    return min(max(numbers, default=-1) + 1 + (request.form.get("more") == name), MOST_ROWS)


_NUMBERS = frozenset(str(number) for number in range(MOST_ROWS))


def _offered(form: ChangeForm) -> ChangeForm:
    """With every choice in its field."""
    choices = form.subject.choices
    days = [
        SelectChoice(str(day), str(format_date(day, "EEE d MMMM")))
        for day in (form.days() if form.is_long() else ())
    ]
    form.main.clock.choices = [
        SelectChoice(str(place.clock_id), place.name) for place in form.subject.clocks
    ]
    form.main.tags.choices = list(choices.tags)
    form.main.job.choices, form.main.split_day.choices = list(choices.jobs), days
    for row in form.breaks:
        row.kind.choices, row.day.choices = list(choices.kinds), days
    for switch in form.switches:
        switch.job.choices, switch.day.choices = list(choices.jobs), days
    return form
