"""The clock page tells what others decided about a person's time."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import WEEK, Hours
from timeclock.worktime.corrections.approval import deciding
from timeclock.worktime.shifts.forgetting import undo_confirmation
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.refusing import refuse_claims
from timeclock.worktime.timesheets.approval import approving

pytestmark = pytest.mark.databases("sqlite")

FIRST = date.fromisoformat(WEEK)
ABOUT = 'aria-label="About your time"'
CHANGED = "Maya Meyer changed your shift of Tuesday 3 March."


Arrive = Callable[[], AtTheClock]


@pytest.fixture
def eli(cast: Cast, hours: Hours, browser_of: Callable[[CastMember], Browser]) -> Arrive:
    """Eli signs in each time: a session does not last as long as these stories."""
    hours.monday()
    return lambda: AtTheClock(browser_of(cast.eli))


def shown_lines(eli: Arrive) -> list[str]:
    """The lines, in order."""
    page = eli().page()
    if ABOUT not in page:
        return []
    block = page.partition(ABOUT)[2].partition("</ul>")[0]
    return [words(f"<p {each}") for each in block.split("<li>")[1:]]


def test_nothing_is_told_where_nothing_was_decided(eli: Arrive) -> None:
    assert shown_lines(eli) == []


def test_a_timesheet_on_its_way(app: Flask, cast: Cast, hours: Hours, eli: Arrive) -> None:
    hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    about = {"member_id": cast.eli.member_id, "first_day": FIRST}
    hours.submit(cast.eli)
    week = "your timesheet for 2 to 8 March"
    assert shown_lines(eli) == [f"You submitted {week} on Monday 9 March."]
    with app.app_context():
        approving.send_back(cast.maya.actor, **about, reason="The van is missing")
    assert shown_lines(eli) == [f"Maya Meyer opened {week} again on Monday 9 March."]
    with app.app_context():
        approving.approve(cast.maya.actor, **about)
    assert shown_lines(eli) == [f"Maya Meyer approved {week} on Monday 9 March."]
    hours.watch.later(days=8)
    assert shown_lines(eli) == []


def test_a_timesheet_that_was_submitted_by_another_person(
    app: Flask, cast: Cast, hours: Hours, eli: Arrive
) -> None:
    hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    with app.app_context():
        approving.submit(cast.maya.actor, member_id=cast.eli.member_id, first_day=FIRST)
    assert shown_lines(eli) == [
        "Maya Meyer submitted your timesheet for 2 to 8 March on Monday 9 March."
    ]
    with app.app_context():
        approving.take_back(cast.eli.actor, first_day=FIRST)
    assert shown_lines(eli) == []


def test_a_change_that_reopens_a_timesheet(cast: Cast, hours: Hours, eli: Arrive) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    hours.submit(cast.eli)
    hours.edit(cast.maya, shift_id, "The door opened at nine", hours=1)
    opened = "Your timesheet for 2 to 8 March is open again: its time has changed."
    assert shown_lines(eli) == [CHANGED, opened]


def test_a_change_by_a_manager_is_told_until_the_person_answers(
    app: Flask, cast: Cast, hours: Hours, eli: Arrive
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    edit = hours.edit(cast.maya, shift_id, "The door opened at nine", hours=1)
    hours.watch.later(days=9)
    assert shown_lines(eli) == [CHANGED]
    with app.app_context():
        deciding.confirm(cast.eli.actor, correction_id=edit)
    assert shown_lines(eli) == []


@pytest.mark.parametrize(
    ("decide", "sentence"),
    [
        ("approve", "Maya Meyer approved your request about Tuesday 3 March."),
        ("refuse", "Maya Meyer refused your request about Tuesday 3 March."),
    ],
)
def test_an_answer_to_a_request_is_told_for_a_week(
    app: Flask, cast: Cast, hours: Hours, eli: Arrive, decide: str, sentence: str
) -> None:
    asked = hours.ask(
        cast.eli, hours.work(cast.eli, "03-03 08:00", "16:00"), "I came late", hours=1
    )
    hours.monday()
    with app.app_context():
        if decide == "approve":
            deciding.approve(cast.maya.actor, correction_id=asked)
        else:
            deciding.refuse(cast.maya.actor, correction_id=asked, reason="The camera says eight")
    assert shown_lines(eli) == [sentence]
    hours.watch.later(days=8)
    assert shown_lines(eli) == []


@pytest.mark.parametrize(
    ("keep", "sentence"),
    [
        (True, "Olive Owens kept the correction of Tuesday 3 March."),
        (False, "Olive Owens undid the correction of Tuesday 3 March."),
    ],
)
def test_a_settled_dispute_is_told(
    app: Flask, cast: Cast, hours: Hours, eli: Arrive, *, keep: bool, sentence: str
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    edit = hours.edit(cast.maya, shift_id, "The door opened at nine", hours=1)
    hours.dispute(cast.eli, edit, "It was eight")
    assert shown_lines(eli) == []
    with app.app_context():
        deciding.settle(cast.olive.actor, correction_id=edit, keep=keep, reason="The camera")
    assert shown_lines(eli) == [sentence]


def test_a_refused_start_until_that_is_undone(
    app: Flask, cast: Cast, hours: Hours, eli: Arrive
) -> None:
    claimed = hours.watch.now - timedelta(hours=1)
    with app.app_context():
        begun = clock_in(cast.eli.actor, clock_id=cast.shop, claimed=claimed).shift
        assert begun is not None
        refuse_claims(cast.maya.actor, shift_id=begun.id)
    sentence = "Maya Meyer refused a time that you gave afterwards on Monday 9 March."
    assert shown_lines(eli) == [f"{sentence} Your shift counts from 08:12."]
    page = eli().page()
    assert "On the clock since 08:12" in words(page)
    with app.app_context():
        undo_confirmation(cast.maya.actor, shift_id=begun.id)
    assert shown_lines(eli) == []
