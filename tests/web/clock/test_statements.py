"""What a punch pays for its answer: the panel reads no more than it shows."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.company import Watch
from tests.worktime.shifts.test_statements import statements

pytestmark = pytest.mark.databases("sqlite")

# The day also tells what others decided: that takes two more.
PUNCH, PANEL, DAY, PAGE = 8, 4, 5 + 2, 11 + 2


def test_the_answer_to_a_punch(app: Flask, eli: AtTheClock, watch: Watch) -> None:
    for button in ("clock-in", "pause", "resume", "clock-out"):
        watch.later(minutes=5)
        eli.page()
        with app.app_context(), statements() as sent:
            assert eli.press(button).status_code == 200
        assert len(sent) <= PUNCH, button


@pytest.mark.parametrize(("path", "most"), [("/clock/panel", PANEL), ("/clock/day", DAY)])
def test_what_a_page_asks_by_itself(
    app: Flask, eli: AtTheClock, watch: Watch, path: str, most: int
) -> None:
    eli.page()
    eli.press("clock-in")
    watch.later(minutes=5)
    with app.app_context(), statements() as sent:
        eli.browser.client.get(path)
    assert len(sent) <= most


def test_the_page_as_it_loads(app: Flask, eli: AtTheClock) -> None:
    eli.page()
    with app.app_context(), statements() as sent:
        eli.page()
    assert len(sent) <= PAGE
