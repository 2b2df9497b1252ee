"""The question when a person left, about a forgotten shift, as values for the panel."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import session
from flask_babel import format_date
from wtforms import SelectChoice

from timeclock.errors import Invalid
from timeclock.timekeeping import local_date, parse_instant
from timeclock.web.clock.forms import LeftForm
from timeclock.web.wording.times import clock_time, since
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.typed_times import Typed, days_of, moment_within, passes
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.choices import Site
from timeclock.worktime.shifts.own_ends import OwnEnd
from timeclock.worktime.shifts.record import GIVEN_BY_THE_PERSON, ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion
from timeclock.worktime.timesheets.inbox.unanswered import suggestion_for

_STILL = "still_working"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """A forgotten shift that is still open, or that ended without the person saying when they left.

    `suggested` is the suggestion's time in words, `passes` the two meanings of a time that came
    twice. `first` means that the question takes the place of a clock-out. `answerable` means that
    the company accepts an answer.
    """

    shift: ShiftRecord
    title: str
    words: str
    form: LeftForm
    ended_in_words: str = ""
    suggestion: Suggestion | None = None
    suggested: str = ""
    passes: tuple[tuple[str, str], ...] = ()
    first: bool = False
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
    first: bool = False,
) -> Question:
    """The question without a suggestion; `own` is what becomes of the answer."""
    line, form = shift.timeline, form or LeftForm(formdata=None)
    days = days_of(line.started_at, _latest(shift, site, now), site.zone)
    form.day.choices = [
        SelectChoice(str(day), str(format_date(day, "EEE d MMMM")))
        for day in (days if _is_long(shift, site, now) else ())
    ]
    ended = since(line.ended_at, now, site.zone) if line.ended_at else ""
    return Question(
        shift,
        _title(shift, site, now, own, first=first),
        f"{_words(shift, site, now, ended, first=first)} {_effect(own)}",
        form,
        _short(line.ended_at, shift, site, now) if line.ended_at else "",
        passes=passes(form.end.data, days, site.zone),
        first=first,
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
    return replace(question, suggestion=found, suggested=_short(found.end, shift, site, now))


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


def works_on(shift: ShiftRecord) -> bool:
    """Whether the person has said of this shift that it still goes on."""
    return bool(session.get(_STILL) == shift.id)


def note_works_on(shift_id: int) -> None:
    """Do not ask about this shift again in this browser."""
    session[_STILL] = shift_id


def _latest(shift: ShiftRecord, site: Site, now: datetime) -> datetime:
    """Until when it can have gone on: within a day, or as long as the clock lets shifts be."""
    return min(now, shift.timeline.started_at + max(_A_DAY, site.limit))


def _is_long(shift: ShiftRecord, site: Site, now: datetime) -> bool:
    return _latest(shift, site, now) > shift.timeline.started_at + _A_DAY


def _short(end: datetime, shift: ShiftRecord, site: Site, now: datetime) -> str:
    """“14:31”, and the day unless it is that of the start and the shift is about a day long."""
    day, start = local_date(end, site.zone), local_date(shift.timeline.started_at, site.zone)
    time = clock_time(end, site.zone)
    if day == start and local_date(now, site.zone) <= start + _A_DAY:
        return time
    return _("%(time)s on %(day)s", time=time, day=format_date(day, "EEE d MMMM"))


def _title(shift: ShiftRecord, site: Site, now: datetime, own: OwnEnd, *, first: bool) -> str:
    happened = _happened(shift, site, now, first=first)
    if own is OwnEnd.REFUSED:
        return happened
    question = _("When did you leave?")
    return f"{happened} {question}"


def _happened(shift: ShiftRecord, site: Site, now: datetime, *, first: bool) -> str:
    day, today = local_date(shift.timeline.started_at, site.zone), local_date(now, site.zone)
    words = str(format_date(day, "EEEE d MMMM"))
    if first:
        start = since(shift.timeline.started_at, now, site.zone)
        return _("You have been on the clock since %(start)s.", start=start)
    if shift.unconfirmed is UnconfirmedEnd.DOUBTFUL:
        return _("The server's clock was wrong on %(day)s.", day=words)
    if shift.unconfirmed is UnconfirmedEnd.FORGOTTEN:
        return _("Your shift of %(day)s is longer than usual.", day=words)
    if day == today:
        return _("You have not clocked out today.")
    if day == today - _A_DAY:
        return _("You did not clock out yesterday.")
    return _("You did not clock out on %(day)s.", day=words)


def _words(shift: ShiftRecord, site: Site, now: datetime, ended: str, *, first: bool) -> str:
    values = {
        "start": since(shift.timeline.started_at, now, site.zone),
        "clock": site.name,
        "end": ended,
    }
    if first:
        return _("%(clock)s. None of the shift is paid yet.", **values)
    if shift.unconfirmed is UnconfirmedEnd.DOUBTFUL:
        return _(
            "In since %(start)s, %(clock)s, out at %(end)s, as far as the server knows. If the "
            "start is wrong, ask for a correction. None of it is paid yet.",
            **values,
        )
    if shift.unconfirmed is UnconfirmedEnd.FORGOTTEN:
        return _("In since %(start)s, %(clock)s, out at %(end)s. None of it is paid yet.", **values)
    if ended:
        return _(
            "In since %(start)s, %(clock)s. The clock closed the shift at %(end)s. None of it is "
            "paid yet.",
            **values,
        )
    return _(
        "In since %(start)s, %(clock)s. The shift is still open, and none of it is paid yet.",
        **values,
    )


def _effect(own: OwnEnd) -> str:
    """What becomes of the answer, as the company's rule of claimed times says."""
    words = {
        OwnEnd.COUNTS: _("It is paid once you say when you left."),
        OwnEnd.COUNTS_LATELY: _(
            "It is paid once you say when you left. A time more than 12 hours ago waits until a "
            "manager confirms it."
        ),
        OwnEnd.WAITS: _("It is paid once you say when you left and a manager confirms it."),
        OwnEnd.REFUSED: _(
            "This company does not accept times that are given afterwards, so a manager settles "
            "when you left."
        ),
    }
    return words[own]
