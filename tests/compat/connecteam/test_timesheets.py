"""Totals of timesheets at a clock, as a payroll script for Connecteam reads them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.connecteam.conftest import Get, data
from tests.fixtures.scripts import Bakery, KeyHolder
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)  # eight in Berlin


@pytest.fixture
def worked(app: Flask, bakery: Bakery) -> None:
    """Eli has ten hours on Monday at the shop with an hour of break, and two at the site."""
    with app.app_context():
        change_rules(bakery.operator, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.CALIFORNIA))
        pause = DraftBreak(MONDAY + 4 * HOUR, MONDAY + 5 * HOUR, plan=None)
        for draft in (
            Draft(bakery.shop, MONDAY, MONDAY + 11 * HOUR, breaks=(pause,)),
            Draft(bakery.site, MONDAY + 36 * HOUR, MONDAY + 38 * HOUR, bakery.job),
        ):
            propose(
                bakery.operator,
                member_id=bakery.eli.member_id,
                shift_id=None,
                drafts=[draft],
                reason="The clock was broken",
            )


@pytest.fixture
def ask(get: Get, bakery: Bakery) -> Callable[..., Any]:
    def send(clock: int | None = None, by: KeyHolder | None = None, **query: Any) -> Any:
        path = f"/time-clock/v1/time-clocks/{clock or bakery.shop}/timesheet"
        days = {"startDate": "2026-03-02", "endDate": "2026-03-08"}
        return get(path, key=(by or bakery.olive).key, **(days | query))

    return send


@pytest.mark.databases("sqlite", "postgresql")
def test_hours_of_a_day_by_pay_rule(worked: None, ask: Callable[..., Any], bakery: Bakery) -> None:
    said = data(ask())
    assert (said["startDate"], said["endDate"]) == ("2026-03-02", "2026-03-08")
    (user,) = said["users"]
    assert user["userId"] == bakery.eli.user_id
    (day,) = user["dailyRecords"]
    records = day.pop("records")
    assert day == {
        "date": "2026-03-02",
        "dailyTotalHours": 10.0,
        "dailyTotalWorkHours": 10.0,
        "dailyTotalPaidBreakHours": 0.0,
        "dailyTotalUnpaidBreakHours": 1.0,
        "isApproved": False,
        "isSubmitted": False,
        "isLocked": False,
        "payItems": [
            {"hours": 8.0, "payRule": {"id": "regular", "code": "REG", "type": "regular"}},
            {"hours": 2.0, "payRule": {"id": "overtime-150", "code": "OT150", "type": "overtime"}},
        ],
    }
    assert [each["start"]["timestamp"] for each in records] == [
        int(MONDAY.timestamp()),
        int((MONDAY + 5 * HOUR).timestamp()),
    ]


def test_each_clock_has_its_own_hours(
    worked: None, ask: Callable[..., Any], bakery: Bakery
) -> None:
    (user,) = data(ask(bakery.site))["users"]
    (day,) = user["dailyRecords"]
    assert (day["date"], day["dailyTotalHours"]) == ("2026-03-03", 2.0)


def test_approved_days_and_who_sees_them(
    app: Flask, worked: None, ask: Callable[..., Any], bakery: Bakery
) -> None:
    assert data(ask(isApproved="true"))["users"] == []
    with app.app_context():
        approve(bakery.operator, member_id=bakery.eli.member_id, first_day=MONDAY.date())
    for flag in ("isApproved", "isSubmitted", "isLocked"):
        (user,) = data(ask(**{flag: "true"}))["users"]
        assert user["dailyRecords"][0][flag] is True
        assert data(ask(**{flag: "false"}))["users"] == []
    assert data(ask(by=bakery.maya))["users"]
    assert ask(by=bakery.eli).status_code == 403
    assert ask(by=bakery.nora).status_code == 404


def test_too_many_days(ask: Callable[..., Any]) -> None:
    assert ask(endDate="2026-04-15").status_code == 200
    assert ask(endDate="2026-04-16").status_code == 422
    assert ask(endDate="2026-03-01").status_code == 422
