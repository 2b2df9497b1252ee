"""Before a file is made, the page says how many of its timesheets are not approved yet."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import Hours, wall
from timeclock.storage.transactions import db
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.unapproved import count_unapproved

MONDAY, NEXT = date(2026, 3, 2), date(2026, 3, 9)
TWO_WEEKS = {"first": "2026-03-02", "last": "2026-03-15"}
Count = Callable[..., int]


@pytest.fixture
def count(app: Flask, cast: Cast, hours: Hours) -> Count:
    """Eli works in two weeks, one of them in a night, Otto in the first; how many are left."""
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.work(cast.eli, "03-04 08:00", "16:00")
    hours.watch.at(wall("03-05 08:00"))
    hours.work(cast.otto, "03-05 08:00", "14:00", clock=cast.yard)
    hours.work(cast.eli, "03-10 08:00", "16:00")
    hours.watch.at(wall("03-17 12:00"))

    def of(first: date = MONDAY, after: date = date(2026, 3, 16), **only: tuple[int, ...]) -> int:
        with app.app_context():
            connection = db.session.connection()
            days = Period(first, after)
            return count_unapproved(connection, cast.workspace_id, days, hours.watch.now, **only)

    return of


@pytest.mark.databases("sqlite", "postgresql")
def test_each_person_counts_once_for_each_period(cast: Cast, count: Count) -> None:
    assert count() == 3
    assert count(after=NEXT) == 2
    assert count(first=NEXT) == 1
    assert count(first=date(2026, 3, 3), after=date(2026, 3, 4)) == 0
    assert count(member_ids=(cast.eli.member_id,)) == 2
    assert count(clock_ids=(cast.yard,)) == 1


@pytest.mark.databases("sqlite", "postgresql")
def test_what_is_approved_or_closed_does_not_count(app: Flask, cast: Cast, count: Count) -> None:
    with app.app_context():
        approve(cast.olive.actor, member_id=cast.eli.member_id, first_day=MONDAY)
    assert count() == 2
    with app.app_context():
        close_period(cast.olive.actor, first_day=MONDAY)
    assert count() == 1
    assert count(after=NEXT) == 0


@pytest.mark.databases("sqlite")
def test_the_pages_say_it_before_the_file_is_made(
    app: Flask, cast: Cast, count: Count, browser_of: Callable[[CastMember], Browser]
) -> None:
    edda = browser_of(cast.edda)
    form = edda.client.get("/exports", query_string=TWO_WEEKS)
    assert "2 to 15 March 3 timesheets of these days are not approved yet" in words(form.text)
    asked = edda.post("/exports", what="totals", format="csv", **TWO_WEEKS)
    ready = words(edda.client.get(asked.location).text)
    said = "3 timesheets of these days are not approved yet"
    assert ready.index(said) < ready.index("Download the file")
    with app.app_context():
        for first in (MONDAY, NEXT):
            close_period(cast.olive.actor, first_day=first)
    assert "No timesheet of these days is left to approve" in words(
        edda.client.get(asked.location).text
    )


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "wrong", [{"first": ""}, {"first": "2026-03-20"}, {"what": "nonsense"}, {"format": "x"}]
)
def test_days_without_an_answer_have_no_count(
    cast: Cast, count: Count, browser_of: Callable[[CastMember], Browser], wrong: dict[str, str]
) -> None:
    sent = {"what": "totals", "format": "csv"} | TWO_WEEKS | wrong
    answer = browser_of(cast.edda).post("/exports", **sent)
    assert answer.status_code in (422, 400)
    assert "not approved yet" not in words(answer.text)
