"""awork's filter language: comparisons of fields, joined with `and`, `or`, `not` and brackets.

As developers.awork.com/filtering has it: `isBillable eq true and startDateUtc ge
datetime'2026-11-01T00:00:00Z'`, `startswith(note, 'Ro')`. Pure.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from timeclock.messages import N_, Sentence

Row = Mapping[str, Any]
Test = Callable[[Row], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>(?:datetime|guid)?'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w./]*)"
    r"|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>[(),]))"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST, DEEPEST = 2000, 20
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: bool(left == right),
    "ne": lambda left, right: bool(left != right),
    "gt": lambda left, right: bool(left > right),
    "ge": lambda left, right: bool(left >= right),
    "lt": lambda left, right: bool(left < right),
    "le": lambda left, right: bool(left <= right),
}
# The text is looked for in the field; only `substringof` names it first.
_FUNCTIONS: Mapping[str, Callable[[str, str], bool]] = {
    "startswith": lambda field, text: field.startswith(text),
    "endswith": lambda field, text: field.endswith(text),
    "contains": lambda field, text: text in field,
    "substringof": lambda field, text: text in field,
}
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_UNREADABLE = N_("This filter cannot be read.")


class FilterFault(Exception):
    """A filter or an order that cannot be read, with a sentence about it."""

    def __init__(self, sentence: str | Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison that holds for every row that the filter leaves."""

    field: str
    comparison: str
    value: Any


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that was read: the test of a row, and what holds for each row that passes it."""

    passes: Test
    bounds: tuple[Bound, ...] = ()


ANYTHING = Filter(lambda _: True)


def read_filter(text: str, fields: Sequence[str]) -> Filter:
    """The filter over these fields. Raises FilterFault."""
    if len(text) > LONGEST:
        raise FilterFault(N_("This filter is too long."))
    reader = _Reader(list(_tokens(text)), {name.lower(): name for name in fields})
    found = reader.alternatives(0)
    reader.demand_end()
    return found


def read_order(text: str, fields: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The fields to sort by, each with whether the last comes first. Raises FilterFault."""
    names = {name.lower(): name for name in fields}
    found = []
    for part in text.split(","):
        words = part.split()
        ways = {1: "asc", 2: words[-1].lower()} if words else {}
        way = ways.get(len(words))
        if way not in ("asc", "desc"):
            raise FilterFault(N_("This order cannot be read."))
        found.append((_known(words[0], names), way == "desc"))
    return tuple(found)


def in_order(rows: Sequence[Row], order: Sequence[tuple[str, bool]]) -> list[Row]:
    """The rows sorted; what has no value comes first."""
    found = list(rows)
    for field, last_first in reversed(order):
        found.sort(key=lambda row: _rank(row[field]), reverse=last_first)
    return found


def _rank(value: Any) -> tuple[bool, Any]:
    return (value is not None, 0 if value is None else value)


def _known(word: str, names: Mapping[str, str]) -> str:
    if word.lower() not in names:
        raise FilterFault(Sentence("There is no field %(field)s here.", field=word))
    return names[word.lower()]


def _tokens(text: str) -> Iterator[str]:
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise FilterFault(_UNREADABLE)
        yield found.group(0).strip()
        place = found.end()


class _Reader:
    """Reads tokens from the left: alternatives of conjunctions of terms."""

    def __init__(self, tokens: list[str], names: Mapping[str, str]) -> None:
        self._tokens, self._names, self._place = tokens, names, 0

    def alternatives(self, depth: int) -> Filter:
        parts = [self._conjunction(depth)]
        while self._takes("or"):
            parts.append(self._conjunction(depth))
        if len(parts) == 1:
            return parts[0]
        return Filter(lambda row: any(part.passes(row) for part in parts))

    def demand_end(self) -> None:
        if self._place < len(self._tokens):
            raise FilterFault(_UNREADABLE)

    def _conjunction(self, depth: int) -> Filter:
        parts = [self._term(depth)]
        while self._takes("and"):
            parts.append(self._term(depth))
        bounds = tuple(bound for part in parts for bound in part.bounds)
        return Filter(lambda row: all(part.passes(row) for part in parts), bounds)

    def _term(self, depth: int) -> Filter:
        if depth > DEEPEST:
            raise FilterFault(N_("This filter is nested too deeply."))
        if self._takes("not"):
            inner = self._term(depth + 1)
            return Filter(lambda row: not inner.passes(row))
        if self._takes("("):
            inside = self.alternatives(depth + 1)
            self._demand(")")
            return inside
        word = self._next()
        if word.lower() in _FUNCTIONS:
            return self._function(word.lower())
        return self._comparison(_known(word, self._names))

    def _comparison(self, field: str) -> Filter:
        name = self._next().lower()
        if name not in _COMPARISONS:
            raise FilterFault(_UNREADABLE)
        value, compare = _value(self._next()), _COMPARISONS[name]
        bound = Bound(field, name, value)
        return Filter(lambda row: _compared(compare, name, row[field], value), (bound,))

    def _function(self, name: str) -> Filter:
        self._demand("(")
        first = self._next()
        self._demand(",")
        second = self._next()
        self._demand(")")
        if self._takes("eq"):  # OData's `substringof('x', note) eq true`
            self._demand("true")
        word, quoted = (second, first) if name == "substringof" else (first, second)
        field, sought = _known(word, self._names), _value(quoted)
        if not isinstance(sought, str):
            raise FilterFault(_UNREADABLE)
        holds, text = _FUNCTIONS[name], sought.casefold()
        return Filter(lambda row: holds(str(row[field] or "").casefold(), text))

    def _takes(self, word: str) -> bool:
        is_next = self._place < len(self._tokens) and self._tokens[self._place].lower() == word
        self._place += is_next
        return is_next

    def _demand(self, word: str) -> None:
        if not self._takes(word):
            raise FilterFault(_UNREADABLE)

    def _next(self) -> str:
        if self._place >= len(self._tokens):
            raise FilterFault(_UNREADABLE)
        self._place += 1
        return self._tokens[self._place - 1]


def _value(token: str) -> Any:
    if token.lower() in _CONSTANTS:
        return _CONSTANTS[token.lower()]
    if token.endswith("'"):
        return token[token.index("'") + 1 : -1].replace("''", "'")
    if re.fullmatch(r"-?\d+", token):
        return int(token[:19])
    if re.fullmatch(r"-?\d+\.\d+", token):
        return float(token)
    raise FilterFault(_UNREADABLE)


def _compared(compare: Callable[[Any, Any], bool], name: str, left: Any, right: Any) -> bool:
    """Nothing is before or after nothing, and no text before or after a number."""
    before, after = _plain(left), _plain(right)
    if name in ("eq", "ne"):
        return compare(before, after)
    if type(before) is type(after) and isinstance(before, str | datetime):
        return compare(before, after)
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return compare(left, right)
    return False


def _plain(value: Any) -> Any:
    """A text without differences of case, and one that is a time as the instant that it is."""
    return (instant(value) or value.casefold()) if isinstance(value, str) else value


def instant(text: str) -> datetime | None:
    """The instant that a text says, in UTC unless it has an offset; None for other texts."""
    if not _TIME.match(text):
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
