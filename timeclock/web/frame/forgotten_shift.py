"""The question when a person left, about a forgotten shift: what the panel and a kiosk show."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField

from timeclock.errors import Invalid
from timeclock.timekeeping import parse_instant
from timeclock.web.frame.fields import day_or_none
from timeclock.web.wording.forgotten_shifts import effect, end_in_words, facts, title
from timeclock.web.wording.times import since
from timeclock.web.wording.typed_times import Typed, days_of, moment_within, passes
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.choices import Site
from timeclock.worktime.shifts.own_ends import OwnEnd
from timeclock.worktime.shifts.record import GIVEN_BY_THE_PERSON, ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion
from timeclock.worktime.timesheets.inbox.unanswered import suggestion_for

_A_DAY = timedelta(days=1)


class LeftForm(FlaskForm):
    """When someone left who did not clock out: the instant `at` that was suggested, or a time.

    `which` is the pass of an hour that came twice.
    """

    shift = HiddenField()
    at = HiddenField()
    end = StringField(
        _l("I left at"), render_kw={"inputmode": "numeric", "maxlength": 5, "autocomplete": "off"}
    )
    day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    which = StringField(_l("Which one?"))


@dataclass(frozen=True, slots=True)
class Question:
    """A forgotten shift that is still open, or that ended without the person saying when they left.

    `suggested` is the suggestion's time in words, `passes` the two meanings of a time that came
    twice. `replaces_clock_out` means that a clock-out was pressed, which asks this instead.
    `answerable` means that the company accepts an answer.
    """

    shift: ShiftRecord
    title: str
    words: str
    form: LeftForm
    ended_in_words: str = ""
    suggestion: Suggestion | None = None
    suggested: str = ""
    passes: tuple[tuple[str, str], ...] = ()
    replaces_clock_out: bool = False
    answerable: bool = True

    @property
    def set_by_clock(self) -> bool:
        """Whether the clock has set the end, which the person may say is right."""
        return self.shift.unconfirmed is UnconfirmedEnd.PROVISIONAL


def question_about(
    shift: ShiftRecord,
    site: Site,
    now: datetime,
    form: LeftForm | None = None,
    *,
    own: OwnEnd,
    replaces_clock_out: bool = False,
) -> Question:
    """The question without a suggestion; `own` says how the answer counts."""
    line, form = shift.timeline, form or LeftForm(formdata=None)
    days = days_of(line.started_at, _latest(shift, site, now), site.zone)
    form.day.choices = [
        SelectChoice(str(day), str(format_date(day, "EEE d MMMM")))
        for day in (days if _is_long(shift, site, now) else ())
    ]
    ended = since(line.ended_at, now, site.zone) if line.ended_at else ""
    said = facts(shift, site, now, ended, replaces_clock_out=replaces_clock_out)
    return Question(
        shift,
        title(shift, site.zone, now, own, replaces_clock_out=replaces_clock_out),
        f"{said} {effect(own)}",
        form,
        end_in_words(line.ended_at, shift, site.zone, now) if line.ended_at else "",
        passes=passes(form.end.data, days, site.zone),
        replaces_clock_out=replaces_clock_out,
        answerable=own is not OwnEnd.REFUSED,
    )


def with_suggestion(question: Question, site: Site, now: datetime) -> Question:
    """The same with when the person may have left, by their usual days: one statement."""
    shift = question.shift
    if not question.answerable:
        return question
    found = suggestion_for(shift, site.zone, now)
    if found is None or found.end == shift.timeline.ended_at:
        return question
    return replace(
        question, suggestion=found, suggested=end_in_words(found.end, shift, site.zone, now)
    )


def end_not_said(workspace_id: int, member_id: int) -> ShiftRecord | None:
    """The newest shift with an unconfirmed end that the person has not given."""
    waiting = shift_queries.unconfirmed_shifts(workspace_id, member_id=member_id)
    closed = [each for each in waiting if each.unconfirmed not in GIVEN_BY_THE_PERSON]
    return closed[-1] if closed else None


def end_meant(form: LeftForm, shift: ShiftRecord, site: Site, now: datetime) -> datetime:
    """The instant that was suggested and taken, or typed: the first such time after the start.

    Raises Invalid, WallTimeMissing and WallTimeTwice as `moment_within` does.
    """
    if form.at.data:
        return parse_instant(form.at.data)
    if not (form.end.data or "").strip():
        raise Invalid("required", "Enter when you left, such as 16:30.", field="end")
    typed = Typed("end", form.end.data or "", form.which.data)
    start = shift.timeline.started_at
    return moment_within(typed, start, _latest(shift, site, now), site.zone, form.day.data)


def _latest(shift: ShiftRecord, site: Site, now: datetime) -> datetime:
    """Until when it can have gone on: within a day, or as long as the clock lets shifts be."""
    return min(now, shift.timeline.started_at + max(_A_DAY, site.limit))


def _is_long(shift: ShiftRecord, site: Site, now: datetime) -> bool:
    return _latest(shift, site, now) > shift.timeline.started_at + _A_DAY
