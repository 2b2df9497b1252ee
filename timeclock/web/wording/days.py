"""How hours and runs of days read on a page."""

from datetime import date, timedelta

from flask import Flask
from flask_babel import format_date

from timeclock.timekeeping import local_date
from timeclock.web.moment import now
from timeclock.web.wording.times import duration
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.explaining import length_text

_DAY = timedelta(days=1)


def lasting(seconds: int) -> str:
    """`7 h 42 min` of whole seconds; minutes floored, as everywhere beside an explanation."""
    return duration(timedelta(seconds=seconds))


def exactly(seconds: int) -> str:
    """`7 h 42 min 10 s`: to the second, so that lines visibly add up to their total."""
    return length_text(seconds)


def signed(seconds: int) -> str:
    """`+ 7 min` or `− 5 min`, with a sign of its own; nothing is `0 min`."""
    words = lasting(abs(seconds))
    if abs(seconds) < 60:
        return words
    return f"{'+' if seconds > 0 else chr(0x2212)}\N{NO-BREAK SPACE}{words}"


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


def day_words(day: date) -> str:
    """`Monday 9 November`; another year is named."""
    year = "" if day.year == _this_year() else " yyyy"
    return str(format_date(day, f"EEEE d MMMM{year}"))


def short_day(day: date) -> str:
    """`9 Nov`."""
    return str(format_date(day, "d MMM"))


def attach(app: Flask) -> None:
    """Give them to the templates."""
    for each in (lasting, exactly, signed, days_words, day_words, short_day):
        app.jinja_env.filters[each.__name__] = each


def _this_year() -> int:
    return local_date(now(), "UTC").year
