"""A start that Eli's script gives afterwards is confirmed in the inbox, and a long paid break."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.screens import DESK, PHONE, Screens, violations, widths
from tests.fixtures.scripts import Bakery, Script
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.compat.ids import IdKind, hex24
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_start_from_clockify_is_confirmed_in_the_inbox(
    screens: Screens, bakery: Bakery, script: Script, cast: Cast, size: tuple[int, int]
) -> None:
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    path = f"/api/v1/workspaces/{hex24(IdKind.WORKSPACE, bakery.workspace_id)}/time-entries"
    answer = script.send("POST", path, {"start": utc_text(start)}, {"X-Api-Key": bakery.eli.key})
    assert answer.status_code == 201, answer.text
    maya = screens.of(cast.maya, size)
    maya.goto("/inbox")
    case = maya.locator("details.case").first
    expect(case).to_contain_text("afterwards")
    assert violations(maya) == []
    assert widths(maya) == []
    maya.set_viewport_size({"width": size[0], "height": size[1]})
    maya.get_by_role("button", name="Confirm").first.click()
    expect(maya.get_by_text("You decided 1 case today.")).to_be_visible()
    eli = screens.of(cast.eli, size)
    expect(eli.locator("#main")).not_to_contain_text("unconfirmed")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_paid_break_of_four_hours_is_paid_up_to_its_planned_length(
    app: Flask, screens: Screens, cast: Cast, watch: Watch, size: tuple[int, int]
) -> None:
    watch.stop()
    yesterday = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
    yesterday -= timedelta(days=1)
    with app.app_context():
        watch.at(yesterday)
        kind = add_break_kind(
            cast.olive.actor, clock_id=cast.shop, name="Rest", paid=True, minutes=15
        )
        clock_in(cast.eli.actor, clock_id=cast.shop)
        watch.later(hours=1)
        pause(cast.eli.actor, kind_id=kind)
        watch.later(hours=4)
        clock_out(cast.eli.actor)
    watch.stop()
    maya = screens.of(cast.maya, size)
    maya.goto("/inbox")
    said = "A break of 4 h, of which 3 h 45 min are unpaid; 15 min are planned"
    expect(maya.locator("#main")).to_contain_text(said)
    eli = screens.of(cast.eli, size)
    eli.goto(f"/my/day/{yesterday:%Y-%m-%d}")
    expect(eli.locator("#main")).to_contain_text("Why 1 h 15 min")
    expect(eli.locator("#main")).to_contain_text("15 min paid, 3 h 45 min beyond it")
    assert violations(eli) == []
