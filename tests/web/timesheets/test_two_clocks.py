"""The pages of a timesheet with time at a clock that the viewer does not manage."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import WEEK, Hours
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign, unassign

pytestmark = pytest.mark.databases("sqlite")
REFUSAL = "Part of this time was worked at a time clock that you do not manage."
ABOVE = "Ask one of these people: Edda Ernst and Olive Owens."


@pytest.fixture
def shifts(app: Flask, cast: Cast, hours: Hours) -> tuple[int, int]:
    """Eli worked on Monday: first at the shop, which Maya manages, then at the yard."""
    with app.app_context():
        assign(Actor.operator(cast.workspace_id), clock_id=cast.yard, member_id=cast.eli.member_id)
    at_shop = hours.work(cast.eli, "03-02 08:00", "12:00")
    at_yard = hours.work(cast.eli, "03-02 13:00", "17:00", clock=cast.yard)
    return at_shop, at_yard


def links(page: str) -> list[str]:
    """Of the page itself, without its frame."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return [each for each in re.findall(r'href="([^"#]+)"', main) if each.startswith("/")]


def test_the_sheet_says_who_approves_it(shifts: tuple[int, int], maya: Browser, cast: Cast) -> None:
    url = f"/timesheets/{cast.eli.member_id}/{WEEK}"
    page = words(maya.client.get(url).text)
    assert f"You cannot approve this timesheet {REFUSAL} {ABOVE}" in page
    assert "Approve 8 h" not in page
    refused = maya.post(f"{url}/approve")
    assert refused.status_code == 403
    assert f"{REFUSAL} {ABOVE}" in words(refused.text)


def test_the_list_offers_no_tick_for_it(shifts: tuple[int, int], maya: Browser, cast: Cast) -> None:
    page = maya.client.get(f"/timesheets?first={WEEK}").text
    assert "Partly worked at a time clock that you do not manage" in words(page)
    assert f'value="{cast.eli.member_id}"' not in page


def test_a_shift_elsewhere_opens_to_be_read(
    shifts: tuple[int, int], maya: Browser, cast: Cast
) -> None:
    day = maya.client.get(f"/timesheets/{cast.eli.member_id}/day/{WEEK}").text
    assert "Correct the shift of 08:00" in words(day)
    assert "Open the shift of 13:00" in words(day)
    url = f"/timesheets/{cast.eli.member_id}/shifts/{shifts[1]}/edit"
    assert url in links(day)
    page = maya.client.get(url)
    assert page.status_code == 200
    assert (
        "You cannot correct this shift, because you do not manage the time clock Yard. " + ABOVE
    ) in words(page.text)
    assert "In 13:00 Out 17:00 Breaks none Time clock Yard" in words(page.text)
    assert "<form" not in page.text.partition("<main")[2]
    assert maya.post(url).status_code == 403


def test_no_link_of_these_pages_leads_to_nothing(
    shifts: tuple[int, int], maya: Browser, cast: Cast
) -> None:
    sheet = f"/timesheets/{cast.eli.member_id}"
    for url in (f"{sheet}/{WEEK}", f"{sheet}/day/{WEEK}", f"/timesheets?first={WEEK}", "/inbox"):
        for link in links(maya.client.get(url).text):
            assert maya.client.get(link.replace("&amp;", "&")).status_code in (200, 302, 303), link


def test_after_a_move_the_former_manager_reads_and_approves_the_week(
    app: Flask, cast: Cast, hours: Hours, maya: Browser
) -> None:
    hours.work(cast.eli, "03-02 08:00", "12:00")
    operator, eli = Actor.operator(cast.workspace_id), cast.eli.member_id
    with app.app_context():
        unassign(operator, clock_id=cast.shop, member_id=eli)
        assign(operator, clock_id=cast.yard, member_id=eli)
    hours.work(cast.eli, "03-09 08:00", "08:10", clock=cast.yard)
    hours.monday()
    assert "Eli Engel" in maya.client.get(f"/timesheets?first={WEEK}").text
    day = maya.client.get(f"/timesheets/{eli}/day/{WEEK}").text
    assert "Correct this shift" in words(day)
    assert "Add a missing shift" not in words(day)
    for link in links(day):
        assert maya.client.get(link).status_code in (200, 302, 303), link
    assert maya.client.get(f"/timesheets/{eli}/2026-03-09").status_code == 404
    assert maya.post(f"/timesheets/{eli}/{WEEK}/approve").status_code == 303
