"""Asking that a shift be put right: the form is filled in, what cannot be is refused in place."""

import re
from datetime import date

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import hidden_value, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from tests.web.my.conftest import MONDAY, TUESDAY, Before, MyTime
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.worktime.corrections.reading.queries import CorrectionView, corrections_of

pytestmark = pytest.mark.databases("sqlite")

NEW = "/my/requests/new"


def last_request(app: Flask, cast: Cast) -> CorrectionView:
    """What Eli has asked for last."""
    with app.app_context():
        return corrections_of(cast.workspace_id, cast.eli.member_id)[0]


def fields(page: str) -> dict[str, str]:
    """What the form holds, as a browser would send it unchanged."""
    form = page[page.index('class="change"') :]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    for name, choices in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option selected value="([^"]*)"', choices)
        first = re.search(r'<option value="([^"]*)"', choices)
        found[name] = (chosen or first or [""] * 2)[1]
    names = ("csrf_token", "workspace", "once", "remove", "more")
    return {name: value for name, value in found.items() if name not in names}


def fix(who: MyTime, shift: int, **changes: str) -> TestResponse:
    """Open the form for a shift, change some fields and send it."""
    sent = fields(who.page(f"{NEW}?shift={shift}")) | {"reason": "Forgot"}
    return who.browser.post(NEW, **(sent | {k.replace("__", "-"): v for k, v in changes.items()}))


def test_the_form_begins_with_the_shift(past: Past, cast: Cast, before: Before) -> None:
    shift = past.shift(cast.eli, MONDAY, "06:02:11", "14:27:40", [("10:00", "10:30")], job=cast.job)
    page = before(cast.eli).page(f"{NEW}?shift={shift}")
    held = fields(page)
    assert held["start_day"] == held["end_day"] == "2026-03-02"
    assert (held["start"], held["end"]) == ("06:02", "14:27")
    assert (held["break-0-start"], held["break-0-end"]) == ("10:00", "10:30")
    assert held["break-0-kind"].startswith("unpaid")
    assert held["job"] == str(cast.job)
    assert "Monday 2 March, Shop Kreuzberg Ask for a correction" in words(page)


def test_what_is_left_alone_keeps_its_seconds(
    app: Flask, past: Past, cast: Cast, before: Before
) -> None:
    shift = past.shift(cast.eli, MONDAY, "06:02:11", "14:27:40", [("10:00:05", "10:30:09")])
    answer = fix(before(cast.eli), shift, start="6")
    assert answer.status_code == 303
    (draft,) = last_request(app, cast).drafts
    assert draft.started_at == at(MONDAY, "06:00")
    assert draft.ended_at == at(MONDAY, "14:27:40")
    assert draft.breaks[0].started_at == at(MONDAY, "10:00:05")
    assert draft.breaks[0].ended_at == at(MONDAY, "10:30:09")


def test_it_is_asked_and_waits(eli: MyTime, week: list[int]) -> None:
    assert fix(eli, week[0], end="15:00", reason="Stayed for <b>Otto</b>").status_code == 303
    page = eli.page("/my/requests")
    shown = words(page)
    assert "Sent. You find it here until it is decided." in shown
    assert "Waiting for a decision Monday 2 March Out, now 14:27 Out, requested 15:00" in shown
    assert "You asked on Friday 6 March: “Stayed for <b>Otto</b>”" in shown
    assert "<b>Otto" not in page


def test_without_a_reason_it_is_refused_and_the_answers_are_kept(
    eli: MyTime, week: list[int]
) -> None:
    answer = fix(eli, week[0], end="15:00", reason=" ")
    assert answer.status_code == 422
    assert "Enter a reason. Nothing was saved; your answers are kept below." in words(answer.text)
    assert fields(answer.text)["end"] == "15:00"
    assert 'href="#reason"' in answer.text


def test_what_changes_nothing_is_refused(eli: MyTime, week: list[int]) -> None:
    answer = fix(eli, week[0])
    assert answer.status_code == 422
    assert "The shift already says that." in words(answer.text)


def test_a_break_is_added_changed_and_taken_away(
    app: Flask, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    fix(eli, week[0], break__1__start="12:00", break__1__end="12:15")
    first, second = last_request(app, cast).drafts[0].breaks
    assert (first.started_at, second.ended_at) == (at(MONDAY, "10:00"), at(MONDAY, "12:15"))
    fix(eli, week[0], break__0__start="", break__0__end="")
    assert last_request(app, cast).drafts[0].breaks == ()


def test_there_is_room_for_more_breaks_and_jobs_without_saving_anything(
    app: Flask, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    answer = fix(eli, week[0], more="break")
    assert answer.status_code == 200
    assert 'name="break-2-start"' in answer.text
    answer = fix(eli, week[0], more="switch", end="15:00")
    assert 'name="switch-0-start"' in answer.text
    assert fields(answer.text)["end"] == "15:00"
    with app.app_context():
        assert corrections_of(cast.workspace_id, cast.eli.member_id) == []


def test_the_job_and_a_change_of_job(app: Flask, cast: Cast, eli: MyTime, week: list[int]) -> None:
    fix(eli, week[0], switch__0__start="12:00", switch__0__job=str(cast.job))
    (draft,) = last_request(app, cast).drafts
    assert draft.job_id is None
    assert [(s.started_at, s.job_id) for s in draft.switches] == [(at(MONDAY, "12:00"), cast.job)]


@pytest.mark.parametrize(
    ("changes", "field", "refusal"),
    [
        ({"start": "noon"}, "start", "Enter a time such as 16:30."),
        ({"start": ""}, "start", "Enter a time such as 16:30."),
        ({"start_day": "2026-02-30"}, "start_day", "Enter the day, too."),
        ({"end": "05:00"}, "end", "The end is before the start."),
        ({"end_day": "2026-03-09"}, "end", "That time is in the future."),
        ({"break-0-start": "05:00"}, "break-0-start", "is not in the shift from 06:02 to"),
        ({"break-0-end": "14:30"}, "break-0-end", "is not in the shift from 10:00 to"),
        ({"break-0-end": ""}, "break-0-end", "Enter a time such as 16:30."),
        ({"break-0-kind": "paid-4711"}, "break-0-kind", "Choose the kind of break."),
        (
            {"break-1-start": "10:15", "break-1-end": "10:45"},
            "break-0-start",
            "Two breaks overlap.",
        ),
        ({"switch-0-start": "15:00"}, "switch-0-start", "is not in the shift"),
        ({"split_end": "10:15"}, "split_end", "A break crosses the place"),
        ({"note": "x" * 2001}, "note", "at most"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    eli: MyTime, week: list[int], changes: dict[str, str], field: str, refusal: str
) -> None:
    answer = fix(eli, week[0], **changes)
    assert answer.status_code == 422
    assert refusal in words(answer.text)
    assert f'href="#{field}"' in answer.text


def test_a_time_in_the_gap_of_spring_is_refused_with_its_neighbours(
    past: Past, cast: Cast, before: Before
) -> None:
    shift = past.shift(cast.eli, date(2026, 3, 28), "22:00", "06:00")
    answer = fix(before(cast.eli), shift, break__0__start="02:30", break__0__end="03:15")
    assert answer.status_code == 422
    assert "02:30 does not exist that day. Enter 01:30 or 03:30 instead." in words(answer.text)
    answer = fix(before(cast.eli), shift, end="02:10")
    assert "02:10 does not exist that day. Enter 01:10 or 03:10 instead." in words(answer.text)


def test_a_time_in_the_fold_of_autumn_asks_which_one(
    app: Flask, past: Past, cast: Cast, before: Before
) -> None:
    night = date(2026, 10, 24)
    shift = past.shift(cast.eli, night, "22:00", "06:00")
    eli = before(cast.eli)
    refused = fix(eli, shift, end="02:30")
    assert refused.status_code == 422
    shown = words(refused.text)
    assert "02:30 happens twice. Choose which you mean." in shown
    assert "02:30, the first time (UTC+02:00) 02:30, the second time (UTC+01:00)" in shown
    assert 'name="end_which" value="0" checked' in refused.text
    fix(eli, shift, end="02:30", end_which="0")
    first = last_request(app, cast).drafts[0].ended_at
    fix(eli, shift, end="02:30", end_which="1", reason="No, later")
    assert (last_request(app, cast).drafts[0].ended_at - first).total_seconds() == 3600
    shown = eli.read("/my/requests")
    assert "Out, requested Sun 25 Oct, 02:30 CEST" in shown
    assert "Out, requested Sun 25 Oct, 02:30 CET" in shown


def test_a_recorded_time_of_the_second_pass_stays_where_it_is(
    app: Flask, past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    night = date(2026, 10, 24)
    shift = past.shift(cast.eli, night, "22:00", None)
    second = at(night.replace(day=25), "02:30:20", fold=1)
    with app.app_context():
        watch.at(second)
        past.clock_out(cast.eli)
    eli = before(cast.eli)
    page = eli.page(f"{NEW}?shift={shift}")
    assert 'name="end_which" value="1" checked' in page
    fix(eli, shift, start="21:45", end_which="1")
    assert last_request(app, cast).drafts[0].ended_at == second


def test_a_shift_longer_than_a_day_asks_on_which_day_a_break_was(
    app: Flask, past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    shift = past.shift(cast.eli, MONDAY, "06:00", None)
    with app.app_context():
        watch.at(at(TUESDAY, "16:00"))
        past.clock_out(cast.eli)
    eli = before(cast.eli)
    assert 'name="break-0-day"' in eli.page(f"{NEW}?shift={shift}")
    row = {"break__0__start": "12:00", "break__0__end": "12:30"}
    refused = fix(eli, shift, break__0__day="", **row)
    assert "That time occurs on several days of this shift. Choose the day." in words(refused.text)
    fix(eli, shift, break__0__day=TUESDAY.isoformat(), **row)
    assert last_request(app, cast).drafts[0].breaks[0].started_at == at(TUESDAY, "12:00")


def test_an_overlap_is_refused_with_a_link_to_the_other_shift(
    past: Past, cast: Cast, before: Before
) -> None:
    first = past.shift(cast.eli, MONDAY, "06:00", "10:00")
    second = past.shift(cast.eli, MONDAY, "11:00", "14:00")
    answer = fix(before(cast.eli), second, start="09:30")
    assert answer.status_code == 409
    assert f'href="{NEW}?shift={first}"' in answer.text
    assert "The other shift" in words(answer.text)


def test_two_shifts_that_were_taken_for_one(
    app: Flask, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    fix(eli, week[0], split_end="11:00", split_start="1230")
    found = last_request(app, cast)
    assert found.kind == "split"
    assert [(d.started_at, d.ended_at) for d in found.drafts] == [
        (at(MONDAY, "06:02"), at(MONDAY, "11:00")),
        (at(MONDAY, "12:30"), at(MONDAY, "14:27")),
    ]
    assert [len(d.breaks) for d in found.drafts] == [1, 0]
    assert "Monday 2 March : split a shift" in eli.read("/my/requests")


def test_a_shift_that_was_not_worked(app: Flask, cast: Cast, eli: MyTime, week: list[int]) -> None:
    fix(eli, week[0], remove="y")
    assert last_request(app, cast).kind == "remove"
    assert "Monday 2 March : remove a shift" in eli.read("/my/requests")


def test_a_shift_that_is_missing(app: Flask, cast: Cast, eli: MyTime) -> None:
    page = eli.page(f"{NEW}?day=2026-03-01")
    assert fields(page)["start_day"] == "2026-03-01"
    sent = fields(page) | {"start": "08:00", "end": "12:00", "reason": "Stocktaking"}
    assert eli.browser.post(NEW, **sent).status_code == 303
    found = last_request(app, cast)
    assert found.kind == "add"
    assert found.drafts[0].clock_id == cast.shop
    assert "Sunday 1 March : add a shift" in eli.read("/my/requests")


def test_with_several_clocks_one_is_chosen(app: Flask, cast: Cast, eli: MyTime) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
        add_break_kind(operator, clock_id=cast.yard, name="Coffee", paid=True)
    page = eli.page(f"{NEW}?day=2026-03-01")
    assert "Coffee, paid at Yard" in words(page)
    sent = fields(page) | {"start": "08:00", "end": "12:00", "reason": "Stocktaking"}
    refused = eli.browser.post(NEW, **(sent | {"clock": str(cast.other_clock)}))
    assert refused.status_code == 422
    assert "Choose a time clock." in words(refused.text)
    eli.browser.post(NEW, **(sent | {"clock": str(cast.yard)}))
    assert last_request(app, cast).drafts[0].clock_id == cast.yard


def test_a_form_that_was_overtaken_is_refused(
    app: Flask, past: Past, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    sent = fields(eli.page(f"{NEW}?shift={week[0]}")) | {"reason": "Forgot", "end": "15:00"}
    with app.app_context():
        past.note(cast.maya, week[0], "Was here")
    answer = eli.browser.post(NEW, **sent)
    assert answer.status_code == 409
    assert "This shift has changed since you opened the form." in words(answer.text)


def test_a_running_shift_is_ended_first(past: Past, cast: Cast, before: Before) -> None:
    shift = past.shift(cast.eli, MONDAY.replace(day=6), "16:00", None)
    shown = before(cast.eli).read(f"{NEW}?shift={shift}")
    assert "This shift is still running. Clock out first" in shown


def test_a_closed_day_is_refused(
    app: Flask, cast: Cast, eli: MyTime, week: list[int], watch: Watch, past: Past
) -> None:
    watch.later(days=4)
    past.approve_week(cast.maya, MONDAY)
    answer = fix(eli, week[0], end="15:00")
    assert answer.status_code == 409
    assert "The timesheet is approved" in words(answer.text)


def test_someone_elses_shift_does_not_exist(past: Past, cast: Cast, before: Before) -> None:
    other = past.shift(cast.otto, MONDAY, "06:00", "14:00", clock=cast.yard)
    eli = before(cast.eli)
    for shift in (str(other), "98765", "abc", "9" * 30):
        assert eli.browser.client.get(f"{NEW}?shift={shift}").status_code == 404
        assert eli.browser.post(NEW, shift=shift, reason="x").status_code == 404


def test_the_form_sent_twice_asks_once(
    app: Flask, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    page = eli.page(f"{NEW}?shift={week[0]}")
    key = hidden_value(page, "once")
    for _ in range(2):
        assert fix(eli, week[0], end="15:00", once=key).status_code == 303
    with app.app_context():
        assert len(corrections_of(cast.workspace_id, cast.eli.member_id)) == 1
