"""What was changed of a shift, told so that one sees what is otherwise: day, jobs, paid breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftSwitch

pytestmark = pytest.mark.databases("sqlite")

MONDAY = date(2026, 3, 2)


def ledger(who: AtTheClock) -> str:
    answer = who.browser.client.get("/my/ledger")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_shift_that_moves_to_another_day_is_told_with_its_days(
    app: Flask,
    past: Past,
    cast: Cast,
    watch: Watch,
    at_the_clock: Callable[[CastMember], AtTheClock],
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    watch.later(days=3)
    day = timedelta(days=1)
    wish = past.asks(
        cast.eli,
        shift,
        lambda d: replace(d, started_at=d.started_at + day, ended_at=d.ended_at + day),
        "It was Tuesday",
    )
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "The shift was corrected: Tue 3 Mar, 08:00 to 16:30" in shown
    moved = "Before: Mon 2 Mar, 08:00 to 16:30 After: Tue 3 Mar, 08:00 to 16:30"
    assert shown.count(moved) == 2


def test_other_jobs_and_what_of_a_break_was_paid_are_told(
    app: Flask, past: Past, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    with app.app_context():
        rest = add_break_kind(cast.olive.actor, clock_id=cast.shop, name="Rest", paid=True)
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30", [("12:00", "12:30")])
    noon = DraftSwitch(at(MONDAY, "12:30"), cast.job)
    past.edits(cast.maya, shift, lambda d: replace(d, switches=(noon,)), "Served at the counter")
    past.edits(cast.maya, shift, lambda d: _of_kind(d, rest), "It was a training")
    shown = words(ledger(at_the_clock(cast.eli)))
    was = "08:00 to 16:30, Break 12:00 to 12:30"
    then = f"{was}, from 12:30 on Counter"
    assert f"Before: {was} After: {then} on this site" in shown
    now = then.replace("Break", "Rest, paid,")
    assert f"Before: {then} After: {now} on this site" in shown


def _of_kind(draft: Draft, kind_id: int) -> Draft:
    kinds = (replace(each, kind_id=kind_id, paid=True) for each in draft.breaks)
    return replace(draft, breaks=tuple(kinds))


def test_a_shift_of_more_than_a_day_names_the_day_of_its_end(
    past: Past, cast: Cast, watch: Watch, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:30")
    watch.later(days=3)
    after = at(date(2026, 3, 3), "09:00")
    past.asks(cast.eli, shift, lambda d: replace(d, ended_at=after), "A double one")
    shown = words(ledger(at_the_clock(cast.eli)))
    assert "After: Mon 2 Mar, 08:00 to Tue 3 Mar, 09:00" in shown
