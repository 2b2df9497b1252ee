"""How figures read on the clock and the board, beside what every page has."""

from datetime import date, datetime, timedelta

from flask import Blueprint
from flask_babel import format_date
from markupsafe import Markup

from timeclock.timekeeping import local_date, utc_text
from timeclock.timekeeping import zone as zone_of
from timeclock.web.wording.punches import since
from timeclock.web.wording.times import duration
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.board.board import BoardRow
from timeclock.worktime.hours.explaining import signed_text

_SPACE = "\N{NO-BREAK SPACE}"


def seconds(length: timedelta) -> int:
    """Whole seconds, for the browser to count on from."""
    return int(length.total_seconds())


def epoch(moment: datetime) -> int:
    """Seconds since 1970, as browsers count."""
    return int(moment.timestamp())


def big_duration(length: timedelta) -> Markup:
    """The one big figure of a page: `5 h 28 min` with small units."""
    hours, minutes = divmod(seconds(length) // 60, 60)
    if not hours:
        return Markup(f"{minutes}<small>min</small>")  # noqa: S704  (whole numbers alone)
    return Markup(f"{hours}<small>h</small>{minutes:02}<small>min</small>")  # noqa: S704


def row_since(row: BoardRow, now: datetime, viewers_zone: str) -> str:
    """When a person's present state began: “since 20:58 yesterday”.

    It is the time of their clock, and says so where the viewer lives by another.
    """
    if row.since is None or row.zone is None:
        return ""
    words = _("since %(time)s", time=since(row.since, now, row.zone))
    if row.zone != viewers_zone:
        city = row.zone.rpartition("/")[2].replace("_", " ")
        words = _("%(words)s, %(city)s time", words=words, city=city)
    return _("%(words)s, edited", words=words) if row.edited else words


def in_hours(length: timedelta) -> str:
    """`14 hours`, and to the minute where it is not a whole number of them."""
    hours, left = divmod(seconds(length), 3600)
    if left:
        return duration(length)
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def short_date(moment: datetime, zone: str) -> str:
    """`Thu 19 November` in that zone."""
    return str(format_date(local_date(moment, zone), "EEE d MMMM"))


def weekday(day: date) -> str:
    """`Monday`."""
    return str(format_date(day, "EEEE"))


def short_weekday(day: date) -> str:
    """`Mon`."""
    return str(format_date(day, "EEE"))


def long_date(day: date) -> str:
    """`Monday 19 November 2026`."""
    return str(format_date(day, "EEEE d MMMM yyyy"))


def precisely(length: int) -> str:
    """`+8 min 52 s`: seconds with their sign, for what is small."""
    return signed_text(length) if length else f"0{_SPACE}min"


def stamp(moment: datetime, zone: str) -> str:
    """`24 Oct, 21:58:12 CEST`: to the second, with what the zone calls its time then."""
    wall = moment.astimezone(zone_of(zone))
    name = wall.strftime("%Z")
    label = f"UTC{name}" if name[:1] in "+-" else name
    return f"{format_date(wall.date(), 'd MMM')}, {wall:%H:%M:%S} {label}"


def attach(blueprint: Blueprint) -> None:
    """Give them to the templates."""
    for each in (
        seconds,
        epoch,
        big_duration,
        row_since,
        in_hours,
        short_date,
        weekday,
        short_weekday,
        long_date,
        precisely,
        stamp,
        utc_text,
    ):
        blueprint.add_app_template_filter(each)
