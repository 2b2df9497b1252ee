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
from timeclock.worktime.shifts.record import GIVEN_BY_THE_PERSON, ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion
from timeclock.worktime.timesheets.inbox.unanswered import suggestion_for

_STILL = "still_working"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """A forgotten shift that is still open, or that ended without the person saying when they left.

    `suggested` is the suggestion's time in words, `passes` the two meanings of a time that came
    twice. `first` means that the question takes the place of a clock-out. `confirmable` means that
    the person may confirm the end that the clock has set.
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

    @property
    def confirmable(self) -> bool:
        """Whether the person may confirm the end as it is. One that no one has said is proposed."""
        ended = self.shift.timeline.ended_at is not None
        return ended and self.shift.unconfirmed is not UnconfirmedEnd.FORGOTTEN


def question_about(
    shift: ShiftRecord,
    site: Site,
    now: datetime,
    form: LeftForm | None = None,
    *,
    first: bool = False,
) -> Question:
    """The question without a suggestion: nothing is read for it."""
    line, form = shift.timeline, form or LeftForm(formdata=None)
    days = days_of(line.started_at, _latest(shift, site, now), site.zone)
    form.day.choices = [
        SelectChoice(str(day), str(format_date(day, "EEE d MMMM")))
        for day in (days if _is_long(shift, site, now) else ())
    ]
    ended = since(line.ended_at, now, site.zone) if line.ended_at else ""
    return Question(
        shift,
        _title_first(shift, site, now) if first else _title(shift, site, now),
        _words_first(site) if first else _words(shift, site, now, ended),
        form,
        _short(line.ended_at, shift, site, now) if line.ended_at else "",
        passes=passes(form.end.data, days, site.zone),
        first=first,
    )


def with_suggestion(question: Question, site: Site, now: datetime) -> Question:
    """The same with when the person may have left, by their usual days: one statement."""
    shift = question.shift
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


def _title_first(shift: ShiftRecord, site: Site, now: datetime) -> str:
    start = since(shift.timeline.started_at, now, site.zone)
    return _("You have been on the clock since %(start)s. When did you leave?", start=start)


def _words_first(site: Site) -> str:
    return _(
        "%(clock)s. The shift is not paid until a manager confirms when it ended.", clock=site.name
    )


def _title(shift: ShiftRecord, site: Site, now: datetime) -> str:
    day, today = local_date(shift.timeline.started_at, site.zone), local_date(now, site.zone)
    if shift.unconfirmed is UnconfirmedEnd.DOUBTFUL:
        words = str(format_date(day, "EEEE d MMMM"))
        return _("The server's clock was wrong on %(day)s. When did you leave?", day=words)
    if shift.unconfirmed is UnconfirmedEnd.FORGOTTEN:
        words = str(format_date(day, "EEEE d MMMM"))
        return _("Your shift of %(day)s is longer than usual. When did you leave?", day=words)
    if day == today:
        return _("You have not clocked out today. When did you leave?")
    if day == today - _A_DAY:
        return _("You did not clock out yesterday. When did you leave?")
    words = str(format_date(day, "EEEE d MMMM"))
    return _("You did not clock out on %(day)s. When did you leave?", day=words)


def _words(shift: ShiftRecord, site: Site, now: datetime, ended: str) -> str:
    values = {
        "start": since(shift.timeline.started_at, now, site.zone),
        "clock": site.name,
        "end": ended,
    }
    if shift.unconfirmed is UnconfirmedEnd.DOUBTFUL:
        return _(
            "In since %(start)s, %(clock)s, out at %(end)s, as far as the server knows. It is not "
            "paid until its times are confirmed. If the start is wrong, ask for a correction.",
            **values,
        )
    if shift.unconfirmed is UnconfirmedEnd.FORGOTTEN:
        return _(
            "In since %(start)s, %(clock)s, out at %(end)s. It is not paid until you say when you "
            "left and a manager confirms it.",
            **values,
        )
    if ended:
        return _(
            "In since %(start)s, %(clock)s. The clock closed the shift at %(end)s. It is not paid "
            "until the end is confirmed.",
            **values,
        )
    return _(
        "In since %(start)s, %(clock)s. The shift is still open, and none of it is paid yet.",
        **values,
    )
