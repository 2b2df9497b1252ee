"""Our own API refuses what it does not understand, with the path of the field."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery

Call = Callable[..., TestResponse]
pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ('{"user": 1}', "user", "unknown_field"),
        ('{"location": {"lat": 1}}', "location.lat", "unknown_field"),
        ('{"role": "owner"}', "role", "unknown_field"),
        ('{"workspace_id": 2}', "workspace_id", "unknown_field"),
        ('{"user_id": "4"}', "user_id", "whole_number"),
        ('{"user_id": true}', "user_id", "whole_number"),
        ('{"user_id": 4.0}', "user_id", "whole_number"),
        ('{"user_id": [4]}', "user_id", "whole_number"),
        ('{"user_id": 0}', "user_id", "range"),
        ('{"user_id": -1}', "user_id", "range"),
        ('{"user_id": 9223372036854775808}', "user_id", "range"),
        ('{"user_id": 1' + "0" * 5000 + "}", "user_id", "whole_number"),
        ('{"note": null}', "note", "null"),
        ('{"note": 1}', "note", "text"),
        ('{"billable": "false"}', "billable", "boolean"),
        ('{"at": "2026-10-25T06:00:00"}', "at", "time"),
        ('{"at": 1792908000}', "at", "text"),
        ('{"timezone": "Mars/Phobos"}', "timezone", "zone"),
        ('{"location": {"latitude": 999}}', "location.latitude", "range"),
        ('{"location": {"latitude": "52"}}', "location.latitude", "number"),
        ('{"location": {"latitude": 1e400}}', "location.latitude", "range"),
        ('{"location": []}', "location", "object"),
        ('{"note": "a", "note": "a"}', "note", "unreadable"),
        ('{"": 1}', "", "unknown_field"),
        ('{"": 1, "": 1}', "", "unreadable"),
        ('{"location": {"latitude": NaN}}', "location.latitude", "unreadable"),
        ('{"note": "\\ud800"}', "note", "unreadable"),
        ('{"note": ' + "[" * 60_000, "note", "unreadable"),
    ],
)
def test_a_wrong_value_is_named(call: Call, body: str, field: str, code: str) -> None:
    answer = call("clock-in", body)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    problem: Any = answer.json
    assert problem["field"] == field
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(field, code)]


def test_a_name_of_no_length_given_twice_is_named_like_any_other(call: Call) -> None:
    for query in ("=1&=2", "limit=1&=1&=2"):
        answer = call(f"jobs?{query}", method="GET")
        assert answer.status_code == 422
        problem: Any = answer.json
        assert (problem["field"], problem["errors"][0]["code"]) == ("", "unreadable")


def test_every_fault_is_listed(call: Call) -> None:
    problem: Any = call("switch-job", {"note": 1, "what": 2}).json
    named = {error["field"]: error["code"] for error in problem["errors"]}
    assert named == {"job_id": "missing", "note": "text", "what": "unknown_field"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"1", b"null", b"\xff", b"{'a': 1}"])
def test_what_is_no_object(call: Call, body: bytes) -> None:
    answer = call("clock-in", body)
    assert answer.status_code == 400
    problem: Any = answer.json
    assert (problem["code"], problem["field"]) == ("invalid_body", None)


def test_too_long_a_note(call: Call, bakery: Bakery) -> None:
    answer = call("clock-in", {"clock_id": bakery.shop, "note": "x" * 2001})
    problem: Any = answer.json
    assert (answer.status_code, problem["field"]) == (422, "note")


@pytest.mark.parametrize("query", ["user_id=x", "user_id=1_0", "user_id=0", "who=all"])
def test_a_query_that_is_not_understood(call: Call, query: str) -> None:
    answer = call(f"shifts/open?{query}", method="GET")
    problem: Any = answer.json
    assert (answer.status_code, problem["code"]) == (422, "invalid_query")
