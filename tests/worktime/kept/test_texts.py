"""What is kept of a sheet comes back as it was, in this and in every later version."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.fixtures.examples import examples
from tests.worktime.hours.any_shift import Month, books, months
from tests.worktime.hours.shifts_of import SHOP, YARD, book_of
from tests.worktime.kept.kept_of import kept_again
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import CountedSentence, Sentence
from timeclock.worktime.hours.adding_up import add_up
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.sheet import DayTotal, Flag, Line, Premium, Sheet
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.kept.texts import read_kept_text
from timeclock.worktime.kept.versions import versions_of
from timeclock.worktime.kept.words import word_from_json, word_to_json
from timeclock.worktime.kept.writing import kept_text

A_YEAR = timedelta(days=400)


def plain(value: Any) -> Any:
    """A value with each sentence as it reads."""
    if isinstance(value, Sentence):
        return str(value)
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return value


def month_of(month: Month, book: RuleBook) -> Sheet:
    return add_up(
        month.shifts,
        CountingSettings(
            book=book,
            zones=ClockZones({SHOP: month.zone, YARD: month.zone}),
            limits={SHOP: A_YEAR, YARD: A_YEAR},
        ),
        Period(month.first, month.first + timedelta(days=35)),
        month.now,
    )


@examples(60)
@given(months(), books)
def test_any_sheet_comes_back_as_it_was(month: Month, book: RuleBook) -> None:
    sheet = month_of(month, book)
    kept = kept_again(sheet, book, month.zone)
    assert plain(kept.sheet.days) == plain(sheet.days)
    assert kept.sheet.stints == sheet.stints
    assert kept.sheet.totals == sheet.totals
    assert kept_text(kept.sheet, kept.versions) == kept_text(sheet, kept.versions)


def test_a_counted_sentence_comes_back() -> None:
    sentence = CountedSentence("%(num)s day", "%(num)s days", 2)
    assert str(word_from_json(word_to_json(sentence))) == "2 days"


def test_a_part_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError):
        word_to_json(Sentence("%(this)s", this=1.5))
    with pytest.raises(ValueError, match="cannot be read"):
        word_from_json({"another": 1})


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form"):
        read_kept_text('{"form": 2}')


def test_everything_of_a_day_is_kept() -> None:
    """A new field of these values needs a place in the text, and a default where it is not."""
    assert [each.name for each in fields(DayTotal)] == [
        *("day", "worked", "rounded", "paid_breaks", "unpaid_breaks", "unconfirmed", "running"),
        *("lines", "places", "premiums", "rounded_premiums", "flags", "rounding"),
    ]
    assert [each.name for each in fields(Line)] == [
        *("kind", "day", "seconds", "length", "message", "zone", "start", "end", "shift_id"),
        *("clock_id", "source"),
    ]
    assert [each.name for each in fields(Premium)] == [
        *("day", "seconds", "percent", "source", "message", "places"),
    ]
    assert [each.name for each in fields(Flag)] == [
        *("kind", "day", "shift_id", "measured", "limit", "message", "source"),
    ]
    assert [each.name for each in fields(Stint)] == [
        *("workday", "day", "start", "seconds", "rounded", "rules"),
        "runs",  # is not kept: the premiums of kept days have their places
    ]


RULES = (
    '{"first_weekday":0,"period":"weekly","anchor":"2024-01-01","split":false,"day_begins":0,'
    '"rounding":0,"overtime":"none","meal_after":null,"meal_minutes":null,"late_changes":"refuse",'
    '"edits":"at_once","own_daily_after":null,"own_daily_percent":150,'
    '"own_daily_again_after":null,"own_daily_again_percent":200,"own_weekly_after":null,'
    '"own_weekly_percent":150,"own_longest_day":null,"own_shortest_rest":null,'
    '"own_break_after":null,"own_break_minutes":30}'
)
FIRST_FORM = (
    '{"form":1,"first":"2026-03-02","after":"2026-03-04","tz":"2026.6","arithmetic":"0",'
    '"rules":[["2000-01-01",null,{"rounding":0}]],'
    '"days":[{"worked":28800,"rounded":28800,"lines":[{"k":"shift","m":{"t":0,"values":'
    '{"start":{"time":"08:00"},"end":{"time":"16:00"}}},"z":0,"s":28800,"n":28800,'
    '"a":1772434800,"b":1772463600,"i":7,"c":3,"o":0}],"places":[[3,null,28800]],'
    '"premiums":[[3600,150,0,{"t":1}]],"flags":[["long_day",7,28800,3600,null,{"t":1}]]},{}],'
    '"stints":[[739677,739677,1772434800,28800,28800,0]],"stint_rules":[' + RULES + "],"
    '"texts":["In at %(start)s, out at %(end)s","Much"],"zones":["Europe/Berlin"],'
    '"sources":[[{"text":"A setting of the company"},{"verbatim":"A law"}]]}'
)


def test_the_first_form_is_read() -> None:
    sheet, versions = read_kept_text(FIRST_FORM)
    day, empty = sheet.days
    assert (day.worked, day.rounded, empty.worked) == (28800, 28800, 0)
    assert day.lines[0].sentence == "In at 08:00, out at 16:00"
    assert day.lines[0].source is not None
    assert (day.lines[0].source.name, day.lines[0].source.text) == (
        "A setting of the company",
        "A law",
    )
    assert [(each.percent, each.seconds) for each in day.premiums] == [(150, 3600)]
    assert [flag.measured for flag in day.flags] == [28800]
    assert [stint.seconds for stint in sheet.stints] == [28800]
    assert versions.tz == "2026.6"


def test_the_versions_are_those_of_the_days() -> None:
    book = book_of(None)
    first = book.versions[0].first_day + timedelta(days=10_000)
    found = versions_of(first, first + timedelta(days=7), book)
    assert [each.facts for each in found.rules] == [book.versions[0].rules.to_json()]
