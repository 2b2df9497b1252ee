"""A page of hours reads as much for a busy week as for an empty one, and history costs nothing."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.past import Past, at
from tests.web.my.conftest import MONDAY, TUESDAY, Before, MyTime
from tests.worktime.shifts.test_statements import statements

pytestmark = pytest.mark.databases("sqlite")

WEEK, SHEET, DAY, REQUESTS = 16, 17, 26, 11


def count(app: Flask, who: MyTime, path: str) -> int:
    who.page(path)  # what the company has set is remembered
    with app.app_context(), statements() as sent:
        who.page(path)
    return len(sent)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (f"/my/week?day={MONDAY}", WEEK),
        (f"/my/timesheet?day={MONDAY}", SHEET),
        (f"/my/day/{MONDAY}", DAY),
        ("/my/requests", REQUESTS),
    ],
)
def test_many_shifts_and_changes_are_read_like_few(
    app: Flask, past: Past, cast: Cast, before: Before, path: str, most: int
) -> None:
    first = past.shift(cast.eli, MONDAY, "06:00", "14:00", [("10:00", "10:30")])
    past.asks(cast.eli, first, lambda d: replace(d, started_at=at(MONDAY, "05:59")), "Forgot")
    few = count(app, before(cast.eli), path)
    assert few <= most
    shift = past.shift(cast.eli, TUESDAY.replace(day=7), "06:00", "14:00", [("09:00", "09:30")])
    for number in range(5):
        early = at(TUESDAY.replace(day=7), f"05:{10 + number}")
        past.asks(cast.eli, shift, lambda d, early=early: replace(d, started_at=early), "Again")
    assert count(app, before(cast.eli), path) == few
