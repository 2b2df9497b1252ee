"""What happened at the clock, said to the person whose time it is."""

from datetime import datetime

from timeclock.web.wording.times import clock_time
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.answering import Act, Punched


def short(kind: str, at: datetime, zone: str, job: str | None = None) -> str:
    """What one just did, for the line that offers to take it back: “Clocked in at 08:00”."""
    time = clock_time(at, zone)
    said = {
        Act.CLOCKED_IN.value: _("Clocked in at %(time)s", time=time),
        Act.PAUSED.value: _("Break started at %(time)s", time=time),
        Act.RESUMED.value: _("Break ended at %(time)s", time=time),
        Act.CLOCKED_OUT.value: _("Clocked out at %(time)s", time=time),
        Act.STOPPED.value: _("Stopped at %(time)s", time=time),
        Act.JOB_SWITCHED.value: _("Job changed to %(job)s", job=job or _("no job")),
        Act.NOTED.value: _("Note saved"),
    }
    return said.get(kind, kind)


def undone(kind: str, at: datetime, zone: str) -> str:
    """That an act was taken back: “Undone: clock in at 08:00”."""
    return _("Undone: %(act)s at %(time)s", act=_act(kind), time=clock_time(at, zone))


def repeated(kind: str, at: datetime, undone_at: datetime | None, zone: str) -> str:
    """The outcome of a punch that was sent again: it is never counted twice."""
    values = {"act": _act(kind), "time": clock_time(at, zone)}
    if undone_at is None:
        return _("Already recorded: %(act)s at %(time)s. It counts once.", **values)
    values["undone"] = clock_time(undone_at, zone)
    return _("Already recorded: %(act)s at %(time)s, undone at %(undone)s.", **values)


def nothing_to_do(punched: Punched) -> str:
    """Why a punch changed nothing."""
    if punched.shift is None:
        return _("You are not on the clock, so there was no break to end.")
    said = {
        Act.PAUSED.value: _("You are on a break already."),
        Act.RESUMED.value: _("You are working already."),
        Act.JOB_SWITCHED.value: _("No changes"),
    }
    return said.get(punched.kind, _("Nothing was changed."))


def _act(kind: str) -> str:
    names = {
        Act.CLOCKED_IN.value: _("clock in"),
        Act.PAUSED.value: _("start of break"),
        Act.RESUMED.value: _("end of break"),
        Act.CLOCKED_OUT.value: _("clock out"),
        Act.STOPPED.value: _("stop"),
        Act.JOB_SWITCHED.value: _("change of job"),
        Act.NOTED.value: _("note"),
        Act.END_PROPOSED.value: _("end of the shift"),
        Act.END_CONFIRMED.value: _("confirmation of the end"),
    }
    return names.get(kind, kind)
