"""422 in the words of pydantic's first version, which is what Connecteam's scripts see."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]
REQUIRED = {
    "loc": ["body", "userId"],
    "msg": "field required",
    "type": "value_error.missing",
}


@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"userid": 1}', b"  \n"])
@pytest.mark.parametrize("verb", ["clock-in", "clock-out"])
def test_a_missing_user(call: Call, verb: str, body: bytes | None) -> None:
    answer = call(verb, body)
    assert (answer.status_code, answer.json) == (422, {"detail": [REQUIRED]})


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("userId", "null", "type_error.none.not_allowed"),
        ("userId", "true", "type_error.integer"),
        ("userId", '"x"', "type_error.integer"),
        ("userId", "1.5", "type_error.integer"),
        ("userId", "1" + "0" * 5000, "type_error.integer"),
        ("userId", '"1_000"', "type_error.integer"),
        ("jobId", "[]", "type_error.str"),
        ("jobId", "true", "type_error.str"),
        ("timezone", "5", "type_error.str"),
        ("timezone", '"Mars/Phobos"', "value_error"),
        ("timezone", '"localtime"', "value_error"),
        ("timezone", '""', "value_error"),
        ("schedulerShiftId", "{}", "type_error.str"),
        ("schedulerShiftId", '"a\\u0000b"', "type_error.str"),
        ("locationData", '"here"', "type_error.dict"),
        ("timestamp", "1704110400.5", "type_error.integer"),
        ("timestamp", "true", "type_error.integer"),
        ("timestamp", "1e400", "type_error.integer"),
    ],
)
def test_a_wrong_value_is_named(
    call: Call, bakery: Bakery, field: str, value: str, kind: str
) -> None:
    user = "" if field == "userId" else f'"userId": {bakery.eli.user_id}, '
    answer = call("clock-in", f'{{{user}"{field}": {value}}}')
    assert answer.status_code == 422
    assert answer.json is not None
    (problem,) = answer.json["detail"]
    assert (problem["loc"], problem["type"]) == (["body", field], kind)
    assert problem["msg"]


def test_a_place_off_the_map(call: Call, bakery: Bakery) -> None:
    for place in ({"latitude": 999}, {"longitude": -180.1}, {"latitude": True}):
        body = {"userId": bakery.eli.user_id, "locationData": place}
        answer = call("clock-in", body)
        assert answer.status_code == 422
        assert answer.json is not None
        assert answer.json["detail"][0]["loc"] == ["body", "locationData", *place]


@pytest.mark.parametrize("body", [b"{", b"[]", b"1", b'"x"', b"\xff", b"[" * 60_000])
def test_what_is_no_object_is_refused_whole(call: Call, body: bytes) -> None:
    answer = call("clock-in", body)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["detail"][0]["loc"][0] == "body"
