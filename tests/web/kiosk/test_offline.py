"""What a tablet gets and sends for the time without a network, and what it must not get."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from tests.fixtures.company import Company
from tests.fixtures.kiosks import Tablet
from tests.fixtures.offline_tablet import OfflineTablet, badge_of
from tests.fixtures.signed_in import open_in
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import revoke_kiosk, set_ways
from timeclock.company.kiosks.offline_table import verifier
from timeclock.company.kiosks.sealing import point_of
from timeclock.company.people.accounts import token_hash


@pytest.fixture
def key() -> str:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    return base64.b64encode(point_of(public)).decode()


def facts_of(key: str, **more: object) -> dict[str, object]:
    facts = {"key": key, "used": 0, "waiting": 0, "since": None, "former": None, "former_used": 0}
    return facts | more


def contact(tablet: Tablet, key: str, **more: object) -> Any:
    answer = tablet.client.post("/kiosk/contact", json=facts_of(key, **more))
    assert answer.status_code == 200, answer.text
    return answer.json


def test_the_table_gives_no_badge_and_no_name_away(
    tablet: Tablet, company: Company, key: str
) -> None:
    printed = badge_of(company, company.eli)
    issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Card", text="04A2B7")
    said = contact(tablet, key)
    text, table = json.dumps(said), said["table"]
    stored = base64.b64encode(token_hash(f"{company.workspace_id}\0{printed}")).decode()
    # A card's number could be found by trying all of them; without the server's secret it is not.
    salt, verifiers = (
        base64.b64decode(table["salt"]),
        {each["verifier"] for each in table["badges"]},
    )
    tried = verifier(salt, token_hash(f"{company.workspace_id}\0" + "04A2B7"))
    assert tried not in verifiers
    assert verifier(salt, token_hash(f"{company.workspace_id}\0{printed}")) in verifiers
    for secret in (printed, stored, "04A2B7"):
        assert secret not in text
    assert ({each["name"] for each in table["badges"]}, table["people"]) == ({None}, [])
    set_ways(company.maya.actor, clock_id=company.shop, badges=True, numbers=False, names=True)
    shown = contact(tablet, key, table=table["version"])["table"]
    assert "Eli" in {each["name"] for each in shown["people"]}
    assert contact(tablet, key, table=shown["version"])["table"] is None


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"key": "AAAA"},
        {"key": "not base64", "sent": 0, "items": []},
        {"key": "AAAA", "sent": 10**30, "items": []},
        {"key": "AAAA", "sent": 0, "items": [{"number": 0, "text": "", "signature": None}]},
        {"key": "AAAA", "sent": 0, "items": [{"number": 1, "text": "", "signature": None}] * 2},
        {"key": "AAAA", "sent": 0, "items": [{"number": "1", "text": "", "signature": None}]},
    ],
)
def test_what_is_no_queue_is_refused(tablet: Tablet, body: object) -> None:
    answer = tablet.client.post("/kiosk/queue", json=body)
    assert (answer.status_code, answer.json) == (422, {"error": "invalid"})


@pytest.mark.parametrize(
    "wrong",
    [{"key": "AAAA"}, {"key": ""}, {"used": -1}, {"waiting": 2**60}, {"since": "x"}, {"former": 1}],
)
def test_what_is_no_contact_is_refused(tablet: Tablet, key: str, wrong: dict[str, object]) -> None:
    answer = tablet.client.post("/kiosk/contact", json=facts_of(key) | wrong)
    assert (answer.status_code, answer.json) == (422, {"error": "invalid"})


@pytest.mark.parametrize("since", [-62_135_596_800_000, 0, 253_402_300_799_000])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_a_time_beyond_all_calendars_spoils_no_page_of_a_manager(
    tablet: Tablet, company: Company, company_app: Flask, key: str, since: int, zone: str
) -> None:
    settings = ClockSettings(name="Shop", zone=zone, job_required=False, limit_minutes=840)
    update_clock(company.operator, clock_id=company.shop, change=settings)
    contact(tablet, key, waiting=1, used=1, since=since)
    manager = company_app.test_client()
    open_in(manager, company.maya.account_id)
    assert manager.get(f"/admin/kiosks/{company.shop}").status_code == 200


def test_a_revoked_tablet_learns_it_and_gets_nothing_more(
    tablet: Tablet, company: Company, key: str
) -> None:
    kiosk_id = contact(tablet, key)["table"]["kiosk"]
    revoke_kiosk(company.maya.actor, kiosk_id=kiosk_id)
    answer = tablet.client.post("/kiosk/contact", json=facts_of(key))
    assert (answer.status_code, answer.json) == (410, {"error": "revoked"})
    held = tablet.client.post(
        "/kiosk/queue",
        json={"key": key, "sent": 0, "items": [{"number": 1, "text": "x", "signature": None}]},
    )
    assert (held.status_code, held.json) == (200, {"taken": 1})


def test_another_site_cannot_send_for_a_tablet(tablet: Tablet, key: str) -> None:
    for path in ("contact", "queue"):
        answer = tablet.client.post(
            f"/kiosk/{path}", json=facts_of(key), headers={"Origin": "https://elsewhere.example"}
        )
        assert answer.status_code == 403


def test_the_page_that_is_kept_is_the_same_for_every_tablet_and_person(
    company_app: Flask, tablet: Tablet
) -> None:
    stranger = company_app.test_client()
    kept = [client.get("/kiosk/offline") for client in (stranger, tablet.client)]
    assert kept[0].text == kept[1].text
    assert all("Set-Cookie" not in answer.headers for answer in kept)
    assert "csrf_token" not in kept[0].text


def test_the_worker_changes_with_the_page_and_reaches_no_further_than_the_kiosk(
    tablet: Tablet,
) -> None:
    answer = tablet.client.get("/kiosk/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/kiosk"
    assert answer.mimetype == "text/javascript"
    facts = json.loads(answer.text.partition("self.kept = ")[2].partition(";\n")[0])
    assert facts["page"] == "/kiosk/offline"
    assert all(each.startswith("/static/") for each in facts["files"])
    # Whatever the page loads is kept with it.
    page = tablet.client.get("/kiosk/offline").text
    loaded = {part.partition('"')[0] for part in page.split('="')[1:] if part.startswith("/static")}
    assert loaded <= set(facts["files"])


@pytest.mark.parametrize("path", ["/kiosk", "/kiosk/offline", "/kiosk/worker.js", "/kiosk/name"])
def test_no_cache_keeps_what_a_kiosk_shows(tablet: Tablet, path: str) -> None:
    assert tablet.client.get(path).headers["Cache-Control"] == "no-store"


def test_a_tablet_that_has_to_wait_keeps_what_it_has(
    offline: OfflineTablet, company_app: Flask
) -> None:
    for number in range(30):
        offline.press("clock_in", badge=f"card {number}")
    client = company_app.test_client()
    client.set_cookie("timeclock-kiosk", offline.token)
    items = [
        {"number": each.number, "text": each.text, "signature": each.signature}
        for each in offline.queue
    ]
    sent = int(offline.clock.timestamp() * 1000)
    body = {"key": base64.b64encode(offline.public).decode(), "sent": sent, "items": items}
    assert client.post("/kiosk/queue", json=body).status_code == 503
