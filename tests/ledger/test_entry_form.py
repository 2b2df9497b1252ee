"""The form of an entry: canonical JSON, hashes, and what a request's digest covers."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.ledger.entry import GENESIS, Once, canonical, commitment, leaf, link

# From RFC 8785, as far as it concerns strings, whole numbers, booleans and null.
SAMPLES = [
    ('{"b":1,"a":2}', '{"a":2,"b":1}'),
    ('{"literals":[null,true,false]}', '{"literals":[null,true,false]}'),
    (
        '{"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"}',
        '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ),
    ('{"s":"\\b\\f\\n\\r\\t\\u0000\\u001F\\u007f"}', '{"s":"\\b\\f\\n\\r\\t\\u0000\\u001f\x7f"}'),
    ('{"s":"\\u2028\\uD83D\\uDE02"}', '{"s":"\u2028😂"}'),
    (
        '{"1":{"f":{"f":"hi","F":5},"\\n":56},"10":{},"a":{},"111":[]}',
        '{"1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[],"a":{}}',
    ),
    ("[9007199254740991,-9007199254740991,0,-0]", "[9007199254740991,-9007199254740991,0,0]"),
    ('""', '""'),
    ("[]", "[]"),
]


@pytest.mark.parametrize(("text", "wanted"), SAMPLES)
def test_canonical_text_is_that_of_the_rfc(text: str, wanted: str) -> None:
    assert canonical(json.loads(text)) == wanted


@pytest.mark.parametrize(
    "value",
    [1.5, 2**53, -(2**53), float("nan"), {"ä": 1}, {"a": {1, 2}}, [[{"a": 1.0}]]],
    ids=repr,
)
def test_what_other_readers_would_round_or_sort_otherwise_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"canonical|ASCII|2\^53"):
        canonical(value)  # type: ignore[arg-type]


def test_half_a_surrogate_pair_cannot_be_hashed() -> None:
    with pytest.raises(UnicodeEncodeError):
        leaf(canonical("\ud800"))


names = st.text(st.characters(max_codepoint=127), max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
)


@given(values)
def test_reading_canonical_text_and_writing_it_again_changes_nothing(value: object) -> None:
    text = canonical(value)  # type: ignore[arg-type]
    assert canonical(json.loads(text)) == text
    assert json.loads(text) == value


def test_hashes_are_those_of_the_design() -> None:
    """leaf = SHA-256(0x00 ‖ entry), link = SHA-256(0x02 ‖ the link before ‖ leaf)."""
    body = '{"a":"é"}'
    first = hashlib.sha256(b"\x00" + body.encode()).digest()
    assert leaf(body) == first
    assert GENESIS == b"\x00" * 32
    assert link(GENESIS, body) == hashlib.sha256(b"\x02" + bytes(32) + first).digest()
    assert commitment(b"salt", body) == hmac.digest(b"salt", body.encode(), "sha256").hex()


def test_the_digest_of_a_request_does_not_depend_on_the_order_of_its_members() -> None:
    assert Once.of("k", {"a": 1, "b": 2}) == Once.of("k", {"b": 2, "a": 1})
    assert Once.of("k", {"a": 1}) != Once.of("k", {"a": "1"})
    assert Once.of("k", {"a": None}) != Once.of("k", {})
