"""A locked day offers a correction only where the rules would book it."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import DAY, WEEK, Hours
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")
FIRST = date.fromisoformat(WEEK)


def leave_open(_cast: Cast) -> None:
    """Nothing is decided."""


def approve_eli(cast: Cast) -> None:
    approve(cast.maya.actor, member_id=cast.eli.member_id, first_day=FIRST)


def close(cast: Cast) -> None:
    approve_eli(cast)
    close_period(cast.olive.actor, first_day=FIRST)


STATES = [
    (leave_open, LateChanges.REFUSE, True, ""),
    (leave_open, LateChanges.ADJUST, True, ""),
    (approve_eli, LateChanges.REFUSE, False, "This day is approved. It can no longer be changed."),
    (approve_eli, LateChanges.ADJUST, True, "This day is approved. A correction counts on an open"),
    (close, LateChanges.REFUSE, False, "closed for payroll. It can no longer be changed."),
    (close, LateChanges.ADJUST, True, "closed for payroll. A correction counts on an open day."),
]


@pytest.mark.parametrize(("decide", "late", "offered", "why"), STATES)
def test_corrections_are_offered_where_they_are_accepted(
    app: Flask,
    hours: Hours,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    decide: Callable[[Cast], None],
    late: LateChanges,
    offered: bool,
    why: str,
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    with app.app_context():
        if late is not PayRules().late_changes:
            change_rules(cast.olive.actor, first_day=ALWAYS, rules=PayRules(late_changes=late))
        decide(cast)
    eli, maya = browser_of(cast.eli).client, browser_of(cast.maya).client
    member = cast.eli.member_id
    days = {
        f"/my/day/{DAY}": (eli, f"/my/requests/new?shift={shift_id}"),
        f"/timesheets/{member}/day/{DAY}": (maya, f"/timesheets/{member}/shifts/{shift_id}/edit"),
    }
    for path, (client, link) in days.items():
        page = client.get(path).text
        assert (link in page) is offered, path
        assert why in words(page), path
        assert ("Add a missing shift" in words(page)) is offered, path
    for path, client in {
        f"/my/week?day={DAY}": eli,
        f"/timesheets/{member}/{WEEK}": maya,
    }.items():
        assert ("Add a missing shift" in words(client.get(path).text)) is offered, path
