"""Cursors and windows of lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.errors import Invalid
from timeclock.paging import Window, cursor_of, cut, place_of


@given(st.text(), st.integers(min_value=-(2**53), max_value=2**53))
def test_a_cursor_gives_back_the_place_it_was_made_of(text: str, number: int) -> None:
    cursor = cursor_of(text[:20], number)
    assert place_of(cursor, str, int) == (text[:20], number)
    assert cursor.isascii()
    assert "=" not in cursor


@pytest.mark.parametrize(
    "made_up",
    [
        "",
        "x",
        "!!!!",
        "WzFd",
        "eyJhIjoxfQ",
        "é",
        "W" * 4000,
        "bnVsbA",
        "WyJ4 IiwxXQ",
        "WyJ4IiwxXQ\n",
    ],
)
def test_a_made_up_cursor_is_refused_by_name(made_up: str) -> None:
    with pytest.raises(Invalid) as refusal:
        place_of(made_up, str, int)
    assert (refusal.value.code, refusal.value.field) == ("unknown_cursor", "cursor")


def test_true_is_no_number_in_a_cursor() -> None:
    with pytest.raises(Invalid):
        place_of(cursor_of(True), int)


def test_pages_are_counted_from_one() -> None:
    assert Window.of_page(1, 50) == Window(50, 0)
    assert Window.of_page(3, 20) == Window(20, 40)


def test_one_more_than_was_asked_for_says_that_there_are_others() -> None:
    assert cut([1, 2, 3], 2) == ([1, 2], True)
    assert cut([1, 2], 2) == ([1, 2], False)
