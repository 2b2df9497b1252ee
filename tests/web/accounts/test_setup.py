"""The first visit."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import form_token
from timeclock.company.people.links import issue_setup

pytestmark = pytest.mark.databases("sqlite")

ANSWERS = {
    "company": "Lindner Bakery",
    "zone": "Europe/Berlin",
    "clock_name": "Bakehouse Moabit",
    "owner_name": "Ruth Adler",
    "email": "ruth@lindner.example",
    "password": "four quiet ovens rise",
}


@pytest.fixture
def token(app: Flask) -> str:
    with app.app_context():
        issued = issue_setup()
    assert issued
    return issued


def send(client: FlaskClient, token: str, **changes: str) -> TestResponse:
    csrf = form_token(client.get(f"/setup?token={token}").text)
    form = {"csrf_token": csrf, "token": token} | ANSWERS | changes
    return client.post("/setup", data=form)


def test_the_owner_is_signed_in_and_can_clock_in_at_once(client: FlaskClient, token: str) -> None:
    assert send(client, token).location == "/"
    page = client.get("/").text
    assert "Lindner Bakery" in page
    assert "Clock in" in page


def test_it_is_closed_without_the_token(client: FlaskClient, token: str) -> None:
    assert client.get("/setup").status_code == 404
    assert client.get(f"/setup?token={token[:-1]}").status_code == 404


def test_it_is_closed_for_good_afterwards(app: Flask, client: FlaskClient, token: str) -> None:
    send(client, token)
    assert client.get(f"/setup?token={token}").status_code == 404
    with app.app_context():
        assert issue_setup() is None


def test_a_newer_link_ends_the_earlier_one(app: Flask, client: FlaskClient, token: str) -> None:
    with app.app_context():
        issue_setup()
    assert client.get(f"/setup?token={token}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("email", "not an address"), ("zone", "Mars/Phobos"), ("company", "")],
)
def test_a_wrong_answer_keeps_the_others_and_opens_nothing(
    client: FlaskClient, token: str, field: str, value: str
) -> None:
    answer = send(client, token, **{field: value})
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.text
    assert 'value="Ruth Adler"' in answer.text
    assert re.search(r'aria-invalid="true"', answer.text)
    assert send(client, token).location == "/"
