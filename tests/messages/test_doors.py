"""Each door words a refusal for its reader; codes, fields and the words of contracts stay."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.catalogue import made_up
from tests.fixtures.scripts import Bakery, Script

pytestmark = pytest.mark.databases("sqlite")
API = "/api/timeclock/v1"


@pytest.fixture
def bearer(bakery: Bakery) -> dict[str, str]:
    return {"Authorization": f"Bearer {bakery.eli.key}"}


def test_our_api_says_a_refusal_in_the_language(
    made_up_app: Flask, script: Script, bearer: dict[str, str]
) -> None:
    answer = script.send("POST", f"{API}/clock-out", {}, bearer)
    assert (answer.status_code, answer.json["code"]) == (409, "not_clocked_in")
    assert answer.json["detail"] == made_up("You are not clocked in.")


def test_our_api_says_what_is_wrong_with_a_value(
    made_up_app: Flask, script: Script, bearer: dict[str, str]
) -> None:
    answer = script.send("POST", f"{API}/clock-in", {"clock_id": "x", "at": "noon"}, bearer)
    errors = {each["field"]: each for each in answer.json["errors"]}
    assert errors["clock_id"]["detail"] == made_up("Give a whole number.")
    assert errors["clock_id"]["code"] == "whole_number"
    assert errors["at"]["detail"] == made_up("Enter a time such as 2026-10-25T06:00:00Z.")


def test_a_time_in_a_refusal_is_a_value(
    made_up_app: Flask, script: Script, bearer: dict[str, str], bakery: Bakery
) -> None:
    script.send("POST", f"{API}/clock-in", {"clock_id": bakery.shop}, bearer)
    again = script.send("POST", f"{API}/clock-in", {"clock_id": bakery.shop}, bearer)
    before, after = made_up("You are already clocked in, since %(time)s.").split("%(time)s")
    assert again.json["detail"].startswith(before)
    assert again.json["detail"].endswith(after)
    shown = again.json["detail"].removeprefix(before).removesuffix(after)
    assert len(shown) == len("08:02")


def test_the_words_of_a_contract_stay(made_up_app: Flask, script: Script, bakery: Bakery) -> None:
    sent = {"X-API-KEY": bakery.eli.key}
    body = {"userId": bakery.eli.user_id}
    path = f"/time-clock/v1/time-clocks/{bakery.shop}/clock-out"
    answer = script.send("POST", path, body, sent)
    assert answer.json == {"detail": "User does not have an open shift"}


def test_a_page_says_it_in_the_language(
    made_up_app: Flask, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    page = client_of(cast.olive).get("/admin/people/999999")
    assert page.status_code == 404
    assert made_up("This person does not exist here.") in page.text


def test_the_terminal_says_it_in_the_language(made_up_app: Flask, cast: Cast) -> None:
    words = ("members", "list", "--workspace", "Nowhere")
    answer = made_up_app.test_cli_runner().invoke(args=words)
    assert answer.exit_code == 1
    said = made_up("There is no company “%(text)s”.") % {"text": "\u2068Nowhere\u2069"}
    assert said in answer.stderr
