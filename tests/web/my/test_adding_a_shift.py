"""Adding a missing shift: every wrong field is reported at once, and a job is chosen on purpose."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast
from tests.web.my.conftest import Before, MyTime
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.worktime.corrections.reading.queries import corrections_of

pytestmark = pytest.mark.databases("sqlite")

NEW = "/my/requests/new"
SOUND = {
    "start_day": "2026-03-01",
    "start": "08:00",
    "end_day": "2026-03-01",
    "end": "12:00",
    "reason": "Stocktaking",
}


@pytest.fixture
def job_needed(app: Flask, cast: Cast, week: list[int]) -> None:
    """The shop asks for a job."""
    with app.app_context():
        update_clock(
            Actor.operator(cast.workspace_id),
            clock_id=cast.shop,
            change=ClockSettings(job_required=True),
        )


def faults(page: str) -> list[str]:
    """The fields that the list of wrong answers leads to, in its order."""
    notice = page.partition('id="errors-title"')[2].partition("</section>")[0]
    return re.findall(r'href="#([^"]+)"', notice)


def no_job(page: str) -> str:
    """What the form calls the choice of no job, with how it is marked."""
    found = re.search(r'<select[^>]* name="job"[^>]*>(<option[^>]*>[^<]*)', page)
    assert found
    return found[1]


@pytest.mark.usefixtures("job_needed")
def test_every_wrong_field_is_reported_at_once(app: Flask, cast: Cast, eli: MyTime) -> None:
    wrong = {
        "start_day": "",
        "start": "noon",
        "end": "25:00",
        "break-0-start": "x",
        "break-0-end": "13:00",
        "break-0-kind": "paid-4711",
        "note": "x" * 2001,
        "reason": "",
    }
    answer = eli.browser.post(NEW, **(SOUND | wrong))
    assert answer.status_code == 422
    wanted = {*wrong, "job"} - {"break-0-end"}
    assert (len(faults(answer.text)), {*faults(answer.text)}) == (len(wanted), wanted)
    shown = words(answer.text)
    assert "Please check 8 answers Nothing was saved; your answers are kept below." in shown
    assert "Start: Enter a time such as 16:30." in shown
    assert "Job: Choose a job: this clock needs one." in shown
    assert "Why?: Enter a reason." in shown
    for name in wanted:
        assert re.search(rf'name="{name}"', answer.text)
    with app.app_context():
        assert corrections_of(cast.workspace_id, cast.eli.member_id) == []


def test_the_manager_reads_every_wrong_field_too(cast: Cast, before: Before) -> None:
    url = f"/timesheets/{cast.eli.member_id}/shifts/add"
    answer = before(cast.maya).browser.post(
        url, **(SOUND | {"start": "", "end": "x", "reason": ""})
    )
    assert answer.status_code == 422
    assert faults(answer.text) == ["start", "end", "reason"]


def test_one_wrong_field_is_the_heading(eli: MyTime) -> None:
    answer = eli.browser.post(NEW, **(SOUND | {"end": "07:00"}))
    assert "The end is before the start. Nothing was saved" in words(answer.text)
    assert faults(answer.text) == ["end"]


@pytest.mark.usefixtures("job_needed")
def test_no_job_is_chosen_where_the_clock_needs_one(app: Flask, cast: Cast, eli: MyTime) -> None:
    page = eli.page(NEW)
    assert no_job(page).endswith('value="">Choose a job')
    assert "No job" not in words(page)
    refused = eli.browser.post(NEW, **SOUND, job="")
    assert faults(refused.text) == ["job"]
    assert "Choose a job: this clock needs one." in words(refused.text)
    assert eli.browser.post(NEW, **SOUND, job=str(cast.job)).status_code == 303
    with app.app_context():
        (asked,) = corrections_of(cast.workspace_id, cast.eli.member_id)
    assert asked.drafts[0].job_id == cast.job


@pytest.mark.usefixtures("job_needed")
def test_a_change_of_job_needs_one_too(cast: Cast, eli: MyTime) -> None:
    switch = {"switch-0-start": "10:00", "switch-0-job": ""}
    answer = eli.browser.post(NEW, **SOUND, **switch, job=str(cast.job))
    assert faults(answer.text) == ["switch-0-job"]


@pytest.mark.usefixtures("job_needed")
def test_no_job_stays_a_choice_where_one_of_the_clocks_needs_none(
    app: Flask, cast: Cast, eli: MyTime
) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
    assert no_job(eli.page(NEW)).endswith("No job")
    refused = eli.browser.post(NEW, **SOUND, job="", clock=str(cast.shop))
    assert faults(refused.text) == ["job"]
    assert eli.browser.post(NEW, **SOUND, job="", clock=str(cast.yard)).status_code == 303
