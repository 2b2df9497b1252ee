"""A person's period for those in charge: approve, send back, reopen with a reason."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import DAY, WEEK, Hours, wall
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.approving import submit
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState, standing

pytestmark = pytest.mark.databases("sqlite")
FIRST, AFTER = wall("03-02 12:00").date(), wall("03-09 12:00").date()


@pytest.fixture
def url(cast: Cast, hours: Hours) -> str:
    hours.work(cast.eli, "03-02 08:00", "16:30", pause=("12:00", "12:30"))
    hours.monday()
    return f"/timesheets/{cast.eli.member_id}/{WEEK}"


def now(app: Flask, cast: Cast) -> SheetDecision:
    with app.app_context():
        return standing(cast.workspace_id, cast.eli.member_id, Period(FIRST, AFTER))


def test_it_reads_like_the_persons_own_page(maya: Browser, cast: Cast, url: str) -> None:
    page = maya.client.get(url).text
    assert "2 to 8 March Eli Engel Open" in words(page)
    assert "Worked 8 h 00 min" in words(page)
    assert "Monday 2 Mar 08:00 to 16:30 8 h 00 min 30 min" in words(page)
    assert "Tuesday 3 Mar Nothing recorded" in words(page)
    assert f"/timesheets/{cast.eli.member_id}/day/{WEEK}" in page


def test_approving(app: Flask, maya: Browser, url: str, cast: Cast) -> None:
    assert "Approve 8 h 00 min" in words(maya.client.get(url).text)
    assert maya.post(f"{url}/approve").status_code == 303
    page = words(maya.client.get(url).text)
    assert "The timesheet of Eli Engel is approved." in page
    assert "Approved by Maya Meyer" in page
    assert "Approve 8 h" not in page
    found = now(app, cast)
    assert (found.state, found.decided_by_id) == (SheetState.APPROVED, cast.maya.member_id)


def test_sending_back_with_a_reason(app: Flask, maya: Browser, url: str, cast: Cast) -> None:
    with app.app_context():
        submit(cast.eli.actor, first_day=FIRST)
    assert "Submitted" in words(maya.client.get(url).text)
    maya.post(f"{url}/send-back", reason="Lunch is missing.")
    page = words(maya.client.get(url).text)
    assert "The timesheet of Eli Engel is sent back." in page
    assert "Maya Meyer wrote: “Lunch is missing.”" in page
    assert now(app, cast).state is SheetState.OPEN


def test_reopening_with_a_reason(app: Flask, maya: Browser, url: str, cast: Cast) -> None:
    maya.post(f"{url}/approve")
    maya.post(f"{url}/reopen", reason="A shift is missing.")
    assert now(app, cast).state is SheetState.OPEN
    assert "A shift is missing." in words(maya.client.get(url).text)


@pytest.mark.parametrize("act", ["send-back", "reopen"])
def test_a_reason_is_needed(app: Flask, maya: Browser, url: str, cast: Cast, act: str) -> None:
    if act == "send-back":
        with app.app_context():
            submit(cast.eli.actor, first_day=FIRST)
    else:
        maya.post(f"{url}/approve")
    before = now(app, cast)
    answer = maya.post(f"{url}/{act}", reason=" ")
    assert answer.status_code == 422
    assert "Nothing was changed." in words(answer.text)
    assert now(app, cast) == before


def test_what_is_in_the_way_leads_to_its_day(
    maya: Browser, cast: Cast, hours: Hours, url: str
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.ask(cast.eli, shift_id, "Earlier.", minutes=-5)
    hours.monday()
    page = maya.client.get(url).text
    assert "To do first" in words(page)
    assert f"/timesheets/{cast.eli.member_id}/day/{DAY}" in page
    assert "Approve 1" not in words(page)
    answer = maya.post(f"{url}/approve")
    assert answer.status_code == 409
    assert "Nothing was changed." in words(answer.text)


def test_ones_own_is_approved_by_someone_else(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.maya, "03-02 08:00", "16:00")
    hours.monday()
    own = f"/timesheets/{cast.maya.member_id}/{WEEK}"
    page = words(maya.client.get(own).text)
    assert "This is your own timesheet Another manager approves it." in page
    assert "Approve 8 h" not in page
    answer = maya.post(f"{own}/approve")
    assert answer.status_code == 403
    assert "Another person must decide about your own timesheet." in words(answer.text)


def test_a_closed_period_binds_the_owner_too(
    app: Flask, edda: Browser, url: str, cast: Cast
) -> None:
    with app.app_context():
        close_period(cast.olive.actor, first_day=FIRST)
    page = words(edda.client.get(url).text)
    assert "This period is closed" in page
    answer = edda.post(f"{url}/reopen", reason="Again.")
    assert answer.status_code == 409
    assert "The period is closed: 2 March 2026 to 8 March 2026. Nothing was changed." in words(
        answer.text
    )
    assert now(app, cast).state is SheetState.CLOSED


@pytest.mark.parametrize("first", ["2026-03-03", "2026-3-2", "x", "2026-W10-1", "0001-01-01"])
def test_what_is_no_period_is_not_there(maya: Browser, cast: Cast, first: str) -> None:
    assert maya.client.get(f"/timesheets/{cast.eli.member_id}/{first}").status_code == 404


def test_whom_one_may_not_see_is_like_no_one(maya: Browser, cast: Cast) -> None:
    for path in (WEEK, f"day/{DAY}", "shifts/add"):
        pages = [
            maya.client.get(f"/timesheets/{who}/{path}")
            for who in (cast.otto.member_id, cast.nora.member_id, 987654)
        ]
        assert {page.status_code for page in pages} == {404}
        assert len({page.text for page in pages}) == 1
    for act in ("approve", "send-back", "reopen"):
        answers = [
            maya.post(f"/timesheets/{who}/{WEEK}/{act}", reason="No.").status_code
            for who in (cast.otto.member_id, cast.nora.member_id, 987654)
        ]
        assert answers == [404, 404, 404]


def test_an_employee_sees_no_ones(eli: Browser, cast: Cast) -> None:
    for who in (cast.eli.member_id, cast.maya.member_id):
        assert eli.client.get(f"/timesheets/{who}/{WEEK}").status_code == 403
