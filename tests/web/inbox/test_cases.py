"""What waits for someone in charge, in words, oldest first."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.company import Watch
from tests.fixtures.hours import DAY, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")
OPEN = '<details class="case[^>]* open>'


def waiting(page: str) -> str:
    """The number beside the entry of the navigation, empty where nothing waits."""
    found = re.search(r'id="waiting-inbox">(\d+)<', page)
    return found[1] if found else ""


def test_nothing_says_what_will_appear(maya: Browser) -> None:
    page = maya.client.get("/inbox").text
    assert "Nothing needs attention" in words(page)
    assert "Requests, forgotten clock-outs and exceptions of your people appear here." in words(
        page
    )
    assert 'class="count"' not in page


def test_a_request_says_what_and_why(maya: Browser, cast: Cast, hours: Hours) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.ask(cast.eli, shift_id, "The tablet was off.", minutes=-17)
    hours.monday()
    page = maya.client.get("/inbox").text
    assert "1 case needs attention Oldest first. The oldest has waited 5 days." in words(page)
    assert "Eli Engel Asks to move the clock-in on Tuesday 3 March 5 days" in words(page)
    assert "In, before 08:00 In, asked for 07:43" in words(page)
    assert "Eli Engel wrote: “The tablet was off.” Approve A Refuse R" in words(page)
    assert f"/timesheets/{cast.eli.member_id}/day/{DAY}" in page


def test_the_navigation_says_how_many_wait(maya: Browser, cast: Cast, hours: Hours) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.ask(cast.eli, shift_id, "Earlier.", minutes=-17)
    hours.monday()
    for path in ("/inbox", "/timesheets", "/board"):
        assert waiting(maya.client.get(path).text) == "1"


def test_a_dispute_says_who_said_what(maya: Browser, cast: Cast, hours: Hours) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    edit = hours.edit(cast.maya, shift_id, "You came late.", minutes=20)
    hours.dispute(cast.eli, edit, "I unloaded the van first.")
    hours.monday()
    page = words(maya.client.get("/inbox").text)
    assert "Disputes your correction of Tuesday 3 March" in page
    assert "In, before 08:00 In, after 08:20" in page
    assert "Maya Meyer wrote: “You came late.”" in page
    assert "Eli Engel wrote: “I unloaded the van first.”" in page


def test_to_others_a_dispute_names_who_made_the_change(
    edda: Browser, cast: Cast, hours: Hours
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    edit = hours.edit(cast.maya, shift_id, "You came late.", minutes=20)
    hours.dispute(cast.eli, edit, "No.")
    hours.monday()
    page = words(edda.client.get("/inbox").text)
    assert "Disputes the correction of Tuesday 3 March by Maya Meyer" in page


def test_a_missing_end_comes_with_the_usual_one(maya: Browser, cast: Cast, hours: Hours) -> None:
    for day in ("02", "03", "04"):
        hours.work(cast.eli, f"03-{day} 06:00", "14:30")
    hours.work(cast.eli, "03-05 06:01", None)
    hours.monday()
    page = words(maya.client.get("/inbox").text)
    assert "No clock-out on Thursday 5 March" in page
    assert "In 06:01 No end Suggested end 14:30" in page
    assert "Approve 14:30 E Choose another time T" in page


def test_without_grounds_nothing_is_suggested(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-05 06:01", None)
    hours.monday()
    page = words(maya.client.get("/inbox").text)
    assert "Suggested end –" in page
    assert "Choose the time T" in page


def test_an_exception_can_only_be_seen(app: Flask, maya: Browser, cast: Cast, hours: Hours) -> None:
    with app.app_context():
        change_rules(cast.olive.actor, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.EU))
    hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    page = maya.client.get("/inbox").text
    assert "Nothing needs a decision 1 case to review." in words(page)
    assert "Eli Engel No break in time on Tuesday 3 March 5 days" in words(page)
    assert "Worked without a break 8 h No more than 6 h" in words(page)
    assert "The hours count in full. “Seen” records that you have checked them." in words(page)
    assert "Seen S" in words(page)
    assert 'class="count"' not in page  # a thing to look at does not call anyone


def test_the_oldest_comes_first_and_is_open(maya: Browser, cast: Cast, hours: Hours) -> None:
    first = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.ask(cast.eli, first, "One.", minutes=-5)
    second = hours.work(cast.eli, "03-04 08:00", "16:00")
    hours.ask(cast.eli, second, "Two.", minutes=-5)
    hours.monday()
    page = maya.client.get("/inbox").text
    assert page.index("“One.”") < page.index("“Two.”")
    assert len(re.findall(OPEN, page)) == 1
    assert re.search(rf"{OPEN}.*“One.”.*<details.*“Two.”", page, re.DOTALL)


@pytest.mark.parametrize("at", ["1", "99", "x", "-1", "9" * 300])
def test_another_case_can_be_open(maya: Browser, cast: Cast, hours: Hours, at: str) -> None:
    for day in ("03", "04"):
        shift_id = hours.work(cast.eli, f"03-{day} 08:00", "16:00")
        hours.ask(cast.eli, shift_id, "Earlier.", minutes=-5)
    hours.monday()
    page = maya.client.get("/inbox", query_string={"at": at}).text
    assert len(re.findall(OPEN, page)) == 1


def test_ones_own_and_others_cases_are_not_shown(maya: Browser, cast: Cast, hours: Hours) -> None:
    own = hours.work(cast.maya, "03-03 08:00", "16:00")
    hours.ask(cast.maya, own, "Mine.", minutes=-5)
    hours.watch.at("06:00")
    other = hours.work(cast.otto, "03-03 08:00", "16:00", clock=cast.yard)
    hours.ask(cast.otto, other, "Otto's.", minutes=-5)
    hours.monday()
    page = maya.client.get("/inbox").text
    assert "Nothing needs attention" in words(page)
    assert 'class="count"' not in page


def test_an_employee_has_none(eli: Browser) -> None:
    assert eli.client.get("/inbox").status_code == 403
    assert ">Inbox" not in eli.client.get("/").text


def test_what_needs_a_decision_comes_before_what_wants_to_be_seen(
    app: Flask, maya: Browser, cast: Cast, hours: Hours
) -> None:
    with app.app_context():
        change_rules(cast.olive.actor, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.EU))
    hours.work(cast.eli, "03-03 08:00", "16:00")
    later = hours.work(cast.eli, "03-04 08:00", "13:00")
    hours.ask(cast.eli, later, "Earlier.", minutes=-5)
    hours.monday()
    page = words(maya.client.get("/inbox").text)
    said = "1 case needs attention Oldest first. The oldest has waited 4 days. 1 more to review."
    assert said in page
    assert page.index("“Earlier.”") < page.index("To review") < page.index("Worked without a break")


def test_work_on_no_job_asks_for_one(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, watch: Watch
) -> None:
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        update_clock(operator, clock_id=cast.shop, change=ClockSettings(job_required=True))
        update_clock(operator, clock_id=cast.shop, change=ClockSettings(job_required=False))
        watch.at(wall("03-03 08:00"))
        clock_in(cast.eli.actor, clock_id=cast.shop)
        update_clock(operator, clock_id=cast.shop, change=ClockSettings(job_required=True))
        watch.at(wall("03-03 11:30"))
        clock_out(cast.eli.actor)
    hours.monday()
    page = maya.client.get("/inbox").text
    assert "Eli Engel No job on Tuesday 3 March 5 days" in words(page)
    said = "Worked 3 h 30 min without a job; this time clock asks for one."
    assert said in words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "Seen S Choose the job B Open the day O" in words(page)
    link = re.search(r'href="(/timesheets/[^"]*edit)" data-key="b">Choose the job', page)
    assert link
    assert maya.client.get(link[1]).status_code == 200
