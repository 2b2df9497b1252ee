"""The times of an entry that awork's clients send: a date and a time, in UTC or local. Pure."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from timeclock.compat.awork.bodies import AworkTimes
from timeclock.errors import Invalid
from timeclock.messages import N_
from timeclock.timekeeping import zone
from timeclock.wire.problems import BadRequest, Fault, Problem

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?", re.ASCII)
_TIME = re.compile(r"(\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?", re.ASCII)


def start_of(body: AworkTimes, zone_name: str) -> datetime | None:
    """When the entry begins; None where that was not sent. Raises BadRequest."""
    return _moment(body, "start", zone_name)


def end_of(
    body: AworkTimes, zone_name: str, start: datetime, unpaid: timedelta = timedelta(0)
) -> datetime | None:
    """When it ends: as it says, or so that `duration` is worked beside the `unpaid` breaks in it.

    Raises BadRequest.
    """
    end = _moment(body, "end", zone_name, day=start)
    if end is None and body.duration is not None:
        return later(start, timedelta(seconds=body.duration) + unpaid, "duration")
    return end


def later(start: datetime, length: timedelta, field: str) -> datetime:
    """So long after a start. Raises BadRequest where calendars have ended by then."""
    try:
        return start + length
    except OverflowError:
        raise _unreadable(field) from None


def _moment(
    body: AworkTimes, which: str, zone_name: str, *, day: datetime | None = None
) -> datetime | None:
    for place, where in (("Utc", UTC), ("Local", zone(zone_name))):
        date_name, time_name = f"{which}Date{place}", f"{which}Time{place}"
        date, time = getattr(body, date_name), getattr(body, time_name)
        if time is None and date is None:
            continue
        if date is None and day is not None:
            date = _day_there(day, where, time_name)
        its_date = _DATE.fullmatch(date or "")
        its_time = _TIME.fullmatch(time or "")
        if its_date is None:
            raise _unreadable(date_name)
        if its_time is None:
            raise _unreadable(time_name)
        text = f"{its_date[1]}T{its_time[1]}:{its_time[2] or '00'}"
        try:
            return datetime.fromisoformat(text).replace(tzinfo=where).astimezone(UTC)
        except (ValueError, OverflowError):
            raise _unreadable(time_name) from None
    return None


def _day_there(moment: datetime, where: tzinfo, field: str) -> str:
    try:
        return moment.astimezone(where).date().isoformat()
    except OverflowError:
        raise _unreadable(field) from None


def _unreadable(name: str) -> BadRequest:
    return BadRequest(Problem(Fault.TIME, (name,), N_("That time cannot be read.")))


def needs(name: str) -> Invalid:
    """What is said where a time is missing."""
    return Invalid("required", "This cannot be empty.", field=name)
