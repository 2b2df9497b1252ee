"""Every punch and every change, newest first, in sentences for the person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from timeclock.authority.actor import Actor, Door
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.shifts import forgetting, meals, punching, stopping, undoing
from timeclock.worktime.shifts.details import Whereabouts
from timeclock.worktime.timesheets.approval import approving, closing

pytestmark = pytest.mark.databases("sqlite")

MONDAY = date(2026, 3, 2)


@pytest.fixture
def eli(watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]) -> AtTheClock:
    watch.at("07:00")
    return at_the_clock(cast.eli)


def ledger(who: AtTheClock, query: str = "") -> str:
    answer = who.browser.client.get(f"/my/ledger{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_nothing_yet(eli: AtTheClock) -> None:
    assert "Nothing yet." in words(ledger(eli))


def test_ones_own_punches_are_told_newest_first(eli: AtTheClock, watch: Watch, cast: Cast) -> None:
    eli.press("clock-in", job=cast.job, note="Van <2>")
    watch.at("09:00")
    eli.press("pause")
    watch.at("09:30")
    eli.press("resume")
    watch.at("15:00")
    eli.press("clock-out")
    shown = words(ledger(eli))
    assert (
        "Monday 2 March 2026"
        " 16:00 You clocked out on this site · entry 4"
        " 10:30 You ended your break on this site · entry 3"
        " 10:00 You started a break (unpaid) on this site · entry 2"
        " 08:00 You clocked in at Shop Kreuzberg, on Counter Note: Van <2> on this site · entry 1"
    ) in shown
    assert "<2>" not in ledger(eli)


def test_what_a_manager_did_names_the_manager_and_the_reason(
    app: Flask, eli: AtTheClock, watch: Watch, cast: Cast
) -> None:
    eli.press("clock-in")
    watch.at("13:02")
    with app.app_context():
        stopping.stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Sent home")
    assert "14:02 Maya Meyer stopped your clock: Sent home on this site" in words(ledger(eli))


def test_an_earlier_end_shows_before_and_after(
    app: Flask, eli: AtTheClock, watch: Watch, cast: Cast
) -> None:
    eli.press("clock-in")
    end = watch.at("10:00")
    watch.at("13:00")
    with app.app_context():
        stopping.stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Forgot", end=end)
    shown = words(ledger(eli))
    assert "14:00 Maya Meyer stopped your clock: Forgot given afterwards" in shown
    assert "Before: On the clock since 08:00 After: 08:00 to 11:00" in shown
    assert "stated time 11:00, recorded at 14:00" in shown


def test_an_undo_says_what_it_took_back(eli: AtTheClock) -> None:
    eli.press("clock-in")
    eli.press("undo")
    shown = words(ledger(eli))
    assert "Undone: clock in at 08:00" in shown
    assert "Before: On the clock since 08:00 After: Off the clock" in shown


def test_an_undo_by_a_manager_names_the_manager(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in")
    with app.app_context():
        stopping.stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Oops")
        undoing.undo(cast.maya.actor, member_id=cast.eli.member_id)
    assert "Undone: stop at 08:00, by Maya Meyer" in words(ledger(eli))


def test_other_doors_are_named(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    with app.app_context():
        actor = Actor(
            cast.workspace_id,
            cast.eli.member_id,
            cast.eli.account_id,
            cast.eli.actor.role,
            Door.CLOCKIFY,
            cast.eli.actor.pseudonym,
        )
        punching.clock_in(actor)
        operator = Actor.operator(cast.workspace_id)
        stopping.stop(operator, member_id=cast.eli.member_id, reason="")
    shown = words(ledger(eli))
    assert "The operator stopped your clock at the server's terminal" in shown
    assert "You clocked in at Shop Kreuzberg through another program" in shown


def test_a_zone_that_is_not_the_readers_is_named(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor, whereabouts=Whereabouts(zone="America/New_York"))
    assert "02:00 You clocked in" in words(ledger(eli))
    assert "times in America/New_York" in words(ledger(eli))


def test_long_records_are_paged_by_position(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    with app.app_context():
        for _ in range(26):
            punching.clock_in(cast.eli.actor)
            punching.clock_out(cast.eli.actor)
    first = ledger(eli)
    assert "entry 52" in first
    assert "entry 3 " in words(first)
    assert "entry 2 " not in words(first)
    assert "/my/ledger?before=3" in first
    second = words(ledger(eli, "?before=3"))
    assert "entry 2 " in second
    assert "entry 3 " not in second
    assert "Earlier" not in second


@pytest.mark.parametrize("before", ["0", "-1", "abc", "9" * 400, "1e9"])
def test_a_position_without_meaning_is_no_error(eli: AtTheClock, before: str) -> None:
    eli.press("clock-in")
    ledger(eli, f"?before={before}")


def test_no_one_elses_record_is_shown(
    eli: AtTheClock, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    eli.press("clock-in")
    assert "Nothing yet." in words(browser_of(cast.maya).client.get("/my/ledger").text)


def test_a_forgotten_clock_out_and_the_outcome(
    app: Flask,
    past: Past,
    cast: Cast,
    watch: Watch,
    at_the_clock: Callable[[CastMember], AtTheClock],
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", None)
    with app.app_context():
        watch.later(hours=23)
        forgetting.propose_end(cast.eli.actor, shift_id=shift, end=at(MONDAY, "16:30"))
        watch.later(minutes=5)
        forgetting.confirm_end(cast.maya.actor, shift_id=shift)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "07:00 You said that you left at Mon 2 Mar, 16:30" in shown
    assert ("Before: On the clock since Mon 2 Mar, 08:00 After: Mon 2 Mar, 08:00 to 16:30") in shown
    assert "stated time Mon 2 Mar, 16:30, recorded at 07:00" in shown
    assert "07:05 Maya Meyer confirmed the end at Mon 2 Mar, 16:30" in shown


def test_confirmed_times_of_a_shift_that_has_no_end(
    app: Flask, cast: Cast, watch: Watch, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    with app.app_context():
        given = punching.clock_in(cast.eli.actor, claimed=watch.now - timedelta(hours=1))
        forgetting.confirm_end(cast.maya.actor, shift_id=given.shift.id)
        forgetting.undo_confirmation(cast.maya.actor, shift_id=given.shift.id)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "Maya Meyer confirmed the times given afterwards" in shown
    assert "Maya Meyer undid the confirmation of the times given afterwards" in shown


def test_a_correction_from_the_wish_to_the_shift(
    app: Flask, past: Past, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    leave = at(MONDAY, "16:00")
    wish = past.asks(cast.eli, shift, lambda d: replace(d, ended_at=leave), "Left <i>early</i>")
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    edit = past.edits(cast.maya, shift, lambda d: replace(d, note="Van"), "For the record")
    with app.app_context():
        dispute(cast.eli.actor, correction_id=edit, reason="It was the bike")
        settle(cast.edda.actor, correction_id=edit, keep=False, reason="So it was")
    page = ledger(at_the_clock(cast.eli))
    shown = words(page)
    assert "You asked for a correction Reason: Left <i>early</i>" in shown
    assert "Before: 08:00 to 16:30 After: 08:00 to 16:00" in shown
    assert "Maya Meyer approved your request" in shown
    assert "The shift was corrected: 08:00 to 16:00" in shown
    assert "Maya Meyer made a correction, which counts and waits for your confirmation" in shown
    assert "You disputed the correction Reason: It was the bike" in shown
    assert "Edda Ernst undid the correction Reason: So it was" in shown
    assert "<i>early" not in page


def test_a_timesheet_from_submitting_to_closing(
    app: Flask,
    past: Past,
    cast: Cast,
    watch: Watch,
    at_the_clock: Callable[[CastMember], AtTheClock],
) -> None:
    past.shift(cast.eli, MONDAY, "08:00", "16:30")
    who = {"member_id": cast.eli.member_id, "first_day": MONDAY}
    with app.app_context():
        approving.submit(cast.eli.actor, first_day=MONDAY, early=True)
        approving.send_back(cast.maya.actor, **who, reason="Tuesday?")
        approving.submit(cast.eli.actor, first_day=MONDAY, early=True)
        approving.take_back(cast.eli.actor, first_day=MONDAY)
        watch.later(days=8)
        approving.approve(cast.maya.actor, **who)
        approving.reopen(cast.maya.actor, **who, reason="A late note")
        closing.close_period(cast.edda.actor, first_day=MONDAY)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "You submitted your hours of 2 to 8 March: 8 h 30 min" in shown
    assert "Maya Meyer sent your hours of 2 to 8 March back Reason: Tuesday?" in shown
    assert "You withdrew your hours of 2 to 8 March" in shown
    assert "Maya Meyer approved your hours of 2 to 8 March: 8 h 30 min" in shown
    assert "Maya Meyer reopened your hours of 2 to 8 March Reason: A late note" in shown
    assert "Edda Ernst closed your hours of 2 to 8 March: 8 h 30 min" in shown


def test_what_counts_elsewhere_because_its_day_was_closed(
    app: Flask,
    past: Past,
    cast: Cast,
    watch: Watch,
    at_the_clock: Callable[[CastMember], AtTheClock],
) -> None:
    past.rules(PayRules(late_changes=LateChanges.ADJUST))
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    watch.later(days=8)
    past.approve_week(cast.maya, MONDAY)
    leave = at(MONDAY, "17:00")
    wish = past.asks(cast.eli, shift, lambda d: replace(d, ended_at=leave), "Stayed on")
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "Counts on Tuesday 10 March: + 30 min for Monday 2 March, a closed day" in shown


def test_a_meal_break_that_was_worked_through(
    app: Flask, past: Past, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    with app.app_context():
        for actor, through in ((cast.eli.actor, True), (cast.maya.actor, False)):
            meals.set_worked_through(actor, shift_id=shift, worked_through=through)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "You said that you worked through the break" in shown
    assert "Maya Meyer noted that you took the break after all" in shown
