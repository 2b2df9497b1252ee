"""A correction of a closed day counts on an open one: both days say so, with a link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.corrections.approval.deciding import dispute, settle

pytestmark = pytest.mark.databases("sqlite")

MONDAY = date(2026, 3, 2)
SAID = "Corrected after it was closed: + 30 min of it counts on Tuesday 10 March"


@pytest.fixture
def edit(past: Past, cast: Cast, watch: Watch) -> int:
    """Half an hour more for Monday, given on Tuesday of the week after, when Monday is approved."""
    past.rules(PayRules(late_changes=LateChanges.ADJUST))
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    watch.later(days=8)
    past.approve_week(cast.maya, MONDAY)
    leave = at(MONDAY, "17:00")
    return past.edits(cast.maya, shift, lambda d: replace(d, ended_at=leave), "Stayed on")


@pytest.mark.usefixtures("edit")
def test_the_closed_day_says_where_its_correction_counts(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    own = browser_of(cast.eli).client.get("/my/day/2026-03-02").text
    assert SAID in words(own)
    assert 'href="/my/day/2026-03-10"' in own
    page = f"/timesheets/{cast.eli.member_id}/day"
    managers = browser_of(cast.maya).client.get(f"{page}/2026-03-02").text
    assert SAID in words(managers)
    assert f'href="{page}/2026-03-10"' in managers


def test_what_was_taken_back_counts_nowhere(
    app: Flask, edit: int, cast: Cast, watch: Watch, browser_of: Callable[[CastMember], Browser]
) -> None:
    with app.app_context():
        watch.later(minutes=1)
        dispute(cast.eli.actor, correction_id=edit, reason="I left at half past four")
        settle(cast.edda.actor, correction_id=edit, keep=False, reason="So it was")
    shown = words(browser_of(cast.eli).client.get("/my/day/2026-03-02").text)
    assert "Corrected when it was closed" not in shown
