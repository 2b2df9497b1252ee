"""Names sort by letters before marks, and a search passes over case and marks."""

import random

import pytest

from timeclock.names import by_name, folded, holds, search_words

IN_ORDER = [
    "adam",
    "Ælfric",
    "Älva",
    "Elodie",
    "Élodie",
    "Łukasz",
    "Luke",
    "Oberon",
    "Ørsted",
    "Ozan",
    "Ozil",
    "Özil",
    "Ozols",
    "Strasse",
    "Straße",
    "Zoe",
    "Яна",
]


def test_names_sort_by_letters_before_marks() -> None:
    mixed = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert by_name(mixed, str) == IN_ORDER


def test_the_same_names_keep_their_order() -> None:
    people = [(3, "Eli"), (1, "Eli"), (2, "Edda")]
    assert by_name(people, lambda each: each[1]) == [(2, "Edda"), (3, "Eli"), (1, "Eli")]


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("Ozil", "Mesut Özil"),
        ("ÖZIL", "Mesut Ozil"),
        ("o\u0308zil", "Mesut Özil"),
        ("mesut özil", "Özil, Mesut"),
        ("strasse", "Lange Straße"),
        ("istanbul", "İSTANBUL"),
        ("lukasz", "ŁUKASZ"),
        ("яна", "ЯНА"),
    ],
)
def test_a_search_passes_over_case_and_marks(search: str, name: str) -> None:
    assert holds(search_words(search), name)


@pytest.mark.parametrize(("search", "name"), [("Ozil", "Ozan"), ("mesut ozan", "Mesut Özil")])
def test_each_word_has_to_be_there(search: str, name: str) -> None:
    assert not holds(search_words(search), name)


def test_a_search_goes_over_several_texts() -> None:
    assert holds(search_words("ozil 17"), "Özil", None, "0017")
    assert holds(search_words("  "), "Özil")


@pytest.mark.parametrize("name", ["क्षितिज", "สมชาย"])
def test_signs_that_are_not_marks_on_letters_stay(name: str) -> None:
    assert folded(name) == name
