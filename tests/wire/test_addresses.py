"""Addresses are exact, keys alone let in, and reading changes nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.json_calls import JsonCall
from tests.fixtures.scripts import Bakery
from timeclock.company.people.queries import member as find_member
from timeclock.compat.ids import IdKind, uuid8
from timeclock.ledger.queries import EntryView, last_entry

pytestmark = pytest.mark.databases("sqlite")


def test_a_trailing_slash_is_answered_directly(json_calls: list[JsonCall]) -> None:
    """A call without a key reaches the door, which refuses it; a redirect or a 404 would not."""
    for call in json_calls:
        for path in (call.path, call.path + "/"):
            answer = call.send(b"{}", path=path, key="wrong")
            assert answer.status_code in (401, 403), path


def test_a_cookie_lets_no_one_in(
    json_calls: list[JsonCall], client_of: Callable[[CastMember], FlaskClient], cast: Cast
) -> None:
    client = client_of(cast.olive)
    for call in json_calls:
        answer = client.open(call.path, method=call.method)
        assert answer.status_code in (401, 403)


def test_no_cookie_is_set_and_nothing_is_cached(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        answer = call.send()
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_script_needs_no_token_of_a_form_and_no_origin(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        answer = call.send(Origin="https://elsewhere.example", Sec_Fetch_Site="cross-site")
        assert answer.status_code != 403 or call.send().status_code == 403, call.path


def test_options_and_head_are_harmless(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        options = call.script.send("OPTIONS", call.path)
        assert options.status_code == 200
        assert call.method in options.headers["Allow"]
        head = call.send(method="HEAD")
        assert head.get_data() == b""
        if "GET" not in call.methods:
            assert head.status_code == 405
        elif call.method == "GET":
            assert head.status_code == call.send().status_code


def test_reading_and_refusals_write_nothing(
    app: Flask, bakery: Bakery, json_calls: list[JsonCall]
) -> None:
    before = newest_of_eli(app, bakery)
    for call in json_calls:
        call.send(method="GET")
        call.send(method="HEAD")
        call.send(b"{")
        call.send(key="wrong")
    assert newest_of_eli(app, bakery) == before


def newest_of_eli(app: Flask, bakery: Bakery) -> EntryView | None:
    with app.app_context():
        eli = find_member(bakery.workspace_id, bakery.eli.member_id)
        assert eli is not None
        return last_entry(bakery.workspace_id, eli.chain_id)


def test_one_key_works_at_every_door(json_calls: list[JsonCall], bakery: Bakery) -> None:
    eli, olive = (uuid8(IdKind.USER, who.user_id) for who in (bakery.eli, bakery.olive))
    for call in json_calls:
        if call.endpoint == "awork.last":  # of the key's owner alone, and Olive has none
            own = call.send(path=call.path.replace(eli, olive), key=bakery.olive.key)
            assert own.status_code == 204, call.path
        elif call.method == "GET":
            assert call.send(key=bakery.olive.key).status_code == 200, call.path
