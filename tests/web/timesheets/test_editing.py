"""A manager puts someone's time right: a proposal with a reason, confirmed or disputed later."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import DAY, Hours, wall
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView, corrections_of
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def shift_id(cast: Cast, hours: Hours) -> int:
    found = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    return found


@pytest.fixture
def url(cast: Cast, shift_id: int) -> str:
    return f"/timesheets/{cast.eli.member_id}/shifts/{shift_id}/edit"


def filled(page: str, **values: str) -> dict[str, str]:
    """The form as the page shows it, with some answers of one's own."""
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    hidden = {"csrf_token", "workspace", "once"}
    found = {name: value for name, value in inputs if name not in hidden}
    return {name: value for name, value in found.items() if name != "remove"} | values


def last(app: Flask, who: CastMember) -> CorrectionView:
    with app.app_context():
        return corrections_of(who.workspace_id, who.member_id)[0]


def test_the_form_shows_the_shift_as_it_is(maya: Browser, url: str) -> None:
    page = maya.client.get(url).text
    assert "Correct a shift of Eli Engel" in words(page)
    assert "It counts at once. Eli Engel is asked to confirm it." in words(page)
    assert (filled(page)["start"], filled(page)["end"]) == ("08:00", "16:00")
    assert filled(page)["start_day"] == DAY


def test_a_change_counts_at_once_and_waits_for_the_persons_word(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, url: str
) -> None:
    sent = filled(maya.client.get(url).text, end="15:30", reason="You left with me.")
    answer = maya.post(url, **sent)
    assert (answer.status_code, answer.location) == (
        303,
        f"/timesheets/{cast.eli.member_id}/day/{DAY}",
    )
    page = words(maya.client.get(answer.location or "").text)
    assert "Corrected. Eli Engel sees it and can dispute it." in page
    assert hours.read(shift_id).timeline.ended_at == wall("03-03 15:30")
    found = last(app, cast.eli)
    assert (found.state, found.reason) == (CorrectionState.APPLIED, "You left with me.")


def test_where_the_rules_say_so_it_counts_when_it_is_confirmed(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, url: str
) -> None:
    with app.app_context():
        rules = PayRules(edits=EditsCount.ON_CONFIRMATION)
        change_rules(cast.olive.actor, first_day=ALWAYS, rules=rules)
    page = maya.client.get(url).text
    assert "It counts after Eli Engel confirms it." in words(page)
    maya.post(url, **filled(page, end="15:30", reason="You left with me."))
    assert last(app, cast.eli).state is CorrectionState.PROPOSED
    assert hours.read(shift_id).timeline.ended_at == wall("03-03 16:00")


def test_a_shift_can_be_added(app: Flask, maya: Browser, cast: Cast) -> None:
    url = f"/timesheets/{cast.eli.member_id}/shifts/add"
    page = maya.client.get(f"{url}?day={DAY}").text
    assert "Add a shift for Eli Engel" in words(page)
    sent = filled(page, start="09:00", end="12:00", reason="The clock was broken.")
    assert maya.post(url, **sent).status_code == 303
    (draft,) = last(app, cast.eli).drafts
    assert (draft.started_at, draft.ended_at) == (wall("03-03 09:00"), wall("03-03 12:00"))


def test_no_reason_is_refused_with_the_answers_kept(maya: Browser, url: str) -> None:
    page = maya.client.get(url).text
    answer = maya.post(url, **filled(page, end="15:30", reason=" "))
    assert answer.status_code == 422
    assert "Nothing was saved; your answers are kept below." in words(answer.text)
    assert filled(answer.text)["end"] == "15:30"


def test_an_overlap_leads_to_the_other_shift(
    maya: Browser, cast: Cast, hours: Hours, url: str
) -> None:
    other = hours.work(cast.eli, "03-03 17:00", "18:00")
    hours.monday()
    page = maya.client.get(url).text
    answer = maya.post(url, **filled(page, end="17:30", reason="Longer."))
    assert answer.status_code == 409
    assert f"/timesheets/{cast.eli.member_id}/shifts/{other}/edit" in answer.text
    assert "Open the other shift" in words(answer.text)


def test_a_time_that_clocks_skip_is_refused_with_its_neighbours(
    cast: Cast, hours: Hours, browser_of: Callable[[CastMember], Browser]
) -> None:
    hours.watch.at(wall("04-06 08:00"))
    maya = browser_of(cast.maya)
    url = f"/timesheets/{cast.eli.member_id}/shifts/add"
    page = maya.client.get(f"{url}?day=2026-03-29").text
    answer = maya.post(url, **filled(page, start="02:30", end="06:00", reason="Night."))
    assert answer.status_code == 422
    assert "Enter 01:30 or 03:30 instead." in words(answer.text)


def test_a_proposal_can_answer_a_request(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, url: str
) -> None:
    asked = hours.ask(cast.eli, shift_id, "The tablet was off.", minutes=-30)
    hours.monday()
    page = maya.client.get(f"{url}?request={asked}").text
    assert "Requested by Eli Engel In, before 08:00 In, asked for 07:30" in words(page)
    assert "“The tablet was off.”" in words(page)
    maya.post(url, **filled(page, start="07:45", reason="The door says a quarter to."))
    with app.app_context():
        newest, before = corrections_of(cast.workspace_id, cast.eli.member_id)
    assert (newest.replaces_id, before.state) == (asked, CorrectionState.REPLACED)


@pytest.mark.parametrize("asked", ["999999", "x", "-1"])
def test_a_request_that_is_not_there_is_not_found_or_nothing(
    maya: Browser, url: str, asked: str
) -> None:
    assert maya.client.get(f"{url}?request={asked}").status_code in (200, 404)


def test_a_closed_day_refuses_and_keeps_the_answers(
    app: Flask, edda: Browser, cast: Cast, url: str
) -> None:
    page = edda.client.get(url).text
    with app.app_context():
        close_period(cast.olive.actor, first_day=wall("03-02 12:00").date())
    answer = edda.post(url, **filled(page, end="15:30", reason="Late."))
    assert answer.status_code == 409
    assert "The period is closed: 2 March 2026 to 8 March 2026." in words(answer.text)
    assert filled(answer.text)["end"] == "15:30"


def test_a_shift_at_a_clock_that_one_does_not_manage_is_not_there(
    maya: Browser, cast: Cast, hours: Hours, app: Flask
) -> None:
    own = hours.work(cast.otto, "03-03 08:00", "16:00", clock=cast.yard)
    hours.monday()
    for who, shift in ((cast.eli, own), (cast.otto, own), (cast.eli, 987654)):
        path = f"/timesheets/{who.member_id}/shifts/{shift}/edit"
        assert maya.client.get(path).status_code == 404
        assert maya.post(path, reason="No.").status_code == 404


def test_an_open_shift_is_stopped_instead(maya: Browser, cast: Cast, hours: Hours) -> None:
    shift_id = hours.work(cast.eli, "03-08 22:00", None)
    hours.monday()
    answer = maya.client.get(f"/timesheets/{cast.eli.member_id}/shifts/{shift_id}/edit")
    assert (answer.status_code, answer.location) == (303, f"/board/stop/{cast.eli.member_id}")


def test_an_employee_edits_nothing(eli: Browser, url: str) -> None:
    assert eli.client.get(url).status_code == 403
    assert eli.post(url, reason="Mine.").status_code == 403


def test_for_ones_own_time_one_asks_instead(maya: Browser, cast: Cast, hours: Hours) -> None:
    own = hours.work(cast.maya, "03-03 08:00", "16:00")
    hours.monday()
    url = f"/timesheets/{cast.maya.member_id}"
    page = words(maya.client.get(f"{url}/day/{DAY}").text)
    assert "This is your own time. Ask for a correction, and another person decides." in page
    asked = [maya.client.get(f"{url}/shifts/{path}") for path in (f"{own}/edit", "add")]
    assert [answer.location for answer in asked] == [
        f"/my/requests/new?shift={own}",
        "/my/requests/new",
    ]
    assert maya.post(f"{url}/shifts/{own}/edit", reason="Mine.").status_code in (403, 409, 422)
