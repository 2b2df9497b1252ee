"""Whoever is not signed in any more is led to the sign-in, and back."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.databases("sqlite")


def test_a_page_leads_to_the_sign_in_and_remembers_itself(client: FlaskClient) -> None:
    answer = client.get("/my/ledger?before=3")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/my/ledger?before%3D3"


def test_a_poll_is_told_by_header(client: FlaskClient) -> None:
    answer = client.get("/clock/panel", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_a_button_is_told_by_header_or_sent_there(client: FlaskClient) -> None:
    token = {"csrf_token": "stale"}
    assert client.post("/punch/clock-in", data=token).status_code in (303, 400)


def test_an_unknown_cookie_is_nobody(client: FlaskClient) -> None:
    client.set_cookie("timeclock", "eyJfdXNlcl9pZCI6ICJ4In0.aaaa.bbbb")
    assert client.get("/").status_code == 303
