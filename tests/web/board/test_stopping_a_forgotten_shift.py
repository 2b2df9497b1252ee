"""The stop form of a forgotten shift offers the suggested end first."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import UnconfirmedEnd

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def forgotten(past: Past, app: Flask, cast: Cast, watch: Watch) -> int:
    """Eli leaves at 16:17 on three days, and forgets to clock out on the fourth."""
    monday = watch.now.date()
    for day in range(3):
        past.shift(cast.eli, monday.replace(day=monday.day + day), "08:00", "16:17")
    watch.at(watch.now.replace(day=monday.day + 3, hour=7, minute=0))
    with app.app_context():
        begun = clock_in(cast.eli.actor, clock_id=cast.shop).shift
    watch.later(days=3)
    assert begun is not None
    return begun.id


def test_the_form_is_filled_with_the_suggested_end(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser], forgotten: int
) -> None:
    form = browser_of(cast.maya).client.get(f"/board/stop/{cast.eli.member_id}").text
    assert 'value="16:17"' in form
    assert 'selected value="2026-03-05"' in form
    assert "Suggested: The usual end: 3 shifts that began at about this time of day." in form
    assert "the shift is not paid before." in form


@pytest.mark.parametrize(
    ("end", "day", "state"),
    [("16:17", "2026-03-05", None), ("", "2026-03-05", UnconfirmedEnd.FORGOTTEN)],
)
def test_the_end_counts_where_it_is_given(
    app: Flask,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    forgotten: int,
    end: str,
    day: str,
    state: UnconfirmedEnd | None,
) -> None:
    browser = browser_of(cast.maya)
    path = f"/board/stop/{cast.eli.member_id}"
    assert browser.post(path, end=end, day=day, reason="forgot").status_code == 303
    with app.app_context():
        found = shift(cast.workspace_id, forgotten)
    assert found is not None
    assert found.timeline.ended_at is not None
    assert found.unconfirmed is state


def test_a_refused_form_keeps_what_was_typed(
    cast: Cast, browser_of: Callable[[CastMember], Browser], forgotten: int
) -> None:
    path = f"/board/stop/{cast.eli.member_id}"
    refused = browser_of(cast.maya).post(path, end="25:00", day="2026-03-06", reason="forgot")
    assert refused.status_code == 422
    assert 'value="25:00"' in refused.text
