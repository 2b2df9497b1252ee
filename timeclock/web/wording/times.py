"""How times and durations read on a page."""

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import format_date

from timeclock.timekeeping import local_date
from timeclock.timekeeping import zone as zone_of
from timeclock.web.wording.devices import device_name

_SPACE = "\N{NO-BREAK SPACE}"


def duration(length: timedelta) -> str:
    """`7 h 42 min`, whole minutes floored, with spaces that do not break; a true minus sign."""
    minutes = abs(int(length.total_seconds())) // 60
    hours, left = divmod(minutes, 60)
    sign = "\N{MINUS SIGN}" if length < timedelta(0) and minutes else ""
    if not hours:
        return f"{sign}{left}{_SPACE}min"
    return f"{sign}{hours}{_SPACE}h{_SPACE}{left:02}{_SPACE}min"


def clock_time(moment: datetime, zone: str) -> str:
    """`06:02` in that zone."""
    return moment.astimezone(zone_of(zone)).strftime("%H:%M")


def day_date(moment: datetime, zone: str) -> str:
    """`Thursday 19 November` in that zone."""
    text: str = format_date(local_date(moment, zone), "EEEE d MMMM", rebase=False)
    return text


def local_time(moment: datetime, zone: str) -> str:
    """`19 November 2026, 06:02` in that zone."""
    day: str = format_date(local_date(moment, zone), "d MMMM yyyy", rebase=False)
    return f"{day}, {clock_time(moment, zone)}"


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys(words[:1] + words[-1:])).upper()


def attach(app: Flask) -> None:
    """Give them to the templates."""
    for each in (device_name, duration, clock_time, day_date, local_time, initials):
        app.jinja_env.filters[each.__name__] = each
