"""A company that never closes a period: the inbox looks at its newest days first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.long_history import LongHistory
from tests.fixtures.statements import Counting
from timeclock.worktime.timesheets.inbox.listing import cases, exceptions_since

pytestmark = pytest.mark.databases("sqlite")
LEFT_OUT = "are not shown. Show the last 62 days"


def test_the_page_says_from_which_day_on_it_looks(
    cast: Cast, browser_of: Callable[[CastMember], Browser], long_history: LongHistory
) -> None:
    long_history.add(1, 30, closed=False)
    client = browser_of(cast.olive).client
    assert LEFT_OUT in words(client.get("/inbox").text)
    assert LEFT_OUT not in words(client.get("/inbox?days=all").text)


def test_it_looks_at_a_week_at_least_and_costs_no_statement_for_each_day(
    app: Flask, cast: Cast, long_history: LongHistory, counting: Counting
) -> None:
    long_history.add(1, 30, closed=False)
    now = datetime.now(UTC)
    with app.app_context(), counting() as few:
        since = exceptions_since(cast.olive.actor, now)
        newest, every = (cases(cast.olive.actor, now, since=each) for each in (since, None))
    assert since == (now - timedelta(days=7)).date()
    assert 0 < len(newest) < len(every)
    assert {each.key for each in newest} == {each.key for each in every if each.day >= since}
    assert len(few) < 40


def test_a_company_that_closes_its_periods_is_looked_at_as_a_whole(
    app: Flask, cast: Cast, long_history: LongHistory
) -> None:
    long_history.add(8, 90)
    with app.app_context():
        assert exceptions_since(cast.olive.actor, datetime.now(UTC)) is None


def test_so_is_a_small_company(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert exceptions_since(cast.olive.actor, datetime.now(UTC)) is None
