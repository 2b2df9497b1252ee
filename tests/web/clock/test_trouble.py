"""When it cannot be recorded, or no one knows whether it was, the panel stays and says so."""

import pytest

from tests.fixtures.at_the_clock import AtTheClock, words
from timeclock.errors import Busy, Unconfirmed
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")


def fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def raising(*_args: object, **_values: object) -> None:
        raise error

    monkeypatch.setattr(punching, "clock_in", raising)


@pytest.mark.parametrize(
    ("error", "recorded"),
    [(Busy("busy", "The clock is busy."), "no"), (Unconfirmed("?", "Not sure."), "unknown")],
)
def test_the_panel_stays_with_its_key(
    eli: AtTheClock, monkeypatch: pytest.MonkeyPatch, error: Exception, recorded: str
) -> None:
    fail(monkeypatch, error)
    answer = eli.press("clock-in")
    assert answer.status_code == 503
    assert answer.headers["X-Punch-Recorded"] == recorded
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers["HX-Retarget"] == "#trouble"
    assert "Press again: it will not count twice." in words(answer.text)


def test_without_a_script_it_is_a_page(eli: AtTheClock, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, Busy("busy", "The clock is busy."))
    answer = eli.send("clock-in")
    assert answer.status_code == 503
    assert answer.headers["X-Punch-Recorded"] == "no"
    assert "The clock is busy." in words(answer.text)
