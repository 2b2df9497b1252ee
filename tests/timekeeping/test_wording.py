"""Text from outside, as it is stored, and figures that add up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.errors import Invalid
from timeclock.outgoing.exports.styles import FigureStyle, HourFormat
from timeclock.wording import clean, in_minutes, required, shares, whole_minutes


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Eli  ", "Eli"),
        ("E\x00l\x07i\x7f\x9f", "Eli"),
        ("Eli\nOlive", "EliOlive"),
        ("Eli\tOlive\t", "Eli Olive"),
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


BLANK = {
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "marks alone": "\u0301\u0302\u20dd",
    "variation selectors": "\ufe0f\U000e0100",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "Braille blank": "\u2800",
    "Khmer vowels": "\u17b4\u17b5",
    "Mongolian separator": "\u180e",
    "tags": "\U000e0041\U000e007f",
    "ideographic spaces": "\u3000 \u00a0\u2003",
    "soft hyphens": "\u00ad",
    "ignored and unassigned": "\u2065\ufff0\U000e0fff",
    "blank music": "\U0001d159",
}


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_what_no_one_can_see_is_empty_wherever_text_is_taken(text: str) -> None:
    assert clean(text, limit=50, field="note", lines=True) == ""
    with pytest.raises(Invalid) as refused:
        required(f" {text} ", field="name")
    assert refused.value.code == "required"
    shown = clean(f"a{text}", limit=50, field="note")
    assert unicodedata.normalize("NFD", shown).startswith("a")


@pytest.mark.parametrize("text", ["🥐", "🫨", "👩‍🍳", "१", "ㅎ", "-", "नमस्ते", "\U0001f6dc"])
def test_what_shows_stays_as_it_is(text: str) -> None:
    assert clean(text, limit=50, field="note") == text


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


@given(st.lists(st.integers(0, 400_000), max_size=31))
def test_minutes_add_up_to_the_minutes_of_the_sum(lengths: list[int]) -> None:
    shown = in_minutes(lengths)
    assert sum(shown) == whole_minutes(sum(lengths))
    for length, minutes in zip(lengths, shown, strict=True):
        assert minutes % 60 == 0
        assert abs(length - minutes) < 60


@given(st.lists(st.integers(-400_000, 400_000), max_size=31))
def test_minutes_of_lengths_below_zero_add_up_as_well(lengths: list[int]) -> None:
    shown = in_minutes(lengths)
    assert sum(shown) == whole_minutes(sum(lengths))
    assert all(abs(a - b) < 120 for a, b in zip(lengths, shown, strict=True))


@given(st.lists(st.integers(-400_000, 400_000), max_size=31), st.sampled_from(HourFormat))
def test_written_hours_add_up_to_the_hours_of_the_sum(
    lengths: list[int], hours: HourFormat
) -> None:
    style = FigureStyle(hours)
    shown = shares(lengths, style.steps)
    assert sum(shown) == style.steps(sum(lengths))
    for length, share in zip(lengths, shown, strict=True):
        assert abs(share - style.steps(length)) <= 1


def test_the_seconds_that_are_left_go_to_a_later_line() -> None:
    assert in_minutes([18048] * 5) == [18000, 18060, 18060, 18060, 18060]
    assert in_minutes([569, 49, 6222]) == [540, 60, 6240]
    assert in_minutes([3600, 60, 0]) == [3600, 60, 0]
