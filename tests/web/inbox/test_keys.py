"""The keys of the inbox: each case names its own, and a letter means one act in all of them."""

import re

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.shifts.forgetting import propose_end

pytestmark = pytest.mark.databases("sqlite")

ACTS = {
    "a": "Approve",
    "r": "Refuse",
    "p": "Propose something else",
    "u": "Undo the correction",
    "l": "Keep the correction",
    "e": "Approve 14:30",
    "c": "Confirm",
    "t": "Choose another time",
    "s": "Seen",
    "o": "Open the day",
}
KEY = re.compile(r'data-key="(\w)"[^>]*>(.*?)<kbd>(\w)</kbd>', re.DOTALL)


def keys(case: str) -> dict[str, str]:
    """What each key of a case presses; the letter is on the button."""
    found = KEY.findall(case)
    assert all(key.upper() == shown for key, _, shown in found)
    assert len({key for key, _, _ in found}) == len(found)
    return {key: words(f"<p>{said}</p>") for key, said, _ in found}


@pytest.fixture
def every_kind(app: Flask, cast: Cast, hours: Hours) -> None:
    """A request, a dispute, an end that was forgotten, one that was given, and an exception."""
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.otto.member_id)
    hours.rules(PayRules(overtime=RuleSet.EU))
    for day in ("02", "03", "04"):
        hours.work(cast.otto, f"03-{day} 06:00", "14:30", pause=("10:00", "10:30"))
    hours.work(cast.otto, "03-05 06:01", None)
    asked = hours.work(cast.eli, "03-02 08:00", "14:00")
    hours.ask(cast.eli, asked, "The tablet was off.", minutes=-17)
    edited = hours.work(cast.eli, "03-03 08:00", "14:00")
    edit = hours.edit(cast.maya, edited, "You came late.", minutes=20)
    hours.dispute(cast.eli, edit, "I unloaded the van.")
    hours.work(cast.eli, "03-04 06:00", "14:30")
    given = hours.work(cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        propose_end(cast.eli.actor, shift_id=given, end=wall("03-05 12:00"))


def test_a_letter_means_the_same_act_in_every_kind_of_case(
    every_kind: None, edda: Browser, hours: Hours
) -> None:
    hours.monday()
    page = edda.client.get("/inbox").text
    cases = [keys(case) for case in page.split('<details class="case')[1:]]
    assert {frozenset(case) for case in cases} == {
        frozenset("arpo"),
        frozenset("ulo"),
        frozenset("eto"),
        frozenset("cto"),
        frozenset("so"),
    }
    meant = {(key, said) for case in cases for key, said in case.items()}
    assert dict(meant) == ACTS
    assert len(meant) == len(ACTS)
    assert "J next K back" in words(page)
