"""Whatever arrives at a JSON address, the answer is its door's own, and never a 5xx.

What is sent is dealt out among the calls: each call gets some of it, each day another part, and
with `--thorough` all of it.
"""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.fixtures.json_calls import JsonCall, demand_error_format
from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("sqlite")

FIELDS = (
    "userId user_id workspace_id clock_id jobId job_id timezone timestamp at end note reason",
    "locationData location schedulerShiftId scheduler_shift_id typeOfWorkId projectId isBillable",
    "billable break_kind_id position latitude longitude address user_ids clock_ids job_ids",
    "shift_id drafts started_at ended_at breaks switches worked_through replaces_id keep kind day",
    "first_day last_day what format rules own rounding_minutes anchor overtime first_weekday",
)
HOSTILE = [
    2**63,
    -1,
    0,
    10**400,
    1e308,
    True,
    None,
    "",
    "٣",
    "1_000",
    "9" * 30,
    "\x00",
    "\u202e",
    "x" * 3000,
    "../../etc/passwd",
    "localtime",
    "Europe/Berlin",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "2026-10-25T24:00:00Z",
    "2026-01-01T00:00:00Z",
    "<script>alert(1)</script>",
    "=1+1",
    [],
    {},
    {"latitude": 999},
    {"address": "\x00", "latitude": "1", "longitude": -0.0},
    [[[[]]]],
    {"$ne": 1},
    "2026-03-02",
    "0000-00-00",
    [{"clock_id": 1, "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-03-02T09:00:00Z"}],
    [{"breaks": [{"started_at": None}], "switches": [[]]}],
    {"rounding_minutes": 10**400, "anchor": "2100-12-31", "own": {"daily_percent": -1}},
    {"period": "two_weekly", "overtime": "own", "own": {"daily_after_minutes": 2**63}},
]
VALUES = (
    st.sampled_from(HOSTILE)
    | st.integers(1, 6)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
OBJECTS = st.dictionaries(st.sampled_from(" ".join(FIELDS).split()) | st.text(), VALUES, max_size=6)
RAW = [
    b"[" * 60_000,
    b'{"a":' * 12_000,
    b'{"userId": 1, "userId": 2}',
    b'{"user_id": NaN}',
    b'{"user_id": 1e400, "timestamp": -1e400}',
    b'{"userId": 1' + b"0" * 5000 + b"}",
    b'{"note": "\\ud800"}',
    b'{"note": "\xff\xfe"}',
    b'{"note": "\\u0000"}',
    b"\x00",
    b"\xff\xfe{\x00}\x00",
    b"null",
    b"{}" * 2,
    b"\x1f\x8b\x08\x00",
]
KEYS = ["é", "x" * 201, "a\tb", "'; DROP TABLE entry; --", '"' * 50, "\x7f", " "]
CONTENT_TYPES = ["", "nonsense", "application/json; charset=utf-16", "a/b/c", "é"]
AUTHORIZATIONS = ["Bearer", "Basic !!!", "Bearer  ", "bearer x y", "Digest a=b", "é", "\t"]
SHARES = 24  # of the calls, for what was made up
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
CallsFor = Callable[[bytes], Sequence[JsonCall]]
Dealt = Callable[[int, int], Sequence[JsonCall]]


@pytest.fixture
def dealt(json_calls: list[JsonCall], day_number: int, thorough: bool) -> Dealt:
    """The share with that number of so many shares; each call is in one of them."""
    if thorough:
        return lambda _number, _shares: json_calls
    return lambda number, shares: json_calls[(number + day_number) % shares :: shares]


@pytest.fixture
def calls_for(dealt: Dealt) -> CallsFor:
    """The calls that get this: the same ones each time, and the next share for something else."""
    turns: dict[bytes, int] = {}
    return lambda sent: dealt(turns.setdefault(sent, len(turns)), SHARES)


def demand_sense(call: JsonCall, answer: TestResponse) -> None:
    """Fail for a 5xx, a redirect, or an error in another format."""
    assert answer.status_code < 500, f"{call.path}: {answer.text}"
    assert not 300 <= answer.status_code < 400
    if answer.status_code >= 400:
        demand_error_format(call.door, answer)
    elif answer.mimetype == "application/json":
        json.loads(answer.get_data())


def test_each_call_is_in_one_share(
    json_calls: list[JsonCall], dealt: Dealt, thorough: bool
) -> None:
    paths = [id(call) for number in range(SHARES) for call in dealt(number, SHARES)]
    assert len(paths) == len(json_calls) * (SHARES if thorough else 1)
    assert set(paths) == set(map(id, json_calls))


@pytest.mark.parametrize("number", range(len(RAW)))
def test_hostile_bodies(dealt: Dealt, number: int) -> None:
    for call in dealt(number, len(RAW)):
        demand_sense(call, call.send(RAW[number]))


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.hostile
@shared
@given(body=OBJECTS)
def test_any_object(calls_for: CallsFor, body: dict[str, object]) -> None:
    raw = json.dumps(body).encode()
    for call in calls_for(raw):
        demand_sense(call, call.send(raw))


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.hostile
@shared
@given(body=OBJECTS)
def test_any_object_of_someone_who_may_do_anything(
    calls_for: CallsFor, bakery: Bakery, body: dict[str, object]
) -> None:
    raw = json.dumps(body).encode()
    for call in calls_for(raw):
        if call.door == "api":
            demand_sense(call, call.send(raw, key=bakery.olive.key))


@pytest.mark.hostile
@shared
@given(raw=st.binary(max_size=100))
def test_any_bytes(calls_for: CallsFor, raw: bytes) -> None:
    for call in calls_for(raw):
        demand_sense(call, call.send(raw))


IDS = st.sampled_from(
    [
        "2026-03-02",
        "9999-12-31",
        "2100-12-31",
        "2000-01-01",
        "0",
        "-1",
        str(2**63),
        "9" * 5000,
        "٣",
        "1_0",
        "true",
        "%00",
        "%ff",
        "..",
        "00" * 12,
        "f" * 24,
    ]
) | st.text(min_size=1, max_size=30)


@pytest.mark.hostile
@shared
@given(name=IDS)
def test_any_id_in_an_address(app: Flask, calls_for: CallsFor, bakery: Bakery, name: str) -> None:
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for call in calls_for(name.encode()):
        rule = rules[call.endpoint]
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", name if "%" in name else quote(name, safe=""))
        demand_sense(call, call.send(b"{}", path=path))
        demand_sense(call, call.send(b"{}", path=path, key=bakery.olive.key))


@pytest.mark.parametrize("key", KEYS)
def test_any_idempotency_key(dealt: Dealt, key: str) -> None:
    for call in dealt(KEYS.index(key), len(KEYS)):
        demand_sense(call, call.send(b"{}", Idempotency_Key=key))


@pytest.mark.parametrize("kind", CONTENT_TYPES)
def test_any_content_type(dealt: Dealt, kind: str) -> None:
    for call in dealt(CONTENT_TYPES.index(kind), len(CONTENT_TYPES)):
        demand_sense(call, call.send(b"{}", Content_Type=kind))
        demand_sense(call, call.send(b"", Content_Type=kind))


@pytest.fixture
def authorizations() -> Callable[[JsonCall, str], TestResponse]:
    """Sends a call with an Authorization header of any kind."""
    return lambda call, value: call.script.send(
        call.method, call.path, b"{}", {"Authorization": value}
    )


@pytest.mark.parametrize("value", AUTHORIZATIONS)
def test_any_authorization(
    dealt: Dealt,
    authorizations: Callable[[JsonCall, str], TestResponse],
    value: str,
) -> None:
    for call in dealt(AUTHORIZATIONS.index(value), len(AUTHORIZATIONS)):
        answer = authorizations(call, value)
        assert answer.status_code in (401, 403)
        demand_sense(call, answer)
