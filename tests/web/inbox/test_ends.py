"""Ends that no one punched: what the person says, what the clock has closed, what is usual."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import HTMX, words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import Hours, wall
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import corrections_of
from timeclock.worktime.shifts.forgetting import close_provisionally, propose_end
from timeclock.worktime.shifts.record import UnconfirmedEnd

pytestmark = pytest.mark.databases("sqlite")


def press(who: Browser, path: str, **values: object) -> TestResponse:
    return who.client.post(path, data=who.fill(place=0, **values), headers=HTMX)


@pytest.fixture
def stated_end(app: Flask, cast: Cast, hours: Hours) -> int:
    """Eli forgot to clock out on Thursday, and said on Friday that it was at half past two."""
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        propose_end(cast.eli.actor, shift_id=shift_id, end=wall("03-05 14:30"))
    hours.monday()
    return shift_id


@pytest.fixture
def closed(app: Flask, cast: Cast, hours: Hours) -> int:
    """Eli usually leaves at half past two; on Thursday the clock closed the shift at its limit."""
    for day in ("02", "03", "04"):
        hours.work(cast.eli, f"03-{day} 06:00", "14:30")
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        update_clock(
            cast.olive.actor,
            clock_id=cast.shop,
            change=ClockSettings(
                name="Shop",
                zone="Europe/Berlin",
                job_required=False,
                limit_minutes=840,
                closes_forgotten=True,
            ),
        )
        close_provisionally(cast.workspace_id, member_id=cast.eli.member_id, shift_id=shift_id)
    hours.monday()
    return shift_id


def test_what_the_person_says_is_confirmed(maya: Browser, hours: Hours, stated_end: int) -> None:
    page = words(maya.client.get("/inbox").text)
    assert "Gave an end for Thursday 5 March afterwards" in page
    assert "In 06:00 Eli Engel says 14:30" in page
    assert "Confirm C Choose another time T" in page
    answer = press(maya, f"/inbox/ends/{stated_end}/confirm", end="2026-03-05T13:30:00Z")
    assert "Confirmed." in words(answer.text)
    assert hours.read(stated_end).unconfirmed is None


def test_no_one_confirms_another_end_than_the_one_that_was_shown(
    maya: Browser, hours: Hours, stated_end: int
) -> None:
    page = maya.client.get("/inbox").text
    assert 'name="end" value="2026-03-05T13:30:00Z"' in page
    answer = press(maya, f"/inbox/ends/{stated_end}/confirm", end="2026-03-05T13:29:00Z")
    assert "Another end was entered in the meantime." in words(answer.text)
    assert hours.read(stated_end).unconfirmed is not None


def test_what_the_clock_closed_comes_with_the_usual_end(maya: Browser, closed: int) -> None:
    page = words(maya.client.get("/inbox").text)
    assert "The clock closed the shift of Thursday 5 March" in page
    assert "In 06:00 Closed at 20:00 Suggested end 14:30" in page
    assert "Approve 14:30 E Confirm the clock's end C Choose another time T" in page


def test_the_usual_end_takes_its_place(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, closed: int
) -> None:
    sent = {"end": "2026-03-05T13:30:00Z", "reason": "Forgot to clock out."}
    answer = press(maya, f"/inbox/ends/{closed}", **sent)
    assert "The end is set." in words(answer.text)
    assert "Nothing needs attention" in words(answer.text)
    shift = hours.read(closed)
    assert (shift.timeline.ended_at, shift.unconfirmed) == (wall("03-05 14:30"), None)
    with app.app_context():
        (edit,) = corrections_of(cast.workspace_id, cast.eli.member_id)
    assert (edit.state, edit.reason) == (CorrectionState.APPLIED, "Forgot to clock out.")


def test_or_the_clocks_own_end_is_confirmed(maya: Browser, hours: Hours, closed: int) -> None:
    assert hours.read(closed).unconfirmed is UnconfirmedEnd.PROVISIONAL
    press(maya, f"/inbox/ends/{closed}/confirm", end="2026-03-05T19:00:00Z")
    shift = hours.read(closed)
    assert (shift.timeline.ended_at, shift.unconfirmed) == (wall("03-05 20:00"), None)


def test_an_end_that_waits_for_no_one_is_left_alone(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    shift_id = hours.work(cast.eli, "03-05 06:00", "14:30")
    hours.monday()
    sent = {"end": "2026-03-05T12:30:00Z", "reason": "Earlier."}
    answers = [
        press(maya, f"/inbox/ends/{shift_id}", **sent),
        press(maya, f"/inbox/ends/{shift_id}/confirm", end="2026-03-05T13:30:00Z"),
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert hours.read(shift_id).timeline.ended_at == wall("03-05 14:30")


def test_another_time_is_chosen_on_a_page_of_its_own(
    maya: Browser, cast: Cast, hours: Hours, stated_end: int
) -> None:
    page = maya.client.get(f"/timesheets/{cast.eli.member_id}/shifts/{stated_end}/edit").text
    assert 'value="14:30"' in page
    assert "Correct a shift of Eli Engel" in words(page)
