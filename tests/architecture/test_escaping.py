"""Names are text: what looks like markup in them is shown as it was typed, on every page."""

import secrets

import pytest
from flask import Flask

from tests.architecture.conftest import Stage
from tests.architecture.routes import PAGES, POSTS
from tests.architecture.routing import COLUMNS
from tests.fixtures.cast import Cast
from timeclock.authority.actor import Actor
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.jobs.service import update_job
from timeclock.company.people.membership import update_member
from timeclock.company.workspaces.service import update_workspace
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.stopping import stop

pytestmark = pytest.mark.databases("sqlite")

MARKUP = """<u class='x' title="y">&amp;{{ 7 * 7 }}</u>"""


@pytest.fixture
def named(app: Flask, cast: Cast, stage: Stage) -> Stage:
    """Everything that has a name or words of its own has these."""
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        for each in (cast.olive, cast.edda, cast.maya, cast.eli, cast.otto):
            number = f"{each.member_id}{MARKUP}"[:40]
            update_member(operator, member_id=each.member_id, name=MARKUP, employee_number=number)
        for clock_id in (cast.shop, cast.yard):
            update_clock(
                operator,
                clock_id=clock_id,
                change=ClockSettings(
                    name=MARKUP, zone="Europe/Berlin", job_required=False, limit_minutes=840
                ),
            )
        for kind in break_kinds(cast.workspace_id, cast.shop):
            update_break_kind(operator, kind_id=kind.id, name=MARKUP, paid=True, minutes=5)
        update_job(operator, job_id=cast.job, name=MARKUP, code=MARKUP[:40], parent_id=None)
        stop(cast.olive.actor, member_id=cast.eli.member_id, reason=MARKUP)
        clock_in(
            cast.maya.actor, clock_id=cast.shop, job_id=cast.job, details=ShiftDetails(note=MARKUP)
        )
        clock_out(cast.maya.actor)
        clock_in(
            cast.eli.actor, clock_id=cast.shop, job_id=cast.job, details=ShiftDetails(note=MARKUP)
        )
        pause(cast.eli.actor)
        update_workspace(
            operator,
            name=MARKUP,
            zone="Europe/Berlin",
            location_on=False,
            tolerance=120,
        )
    return stage


def test_on_every_page(named: Stage) -> None:
    shown = 0
    for route in (route for route in PAGES if route.method == "GET"):
        for names, who, status in route.cells():
            if status == 200 and who != COLUMNS[0]:
                path = named.path(route, names, who)
                text = named.visit(who).get(path).text
                assert "<u " not in text, path
                assert "&amp;49" not in text, path
                shown += "&lt;u class=" in text
    assert shown > 50


def test_in_what_is_sent_back(named: Stage) -> None:
    shown = 0
    for route in POSTS:
        path = named.path(route, next(iter(route.answers)), "olive")
        form = {name.format_map(named.objects): MARKUP for name in route.form}
        for once in (MARKUP, secrets.token_hex(8)):
            hidden = {"csrf_token": named.visits["olive"].csrf, "workspace": named.workspace_id}
            data = {**hidden, "once": once, **form}
            answer = named.visit("olive").post(path, data=data, follow_redirects=True)
            assert answer.status_code < 500
            assert "<u " not in answer.text, path
            shown += "&lt;u class=" in answer.text
    assert shown > 50
