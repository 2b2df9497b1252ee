"""A kiosk in trouble: no PIN and no badge stays on it, and it returns to its idle screen."""

from collections.abc import Callable

import pytest

from tests.fixtures.at_the_clock import words
from tests.fixtures.company import Company
from tests.fixtures.kiosks import Tablet
from timeclock.company.kiosks.badges import issue_badge
from timeclock.errors import Busy, Unconfirmed
from timeclock.web.kiosk import page
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")
Fail = Callable[[object, str], None]


@pytest.fixture(params=[Busy("busy", "The clock is busy."), Unconfirmed("?", "Not sure.")])
def fail(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Fail:
    """`fail(module, "name")`: what is called so cannot write, or does not know whether it did."""

    def raising(*_args: object, **_values: object) -> None:
        raise request.param

    return lambda module, name: monkeypatch.setattr(module, name, raising)


def test_the_page_of_the_fault_has_no_pin(tablet: Tablet, fail: Fail) -> None:
    fail(page, "by_number")
    answer = tablet.send("number", number="17", pin="730162")
    assert answer.status_code == 503
    assert "730162" not in answer.text
    assert answer.headers["Refresh"] == "5;url=/kiosk"
    assert 'href="/kiosk"' in answer.text


def test_the_page_of_the_fault_has_no_badge(tablet: Tablet, fail: Fail) -> None:
    fail(page, "by_badge")
    answer = tablet.send("badge", badge="04A2B7")
    assert answer.status_code == 503
    assert "04A2B7" not in answer.text
    assert answer.headers["Refresh"] == "5;url=/kiosk"


def test_a_button_can_be_pressed_again_for_a_moment(
    tablet: Tablet, company: Company, fail: Fail
) -> None:
    badge = issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge").text
    who = tablet.send("badge", badge=badge)
    fail(punching, "clock_in")
    answer = tablet.send("clock-in", on=who)
    assert answer.status_code == 503
    assert "Try again" in words(answer.text)
    assert answer.headers["Refresh"] == "20;url=/kiosk"


def test_the_idle_screen_is_loaded_again_after_a_fault(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object, **_values: object) -> None:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(page, "idle", failing)
    answer = tablet.page()
    assert answer.status_code == 500
    assert answer.headers["Refresh"] == "5;url=/kiosk"
