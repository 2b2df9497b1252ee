"""Kiosks, badges and PINs through our own API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from timeclock.company.kiosks.credentials import Device, find_device
from timeclock.company.kiosks.devices import pair
from timeclock.company.kiosks.identifying import by_badge, by_number
from timeclock.company.people.membership import update_member
from timeclock.errors import NotAllowed

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_kiosk_is_offered_paired_renamed_and_revoked(
    app: Flask, call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    body = {"clock_id": bakery.shop, "name": "Back door"}
    offered = done(call("kiosks", body, by=bakery.maya), 201)
    kiosk = offered["kiosk"]
    assert offered["until"] == "2026-03-02T07:10:00+00:00"
    assert (kiosk["name"], kiosk["clock_id"], kiosk["paired_at"]) == (
        "Back door",
        bakery.shop,
        None,
    )
    with app.app_context():
        token = pair(offered["code"])
        assert find_device(token) is not None
    assert offered["code"] not in str(get("kiosks", by=bakery.maya))
    renamed = done(
        call(f"kiosks/{kiosk['id']}", {"name": "Side door"}, method="PATCH", by=bakery.maya)
    )
    assert renamed["kiosk"]["name"] == "Side door"
    assert renamed["kiosk"]["paired_at"] == "2026-03-02T07:00:00+00:00"
    gone = call(f"kiosks/{kiosk['id']}/revoke", by=bakery.maya)
    assert (gone.status_code, gone.data) == (204, b"")
    assert get("kiosks", by=bakery.maya) == {"kiosks": []}
    with app.app_context():
        assert find_device(token) is None


def test_a_code_is_not_given_twice(call: Call, bakery: Bakery) -> None:
    body = {"clock_id": bakery.shop, "name": "Back door"}
    done(call("kiosks", body, by=bakery.maya, Idempotency_Key="k"), 201)
    refused(call("kiosks", body, by=bakery.maya, Idempotency_Key="k"), 409, "already_done")


def test_ways_are_chosen_for_a_clock(call: Call, get: Get, bakery: Bakery) -> None:
    path = f"clocks/{bakery.shop}/kiosk-ways"
    usual = {"clock_id": bakery.shop, "badges": True, "numbers": True, "names": False}
    assert get(path, by=bakery.maya) == {"kiosk_ways": usual}
    body = {"badges": False, "numbers": False, "names": True}
    chosen = done(call(path, body, method="PUT", by=bakery.maya))
    assert chosen == {"kiosk_ways": {"clock_id": bakery.shop} | body}
    none = {"badges": False, "numbers": False, "names": False}
    refused(call(path, none, method="PUT", by=bakery.maya), 422, "no_way")
    refused(call(path, body, method="PUT", by=bakery.nora), 404, "clock_not_found")


def test_a_badge_is_issued_and_revoked(app: Flask, call: Call, get: Get, bakery: Bakery) -> None:
    eli = bakery.eli.user_id
    issued = done(call("badges", {"user_id": eli, "name": "Badge"}, by=bakery.maya), 201)
    badge = issued["badge"]
    assert (badge["user_id"], badge["issued_by_user_id"]) == (eli, bakery.maya.user_id)
    assert get("badges") == {"badges": [badge]}
    device = _device(app, call, bakery)
    with app.app_context():
        assert by_badge(device, issued["text"]).member_id == bakery.eli.member_id
    assert call(f"badges/{badge['id']}/revoke").status_code == 204
    with app.app_context(), pytest.raises(NotAllowed):
        by_badge(device, issued["text"])
    assert get("badges") == {"badges": []}
    others = {"user_id": bakery.otto.user_id, "name": "Badge"}
    refused(call("badges", others, by=bakery.maya), 404, "member_not_found")


def test_a_pin_is_given_and_removed(app: Flask, call: Call, bakery: Bakery) -> None:
    path = f"members/{bakery.eli.user_id}/pin"
    given = done(call(path, by=bakery.maya), 201)
    device = _device(app, call, bakery)
    with app.app_context():
        update_member(bakery.operator, member_id=bakery.eli.member_id, employee_number="17")
        assert by_number(device, "17", given["pin"]).member_id == bakery.eli.member_id
    assert call(f"{path}/remove").status_code == 204
    with app.app_context(), pytest.raises(NotAllowed):
        by_number(device, "17", given["pin"])


def _device(app: Flask, call: Call, bakery: Bakery) -> Device:
    body = {"clock_id": bakery.shop, "name": "Back door"}
    code = done(call("kiosks", body, by=bakery.maya), 201)["code"]
    with app.app_context():
        found = find_device(pair(code))
    assert found is not None
    return found
