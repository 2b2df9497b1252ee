"""Times, days and durations in words."""

from datetime import date, datetime, timedelta

from flask import Flask
from flask_babel import format_date
from markupsafe import Markup

from timeclock.timekeeping import elapsed, local_date, utc_text
from timeclock.timekeeping import zone as zone_of
from timeclock.web.moment import now as present
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.hours.explaining import length_text, signed_text

_DAY = timedelta(days=1)
_SPACE = "\N{NO-BREAK SPACE}"


def clock_time(moment: datetime, zone: str) -> str:
    """`06:02` in that zone."""
    return moment.astimezone(zone_of(zone)).strftime("%H:%M")


def exact_time(moment: datetime, zone: str) -> str:
    """`08:02`, and where the clocks show that twice which of the two: `02:30 CEST`."""
    wall = moment.astimezone(zone_of(zone))
    twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    return f"{wall:%H:%M} {wall:%Z}" if twice else f"{wall:%H:%M}"


def with_day(time: str, moment: datetime, zone: str) -> str:
    """“Mon 2 Mar, 08:02”, for a time of another day than the one that it is under."""
    return f"{format_date(local_date(moment, zone), 'EEE d MMM')}, {time}"


def time_on(day: date, moment: datetime, zone: str) -> str:
    """`08:02` on a page about a day, and `Mon 2 Mar, 08:02` for another day than that one."""
    time = exact_time(moment, zone)
    return time if local_date(moment, zone) == day else with_day(time, moment, zone)


def time_on_day(moment: datetime, day: date, zone: str) -> str:
    """`time_on` for templates, where the moment comes first."""
    return time_on(day, moment, zone)


def time_after(start: datetime, moment: datetime, zone: str) -> str:
    """`08:02` for what follows within 24 hours, and with its day for what is later."""
    time = exact_time(moment, zone)
    return time if elapsed(start, moment) < _DAY else with_day(time, moment, zone)


def span(day: date, start: datetime, end: datetime | None, zone: str) -> str:
    """`06:00 to 14:30`, or `since 06:00`, on a page about a day."""
    begin = time_on(day, start, zone)
    if end is None:
        return _("since %(start)s", start=begin)
    return _("%(start)s to %(end)s", start=begin, end=time_after(start, end, zone))


def since(moment: datetime, now: datetime, zone: str) -> str:
    """`20:58`, and the day where that was not today: “20:58 yesterday”."""
    day, today = local_date(moment, zone), local_date(now, zone)
    time = clock_time(moment, zone)
    if day == today:
        return time
    if day == today - _DAY:
        return _("%(time)s yesterday", time=time)
    return _("%(time)s on %(day)s", time=time, day=format_date(day, "EEE d MMMM"))


def stamp(moment: datetime, zone: str) -> str:
    """`24 Oct, 21:58:12 CEST`: to the second, with what the zone calls its time then."""
    wall = moment.astimezone(zone_of(zone))
    name = wall.strftime("%Z")
    label = f"UTC{name}" if name[:1] in "+-" else name
    return f"{format_date(wall.date(), 'd MMM')}, {wall:%H:%M:%S} {label}"


def local_time(moment: datetime, zone: str) -> str:
    """`19 November 2026, 06:02` in that zone."""
    day: str = format_date(local_date(moment, zone), "d MMMM yyyy", rebase=False)
    return f"{day}, {clock_time(moment, zone)}"


def day_date(moment: datetime, zone: str) -> str:
    """`Thursday 19 November` in that zone."""
    text: str = format_date(local_date(moment, zone), "EEEE d MMMM", rebase=False)
    return text


def short_date(moment: datetime, zone: str) -> str:
    """`Thu 19 November` in that zone."""
    return str(format_date(local_date(moment, zone), "EEE d MMMM"))


def day_words(day: date) -> str:
    """`Monday 9 November`; another year is named."""
    year = "" if day.year == _this_year() else " yyyy"
    return str(format_date(day, f"EEEE d MMMM{year}"))


def short_day(day: date) -> str:
    """`9 Nov`."""
    return str(format_date(day, "d MMM"))


def days_words(first: date, after: date) -> str:
    """`9 to 15 November` for the days from `first` to before `after`; another year is named."""
    last = after - _DAY
    year = "" if last.year == _this_year() else " yyyy"
    end = str(format_date(last, f"d MMMM{year}"))
    if first == last:
        return end
    if first.year != last.year:
        begin = str(format_date(first, "d MMMM yyyy"))
    elif first.month != last.month:
        begin = str(format_date(first, "d MMMM"))
    else:
        begin = str(first.day)
    return str(_("%(first)s to %(last)s", first=begin, last=end))


def weekday(day: date) -> str:
    """`Monday`."""
    return str(format_date(day, "EEEE"))


def short_weekday(day: date) -> str:
    """`Mon`."""
    return str(format_date(day, "EEE"))


def long_date(day: date) -> str:
    """`Monday 19 November 2026`."""
    return str(format_date(day, "EEEE d MMMM yyyy"))


def duration(length: timedelta) -> str:
    """`7 h 42 min`, whole minutes floored, with spaces that do not break; a true minus sign."""
    minutes = abs(int(length.total_seconds())) // 60
    hours, left = divmod(minutes, 60)
    sign = "\N{MINUS SIGN}" if length < timedelta(0) and minutes else ""
    if not hours:
        return f"{sign}{left}{_SPACE}min"
    return f"{sign}{hours}{_SPACE}h{_SPACE}{left:02}{_SPACE}min"


def minutes_after(length: timedelta, before: timedelta) -> timedelta:
    """A length in whole minutes that add up with those of the length `before` it."""
    minute = timedelta(minutes=1)
    return ((before + length) // minute - before // minute) * minute


def lasting(seconds: int) -> str:
    """`7 h 42 min` of whole seconds; minutes floored, as everywhere beside an explanation."""
    return duration(timedelta(seconds=seconds))


def exactly(seconds: int) -> str:
    """`7 h 42 min 10 s`: to the second, so that lines visibly add up to their total."""
    return length_text(seconds)


def in_full(seconds: int) -> str:
    """`7 h 42 min`, and `7 h 42 min 10 s` where there are seconds, beside figures that differ."""
    return exactly(seconds) if seconds % 60 else lasting(seconds)


def signed(seconds: int) -> str:
    """`+ 7 min` or `− 5 min`, with a sign of its own; nothing is `0 min`."""
    words = lasting(abs(seconds))
    if abs(seconds) < 60:
        return words
    return f"{'+' if seconds > 0 else chr(0x2212)}\N{NO-BREAK SPACE}{words}"


def precisely(length: int) -> str:
    """`+8 min 52 s`: seconds with their sign, for what is small."""
    return signed_text(length) if length else f"0{_SPACE}min"


def in_hours(length: timedelta) -> str:
    """`14 hours`, and to the minute where it is not a whole number of them."""
    hours, left = divmod(seconds(length), 3600)
    if left:
        return duration(length)
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def big_duration(length: timedelta) -> Markup:
    """The one big figure of a page: `5 h 28 min` with small units."""
    hours, minutes = divmod(seconds(length) // 60, 60)
    if not hours:
        return Markup(f"{minutes}<small>min</small>")  # noqa: S704  (whole numbers alone)
    return Markup(f"{hours}<small>h</small>{minutes:02}<small>min</small>")  # noqa: S704


def seconds(length: timedelta) -> int:
    """Whole seconds, for the browser to count on from."""
    return int(length.total_seconds())


def epoch(moment: datetime) -> int:
    """Seconds since 1970, as browsers count."""
    return int(moment.timestamp())


def attach(app: Flask) -> None:
    """Give them to the templates."""
    for each in (
        clock_time,
        time_on_day,
        stamp,
        utc_text,
        local_time,
        day_date,
        short_date,
        day_words,
        short_day,
        days_words,
        weekday,
        short_weekday,
        long_date,
        duration,
        minutes_after,
        lasting,
        exactly,
        in_full,
        signed,
        precisely,
        in_hours,
        big_duration,
        seconds,
        epoch,
    ):
        app.jinja_env.filters[each.__name__] = each


def _this_year() -> int:
    return local_date(present(), "UTC").year
