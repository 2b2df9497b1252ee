"""From the form for a change to what the shift is to become."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wtforms import Field

from timeclock.errors import Conflict, Invalid
from timeclock.timekeeping import precise_text
from timeclock.web.corrections.checking import FieldCheck
from timeclock.web.corrections.fields import BreakRow, kind_chosen
from timeclock.web.corrections.form import ChangeForm
from timeclock.web.wording.typed_times import (
    Typed,
    demand_day,
    moment_on,
    moment_within,
    time_of_day,
)
from timeclock.wording import NOTE, clean
from timeclock.worktime.corrections.approval.asking import required_reason
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.shifts.refusals import demand_order, job_required
from timeclock.worktime.shifts.timeline import Timeline

_NEARLY_A_DAY = timedelta(hours=23, minutes=59)


def drafts_from(form: ChangeForm) -> tuple[Draft, ...]:
    """What the shift is to become: nothing where it is removed, two where it is split.

    The form keeps the reason of every field that is refused. Raises Invalid with the name of the
    first one, WallTimeMissing with the two neighbours for a time in the gap of spring,
    WallTimeTwice where no one said which pass of a repeated hour is meant, and Conflict
    `changed_since` where the shift is no longer as the form showed it.
    """
    shift = form.subject.shift
    if shift is not None and form.main.seen.data != precise_text(shift.changed_at):
        raise Conflict(
            "changed_since",
            "This shift has changed since you opened the form. Please check it again.",
        )
    if shift is not None and form.main.remove.data:
        return ()
    whole = _whole(form)
    return _split(form, whole) if _filled(form.main.split_end) else (whole,)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the times of breaks and switches have to lie."""

    start: datetime
    end: datetime
    zone: str

    def moment(self, typed: Typed, day: Field) -> datetime:
        """The one moment of that time; `day` is chosen where the shift sees several."""
        return moment_within(typed, self.start, self.end, self.zone, day.data)

    def after(self, begun: datetime, typed: Typed) -> datetime:
        """The first moment of that time from another one on."""
        end = min(self.end, begun + _NEARLY_A_DAY)
        return moment_within(typed, begun, end, self.zone)


def _whole(form: ChangeForm) -> Draft:
    """The shift as one piece. Every field is read before the first refusal is raised."""
    main, subject, check = form.main, form.subject, FieldCheck(form)
    was = subject.shift.timeline if subject.shift else None
    clock_id = check.read(_clock_id, form)
    started_at = _moment(check, form, "start", was.started_at if was else None)
    ended_at = _moment(check, form, "end", was.ended_at if was else None)
    span = None
    if started_at is not None and ended_at is not None:
        span = check.read(_span, form, started_at, ended_at)
    breaks = _breaks(check, form, span, was)
    check.read(_demand_job, form, main.job)
    switches = _switches(check, form, span, was)
    note = check.read(clean, main.note.data or "", limit=NOTE, field="note")
    check.read(required_reason, main.reason.data or "")
    check.demand_sound()
    if clock_id is None or span is None:
        raise AssertionError("a field without a value was refused")
    return Draft(
        clock_id=clock_id,
        started_at=span.start,
        ended_at=span.end,
        job_id=main.job.data,
        breaks=breaks,
        switches=switches,
        note=note or "",
        worked_through=subject.shift.worked_through if subject.shift else False,
    )


def _moment(
    check: FieldCheck, form: ChangeForm, name: str, was: datetime | None
) -> datetime | None:
    """The start or the end; both its day and its time are checked."""
    time, day = form.main[name], form.main[f"{name}_day"]
    typed = _typed(time, form.main[f"{name}_which"], was)
    is_timed = _is_time(check, typed)
    is_dated = check.read(demand_day, day.data, typed.field) is not None
    if not (is_timed and is_dated):
        return None
    return check.read(moment_on, typed, day.data, form.zone)


def _span(form: ChangeForm, started_at: datetime, ended_at: datetime) -> _Span:
    demand_order(started_at, ended_at)
    if ended_at > form.subject.now:
        raise Invalid("end_in_future", "That time is in the future.", field="end")
    return _Span(started_at, ended_at, form.zone)


def _demand_job(form: ChangeForm, field: Field) -> None:
    """Raise Invalid at the field where its clock needs a job, unless the shift had none before."""
    shift, chosen = form.subject.shift, form.main.clock.data
    clocks = form.subject.clocks
    here = clocks if len(clocks) == 1 else [each for each in clocks if each.clock_id == chosen]
    had = shift.timeline.job_ids if shift else frozenset()
    if field.data is None and None not in had and any(each.job_required for each in here):
        refusal = job_required()
        raise Invalid(refusal.code, refusal.message, field=field.name)


def _clock_id(form: ChangeForm) -> int:
    if form.subject.shift is not None:
        return form.subject.shift.clock_id
    known = [place.clock_id for place in form.subject.clocks]
    chosen = form.main.clock.data if len(known) > 1 else next(iter(known), None)
    if chosen not in known:
        raise Invalid("clock_required", "Choose a time clock.", field="clock")
    return chosen


def _breaks(
    check: FieldCheck, form: ChangeForm, span: _Span | None, was: Timeline | None
) -> tuple[DraftBreak, ...]:
    old = dict(enumerate(was.pauses if was else ()))
    found = []
    for number, row in enumerate(form.breaks):
        if not _filled(row.start) and not _filled(row.end):
            continue
        pause = old.get(number)
        start = _typed(row.start, row.start_which, pause.started_at if pause else None)
        end = _typed(row.end, row.end_which, pause.ended_at if pause else None)
        begun = over = None
        if _is_time(check, start) and span:
            begun = check.read(span.moment, start, row.day)
        if _is_time(check, end) and span and begun:
            over = check.read(span.after, begun, end)
        kind = check.read(_kind, row)
        if begun and over and kind:
            found.append(DraftBreak(begun, over, *kind))
    return tuple(sorted(found, key=lambda each: each.started_at))


def _switches(
    check: FieldCheck, form: ChangeForm, span: _Span | None, was: Timeline | None
) -> tuple[DraftSwitch, ...]:
    old = dict(enumerate(was.stretches if was else ()))
    found = []
    for number, row in enumerate(form.switches):
        if not _filled(row.start):
            continue
        stretch = old.get(number)
        typed = _typed(row.start, row.start_which, stretch.started_at if stretch else None)
        begun = None
        if _is_time(check, typed) and span:
            begun = check.read(span.moment, typed, row.day)
        check.read(_demand_job, form, row.job)
        if begun:
            found.append(DraftSwitch(begun, row.job.data))
    return tuple(sorted(found, key=lambda each: each.started_at))


def _is_time(check: FieldCheck, typed: Typed) -> bool:
    """Whether a time of day was typed."""
    return check.read(time_of_day, typed.text, typed.field) is not None


def _kind(row: BreakRow) -> tuple[int | None, bool]:
    if row.kind.data not in {choice.value for choice in row.kind.choices}:
        raise Invalid("invalid_kind", "Choose the kind of break.", field=row.kind.name)
    return kind_chosen(row.kind.data)


def _split(form: ChangeForm, whole: Draft) -> tuple[Draft, Draft]:
    """The shift in two, as `Draft.split`."""
    main, span = form.main, _Span(whole.started_at, whole.ended_at, form.zone)
    first_end = span.moment(_typed(main.split_end, main.split_end_which, None), main.split_day)
    second_start = first_end
    if _filled(main.split_start):
        typed = _typed(main.split_start, main.split_start_which, None)
        second_start = span.after(first_end, typed)
    return whole.split(first_end, second_start)


def _typed(time: Field, which: Field, was: datetime | None) -> Typed:
    return Typed(time.name, time.data or "", which.data, was)


def _filled(field: Field) -> bool:
    return bool((field.data or "").strip())
