"""How hours, days and periods read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.company import Watch
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.messages import Verbatim
from timeclock.timekeeping import from_wall
from timeclock.web.hours.day import day_view
from timeclock.web.hours.mini_strips import mini_strips
from timeclock.web.hours.sheet import flag_words, in_words
from timeclock.web.inbox.cases import age
from timeclock.web.wording.times import day_words, days_words, exactly, lasting, signed
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, Line, LineKind

pytestmark = pytest.mark.databases("sqlite")
BERLIN = "Europe/Berlin"
BOOK = RuleBook((Version(ALWAYS, PayRules()),))
NIGHT = date(2026, 10, 24)


@pytest.fixture(autouse=True)
def context(app: Flask, watch: Watch) -> Iterator[None]:
    with app.test_request_context():
        yield


def line(kind: LineKind, start: str, end: str | None, fold: int = 0) -> Line:
    """A line of the night on which clocks go back."""
    begin, over = moment(start, fold), moment(end, fold) if end else None
    return Line(kind, NIGHT, 0, 0, Verbatim(""), BERLIN, begin, over, shift_id=1, clock_id=7)


def moment(text: str, fold: int = 0) -> datetime:
    return from_wall(datetime.fromisoformat(f"2026-{text}"), BERLIN, fold=fold)


def total(*lines: Line) -> DayTotal:
    return DayTotal(NIGHT, 0, 0, 0, 0, 0, False, lines, (), (), (), ())


@pytest.mark.parametrize(
    ("first", "after", "words"),
    [
        ("2026-11-09", "2026-11-16", "9 to 15 November"),
        ("2026-10-26", "2026-11-02", "26 October to 1 November"),
        ("2025-12-29", "2026-01-05", "29 December 2025 to 4 January"),
        ("2025-11-03", "2025-11-10", "3 to 9 November 2025"),
        ("2026-11-09", "2026-11-10", "9 November"),
    ],
)
def test_a_period_names_no_more_than_it_must(first: str, after: str, words: str) -> None:
    assert days_words(date.fromisoformat(first), date.fromisoformat(after)) == words


def test_a_day_of_another_year_is_named_with_it() -> None:
    assert day_words(date(2026, 11, 9)) == "Monday 9 November"
    assert day_words(date(2025, 11, 10)) == "Monday 10 November 2025"


def test_lengths() -> None:
    spaced = [text.replace("\u00a0", " ") for text in (lasting(27_759), exactly(27_759))]
    assert spaced == ["7 h 42 min", "7 h 42 min 39 s"]
    signs = [signed(each).replace("\u00a0", " ") for each in (420, -300, 0, -59, 3_600)]
    assert signs == ["+ 7 min", "− 5 min", "0 min", "0 min", "+ 1 h 00 min"]


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=22, minutes=59), "22 h"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(seconds=-3), "0 min"),
    ],
)
def test_an_age_has_one_figure(passed: timedelta, words: str) -> None:
    now = datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert age(now - passed, now) == words


def test_spans_are_those_of_the_wall() -> None:
    lines = (
        line(LineKind.SHIFT, "10-24T21:58", "10-25T06:05"),
        line(LineKind.UNPAID_BREAK, "10-25T01:30", "10-25T02:00"),
        line(LineKind.SHIFT, "10-25T20:00", None),
    )
    assert in_words(lines) == "21:58 to 06:05, since 20:00"


def test_a_day_is_drawn_by_real_hours_with_the_change_of_clocks_on_it() -> None:
    night = total(
        line(LineKind.SHIFT, "10-24T22:00", "10-25T06:00"),
        line(LineKind.CLOCK_CHANGE, "10-25T02:00", "10-25T02:00", fold=1),
        line(LineKind.UNPAID_BREAK, "10-25T00:00", "10-25T00:30"),
    )
    view = day_view(night, book=BOOK, now=moment("10-26T08:00"), clock_names={7: "Yard"})
    assert view.strip
    assert [bar.rest for bar in view.strip.bars] == [False, True, False]
    assert [note.words for note in view.strip.notes] == ["clocks go back"]
    assert [tick.hour for tick in view.strip.ticks].count("02") == 2
    assert (view.words, view.clocks, view.shift_ids) == ("22:00 to 06:00.", ("Yard",), (1,))


def test_days_below_each_other_have_one_scale() -> None:
    early = total(line(LineKind.SHIFT, "10-24T06:00", "10-24T14:00"))
    (bar,) = mini_strips([early], BOOK, moment("10-24T20:00"))[NIGHT]
    assert (bar.x, bar.width) == ("0.00%", "80.00%")


def test_a_shift_that_no_one_ended_does_not_make_the_others_invisible() -> None:
    forgotten = total(line(LineKind.SHIFT, "10-24T06:00", None))
    (bar,) = mini_strips([forgotten], BOOK, moment("11-20T06:00"))[NIGHT]
    assert (bar.width, bar.runs) == ("100.00%", True)
    assert mini_strips([total()], BOOK, moment("11-20T06:00")) == {}


def test_each_flag_has_a_name_and_words_for_its_figures() -> None:
    flags = [kind for kind in CaseKind if kind.is_flag]
    assert len({flag_words(kind).name for kind in flags}) == len(flags)
    assert all(flag_words(kind).measured and flag_words(kind).limit for kind in flags)
