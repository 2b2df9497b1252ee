"""Text from outside, as it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.errors import Invalid
from timeclock.wording import clean, required


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Eli  ", "Eli"),
        ("E\x00l\x07i\x7f\x9f", "Eli"),
        ("Eli\nOlive", "EliOlive"),
        ("Jose\u0301", "José"),
        ("\u202eilE", "ilE"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("=1+1", "=1+1"),
        ("عادل", "عادل"),
    ],
)
def test_a_name_is_trimmed_composed_and_free_of_controls(given: str, kept: str) -> None:
    assert required(given, field="name") == kept


def test_a_note_keeps_its_lines() -> None:
    assert clean("one\r\ntwo\x0b", limit=20, field="note", lines=True) == "one\ntwo"


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\n"])
def test_nothing_is_no_name(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        required(text, field="name")
    assert (refused.value.code, refused.value.field) == ("required", "name")


def test_the_limit_counts_characters_as_stored() -> None:
    assert clean("é" * 10, limit=10, field="name") == clean("e\u0301" * 10, limit=10, field="name")
    with pytest.raises(Invalid) as refused:
        clean("é" * 11, limit=10, field="name")
    assert refused.value.code == "too_long"


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(Invalid) as refused:
        clean("\ud83d", limit=10, field="name")
    assert refused.value.code == "invalid_text"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean(text, limit=200, field="note", lines=True)
    except Invalid:
        return
    assert clean(once, limit=200, field="note", lines=True) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in once)
