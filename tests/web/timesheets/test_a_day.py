"""Why a day has the total that it has, for those in charge."""

import pytest

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import DAY, Hours

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/timesheets/{cast.eli.member_id}/day/{DAY}"


def test_the_lines_add_up_to_the_total(maya: Browser, cast: Cast, hours: Hours, url: str) -> None:
    hours.work(cast.eli, "03-03 08:00", "16:30", pause=("12:00", "12:30"))
    hours.monday()
    page = words(maya.client.get(url).text)
    assert "Eli Engel, Tuesday 3 March, Shop Kreuzberg Why 8 h" in page
    assert "In at 08:00, out at 16:30" in page
    assert "−30 min" in page
    assert "Worked 8 h" in page


def test_a_change_is_shown_beside_what_was_punched(
    maya: Browser, cast: Cast, hours: Hours, url: str
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.edit(cast.maya, shift_id, "You were here at half past seven.", minutes=-30)
    hours.monday()
    page = words(maya.client.get(url).text)
    assert "In, as punched 08:00 In, now 07:30" in page
    assert "Maya Meyer wrote: “You were here at half past seven.”" in page
    assert "Changed by Maya Meyer, not confirmed yet" in page


def test_it_leads_to_the_shift(maya: Browser, cast: Cast, hours: Hours, url: str) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    page = maya.client.get(url).text
    assert f"/timesheets/{cast.eli.member_id}/shifts/{shift_id}/edit" in page


def test_a_day_without_work_offers_to_add_some(maya: Browser, cast: Cast, url: str) -> None:
    page = maya.client.get(url).text
    assert "Nothing recorded" in words(page)
    assert f"/timesheets/{cast.eli.member_id}/shifts/add?day={DAY}" in page


@pytest.mark.parametrize("day", ["2026-02-30", "20260303", "2026-W10-2", "9999-12-31", "x"])
def test_what_is_no_day_is_not_there(maya: Browser, cast: Cast, day: str) -> None:
    assert maya.client.get(f"/timesheets/{cast.eli.member_id}/day/{day}").status_code == 404
