"""*Clock out* on a forgotten shift asks when the person left, and records nothing before."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, hidden_value, part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.worktime.shifts.punching import clock_out
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

pytestmark = pytest.mark.databases("sqlite")

ASKED = "You have been on the clock since 08:00 on Mon 2 March. When did you leave?"


def shift_of(app: Flask, cast: Cast) -> ShiftRecord:
    with app.app_context():
        found = last_shift(cast.workspace_id, cast.eli.member_id)
    assert found
    return found


@pytest.fixture
def forgot(app: Flask, eli: AtTheClock, cast: Cast, watch: Watch) -> ShiftRecord:
    """Eli has been in since Monday 08:00, with a break from noon; it is Thursday, 07:14."""
    eli.press("clock-in")
    watch.later(hours=4)
    eli.press("pause")
    watch.later(hours=1)
    eli.press("resume")
    watch.later(hours=66, minutes=14)
    return shift_of(app, cast)


def test_it_asks_first(app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord) -> None:
    asked = eli.press("clock-out")
    assert asked.status_code == 409
    shown = words(asked.text)
    assert ASKED in shown
    assert "I left at 13:00 on Mon 2 March The end of the last break." in shown
    assert "I worked until now" in shown
    assert "I am still working" in shown
    assert "Nothing was recorded." not in shown
    assert shift_of(app, cast) == forgot


def test_it_asks_a_person_who_has_said_that_they_work_on(
    app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord
) -> None:
    eli.press("still-working", shift=forgot.id)
    assert "When did you leave?" not in eli.page()
    assert ASKED in words(eli.press("clock-out").text)
    assert shift_of(app, cast).timeline.ended_at is None


def test_the_question_takes_the_focus(eli: AtTheClock, forgot: ShiftRecord) -> None:
    asked = eli.press("clock-out").text
    assert '<h2 id="question" tabindex="-1" autofocus>' in asked
    assert asked.count("autofocus") == 1


def test_without_a_script_the_whole_page_asks(
    app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord
) -> None:
    asked = eli.send("clock-out")
    assert asked.status_code == 409
    assert "<html" in asked.text
    assert ASKED in part(asked.text, "panel")
    at = hidden_value(asked.text, "at")
    assert eli.send("left", shift=forgot.id, at=at).status_code == 303
    ended = shift_of(app, cast)
    assert ended.unconfirmed is UnconfirmedEnd.PROPOSED
    assert "Your shift ended at 13:00 on Mon 2 March." in words(eli.page())


@pytest.mark.parametrize("script", [True, False])
def test_working_until_now_ends_the_shift_and_waits(
    app: Flask, cast: Cast, eli: AtTheClock, watch: Watch, forgot: ShiftRecord, script: bool
) -> None:
    press = eli.press if script else eli.send
    said = press("left/now", shift=forgot.id)
    shown = words(said.text if script else eli.page())
    assert "Your shift ended at 07:14. It is paid after a manager confirms it." in shown
    ended = shift_of(app, cast)
    assert ended.timeline.ended_at == watch.now
    assert ended.unconfirmed is UnconfirmedEnd.PROPOSED


def test_within_the_limit_it_does_not_ask(
    app: Flask, cast: Cast, eli: AtTheClock, watch: Watch
) -> None:
    eli.press("clock-in")
    watch.later(hours=14)
    assert eli.press("clock-out").status_code == 200
    assert shift_of(app, cast).unconfirmed is None


class TestClockedOutElsewhere:
    """Eli has clocked out with a script that does not ask."""

    @pytest.fixture
    def ended(self, app: Flask, cast: Cast, forgot: ShiftRecord) -> ShiftRecord:
        with app.app_context():
            clock_out(cast.eli.actor)
        return shift_of(app, cast)

    def test_the_clock_page_asks(self, eli: AtTheClock, ended: ShiftRecord) -> None:
        shown = words(eli.page())
        assert "Your shift of Monday 2 March is longer than usual. When did you leave?" in shown
        assert (
            "out at 07:14. None of it is paid yet. It is paid once you say when you left and a"
            in shown
        )
        assert "I left at 13:00 on Mon 2 March" in shown
        assert "I worked until 07:14 on Thu 5 March" in shown
        assert "is right" not in shown

    def test_the_end_as_it_is_waits_for_a_manager(
        self, app: Flask, cast: Cast, eli: AtTheClock, ended: ShiftRecord
    ) -> None:
        at = ended.timeline.ended_at
        assert at is not None
        eli.press("left", shift=ended.id, at=at.isoformat())
        assert shift_of(app, cast).unconfirmed is UnconfirmedEnd.PROPOSED
        assert "When did you leave?" not in eli.page()

    def test_the_persons_confirmation_waits_for_a_manager(
        self, app: Flask, cast: Cast, eli: AtTheClock, ended: ShiftRecord
    ) -> None:
        assert eli.press("left/confirm", shift=ended.id).status_code == 200
        assert shift_of(app, cast).unconfirmed is UnconfirmedEnd.PROPOSED

    def test_the_day_leads_to_the_question(self, eli: AtTheClock, ended: ShiftRecord) -> None:
        day = eli.browser.client.get("/my/day/2026-03-02").text
        assert "Say when you left" in words(day)

    def test_the_inbox_suggests_an_end(
        self, eli: AtTheClock, maya: AtTheClock, watch: Watch, ended: ShiftRecord
    ) -> None:
        shown = words(maya.browser.client.get("/inbox").text)
        assert "Clocked out late on the shift of Monday 2 March" in shown
        assert "Approve 13:00" in shown
        assert "Confirm the recorded end" in shown
