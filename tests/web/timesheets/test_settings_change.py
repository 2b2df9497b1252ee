"""A page shows the settings of now: the same as a server that has just started.

What a company has set is kept in the memory of each process, so each setting is changed between two
reads of each page, and the second read is compared with that of another process's memory.
"""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember, sign_in
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.jobs.service import update_job
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.people.membership import update_member
from timeclock.company.workspaces.service import update_workspace
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.rule_changes.home_clocks import change_home_clock
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")

MONDAY = date(2026, 3, 2)
TOKENS = re.compile(r'(name="(?:csrf_token|once|seed)" value=|data-now=)"[^"]*"|seen=\d+')
Change = Callable[[Cast, int], None]


def move_home(cast: Cast) -> None:
    """Eli goes by the rules of the yard, which rounds."""
    olive = cast.olive.actor
    change_rules(olive, first_day=MONDAY, rules=PayRules(rounding=15), clock_id=cast.yard)
    change_home_clock(olive, member_id=cast.eli.member_id, clock_id=cast.yard, first_day=MONDAY)


CHANGES: dict[str, Change] = {
    "the name of a clock": lambda cast, _: update_clock(
        cast.olive.actor, clock_id=cast.shop, change=ClockSettings(name="Corner shop")
    ),
    "the zone of a clock": lambda cast, _: update_clock(
        cast.olive.actor, clock_id=cast.shop, change=ClockSettings(zone="America/New_York")
    ),
    "the limit of a clock": lambda cast, _: update_clock(
        cast.olive.actor, clock_id=cast.shop, change=ClockSettings(limit_minutes=60)
    ),
    "the break limit of a clock": lambda cast, _: update_clock(
        cast.olive.actor, clock_id=cast.shop, change=ClockSettings(break_limit_minutes=30)
    ),
    "the name of a kind of break": lambda cast, kind: update_break_kind(
        cast.olive.actor, kind_id=kind, name="Siesta"
    ),
    "the length of a kind of break": lambda cast, kind: update_break_kind(
        cast.olive.actor, kind_id=kind, minutes=10
    ),
    "the rules of a clock": lambda cast, _: change_rules(
        cast.olive.actor, first_day=MONDAY, rules=PayRules(rounding=15), clock_id=cast.shop
    ),
    "the home clock of a person": lambda cast, _: move_home(cast),
    "the name of a job": lambda cast, _: update_job(
        cast.olive.actor, job_id=cast.job, name="Baguettes"
    ),
    "the rules": lambda cast, _: change_rules(
        cast.olive.actor, first_day=MONDAY, rules=PayRules(rounding=15)
    ),
    "the zone of the company": lambda cast, _: update_workspace(
        cast.olive.actor, zone="America/New_York"
    ),
    "the name of the company": lambda cast, _: update_workspace(
        cast.olive.actor, name="Lindner and daughters"
    ),
    "the name of a person": lambda cast, _: update_member(
        cast.olive.actor, member_id=cast.eli.member_id, name="Eli Zander"
    ),
}


@pytest.fixture
def kind(app: Flask, cast: Cast, past: Past, watch: Watch) -> int:
    """Eli has worked on Monday with a break and is in on Tuesday; the kind of the break."""
    shift_id = past.shift(cast.eli, MONDAY, "08:07", "17:03", [("12:00", "12:31")], job=cast.job)
    past.shift(cast.eli, date(2026, 3, 3), "08:00", None, job=cast.job)
    watch.at(at(date(2026, 3, 3), "10:00"))
    with app.app_context():
        found = find_shift(cast.workspace_id, shift_id)
    assert found
    kind_id = found.timeline.pauses[0].kind_id
    assert kind_id
    return kind_id


def addresses(cast: Cast) -> dict[str, CastMember]:
    """Each page that shows what was set, and who reads it."""
    sheet = f"/timesheets/{cast.eli.member_id}"
    return {
        "/": cast.eli,
        f"/my/day/{MONDAY}": cast.eli,
        "/my/week": cast.eli,
        "/my/timesheet": cast.eli,
        f"{sheet}/day/{MONDAY}": cast.maya,
        f"{sheet}/day/2026-03-03": cast.maya,
        f"{sheet}/2026-03-02": cast.maya,
        "/timesheets": cast.maya,
        "/board": cast.maya,
        "/inbox": cast.maya,
    }


def read(browsers: dict[str, Browser], cast: Cast) -> dict[str, str]:
    found = {}
    for path, who in addresses(cast).items():
        answer = browsers[who.email].client.get(path)
        assert answer.status_code == 200, (path, answer.status)
        found[path] = TOKENS.sub("", answer.text)
    return found


def browsers(app: Flask, cast: Cast) -> dict[str, Browser]:
    found = {}
    for who in (cast.eli, cast.maya):
        client = app.test_client()
        sign_in(client, who.email)
        found[who.email] = Browser(client, who.workspace_id)
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_shows_what_is_set_now(
    app: Flask, make_app: Callable[..., Flask], cast: Cast, kind: int, name: str
) -> None:
    warm = browsers(app, cast)
    before = read(warm, cast)
    with app.app_context():
        CHANGES[name](cast, kind)
    after = read(warm, cast)
    assert after != before
    assert after == read(browsers(make_app(), cast), cast)
