"""Why a day has its total: every line, every rule, every change, every receipt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from tests.web.my.conftest import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, Before, MyTime
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.models import TimeClock
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts import forgetting, punching

pytestmark = pytest.mark.databases("sqlite")

SATURDAY = date(2026, 10, 24)


def test_the_lines_add_up_to_the_total(eli: MyTime) -> None:
    shown = eli.read(f"/my/day/{MONDAY}")
    assert "Monday 2 March, Shop Kreuzberg Why 7 h 55 min" in shown
    assert (
        "In at 06:02, out at 14:27, Shop Kreuzberg 8 h 25 min"
        " Unpaid break, 10:00 to 10:30 −30 min Worked 7 h 55 min"
    ) in shown


def test_a_paid_break_that_no_one_ended_is_paid_up_to_its_planned_length(
    app: Flask, cast: Cast, before: Before, watch: Watch
) -> None:
    with app.app_context():
        coffee = add_break_kind(
            cast.edda.actor, clock_id=cast.shop, name="Coffee", paid=True, minutes=15
        )
        watch.at(at(MONDAY, "08:00"))
        punching.clock_in(cast.eli.actor, clock_id=cast.shop)
        watch.at(at(MONDAY, "09:00"))
        punching.pause(cast.eli.actor, kind_id=coffee)
        watch.at(at(MONDAY, "13:00"))
        punching.clock_out(cast.eli.actor)
    shown = before(cast.eli).read(f"/my/day/{MONDAY}").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Coffee, unpaid break, 09:15 to 13:00: 15 min paid, 3 h 45 min beyond it −3 h 45 min"
    ) in shown
    assert "Worked 1 h 15 min" in shown
    assert "A break of 4 h, of which 3 h 45 min are unpaid; 15 min are planned" in shown


def test_the_night_on_which_clocks_go_back(
    app: Flask, past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    shift = past.shift(cast.eli, SATURDAY, "21:58", None)
    with app.app_context():
        watch.at(at(SATURDAY.replace(day=25), "01:30"))
        punching.pause(cast.eli.actor)
        watch.at(at(SATURDAY.replace(day=25), "02:00"))
        punching.resume(cast.eli.actor)
        watch.at(at(SATURDAY.replace(day=25), "07:41"))
        punching.clock_out(cast.eli.actor)
    leave = at(SATURDAY.replace(day=25), "06:05")
    asked = past.asks(
        cast.eli, shift, lambda draft: replace(draft, ended_at=leave), "Forgot at the door"
    )
    with app.app_context():
        watch.at(at(SATURDAY.replace(day=26), "09:12:07"))
        approve(cast.maya.actor, correction_id=asked)
    page = before(cast.eli).page(f"/my/day/{SATURDAY}")
    shown = words(page)
    assert "Saturday 24 October to Sunday 25 October, Shop Kreuzberg Why 8 h 37 min" in shown
    assert "clocks go back" in shown
    assert (
        "The clocks went back from 03:00 to 02:00 during this shift. It is 9 h 07 min long" in shown
    )
    assert "Out, as punched Sun 25 Oct, 07:41 Out, now Sun 25 Oct, 06:05" in shown
    assert "You asked on Sunday 25 October: “Forgot at the door” Approved by Maya Meyer" in shown
    assert "Your punches are kept on record." in shown
    receipts = part(page, "receipts")
    assert "1 You clocked in at Shop Kreuzberg 24 Oct, 21:58:00 CEST on this site" in receipts
    assert "4 You clocked out 25 Oct, 07:41:00 CET on this site" in receipts
    assert "6 Maya Meyer approved your request 26 Oct, 09:12:07 CET on this site" in receipts
    assert (
        "7 The shift was corrected: Sat 24 Oct, 21:58 to 06:05, Break 01:30 to 02:00 CEST"
        in receipts
    )


def test_a_shift_over_midnight_that_is_split_is_explained_on_both_days(
    past: Past, cast: Cast, before: Before
) -> None:
    past.rules(PayRules(split=True))
    past.shift(cast.eli, MONDAY, "22:00", "06:00")
    eli = before(cast.eli)
    assert "Why 2 h 00 min" in eli.read(f"/my/day/{MONDAY}")
    second = eli.read(f"/my/day/{TUESDAY}")
    assert "Why 6 h 00 min" in second
    assert "part of the shift that began at 22:00 on 2 March" in second
    assert "You clocked in at Shop Kreuzberg 2 Mar, 22:00:00 CET" in second


def test_rules_say_what_they_found(past: Past, cast: Cast, before: Before) -> None:
    past.rules(PayRules(overtime=RuleSet.GERMANY))
    past.shift(cast.eli, MONDAY, "06:00", "14:30", [("10:00", "10:30")])
    past.shift(cast.eli, TUESDAY, "06:00", "14:30")
    eli = before(cast.eli)
    kept = part(eli.page(f"/my/day/{MONDAY}"), "rules")
    assert "Met: Breaks: 30 min in 8 h of work. ArbZG § 4" in kept
    assert "Met: At least 11 h of rest before: there was no work for days." in kept
    assert "Met: No more than 10 h a day: 8 h. ArbZG § 3" in kept
    broken = part(eli.page(f"/my/day/{TUESDAY}"), "rules")
    assert "Check: Worked 8 h 30 min in a row; after 6 h a break" in broken
    assert "Met: At least 11 h of rest before: you had 15 h 30 min." in broken


def test_i_worked_through_takes_the_deducted_break_back(
    past: Past, cast: Cast, before: Before
) -> None:
    past.rules(PayRules(meal_after=360, meal_minutes=30))
    shift = past.shift(cast.eli, FRIDAY, "06:00", "14:00")
    eli, path = before(cast.eli), f"/my/day/{FRIDAY}"
    shown = eli.read(path)
    assert "no unpaid break was clocked. If you worked through, say so. −30 min" in shown
    assert "Worked 7 h 30 min" in shown
    assert eli.send(f"{path}/worked-through", shift=shift, through="y").status_code == 303
    shown = eli.read(path)
    assert "The break is not deducted." in shown
    assert "Worked 8 h" in shown
    assert "You said that you worked through the break" in shown
    assert eli.send(f"{path}/worked-through", shift=shift).status_code == 303
    assert "Worked 7 h 30 min" in eli.read(path)


def test_a_shift_of_someone_else_does_not_exist(past: Past, cast: Cast, before: Before) -> None:
    other = past.shift(cast.otto, FRIDAY, "06:00", "14:00", clock=cast.yard)
    eli = before(cast.eli)
    for shift in (other, 98765, "abc", ""):
        answer = eli.send(f"/my/day/{FRIDAY}/worked-through", shift=shift, through="y")
        assert answer.status_code == 404


def test_the_end_that_the_clock_gave_can_be_given_as_ones_own(
    app: Flask, past: Past, cast: Cast, before: Before, watch: Watch
) -> None:
    shift = past.shift(cast.eli, WEDNESDAY, "06:00", None)
    with app.app_context():
        db.session.get_one(TimeClock, (cast.workspace_id, cast.shop)).closes_forgotten = True
        db.session.commit()
        watch.later(hours=15)
        forgetting.close_provisionally(
            cast.workspace_id, member_id=cast.eli.member_id, shift_id=shift
        )
    eli, path = before(cast.eli), f"/my/day/{WEDNESDAY}"
    shown = eli.read(path)
    assert "Why 0 min" in shown
    assert "Unconfirmed, not paid yet 14 h" in shown
    assert "The end at 20:00 is right" in shown
    assert eli.send(f"{path}/confirm-end", shift=shift).status_code == 303
    assert "Saved. They are paid after a manager confirms them." in eli.read(path)
    again = eli.send(f"{path}/confirm-end", shift=shift)
    assert again.status_code == 403
    assert "Nothing was changed." in words(again.text)


def test_a_shift_that_is_gone_is_still_told_of(
    app: Flask, past: Past, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    with app.app_context():
        from_ = past.asks_to_remove(cast.eli, week[2], "That was <b>Otto</b>")
        approve(cast.maya.actor, correction_id=from_)
    page = eli.page(f"/my/day/{WEDNESDAY}")
    shown = words(page)
    assert "Nothing recorded on this day" in shown
    assert "“That was <b>Otto</b>”" in shown
    assert "The shift was removed: Wed 4 Mar, 06:02 to 14:27, Break 10:00 to 10:30" in shown
    assert "<b>Otto" not in page


def test_an_empty_day_offers_to_add_a_shift(eli: MyTime) -> None:
    page = eli.page("/my/day/2026-03-07")
    assert "Nothing recorded on this day" in words(page)
    assert 'href="/my/requests/new?day=2026-03-07"' in page


@pytest.mark.parametrize("day", ["2026-02-30", "1999-01-01", "2100-01-01", "today", "20260302"])
def test_what_is_no_day_does_not_exist(eli: MyTime, day: str) -> None:
    assert eli.browser.client.get(f"/my/day/{day}").status_code == 404


def test_a_shift_that_was_moved_names_the_day_on_which_it_was_punched(
    app: Flask, past: Past, cast: Cast, before: Before
) -> None:
    shift = past.shift(cast.eli, TUESDAY, "08:00", "16:00")
    past.watch.later(days=3)
    wish = past.asks(cast.eli, shift, _a_day_later, "It was Wednesday")
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    shown = before(cast.eli).read(f"/my/day/{TUESDAY + timedelta(days=1)}")
    assert "In, as punched Tue 3 Mar, 08:00 In, now 08:00" in shown


def _a_day_later(draft: Draft) -> Draft:
    day = timedelta(days=1)
    return replace(draft, started_at=draft.started_at + day, ended_at=draft.ended_at + day)


def test_the_rounded_total_has_lines_of_its_own(past: Past, cast: Cast, before: Before) -> None:
    past.rules(PayRules(rounding=15, overtime=RuleSet.CALIFORNIA))
    past.shift(cast.eli, FRIDAY, "06:05", "16:20")
    shown = before(cast.eli).read(f"/my/day/{FRIDAY}").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "In at 06:05 counts as 06:00 5 min Out at 16:20 counts as 16:15 −5 min"
        " For payroll, to the nearest 15 min 10 h 15 min of it at 150 %, rounded 2 h 15 min"
    ) in shown
