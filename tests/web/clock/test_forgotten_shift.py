"""A shift longer than the clock's limit: the panel asks when one left, and nothing is invented."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import HTMX, AtTheClock, hidden_value, part, words
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.service import create_clock
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.people.membership import set_role
from timeclock.storage.transactions import db
from timeclock.worktime.shifts import forgetting
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord

pytestmark = pytest.mark.databases("sqlite")

ASKED = "When did you leave?"


def answer(who: AtTheClock, path: str = "left", **values: object) -> TestResponse:
    """Press a button of the question with a script on the page."""
    filled = who.browser.fill(**values)
    return who.browser.client.post(f"/punch/{path}", data=filled, headers=HTMX)


def shift_of(app: Flask, cast: Cast) -> ShiftRecord:
    with app.app_context():
        found = last_shift(cast.workspace_id, cast.eli.member_id)
    assert found
    return found


@pytest.fixture
def forgot(app: Flask, eli: AtTheClock, cast: Cast, watch: Watch) -> ShiftRecord:
    """Eli has clocked in at 08:00 on Monday; it is Tuesday, 07:00."""
    eli.press("clock-in")
    watch.later(hours=23)
    return shift_of(app, cast)


def test_within_the_limit_nothing_is_asked(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=14)
    assert ASKED not in eli.page()


def test_beyond_it_the_panel_asks_first(eli: AtTheClock, forgot: ShiftRecord) -> None:
    page = eli.page()
    shown = words(page)
    assert "You did not clock out yesterday. When did you leave?" in shown
    assert "In since 08:00 yesterday, Shop Kreuzberg. The shift is still open" in shown
    assert "I am still working" in shown
    assert page.count("btn-primary") == 1


def test_on_the_same_day_it_asks_about_today(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=14, seconds=1)
    assert "You have not clocked out today. When did you leave?" in words(eli.page())


def test_days_later_it_names_the_day(eli: AtTheClock, forgot: ShiftRecord, watch: Watch) -> None:
    watch.later(hours=48)
    assert "You did not clock out on Monday 2 March. When did you leave?" in words(eli.page())


def test_the_hours_are_not_counted_before_someone_confirms(
    eli: AtTheClock, forgot: ShiftRecord
) -> None:
    shown = part(eli.page(), "week")
    assert "Week so far 0 min" in shown
    assert "23 h 00 min are unconfirmed and not paid yet." in shown


def test_the_answer_ends_the_shift_and_waits_for_a_word(
    app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord
) -> None:
    said = answer(eli, shift=forgot.id, end="16:30")
    assert said.status_code == 200
    assert said.headers["HX-Trigger"] == "punched"
    shown = words(said.text)
    assert "Off the clock" in shown
    assert "Your shift ended at 16:30 yesterday. It is paid after a manager confirms it." in shown
    assert "Undo" not in shown
    ended = shift_of(app, cast)
    assert ended.timeline.ended_at
    assert ended.timeline.ended_at.isoformat() == "2026-03-02T15:30:00+00:00"
    assert ended.unconfirmed == "proposed"
    assert ASKED not in eli.page()


def test_where_no_one_else_could_confirm_it_counts_at_once(
    app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord
) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        for each in (cast.maya, cast.edda):
            set_role(operator, member_id=each.member_id, role=Role.EMPLOYEE)
        set_role(operator, member_id=cast.eli.member_id, role=Role.OWNER)
        set_role(operator, member_id=cast.olive.member_id, role=Role.EMPLOYEE)
    said = answer(eli, shift=forgot.id, end="1630")
    assert "Thank you. Your shift ended at 16:30 yesterday. " in words(said.text) + " "
    assert shift_of(app, cast).unconfirmed is None


def test_the_usual_end_is_suggested_and_taken_as_it_is(
    app: Flask, cast: Cast, eli: AtTheClock, watch: Watch
) -> None:
    for day in range(4):
        eli.press("clock-in")
        watch.later(hours=8, minutes=17)
        if day < 3:
            eli.press("clock-out")
        watch.later(hours=15, minutes=43)
    page = eli.page()
    assert "I left at 16:17 The usual end: 3 shifts that began at about this time" in words(page)
    said = answer(eli, shift=shift_of(app, cast).id, at=hidden_value(page, "at"))
    assert "Your shift ended at 16:17 yesterday" in words(said.text)


def test_a_punch_does_not_look_for_a_suggestion(eli: AtTheClock, watch: Watch) -> None:
    for day in range(4):
        eli.press("clock-in")
        watch.later(hours=8)
        if day < 3:
            eli.press("clock-out")
        watch.later(hours=16)
    assert "The usual end" in eli.page()
    pressed = eli.press("pause")
    assert ASKED in pressed.text
    assert "The usual end" not in pressed.text


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", "Enter when you left, such as 16:30."),
        ("noon", "Enter a time such as 16:30."),
        ("24:30", "Enter a time such as 16:30."),
        ("07:30", "That time is not in the shift from 08:00 to 07:00."),
    ],
)
def test_what_is_no_answer_is_refused_in_place(
    app: Flask, cast: Cast, eli: AtTheClock, forgot: ShiftRecord, typed: str, refusal: str
) -> None:
    said = answer(eli, shift=forgot.id, end=typed)
    assert said.status_code == 422
    assert refusal in words(said.text)
    assert f'value="{typed}"' in said.text
    assert shift_of(app, cast).timeline.ended_at is None


def test_without_a_script_the_answer_leads_back_to_the_page(
    eli: AtTheClock, forgot: ShiftRecord
) -> None:
    said = eli.browser.post("/punch/left", shift=forgot.id, end="16:30")
    assert said.status_code == 303
    assert "Your shift ended at 16:30 yesterday" in words(eli.page())


def test_without_a_script_a_refusal_is_on_the_whole_page(
    eli: AtTheClock, forgot: ShiftRecord
) -> None:
    refused = eli.browser.post("/punch/left", shift=forgot.id, end="noon")
    assert refused.status_code == 422
    assert "<html" in refused.text
    assert "Enter a time such as 16:30." in part(refused.text, "panel")


def test_sent_twice_it_counts_once(eli: AtTheClock, forgot: ShiftRecord) -> None:
    answer(eli, shift=forgot.id, end="16:30", once="first")
    again = answer(eli, shift=forgot.id, end="16:30", once="first")
    assert again.status_code == 200
    assert "Already recorded: end of the shift at 16:30. It counts once." in words(again.text)


def test_anyone_who_works_on_is_not_asked_again(eli: AtTheClock, forgot: ShiftRecord) -> None:
    said = answer(eli, "still-working", shift=forgot.id)
    assert ASKED not in said.text
    shown = words(eli.page())
    assert ASKED not in shown
    assert "On the clock for longer than 14 hours. Clock out when you leave." in shown


def test_a_shift_that_is_not_ones_own_does_not_exist(
    app: Flask, cast: Cast, eli: AtTheClock, maya: AtTheClock, forgot: ShiftRecord
) -> None:
    foreign, missing = (answer(maya, shift=n, end="16:30") for n in (forgot.id, 98765))
    assert foreign.status_code == missing.status_code == 422
    assert part(foreign.text, "trouble") == part(missing.text, "trouble")
    assert shift_of(app, cast).timeline.ended_at is None


def test_the_night_on_which_clocks_go_back_asks_which_hour(
    app: Flask, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock], watch: Watch
) -> None:
    watch.at(watch.now.replace(month=10, day=24, hour=20))
    eli = at_the_clock(cast.eli)
    eli.press("clock-in")
    watch.later(hours=16)
    shift = shift_of(app, cast)
    asked = answer(eli, shift=shift.id, end="02:30")
    assert asked.status_code == 422
    assert "The clocks go back that night, so 02:30 happens twice." in words(asked.text)
    assert "02:30, the first time (UTC+02:00) 02:30, the second time (UTC+01:00)" in words(
        asked.text
    )
    answer(eli, shift=shift.id, end="02:30", which="1")
    ended = shift_of(app, cast).timeline.ended_at
    assert ended
    assert ended.isoformat() == "2026-10-25T01:30:00+00:00"


def test_an_hour_that_was_skipped_is_refused_with_its_neighbours(
    app: Flask, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock], watch: Watch
) -> None:
    watch.at(watch.now.replace(month=3, day=28, hour=21))
    eli = at_the_clock(cast.eli)
    eli.press("clock-in")
    watch.later(hours=16)
    refused = answer(eli, shift=shift_of(app, cast).id, end="02:30")
    assert refused.status_code == 422
    assert "02:30 does not exist that day. Enter 01:30 or 03:30 instead." in words(refused.text)


@pytest.fixture
def closed(app: Flask, cast: Cast, forgot: ShiftRecord) -> ShiftRecord:
    """The clock has closed the shift at its limit, 22:00."""
    with app.app_context():
        db.session.get_one(TimeClock, (cast.workspace_id, cast.shop)).closes_forgotten = True
        db.session.commit()
        forgetting.close_provisionally(
            cast.workspace_id, member_id=cast.eli.member_id, shift_id=forgot.id
        )
    return shift_of(app, cast)


def test_what_the_clock_has_closed_is_asked_on_the_page_alone(
    eli: AtTheClock, closed: ShiftRecord
) -> None:
    shown = words(eli.page())
    assert "You did not clock out yesterday. When did you leave?" in shown
    assert "The clock closed the shift at 22:00 yesterday." in shown
    assert "22:00 is right" in shown
    assert "Clock in" in shown
    assert "stopped your clock" not in shown
    assert ASKED not in eli.press("clock-in").text


def test_who_clocks_in_without_an_answer_is_asked_again(
    app: Flask, cast: Cast, eli: AtTheClock, closed: ShiftRecord
) -> None:
    """And answered by the time of the clock that is asked about, wherever it goes on."""
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        lisbon = create_clock(operator, name="Lisbon", zone="Europe/Lisbon")
        assign(operator, clock_id=lisbon, member_id=cast.eli.member_id)
    eli.press("clock-in", clock=lisbon)
    page = eli.page()
    assert "You did not clock out yesterday. When did you leave?" in words(page)
    assert re.findall(r"btn-primary[^>]*>([^<]*)", page) == ["Clock out"]
    refused = answer(eli, shift=closed.id, end="25:00")
    assert "On the clock since" in words(refused.text)
    assert 'value="25:00"' in refused.text
    said = answer(eli, shift=closed.id, end="18:15")
    assert "Your shift ended at 18:15 yesterday. It is paid after" in words(said.text)
    assert "On the clock since" in words(said.text)
    assert not re.search(ASKED, eli.page())


def test_its_end_is_right(app: Flask, cast: Cast, eli: AtTheClock, closed: ShiftRecord) -> None:
    said = answer(eli, "left/confirm", shift=closed.id)
    assert "Your shift ended at 22:00 yesterday. It is paid after a manager" in words(said.text)
    assert shift_of(app, cast).unconfirmed == "proposed"
    assert ASKED not in eli.page()


def test_its_end_was_another(app: Flask, cast: Cast, eli: AtTheClock, closed: ShiftRecord) -> None:
    said = answer(eli, shift=closed.id, end="18:15")
    assert "Your shift ended at 18:15 yesterday. It is paid after" in words(said.text)
    assert shift_of(app, cast).unconfirmed == "proposed"
    assert not re.search(ASKED, eli.page())


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (ClaimedTimes.WAIT, "It is paid once you say when you left and a manager confirms it."),
        (ClaimedTimes.COUNT, "A time more than 12 hours ago waits until a manager confirms it."),
        (ClaimedTimes.REFUSE, "so a manager settles when you left."),
    ],
)
def test_the_question_says_what_becomes_of_the_answer(
    eli: AtTheClock, past: Past, closed: ShiftRecord, rule: ClaimedTimes, sentence: str
) -> None:
    if rule is not PayRules().claimed_times:
        past.rules(PayRules(claimed_times=rule))
    page, refused = eli.page(), rule is ClaimedTimes.REFUSE
    assert sentence in words(page)
    assert ('id="left-end"' in page) is not refused
    assert ("22:00 is right" in words(page)) is not refused
    assert (ASKED in words(page)) is not refused
    assert (f'href="/my/requests/new?shift={closed.id}"' in page) is refused
    day = eli.browser.client.get("/my/day/2026-03-02").text
    assert ("The end at 22:00 is right" in words(day)) is not refused
