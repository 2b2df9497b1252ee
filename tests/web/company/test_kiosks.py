"""Managers pair tablets and hand out PINs and badges on the page of kiosks."""

import re
import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import words
from tests.fixtures.company import MORNING, Company, CompanyMember
from tests.fixtures.kiosks import hidden_value
from tests.fixtures.signed_in import open_in
from timeclock.company.kiosks import queries
from timeclock.company.kiosks.credentials import find_device
from timeclock.company.kiosks.devices import pair

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def maya(company_app: Flask, company: Company) -> FlaskClient:
    return _signed_in(company_app, company.maya)


def _signed_in(app: Flask, who: CompanyMember) -> FlaskClient:
    client = app.test_client()
    open_in(client, who.account_id)
    return client


def _send(client: FlaskClient, company: Company, path: str, **values: object) -> TestResponse:
    page = client.get(f"/admin/kiosks/{company.shop}").text
    hidden = {name: hidden_value(page, name) for name in ("csrf_token", "workspace")}
    once = {"once": secrets.token_urlsafe(8)}
    return client.post(f"/admin/kiosks/{company.shop}/{path}", data=hidden | once | values)


def test_a_manager_of_one_clock_goes_there_at_once(maya: FlaskClient, company: Company) -> None:
    answer = maya.get("/admin/kiosks")
    assert answer.location == f"/admin/kiosks/{company.shop}"
    shown = words(maya.get(answer.location).text)
    assert "Kiosks at Shop" in shown
    assert "No kiosk yet." in shown


def test_another_managers_clock_is_not_found(company_app: Flask, company: Company) -> None:
    yann = _signed_in(company_app, company.yann)
    assert yann.get(f"/admin/kiosks/{company.shop}").status_code == 404


def test_a_code_is_shown_once_with_a_picture(maya: FlaskClient, company: Company) -> None:
    answer = _send(maya, company, "offer", name="Back door")
    code = re.search(r'value="([A-Z2-9]{4}-[A-Z2-9]{4})"', answer.text)
    assert code
    assert "<svg" in answer.text
    assert find_device(pair(code[1])) is not None
    assert code[1] not in maya.get(f"/admin/kiosks/{company.shop}").text


def test_a_name_is_asked_for(maya: FlaskClient, company: Company) -> None:
    answer = _send(maya, company, "offer", name="")
    assert answer.status_code == 422
    assert "Enter a name, such as Back door." in words(answer.text)


def test_ways_are_chosen_for_the_clock(maya: FlaskClient, company: Company) -> None:
    assert _send(maya, company, "ways", names="y", badges="y").status_code == 303
    chosen = queries.ways(company.workspace_id, company.shop)
    assert (chosen.badges, chosen.numbers, chosen.names) == (True, False, True)
    refused = _send(maya, company, "ways")
    assert refused.status_code == 422
    assert "Choose at least one way" in words(refused.text)


def test_a_pin_is_shown_once(maya: FlaskClient, company: Company) -> None:
    answer = _send(maya, company, f"people/{company.eli.member_id}/pin")
    pin = re.search(r'value="(\d{6})"', answer.text)
    assert pin
    page = maya.get(f"/admin/kiosks/{company.shop}").text
    assert pin[1] not in page
    assert "PIN set" in words(page)
    _send(maya, company, f"people/{company.eli.member_id}/pin/remove")
    assert "PIN set" not in words(maya.get(f"/admin/kiosks/{company.shop}").text)


def test_a_printed_badge_is_shown_once_and_revoked(maya: FlaskClient, company: Company) -> None:
    member_id = company.eli.member_id
    answer = _send(maya, company, f"people/{member_id}/badge")
    text = re.search(r"TCB[A-Z2-7]{21}", answer.text)
    assert text
    assert text[0] not in maya.get(f"/admin/kiosks/{company.shop}").text
    (badge,) = queries.badges_of(company.workspace_id, [member_id])[member_id]
    _send(maya, company, f"badges/{badge.id}/revoke")
    assert not queries.badges_of(company.workspace_id, [member_id])


def test_a_card_is_registered_by_reading_it(maya: FlaskClient, company: Company) -> None:
    answer = _send(maya, company, f"people/{company.eli.member_id}/badge", badge="04A2B7")
    assert answer.status_code == 303
    assert "1 badge" in words(maya.get(f"/admin/kiosks/{company.shop}").text)


def test_tablets_are_renamed_and_revoked(maya: FlaskClient, company: Company) -> None:
    _send(maya, company, "offer", name="Back door")
    (kiosk,) = queries.kiosks(company.workspace_id, MORNING)
    _send(maya, company, f"{kiosk.id}/rename", name="Side door")
    assert "Side door" in words(maya.get(f"/admin/kiosks/{company.shop}").text)
    _send(maya, company, f"{kiosk.id}/revoke")
    assert "No kiosk yet." in words(maya.get(f"/admin/kiosks/{company.shop}").text)
