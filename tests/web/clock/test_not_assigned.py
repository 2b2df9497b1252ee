"""Who is assigned to no clock is told what to do next."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Cast, CastMember
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import unassign

pytestmark = pytest.mark.databases("sqlite")


def test_an_owner_is_led_to_the_time_clocks(
    cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    page = at_the_clock(cast.olive).page()
    assert "You are not assigned to a time clock yet Assign yourself to one" in words(page)
    assert "/punch/clock-in" not in page


def test_an_employee_is_sent_to_the_manager(
    app: Flask, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        unassign(operator, clock_id=cast.shop, member_id=cast.eli.member_id)
    shown = words(at_the_clock(cast.eli).page())
    assert "You are not assigned to a time clock yet Ask your manager to assign you" in shown
