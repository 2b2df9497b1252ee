"""Whatever a page shows in minutes adds up to the sum that it shows, while a shift runs too."""

import re
from collections.abc import Iterator

import pytest

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from tests.web.my.conftest import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Before
from timeclock.worktime.shifts.punching import clock_in

pytestmark = pytest.mark.databases("sqlite")
_LENGTH = r"(?:(\d+) h )?(\d+) min"


def minutes(text: str) -> Iterator[int]:
    for hours, left in re.findall(_LENGTH, text.replace("\u00a0", " ")):
        yield int(hours or 0) * 60 + int(left)


def column(page: str, label: str) -> tuple[list[int], int]:
    """The figures of a column of the table of days, and the one below them."""
    body, _, foot = page.partition("<tfoot")
    cell = rf'data-label="{label}">(.*?)</td>'
    found = [next(minutes(words(each))) for each in re.findall(cell, body, re.DOTALL)]
    (total,) = re.findall(cell, foot, re.DOTALL)
    return found, next(minutes(words(total)))


@pytest.fixture
def odd(past: Past, cast: Cast) -> None:
    """Five days of 5 h 48 s each, with a break of 10 min 50 s."""
    for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY):
        past.shift(cast.eli, day, "06:00:00", "11:11:38", [("08:00:00", "08:10:50")])


@pytest.mark.parametrize("label", ["Worked", "Breaks"])
def test_the_days_of_a_week_add_up(odd: None, cast: Cast, before: Before, label: str) -> None:
    shown, total = column(before(cast.eli).page("/my/week"), label)
    assert len(shown) == 5
    assert sum(shown) == total == {"Worked": 25 * 60 + 4, "Breaks": 54}[label]


def test_managers_see_the_same_figures(odd: None, cast: Cast, before: Before) -> None:
    theirs = before(cast.maya).page(f"/timesheets/{cast.eli.member_id}/2026-03-02")
    own = before(cast.eli).page("/my/week")
    for label in ("Worked", "Breaks"):
        assert column(theirs, label) == column(own, label)


def test_nothing_moves_on_a_page_of_hours_that_says_as_of_when(
    past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    watch.at(at(FRIDAY, "16:00:00"))
    with past.app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
    watch.at(at(FRIDAY, "18:01:05"))
    for who, path in (
        (cast.eli, f"/my/day/{FRIDAY}"),
        (cast.eli, "/my/week"),
        (cast.eli, "/my/timesheet"),
        (cast.maya, f"/timesheets/{cast.eli.member_id}/day/{FRIDAY}"),
        (cast.maya, f"/timesheets/{cast.eli.member_id}/2026-03-02"),
    ):
        page = before(who).page(path)
        assert "As of 18:01. A shift is still running." in words(page), path
        assert "data-runs" not in page, path
    shown = words(before(cast.eli).page(f"/my/day/{FRIDAY}"))
    assert "Why 2 h 01 min 05 s" in shown
    assert shown.count("2 h 01 min 05 s") == 3


def test_a_page_without_a_running_shift_names_no_time(
    odd: None, cast: Cast, before: Before
) -> None:
    eli = before(cast.eli)
    for path in (f"/my/day/{FRIDAY}", "/my/week"):
        assert "As of" not in eli.read(path)


def test_the_lines_and_days_of_the_clock_page_add_up(
    past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    """“9 min + 0 min + 1 h 43 min” were shown beside 1 h 54 min."""
    for start, end in (("06:00:00", "06:09:29"), ("07:00:00", "07:00:49")):
        past.shift(cast.eli, FRIDAY, start, end)
    watch.at(at(FRIDAY, "16:15:50"))
    with past.app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
    watch.at(at(FRIDAY, "18:00:00"))
    page = before(cast.eli).page("/")
    today = page.partition('aria-labelledby="today"')[2].partition("</ol>")[0]
    figures = re.findall(r'<span class="num".*?</span>', today, re.DOTALL)
    assert [next(minutes(words(each))) for each in figures] == [9, 1, 104]
    assert "1 h 54 min Today 1 h 54 min" in words(page.partition('id="week"')[2])
    assert 'data-seconds="6250" data-before="618"' in " ".join(today.split())
