"""What counts as JSON at our doors, and where a fault is said to lie."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.wire.json_text import DEEPEST, parse
from timeclock.wire.problems import BadRequest

WHOLE_BODY = ""


def refused_at(raw: bytes) -> str:
    with pytest.raises(BadRequest) as refusal:
        parse(raw)
    return refusal.value.problems[0].field


def test_an_ordinary_body_is_read() -> None:
    read = parse(b'{"userId": 9170357, "locationData": {"latitude": 40.7128}, "jobId": null}')
    assert read == {
        "userId": 9170357,
        "locationData": {"latitude": Decimal("40.7128")},
        "jobId": None,
    }


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"nul",
        b"{'a': 1}",
        b'{"a": 01}',
        b'{"a": 1,}',
        b'{"a": "\x01"}',
        b'{"a": "\xff"}',
        b"\xff\xfe{\x00}\x00",
        b'{"a": \xd9\xa1}',
        b'{"a": 1_000}',
        b'{"a": 1} {}',
    ],
)
def test_what_is_no_json_is_refused_whole(raw: bytes) -> None:
    assert refused_at(raw) == WHOLE_BODY


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b'{"a": 1, "a": 1}', "a"),
        (b'{"x": [{}, {"b": 1, "c": 2, "b": 3}]}', "x.1.b"),
        (b'{"x": {"y": NaN}}', "x.y"),
        (b'{"x": -Infinity}', "x"),
        (b'{"x": ["\\ud800"]}', "x.0"),
        (b'{"x": {"\\udfff": 1}}', "x"),
    ],
)
def test_a_fault_inside_is_named_by_its_path(raw: bytes, path: str) -> None:
    assert refused_at(raw) == path


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":' + b"[" * 60_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"x":1,"a":[0,' + b'{"b":[' * 100,
    ],
)
def test_deep_nesting_is_refused_before_it_is_read(raw: bytes) -> None:
    assert refused_at(raw) == "a"


def test_brackets_in_text_are_not_nesting() -> None:
    note = "[{" * 1_000 + '\\"' + "[" * 500
    assert parse(json.dumps({"note": note}).encode()) == {"note": note}


def test_as_deep_as_allowed_is_read() -> None:
    raw = b"[" * DEEPEST + b"]" * DEEPEST
    assert isinstance(parse(raw), list)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "raw",
    [
        b'["' + b'\\"' * 32_000,
        b"{" + b",".join(b'"%d":1' % n for n in range(7_000)) + b',"0":1}',
        b"[" * 40 + b'"' * 60_000,
        b'{"a":' + b"9" * 65_000 + b"}",
        b'{"a":1e' + b"9" * 60_000 + b"}",
    ],
)
def test_hostile_bodies_take_no_time(raw: bytes) -> None:
    with suppress(BadRequest):
        parse(raw)


def test_numbers_beyond_every_bound_stay_comparable() -> None:
    read = parse(b'{"a": 1' + b"0" * 5_000 + b', "b": 1e400, "c": -1e99999999999999999999}')
    assert isinstance(read, dict)
    assert all(isinstance(number, Decimal) and abs(number) > 180 for number in read.values())


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.text(st.characters(codec="utf-8")),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner)
        ),
        max_leaves=20,
    )
)
def test_what_is_written_is_read_back(value: object) -> None:
    assert parse(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(BadRequest):
        parse(raw)
