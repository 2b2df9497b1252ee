"""A refused punch comes back inside the panel, with the true state and the reason together."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.clocks.service import create_clock

pytestmark = pytest.mark.databases("sqlite")


def test_clocking_in_twice_shows_that_one_is_in(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("08:00")
    answer = eli.press("clock-in")
    assert answer.status_code == 409
    shown = words(answer.text)
    assert "On the clock since 08:00" in shown
    assert "You are already clocked in, since 08:00" in shown
    assert "Nothing was recorded." in shown
    assert "Clock out" in shown


def test_clocking_out_while_off_shows_that_one_is_off(eli: AtTheClock) -> None:
    answer = eli.press("clock-out")
    assert answer.status_code == 409
    assert "Off the clock" in words(answer.text)
    assert "You are not clocked in. Nothing was recorded." in words(answer.text)


def test_without_a_script_the_refusal_is_on_the_whole_page(eli: AtTheClock) -> None:
    answer = eli.send("pause")
    assert answer.status_code == 409
    assert "<html" in answer.text
    assert "You are not clocked in." in part(answer.text, "panel")


def test_a_second_break_changes_nothing_and_says_so(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    eli.press("pause")
    watch.at("07:10")
    answer = eli.press("pause")
    assert answer.status_code == 200
    assert "On break since 08:00" in words(answer.text)
    assert "You are on a break already." in words(answer.text)


def test_ending_a_break_while_working_changes_nothing(eli: AtTheClock) -> None:
    eli.press("clock-in")
    assert "You are working already." in words(eli.press("resume").text)


def test_ending_a_break_while_off_changes_nothing(eli: AtTheClock) -> None:
    answer = eli.press("resume")
    assert answer.status_code == 200
    assert "You are not on the clock, so there was no break to end." in words(answer.text)


def test_a_clock_of_others_is_refused(eli: AtTheClock, cast: Cast) -> None:
    answer = eli.press("clock-in", clock=cast.yard)
    assert answer.status_code == 409
    assert "Off the clock" in words(answer.text)


@pytest.mark.parametrize("clock", ["99999", "-1", "abc", "1_000", "9" * 400, "٣"])
def test_a_clock_that_is_none_is_refused(eli: AtTheClock, clock: str) -> None:
    answer = eli.press("clock-in", clock=clock)
    assert answer.status_code == 422
    assert "Nothing was recorded." in words(answer.text)


def test_another_companys_clock_and_job_are_refused_like_missing_ones(
    eli: AtTheClock, cast: Cast
) -> None:
    foreign = [
        eli.press("clock-in", clock=cast.other_clock),
        eli.press("clock-in", job=cast.other_job),
    ]
    missing = [eli.press("clock-in", clock=987654), eli.press("clock-in", job=987654)]
    for one, other in zip(foreign, missing, strict=True):
        assert one.status_code == other.status_code == 422
        assert part(one.text, "trouble") == part(other.text, "trouble")


def test_what_was_typed_is_kept(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        strict = create_clock(operator, name="Site", zone="Europe/Berlin", job_required=True)
        assign(operator, clock_id=strict, member_id=cast.eli.member_id)
    answer = eli.press("clock-in", clock=strict, note="With the <new> van")
    assert answer.status_code == 422
    assert 'value="With the &lt;new&gt; van"' in answer.text
    assert f'<option selected value="{strict}">Site</option>' in answer.text


def test_no_one_is_kept_from_clocking_out(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in")
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        unassign(operator, clock_id=cast.shop, member_id=cast.eli.member_id)
    assert "Clocked out at 08:00" in words(eli.press("clock-out").text)


def test_a_note_that_is_too_long_is_refused(eli: AtTheClock) -> None:
    assert eli.press("clock-in", note="x" * 2001).status_code == 422
