"""Ids in the vendors' form: one number and its kind, and nothing else, comes back."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.compat.ids import LIMIT, IdKind, from_hex24, from_uuid8, hex24, uuid8

NUMBERS = st.integers(1, LIMIT - 1)
KINDS = st.sampled_from(IdKind)


def test_the_form_that_is_on_wires() -> None:
    assert hex24(IdKind.SHIFT, 42) == "00000003000000000000002a"
    assert uuid8(IdKind.SHIFT, 42) == "00000003-0000-8000-8000-00000000002a"


@given(KINDS, NUMBERS)
def test_a_number_comes_back_from_either_form(kind: IdKind, number: int) -> None:
    assert from_hex24(kind, hex24(kind, number).upper()) == number
    assert from_uuid8(kind, uuid8(kind, number).upper()) == number


@given(KINDS, NUMBERS)
def test_a_uuid_says_of_itself_that_it_is_version_8(kind: IdKind, number: int) -> None:
    written = uuid.UUID(uuid8(kind, number))
    assert (written.version, written.variant) == (8, uuid.RFC_4122)


@given(KINDS, KINDS, NUMBERS)
def test_an_id_of_one_kind_is_unknown_in_the_place_of_another(
    kind: IdKind, other: IdKind, number: int
) -> None:
    if kind is not other:
        assert from_hex24(other, hex24(kind, number)) is None
        assert from_uuid8(other, uuid8(kind, number)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "0" * 24,
        "000000020000000000000000",
        "00000002" + "f" * 16,
        "000000020000000000000001\n",
        "00000002000000000000000１",
        "00000002000000000000000 1",
        "x" * 24,
        "ſ" * 24,
    ],
)
def test_what_is_no_clockify_id(text: str) -> None:
    assert from_hex24(IdKind.USER, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "me",
        "00000002-0000-8000-8000-000000000000",
        "00000002-0000-4000-8000-000000000001",
        "00000002-0000-8000-c000-000000000001",
        "00000002-0000-8000-bfff-ffffffffffff",
        "00000002000080008000000000000001",
        "{00000002-0000-8000-8000-000000000001}",
        "urn:uuid:00000002-0000-8000-8000-000000000001",
    ],
)
def test_what_is_no_awork_id(text: str) -> None:
    assert from_uuid8(IdKind.USER, text) is None


@given(st.text())
def test_no_text_breaks_them(text: str) -> None:
    assert from_hex24(IdKind.JOB, text) is None
    assert from_uuid8(IdKind.JOB, text) is None
