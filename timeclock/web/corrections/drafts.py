"""From the form for a change to what the shift is to become."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wtforms import Field

from timeclock.errors import Conflict, Invalid
from timeclock.timekeeping import precise_text
from timeclock.web.corrections.fields import BreakRow, kind_chosen
from timeclock.web.corrections.form import ChangeForm
from timeclock.web.wording.typed_times import Typed, moment_on, moment_within
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.shifts.refusals import demand_order
from timeclock.worktime.shifts.timeline import Timeline

_NEARLY_A_DAY = timedelta(hours=23, minutes=59)


def drafts_from(form: ChangeForm) -> tuple[Draft, ...]:
    """What the shift is to become: nothing where it is removed, two where it is split.

    Raises Invalid with the name of the field, WallTimeMissing with the two neighbours for a time
    in the gap of spring, WallTimeTwice where no one said which pass of a repeated hour is meant,
    and Conflict `changed_since` where the shift is no longer as the form showed it.
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
    main, subject, zone = form.main, form.subject, form.zone
    shift = subject.shift
    was = shift.timeline if shift else None
    start = _typed(main.start, main.start_which, was.started_at if was else None)
    end = _typed(main.end, main.end_which, was.ended_at if was else None)
    started_at = moment_on(start, main.start_day.data, zone)
    ended_at = moment_on(end, main.end_day.data, zone)
    demand_order(started_at, ended_at)
    if ended_at > subject.now:
        raise Invalid("end_in_future", "That time is in the future.", field="end")
    span = _Span(started_at, ended_at, zone)
    return Draft(
        clock_id=_clock_id(form),
        started_at=started_at,
        ended_at=ended_at,
        job_id=main.job.data,
        breaks=_breaks(form, span, was),
        switches=_switches(form, span, was),
        note=main.note.data or "",
        tag_ids=main.chosen_tags,
        worked_through=shift.worked_through if shift else False,
    )


def _clock_id(form: ChangeForm) -> int:
    if form.subject.shift is not None:
        return form.subject.shift.clock_id
    known = [place.clock_id for place in form.subject.clocks]
    chosen = form.main.clock.data if len(known) > 1 else next(iter(known), None)
    if chosen not in known:
        raise Invalid("clock_required", "Choose a time clock.", field="clock")
    return chosen


def _breaks(form: ChangeForm, span: _Span, was: Timeline | None) -> tuple[DraftBreak, ...]:
    old = dict(enumerate(was.pauses if was else ()))
    found = []
    for number, row in enumerate(form.breaks):
        if not _filled(row.start) and not _filled(row.end):
            continue
        pause = old.get(number)
        begun = span.moment(
            _typed(row.start, row.start_which, pause.started_at if pause else None), row.day
        )
        over = _typed(row.end, row.end_which, pause.ended_at if pause else None)
        found.append(DraftBreak(begun, span.after(begun, over), *_kind(row)))
    return tuple(sorted(found, key=lambda each: each.started_at))


def _switches(form: ChangeForm, span: _Span, was: Timeline | None) -> tuple[DraftSwitch, ...]:
    old = dict(enumerate(was.stretches if was else ()))
    found = []
    for number, row in enumerate(form.switches):
        if not _filled(row.start):
            continue
        stretch = old.get(number)
        typed = _typed(row.start, row.start_which, stretch.started_at if stretch else None)
        found.append(DraftSwitch(span.moment(typed, row.day), row.job.data))
    return tuple(sorted(found, key=lambda each: each.started_at))


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
