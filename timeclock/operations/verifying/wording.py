"""The sentences of the verification: a table, a row, a field, and the entry that says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from timeclock.operations.verifying.expected import Row
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.timekeeping import precise_text

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table that the entries of one chain describe."""

    workspace_id: int
    chain: str
    subject: VerifiedTable
    row: Mapping[str, Any]

    def __str__(self) -> str:
        return f"workspace {self.workspace_id}, table {self.subject.name}, row {self._label()}"

    def entry(self, position: int) -> str:
        """An entry of the chain."""
        return f"entry {position} of chain {self.chain}"

    def _label(self) -> str:
        if self.row.get("id") is not None:
            return str(self.row["id"])
        return ", ".join(f"{name} {_shown(self.row[name])}" for name in self.subject.key)


def unlike(place: RowPlace, name: str, stored: Any, expected: Row) -> str:
    """A field differs."""
    path, left, right = _innermost(name, stored, expected.fields[name])
    said = place.entry(expected.position_of(name))
    return f"{place}: {path} is {_shown(left)}, but {said} says {_shown(right)}"


def missing(place: RowPlace, position: int) -> str:
    """An entry without a row."""
    return f"{place}: the row is missing, but {place.entry(position)} describes it"


def unknown(place: RowPlace) -> str:
    """A row without an entry."""
    return f"{place}: the row is there, but no entry describes it"


def removed(place: RowPlace, position: int) -> str:
    """A row that an entry removed."""
    return f"{place}: the row is there, but {place.entry(position)} says that it was removed"


def _innermost(path: str, stored: Any, expected: Any) -> tuple[str, Any, Any]:
    """The first difference inside of a structure, with the path to it."""
    if isinstance(stored, dict) and isinstance(expected, Mapping):
        for name in sorted({*stored, *expected}):
            if stored.get(name) != expected.get(name):
                return _innermost(f"{path}.{name}", stored.get(name), expected.get(name))
    if isinstance(stored, list) and isinstance(expected, list) and len(stored) == len(expected):
        for number, (left, right) in enumerate(zip(stored, expected, strict=True), start=1):
            if left != right:
                return _innermost(f"{path}.{number}", left, right)
    return path, stored, expected


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return precise_text(value)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
