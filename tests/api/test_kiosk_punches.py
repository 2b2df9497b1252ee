"""Held punches of kiosks through our own API: listed, counted, dismissed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.offline_tablet import hold_a_punch
from tests.fixtures.scripts import Bakery, Call
from timeclock.company.kiosks.devices import offer_kiosk

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def held(app: Flask, bakery: Bakery, watch: Watch) -> list[int]:
    """Two clock-ins of Eli's, at 07:00 and at 07:30."""
    moments = [at(2, "07:00"), at(2, "07:30")]
    watch.at(at(2, "08:00"))
    with app.app_context():
        kiosk = offer_kiosk(bakery.operator, clock_id=bakery.shop, name="Back door").kiosk_id
        place = (bakery.workspace_id, kiosk, bakery.shop, bakery.eli.member_id)
        return [hold_a_punch(*place, moment) for moment in moments]


@pytest.mark.databases("sqlite", "postgresql")
def test_one_is_counted_and_the_other_dismissed(
    call: Call, get: Get, bakery: Bakery, held: list[int]
) -> None:
    first, second = get("kiosk-punches", by=bakery.maya)["kiosk_punches"]
    assert [first["id"], second["id"]] == held
    assert (first["user_id"], first["act"], first["reason"]) == (
        bakery.eli.user_id,
        "clock_in",
        "clock_moved",
    )
    counted = done(call(f"kiosk-punches/{held[0]}/count", by=bakery.maya))["kiosk_punch"]
    assert (counted["decision"], counted["decided_by_user_id"]) == (
        "counted",
        bakery.maya.user_id,
    )
    refused(call(f"kiosk-punches/{held[1]}/count", by=bakery.maya), 409, "already_clocked_in")
    left = done(call(f"kiosk-punches/{held[1]}/dismiss", by=bakery.maya))["kiosk_punch"]
    assert left["decision"] == "dismissed"
    assert get("kiosk-punches", by=bakery.maya) == {"kiosk_punches": []}
    assert get(f"kiosk-punches/{held[0]}", by=bakery.maya) == {"kiosk_punch": counted}
    refused(call(f"kiosk-punches/{held[0]}/dismiss", by=bakery.maya), 409, "punch_decided")


def test_others_do_not_see_it(call: Call, get: Get, bakery: Bakery, held: list[int]) -> None:
    assert get("kiosk-punches", by=bakery.nora) == {"kiosk_punches": []}
    path = f"kiosk-punches/{held[0]}/count"
    refused(call(path, by=bakery.nora), 404, "held_punch_not_found")
    refused(call(path), 403, "not_allowed")
