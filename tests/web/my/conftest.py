"""Eli before the pages of one's own hours, in the evening of Friday, 6 March 2026, in Berlin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in range(2, 7))
EVENING = datetime(2026, 3, 6, 17, tzinfo=UTC)


@dataclass(frozen=True)
class MyTime:
    """One person's browser on these pages."""

    browser: Browser

    def page(self, path: str) -> str:
        """A page as it loads."""
        answer = self.browser.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def read(self, path: str) -> str:
        """Its words."""
        return words(self.page(path))

    def send(self, path: str, **values: object) -> TestResponse:
        """Press a button; field names have a hyphen for an underscore where `__` is."""
        named = {name.replace("__", "-"): value for name, value in values.items()}
        return self.browser.post(path, **named)


Before = Callable[[CastMember], MyTime]


@pytest.fixture
def before(cast: Cast, watch: Watch, browser_of: Callable[[CastMember], Browser]) -> Before:
    """Signs one of the cast in, on Friday evening."""

    def of(who: CastMember) -> MyTime:
        if watch.now < EVENING:
            watch.at(EVENING)
        return MyTime(browser_of(who))

    return of


@pytest.fixture
def week(past: Past) -> list[int]:
    """Eli's shifts of the week, Monday to Friday, each 7 h 55 min with its break."""
    days = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
    return [past.shift(past.cast.eli, d, "06:02", "14:27", [("10:00", "10:30")]) for d in days]


@pytest.fixture
def eli(cast: Cast, week: list[int], before: Before) -> MyTime:
    return before(cast.eli)
