"""A clock in doubt: who is told so, and the cases that it leaves behind."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.machine import Machine
from timeclock.worktime.shifts.punching import clock_in, clock_out

pytestmark = pytest.mark.databases("sqlite")
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOON, DAY = MONDAY + timedelta(hours=4), timedelta(days=1)
Sign = Callable[[CastMember], Browser]


def inbox(browser: Browser) -> str:
    return words(browser.client.get("/inbox").text)


@pytest.mark.parametrize(("ahead", "said"), [(DAY, "24 h ahead of"), (-DAY, "24 h behind")])
def test_those_above_the_managers_are_told(
    app: Flask, cast: Cast, machine: Machine, browser_of: Sign, ahead: timedelta, said: str
) -> None:
    keeper = machine.keep(app)
    machine.at(NOON)
    keeper.judge(machine.at(NOON, ahead))
    for person in (cast.edda, cast.olive):
        page = inbox(browser_of(person))
        assert "The server's clock is in doubt" in page
        assert f"It is {said} what was expected." in page
    assert "in doubt" not in inbox(browser_of(cast.maya))
    keeper.judge(machine.at(NOON))
    assert "in doubt" not in inbox(browser_of(cast.edda))


def test_the_manager_sees_the_shift_and_settles_it(
    app: Flask, cast: Cast, machine: Machine, browser_of: Sign
) -> None:
    with app.app_context():
        machine.at(MONDAY)
        clock_in(cast.eli.actor, clock_id=cast.shop)
        machine.at(NOON, DAY)
        clock_out(cast.eli.actor)
        machine.at(NOON + timedelta(hours=1))
        clock_in(cast.eli.actor, clock_id=cast.shop)
    maya = browser_of(cast.maya)
    page = inbox(maya)
    assert "The server's clock was wrong in the shift of Monday 2 March" in page
    assert "In 09:00 Out, in doubt 14:00" in page
    assert "Confirm" in page


def test_the_person_is_asked_and_reads_what_happened(
    app: Flask, cast: Cast, machine: Machine, browser_of: Sign
) -> None:
    with app.app_context():
        machine.at(MONDAY)
        clock_in(cast.eli.actor, clock_id=cast.shop)
        machine.at(NOON, DAY)
        clock_out(cast.eli.actor)
        machine.at(NOON + timedelta(hours=1))
        clock_in(cast.eli.actor, clock_id=cast.shop)
        clock_out(cast.eli.actor)
    eli = browser_of(cast.eli)
    page = words(eli.client.get("/").text)
    assert "The server's clock was wrong on Monday 2 March. When did you leave?" in page
    told = words(eli.client.get("/my/ledger").text)
    assert "The server's clock was wrong in this shift" in told
