"""Requests: what waits for one's word, what waits for a decision, what was decided."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast
from tests.fixtures.past import Past, at
from tests.web.my.conftest import TUESDAY, Before, MyTime
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.corrections.approval.deciding import approve, refuse, settle
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def edit(past: Past, cast: Cast, eli: MyTime, week: list[int]) -> int:
    """Maya has ended Eli's Tuesday at 14:00."""
    left = at(TUESDAY, "14:00")
    return past.edits(
        cast.maya, week[1], lambda draft: replace(draft, ended_at=left), "You had left"
    )


@pytest.fixture
def wish(past: Past, cast: Cast, eli: MyTime, week: list[int]) -> int:
    """Eli has asked for a later end on Tuesday."""
    left = at(TUESDAY, "15:00")
    return past.asks(cast.eli, week[1], lambda draft: replace(draft, ended_at=left), "Forgot")


def state(app: Flask, cast: Cast, correction_id: int) -> CorrectionState:
    with app.app_context():
        found = correction(cast.workspace_id, correction_id)
    assert found
    return found.state


def test_nothing_yet(eli: MyTime) -> None:
    assert "Nothing yet. If a day is wrong, open it in your week" in eli.read("/my/requests")


def test_a_managers_change_is_right(app: Flask, cast: Cast, eli: MyTime, edit: int) -> None:
    shown = eli.read("/my/requests")
    assert (
        "Waiting for your confirmation Tuesday 3 March Out, before 14:27 Out, since then 14:00"
    ) in shown
    assert "Maya Meyer proposed on Friday 6 March: “You had left”" in shown
    assert "Counts already. Waiting for your confirmation. It is right It is wrong" in shown
    assert eli.send(f"/my/requests/{edit}/confirm").status_code == 303
    shown = eli.read("/my/requests")
    assert "Confirmed. Thank you." in shown
    assert "Decided Tuesday 3 March" in shown
    assert "Confirmed by you" in shown
    assert state(app, cast, edit) is CorrectionState.CONFIRMED


def test_it_is_wrong_and_why(app: Flask, cast: Cast, eli: MyTime, edit: int) -> None:
    refused = eli.send(f"/my/requests/{edit}/dispute", reason=" ")
    assert refused.status_code == 422
    assert "Enter a reason." in words(refused.text)
    assert '<details class="reply" open>' in refused.text
    assert eli.send(f"/my/requests/{edit}/dispute", reason="I was here").status_code == 303
    shown = eli.read("/my/requests")
    assert "You disputed it. A manager decides. “I was here”" in shown
    with app.app_context():
        settle(cast.edda.actor, correction_id=edit, keep=True, reason="The door says 14:00")
    assert "Kept by Edda Ernst “The door says 14:00”" in eli.read("/my/requests")


def test_from_the_week_one_comes_to_the_open_question(eli: MyTime, edit: int) -> None:
    page = eli.page("/my/week")
    assert f'href="/my/requests?wrong={edit}#c{edit}"' in page
    assert '<details class="reply" open>' in eli.page(f"/my/requests?wrong={edit}")
    assert '<details class="reply" open>' not in eli.page("/my/requests")


def test_a_proposal_does_not_count_before_ones_word(
    past: Past, cast: Cast, week: list[int], before: Before
) -> None:
    past.rules(PayRules(edits=EditsCount.ON_CONFIRMATION))
    eli = before(cast.eli)
    left = at(TUESDAY, "14:00")
    edit = past.edits(cast.maya, week[1], lambda d: replace(d, ended_at=left), "You had left")
    shown = eli.read("/my/requests")
    assert "Out, now 14:27 Out, requested 14:00" in shown
    assert "Waiting for your confirmation. Not counted yet." in shown
    assert "Why 7 h 55 min" in eli.read(f"/my/day/{TUESDAY}")
    eli.send(f"/my/requests/{edit}/confirm")
    assert "Why 7 h 28 min" in eli.read(f"/my/day/{TUESDAY}")


def test_ones_own_request_is_taken_back(app: Flask, cast: Cast, eli: MyTime, wish: int) -> None:
    assert "Waiting for a decision Tuesday 3 March" in eli.read("/my/requests")
    assert eli.send(f"/my/requests/{wish}/withdraw").status_code == 303
    assert "Withdrawn" in eli.read("/my/requests")
    again = eli.send(f"/my/requests/{wish}/withdraw")
    assert again.status_code == 409
    assert "That cannot be done now" in words(again.text)


def test_a_decision_shows_with_its_reason(app: Flask, cast: Cast, eli: MyTime, wish: int) -> None:
    with app.app_context():
        refuse(cast.maya.actor, correction_id=wish, reason="The <b>shop</b> was closed")
    page = eli.page("/my/requests")
    assert "Refused by Maya Meyer “The <b>shop</b> was closed”" in words(page)
    assert "<b>shop" not in page


def test_what_was_approved_shows_since_then(app: Flask, cast: Cast, eli: MyTime, wish: int) -> None:
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    shown = eli.read("/my/requests")
    assert "Out, before 14:27 Out, since then 15:00" in shown
    assert "Approved by Maya Meyer" in shown


def test_what_does_not_belong_to_one_does_not_exist(
    cast: Cast, eli: MyTime, edit: int, before: Before
) -> None:
    for other in (before(cast.otto), before(cast.nora)):
        for what in ("confirm", "dispute", "withdraw"):
            for number in (edit, 98765):
                answer = other.send(f"/my/requests/{number}/{what}", reason="x")
                assert answer.status_code == 404


def test_who_decides_for_others_does_not_confirm_for_them(
    cast: Cast, edit: int, before: Before
) -> None:
    assert before(cast.edda).send(f"/my/requests/{edit}/confirm").status_code == 403


def test_the_number_that_waits_is_in_the_navigation(eli: MyTime, edit: int) -> None:
    assert "Requests 1 waiting" in eli.read("/")
    eli.send(f"/my/requests/{edit}/confirm")
    assert "waiting" not in eli.read("/")
