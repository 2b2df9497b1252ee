"""What is said about a forgotten shift to the person who is asked when they left."""

from datetime import datetime, timedelta

from flask_babel import format_date

from timeclock.timekeeping import local_date
from timeclock.web.wording.times import clock_time, since
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.choices import Site
from timeclock.worktime.shifts.own_ends import OwnEnd
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

_A_DAY = timedelta(days=1)


def end_in_words(end: datetime, shift: ShiftRecord, zone: str, now: datetime) -> str:
    """“14:31”, and the day unless it is that of the start and the shift is about a day long."""
    day, start = local_date(end, zone), local_date(shift.timeline.started_at, zone)
    time = clock_time(end, zone)
    if day == start and local_date(now, zone) <= start + _A_DAY:
        return time
    return _("%(time)s on %(day)s", time=time, day=format_date(day, "EEE d MMMM"))


def title(
    shift: ShiftRecord, zone: str, now: datetime, own: OwnEnd, *, replaces_clock_out: bool
) -> str:
    """What happened, and the question unless only a manager settles the end."""
    happened = _happened(shift, zone, now, replaces_clock_out=replaces_clock_out)
    if own is OwnEnd.REFUSED:
        return happened
    question = _("When did you leave?")
    return f"{happened} {question}"


def _happened(shift: ShiftRecord, zone: str, now: datetime, *, replaces_clock_out: bool) -> str:
    day, today = local_date(shift.timeline.started_at, zone), local_date(now, zone)
    words = str(format_date(day, "EEEE d MMMM"))
    if replaces_clock_out:
        start = since(shift.timeline.started_at, now, zone)
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


def facts(
    shift: ShiftRecord, site: Site, now: datetime, ended: str, *, replaces_clock_out: bool
) -> str:
    """When and where the shift began and ended, and that it is not paid yet."""
    values = {
        "start": since(shift.timeline.started_at, now, site.zone),
        "clock": site.name,
        "end": ended,
    }
    if replaces_clock_out:
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


def effect(own: OwnEnd) -> str:
    """How the answer counts, as the company's rule of claimed times says."""
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


def end_given(punched: Punched, zone: str, now: datetime) -> str:
    """What happens to the end that was given or confirmed, by the clock that it is about."""
    end = punched.shift.timeline.ended_at if punched.shift else None
    of_shift = punched.shift.end_zone if punched.shift else None
    time = since(end or punched.at, now, of_shift or zone)
    if punched.shift and punched.shift.is_unpaid:
        return _(
            "Thank you. Your shift ended at %(time)s. It is paid after a manager confirms it.",
            time=time,
        )
    return _("Thank you. Your shift ended at %(time)s.", time=time)
