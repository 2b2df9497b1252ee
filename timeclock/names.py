"""How names sort, and how a search finds them; the same on every database."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
    }
)
# Marks above and below a letter have these classes. The vowel signs of other scripts are lower.
_MARKS = 200


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """The text without differences of case and of marks: `ozil` for “Özil”, `strasse`."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(c for c in parts if unicodedata.combining(c) < _MARKS)
    return unicodedata.normalize("NFC", kept.translate(_LETTERS))


def sort_key(name: str) -> tuple[str, str]:
    """First by letters, then by marks and case: Ozan, Özil, Ozols, Zoe."""
    return folded(name), name


def by_name(found: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Things by their names. Those of the same name stay in the order in which they come."""
    return sorted(found, key=lambda each: sort_key(name(each)))


def search_words(text: str) -> tuple[str, ...]:
    """The words of a search."""
    return tuple(folded(text).split())


def holds(words: Iterable[str], *texts: str | None) -> bool:
    """Whether each of the `search_words` is part of one of the texts."""
    whole = " ".join(folded(text) for text in texts if text)
    return all(word in whole for word in words)
