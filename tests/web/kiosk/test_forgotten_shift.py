"""A forgotten shift at a kiosk: the same question and the same rule as on the person's own page."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.company import Company, Watch
from tests.fixtures.kiosks import Tablet, hidden_value
from tests.fixtures.signed_in import open_in
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.shifts.forgetting import close_provisionally
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")

EFFECTS = {
    ClaimedTimes.WAIT: "It is paid once you say when you left and a manager confirms it.",
    ClaimedTimes.COUNT: "A time more than 12 hours ago waits until a manager confirms it.",
    ClaimedTimes.REFUSE: "so a manager settles when you left.",
}
RULES = pytest.mark.parametrize("rule", EFFECTS)
YESTERDAY = "2026-03-02"


@pytest.fixture
def badge(company: Company) -> str:
    return issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge").text


def go_by(company: Company, rule: ClaimedTimes) -> None:
    if rule is not PayRules().claimed_times:
        rules = PayRules(claimed_times=rule)
        change_rules(company.olive.actor, first_day=date(2024, 1, 1), rules=rules)


def forget(company: Company, watch: Watch, **later: int) -> ShiftRecord:
    """Eli clocks in at 07:00 on Monday, and nothing more is pressed for that long."""
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.later(**later)
    return newest(company)


def newest(company: Company) -> ShiftRecord:
    found = last_shift(company.workspace_id, company.eli.member_id)
    assert found
    return found


def close(company: Company, shift: ShiftRecord) -> None:
    """The clock closes the shift at its limit."""
    change = ClockSettings(closes_forgotten=True)
    update_clock(company.olive.actor, clock_id=company.shop, change=change)
    close_provisionally(company.workspace_id, member_id=shift.member_id, shift_id=shift.id)


@RULES
def test_the_kiosk_asks_what_the_page_asks(
    tablet: Tablet,
    company_app: Flask,
    company: Company,
    watch: Watch,
    badge: str,
    rule: ClaimedTimes,
) -> None:
    go_by(company, rule)
    forget(company, watch, hours=25)
    shown = tablet.send("badge", badge=badge).text
    page = company_app.test_client()
    open_in(page, company.eli.account_id)
    at_home = page.get("/").text
    for text in (
        "You did not clock out yesterday.",
        EFFECTS[rule],
        "I worked until now",
        "I am still working",
    ):
        assert text in words(shown)
        assert text in words(at_home)
    refused = rule is ClaimedTimes.REFUSE
    assert ("When did you leave?" in words(shown)) is not refused
    assert ("When did you leave?" in words(at_home)) is not refused
    assert ('id="end"' in shown) is not refused


@pytest.mark.parametrize(
    ("rule", "end", "unconfirmed"),
    [
        (ClaimedTimes.WAIT, "15:30", UnconfirmedEnd.PROPOSED),
        (ClaimedTimes.COUNT, "15:30", UnconfirmedEnd.PROPOSED),  # more than 12 hours ago
        (ClaimedTimes.COUNT, "22:15", None),
    ],
)
def test_an_answer_is_taken_as_the_rule_says(
    tablet: Tablet,
    company: Company,
    watch: Watch,
    badge: str,
    rule: ClaimedTimes,
    end: str,
    unconfirmed: UnconfirmedEnd | None,
) -> None:
    go_by(company, rule)
    shift = forget(company, watch, hours=23)
    asked = tablet.send("clock-out", on=tablet.send("badge", badge=badge))
    assert asked.status_code == 409
    assert "You have been on the clock since 07:00 yesterday." in words(asked.text)
    done = words(tablet.send("left", on=asked, shift=shift.id, end=end).text)
    assert f"Your shift ended at {end} yesterday." in done
    assert ("It is paid after a manager confirms it." in done) is (unconfirmed is not None)
    assert newest(company).unconfirmed is unconfirmed


def test_where_times_given_afterwards_are_refused_the_shift_ends_now(
    tablet: Tablet, company: Company, watch: Watch, badge: str
) -> None:
    go_by(company, ClaimedTimes.REFUSE)
    shift = forget(company, watch, hours=23)
    asked = tablet.send("clock-out", on=tablet.send("badge", badge=badge))
    assert asked.status_code == 409
    refused = tablet.send("left", on=asked, shift=shift.id, end="15:30")
    assert "Nothing was recorded." in words(refused.text)
    assert newest(company).timeline.ended_at is None
    done = tablet.send("left", on=refused, shift=shift.id, now="yes")
    assert "Your shift ended at 06:00. It is paid after a manager" in words(done.text)
    assert newest(company).unconfirmed is UnconfirmedEnd.PROPOSED


@RULES
def test_a_shift_that_its_clock_closed(
    tablet: Tablet, company: Company, watch: Watch, badge: str, rule: ClaimedTimes
) -> None:
    go_by(company, rule)
    shift = forget(company, watch, hours=25)
    close(company, shift)
    asked = tablet.send("badge", badge=badge)
    assert "The clock closed the shift at 21:00 yesterday." in words(asked.text)
    assert EFFECTS[rule] in words(asked.text)
    refused = rule is ClaimedTimes.REFUSE
    assert ("I worked until 21:00" in words(asked.text)) is not refused
    assert "I worked until now" not in words(asked.text)
    assert "Clock in" in words(asked.text)
    if not refused:
        done = tablet.send("left", on=asked, shift=shift.id, at=hidden_at(asked.text))
        assert "Your shift ended at 21:00 yesterday." in words(done.text)
        waits = UnconfirmedEnd.PROPOSED if rule is ClaimedTimes.WAIT else None
        assert newest(company).unconfirmed is waits


def hidden_at(html: str) -> str:
    """The instant that the last button of the question sends."""
    return re.findall(r'name="at"\s+value="([^"]+)"', html)[-1]


def test_a_time_that_came_twice_is_chosen(
    tablet: Tablet, company: Company, watch: Watch, badge: str
) -> None:
    watch.at(datetime(2026, 10, 24, 20, tzinfo=UTC))
    shift = forget(company, watch, hours=20)
    asked = tablet.send("badge", badge=badge)
    twice = tablet.send("left", on=asked, shift=shift.id, end="02:30")
    assert "02:30, the first time (UTC+02:00)" in words(twice.text)
    assert hidden_value(twice.text, "shift") == str(shift.id)
    assert 'value="02:30"' in twice.text
    tablet.send("left", on=twice, shift=shift.id, end="02:30", which="1")
    assert newest(company).timeline.ended_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_before_the_shift_is_refused_with_what_was_typed(
    tablet: Tablet, company: Company, watch: Watch, badge: str
) -> None:
    shift = forget(company, watch, hours=16)
    asked = tablet.send("badge", badge=badge)
    refused = tablet.send("left", on=asked, shift=shift.id, end="06:10")
    assert refused.status_code == 422
    assert 'value="06:10"' in refused.text
    assert newest(company).timeline.ended_at is None
