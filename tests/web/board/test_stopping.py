"""A manager stops someone's clock, now or at an earlier time, with a reason."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import HTMX, AtTheClock, hidden_value, part, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from timeclock.worktime.shifts.queries import last_shift, open_shift
from timeclock.worktime.shifts.record import ShiftRecord

pytestmark = pytest.mark.databases("sqlite")


def press(who: Browser, path: str, **values: object) -> object:
    return who.client.post(path, data=who.fill(**values), headers=HTMX)


def shift(app: Flask, who: CastMember) -> ShiftRecord:
    with app.app_context():
        found = last_shift(who.workspace_id, who.member_id)
    assert found
    return found


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/board/stop/{cast.eli.member_id}"


def test_the_dialog_gets_the_form_alone(maya: Browser, eli: AtTheClock, url: str) -> None:
    eli.press("clock-in")
    answer = maya.client.get(url, headers=HTMX)
    assert answer.text.startswith('<form class="stack" id="stop"')
    shown = words(answer.text)
    assert "Stop Eli Engel? In since 08:00, 0 min worked, on Shop Kreuzberg." in shown
    assert "Eli Engel sees that you stopped it and why." in shown
    assert "It is 08:00 now." in shown


def test_the_form_is_a_page_of_its_own_too(maya: Browser, eli: AtTheClock, url: str) -> None:
    eli.press("clock-in")
    assert "<html" in maya.client.get(url).text


def test_stopping_now_ends_the_shift_with_the_reason(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    end = watch.at("09:00")
    answer = press(maya, url, reason="sent_home", words="Storm")
    assert answer.status_code == 200
    assert "Stopped Eli Engel at 10:00 Undo, 60 s" in words(answer.text)
    assert answer.headers["HX-Retarget"] == "#said"
    assert answer.headers["HX-Trigger"] == "stopped"
    stopped = shift(app, cast.eli)
    assert stopped.timeline.ended_at == end
    assert (stopped.stopped, stopped.stop_reason) == (True, "Sent home: Storm")
    assert stopped.ended_by_id == cast.maya.member_id


def test_an_earlier_end_is_taken_in_the_clocks_zone(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    end = watch.at("08:30")
    watch.at("12:00")
    answer = press(maya, url, reason="forgot", end="9:30")
    assert "Stopped Eli Engel at 09:30" in words(answer.text)
    assert shift(app, cast.eli).timeline.ended_at == end
    assert shift(app, cast.eli).end_edited


def test_a_forgotten_shift_can_be_ended_on_the_day_it_began(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    end = watch.at("15:00")
    watch.later(days=2)
    form = maya.client.get(url, headers=HTMX).text
    assert '<option value="2026-03-02">Mon 2 March</option>' in form
    assert 'value="forgot" required checked' in form
    press(maya, url, reason="forgot", end="16:00", day="2026-03-02")
    assert shift(app, cast.eli).timeline.ended_at == end


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"reason": "sent_home", "end": "late"}, "Enter a time such as 16:30."),
        ({"reason": "sent_home", "end": "07:59"}, "which began at 08:00"),
        ({"reason": "sent_home", "end": "12:30"}, "That time is not in this shift"),
        ({}, "Choose a reason"),
        ({"reason": "nonsense"}, "Choose a reason"),
        ({"reason": "other", "words": " "}, "Enter the reason in your own words."),
        ({"reason": "sent_home", "words": "x" * 2001}, "Enter at most 2000 characters."),
    ],
)
def test_what_cannot_be_is_refused_inside_the_form(
    app: Flask,
    maya: Browser,
    eli: AtTheClock,
    cast: Cast,
    watch: Watch,
    url: str,
    values: dict[str, str],
    sentence: str,
) -> None:
    eli.press("clock-in")
    watch.at("10:00")
    answer = press(maya, url, **({"words": "kept <words>"} | values))
    assert answer.status_code == 422
    assert answer.text.startswith('<form class="stack" id="stop"')
    assert sentence in words(answer.text)
    assert "Nothing was recorded." in words(answer.text)
    with app.app_context():
        assert open_shift(cast.workspace_id, cast.eli.member_id)


def test_a_repeated_hour_is_asked_about(
    app: Flask,
    watch: Watch,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    at_the_clock: Callable[[CastMember], AtTheClock],
    url: str,
) -> None:
    watch.at(watch.now.replace(month=10, day=24, hour=20))
    maya, eli = browser_of(cast.maya), at_the_clock(cast.eli)
    eli.press("clock-in")
    watch.later(hours=9)
    answer = press(maya, url, reason="forgot", end="02:30")
    assert answer.status_code == 422
    shown = words(answer.text)
    assert "02:30 happens twice" in shown
    assert "02:30, the first time (UTC+02:00)" in shown
    press(maya, url, reason="forgot", end="02:30", which="1")
    ended = shift(app, cast.eli).timeline.ended_at
    assert ended
    assert ended.isoformat() == "2026-10-25T01:30:00+00:00"


def test_who_is_off_already_is_said_to_be(maya: Browser, eli: AtTheClock, url: str) -> None:
    eli.press("clock-in")
    eli.press("clock-out")
    answer = press(maya, url, reason="forgot")
    assert answer.status_code == 409
    assert "Eli Engel is no longer on the clock here." in words(answer.text)


def test_a_stop_can_be_undone_for_a_minute(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    watch.at("09:00")
    stopped = press(maya, url, reason="sent_home")
    watch.later(seconds=30)
    position = hidden_value(stopped.text, "position")
    answer = press(maya, f"/board/undo/{cast.eli.member_id}", position=position)
    assert "Undone: Eli Engel has been in since 08:00" in words(answer.text)
    with app.app_context():
        assert open_shift(cast.workspace_id, cast.eli.member_id)


def test_an_undo_that_comes_too_late_is_refused(
    maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    position = hidden_value(press(maya, url, reason="sent_home").text, "position")
    watch.later(seconds=61)
    answer = press(maya, f"/board/undo/{cast.eli.member_id}", position=position)
    assert answer.status_code == 409


def test_the_same_form_twice_stops_once(
    maya: Browser, eli: AtTheClock, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    press(maya, url, reason="sent_home", once="one")
    eli.press("clock-in")
    answer = press(maya, url, reason="sent_home", once="one")
    assert "Eli Engel: Already recorded: stop at 08:00. It counts once." in words(answer.text)
    assert "On the clock" in words(eli.page())


def test_without_a_script_the_board_says_what_came_of_it(
    maya: Browser, eli: AtTheClock, watch: Watch, url: str
) -> None:
    eli.press("clock-in")
    answer = maya.post(url, reason="sent_home")
    assert (answer.status_code, answer.location) == (303, "/board")
    watch.later(seconds=15)
    page = maya.client.get("/board").text
    assert "Stopped Eli Engel at 08:00 Undo, 45 s" in part(page, "said")
    assert "Stopped Eli" not in maya.client.get("/board").text


def test_the_person_sees_who_and_why(maya: Browser, eli: AtTheClock, url: str) -> None:
    eli.press("clock-in")
    press(maya, url, reason="other", words="Fire drill")
    assert "Maya Meyer stopped your clock at 08:00 Reason: Fire drill" in words(eli.page())


def test_people_one_may_not_see_are_not_found_like_missing_ones(maya: Browser, cast: Cast) -> None:
    pages = [maya.client.get(f"/board/stop/{member}") for member in (cast.otto.member_id, 987654)]
    sent = [
        maya.post(f"/board/stop/{member}", reason="sent_home")
        for member in (cast.otto.member_id, 987654)
    ]
    for one, other in (pages, sent):
        assert one.status_code == other.status_code == 404
        assert one.text == other.text


def test_an_employee_stops_no_one(eli: AtTheClock, cast: Cast) -> None:
    assert eli.browser.client.get(f"/board/stop/{cast.maya.member_id}").status_code == 403
    answer = eli.browser.post(f"/board/stop/{cast.maya.member_id}", reason="sent_home")
    assert answer.status_code == 403
