"""Deciding from the inbox: one button, and the next case takes the place."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import HTMX, words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import Hours, wall
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def shift_id(cast: Cast, hours: Hours) -> int:
    found = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    return found


@pytest.fixture
def filed(cast: Cast, hours: Hours, shift_id: int) -> int:
    found = hours.ask(cast.eli, shift_id, "The tablet was off.", minutes=-17)
    hours.monday()
    return found


@pytest.fixture
def disputed(cast: Cast, hours: Hours, shift_id: int) -> int:
    edit = hours.edit(cast.maya, shift_id, "You came late.", minutes=20)
    hours.dispute(cast.eli, edit, "I unloaded the van.")
    hours.monday()
    return edit


def press(who: Browser, path: str, **values: object) -> TestResponse:
    return who.client.post(path, data=who.fill(place=0, **values), headers=HTMX)


def state(app: Flask, cast: Cast, correction_id: int) -> CorrectionState:
    with app.app_context():
        found = correction(cast.workspace_id, correction_id)
    assert found
    return found.state


def test_approving_lets_the_change_count(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, filed: int
) -> None:
    answer = press(maya, f"/inbox/requests/{filed}/approve")
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="inbox">')
    assert "Approved." in words(answer.text)
    assert "Nothing needs attention" in words(answer.text)
    assert 'id="waiting-inbox" hx-swap-oob="true" hidden' in answer.text
    assert hours.read(shift_id).timeline.started_at == wall("03-03 07:43")
    assert "You decided 1 case today." in words(maya.client.get("/inbox").text)


def test_refusing_says_why(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, filed: int
) -> None:
    press(maya, f"/inbox/requests/{filed}/refuse", reason="The log says it was on.")
    assert state(app, cast, filed) is CorrectionState.REFUSED
    assert hours.read(shift_id).timeline.started_at == wall("03-03 08:00")


def test_refusing_without_a_reason_is_not_taken(
    app: Flask, maya: Browser, cast: Cast, filed: int
) -> None:
    answer = press(maya, f"/inbox/requests/{filed}/refuse", reason=" ")
    assert answer.status_code == 422
    assert "Nothing was changed." in words(answer.text)
    assert state(app, cast, filed) is CorrectionState.ASKED


def test_a_disputed_change_is_taken_back(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int, disputed: int
) -> None:
    assert hours.read(shift_id).timeline.started_at == wall("03-03 08:20")
    press(maya, f"/inbox/disputes/{disputed}/take-back", reason="Undone because it was disputed.")
    assert state(app, cast, disputed) is CorrectionState.TAKEN_BACK
    assert hours.read(shift_id).timeline.started_at == wall("03-03 08:00")


def test_or_is_with_a_reason(
    app: Flask, edda: Browser, cast: Cast, hours: Hours, shift_id: int, disputed: int
) -> None:
    press(edda, f"/inbox/disputes/{disputed}/keep", reason="The gate says 08:20.")
    assert state(app, cast, disputed) is CorrectionState.UPHELD
    assert hours.read(shift_id).timeline.started_at == wall("03-03 08:20")


def test_but_not_by_the_word_of_who_made_it(
    app: Flask, maya: Browser, edda: Browser, cast: Cast, disputed: int
) -> None:
    assert "Keep the correction" in edda.client.get("/inbox").text
    page = maya.client.get("/inbox").text
    assert "Undo the correction" in page
    assert "Keep the correction" not in page
    assert "Another person decides whether it is kept" in page
    answer = press(maya, f"/inbox/disputes/{disputed}/keep", reason="The gate says 08:20.")
    assert answer.status_code == 403
    assert "Another person must decide" in words(answer.text)
    assert state(app, cast, disputed) is CorrectionState.DISPUTED


def test_a_suggested_end_is_one_press_away(maya: Browser, cast: Cast, hours: Hours) -> None:
    for day in ("02", "03", "04"):
        hours.work(cast.eli, f"03-{day} 06:00", "14:30")
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.monday()
    sent = {"end": "2026-03-05T13:30:00Z", "reason": "Forgot to clock out."}
    answer = press(maya, f"/inbox/ends/{shift_id}", **sent)
    assert "The end is set." in words(answer.text)
    ended = hours.read(shift_id)
    assert ended.timeline.ended_at == wall("03-05 14:30")
    assert (ended.stopped, ended.stop_reason) == (True, "Forgot to clock out.")


@pytest.mark.parametrize(
    "end", ["", "soon", "2026-03-05T04:59:00Z", "2027-03-05T13:30:00Z", "9999-12-31T23:59:59-12:00"]
)
def test_an_end_that_cannot_be_is_refused(
    maya: Browser, cast: Cast, hours: Hours, end: str
) -> None:
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.monday()
    answer = press(maya, f"/inbox/ends/{shift_id}", end=end, reason="Forgot.")
    assert answer.status_code == 422
    assert hours.read(shift_id).timeline.ended_at is None


def test_an_exception_is_seen_and_goes(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, shift_id: int
) -> None:
    with app.app_context():
        change_rules(cast.olive.actor, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.EU))
    sent = {"kind": "no_break", "day": "2026-03-03", "shift": shift_id}
    assert "1 case to review." in words(maya.client.get("/inbox").text)
    answer = press(maya, f"/inbox/seen/{cast.eli.member_id}", **sent)
    assert "Seen." in words(answer.text)
    assert "Nothing needs attention" in words(answer.text)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"kind": "request", "day": "2026-03-03"}, 409),
        ({"kind": "nonsense", "day": "2026-03-03"}, 422),
        ({"kind": "no_break", "day": "9999-12-31"}, 404),
        ({"kind": "no_break", "day": "x"}, 404),
        ({"kind": "no_break", "day": "2026-03-03", "shift": "9" * 40}, 404),
        ({}, 422),
    ],
)
def test_what_is_no_exception_is_refused(
    maya: Browser, cast: Cast, shift_id: int, sent: dict[str, str], status: int
) -> None:
    answer = maya.post(f"/inbox/seen/{cast.eli.member_id}", **sent)
    assert answer.status_code == status


def test_the_case_that_follows_is_open_next(maya: Browser, cast: Cast, hours: Hours) -> None:
    asked = []
    for day in ("03", "04", "05"):
        shift_id = hours.work(cast.eli, f"03-{day} 08:00", "16:00")
        asked.append(hours.ask(cast.eli, shift_id, f"The {day}.", minutes=-5))
    hours.monday()
    data = maya.fill(place=1)
    shown = maya.client.post(f"/inbox/requests/{asked[1]}/approve", data=data, headers=HTMX).text
    opened = shown.index(" open>")
    assert shown.index("“The 03.”") < opened < shown.index("“The 05.”")


def test_without_a_script_the_page_goes_on_likewise(maya: Browser, filed: int) -> None:
    answer = maya.post(f"/inbox/requests/{filed}/approve", place=0)
    assert (answer.status_code, answer.location) == (303, "/inbox?at=0")
    page = words(maya.client.get("/inbox?at=0").text)
    assert "Nothing needs attention" in page
    assert "Approved." in page


def test_the_same_press_twice_counts_once(maya: Browser, filed: int) -> None:
    first = press(maya, f"/inbox/requests/{filed}/approve", once="one")
    second = press(maya, f"/inbox/requests/{filed}/approve", once="one")
    assert (first.status_code, second.status_code) == (200, 200)


def test_what_someone_else_has_decided_is_said(maya: Browser, edda: Browser, filed: int) -> None:
    press(edda, f"/inbox/requests/{filed}/refuse", reason="No.")
    answer = press(maya, f"/inbox/requests/{filed}/approve")
    assert answer.status_code == 409
    assert "Nothing was changed." in words(answer.text)


def test_a_closed_day_refuses_in_words(
    app: Flask, maya: Browser, edda: Browser, cast: Cast, disputed: int
) -> None:
    answer = press(edda, f"/inbox/disputes/{disputed}/keep", reason="It is right.")
    assert answer.status_code == 200
    with app.app_context():
        close_period(cast.olive.actor, first_day=wall("03-02 12:00").date())
    answer = press(maya, f"/inbox/disputes/{disputed}/take-back", reason="After all.")
    assert answer.status_code == 409


def test_cases_out_of_reach_are_like_none(maya: Browser, cast: Cast, hours: Hours) -> None:
    shift_id = hours.work(cast.otto, "03-03 08:00", "16:00", clock=cast.yard)
    asked = hours.ask(cast.otto, shift_id, "Earlier.", minutes=-5)
    hours.monday()
    paths = (
        f"/inbox/requests/{asked}/approve",
        f"/inbox/requests/{asked}/refuse",
        f"/inbox/disputes/{asked}/keep",
        f"/inbox/disputes/{asked}/take-back",
        f"/inbox/ends/{shift_id}/confirm",
        f"/inbox/seen/{cast.otto.member_id}",
    )
    sent = {"reason": "No.", "kind": "no_break", "day": "2026-03-03"}
    sent["end"] = "2026-03-03T15:00:00Z"
    for path in paths:
        assert maya.post(path, **sent).status_code == 404, path


def test_an_employee_settles_nothing(eli: Browser, filed: int, shift_id: int) -> None:
    for path in (f"requests/{filed}/approve", f"ends/{shift_id}/confirm"):
        assert eli.post(f"/inbox/{path}").status_code == 403
