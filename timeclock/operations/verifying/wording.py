"""The sentences of the verification: a table, a row, a field, and the entry that says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from timeclock.messages import Sentence
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

    @property
    def name(self) -> Sentence:
        """The row in a sentence."""
        return Sentence(
            "workspace %(workspace)s, table %(table)s, row %(row)s",
            workspace=self.workspace_id,
            table=self.subject.name,
            row=self._label(),
        )

    def entry(self, position: int) -> Sentence:
        """An entry of the chain."""
        return Sentence("entry %(entry)s of chain %(chain)s", entry=position, chain=self.chain)

    def _label(self) -> str:
        if self.row.get("id") is not None:
            return str(self.row["id"])
        return ", ".join(f"{name} {_shown(self.row[name])}" for name in self.subject.key)


def unlike(place: RowPlace, name: str, stored: Any, expected: Row) -> Sentence:
    """A field differs."""
    path, left, right = _innermost(name, stored, expected.fields[name])
    return Sentence(
        "%(row)s: %(field)s is %(stored)s, but %(entry)s says %(expected)s",
        row=place.name,
        field=path,
        stored=_shown(left),
        entry=place.entry(expected.position_of(name)),
        expected=_shown(right),
    )


def missing(place: RowPlace, position: int) -> Sentence:
    """An entry without a row."""
    return Sentence(
        "%(row)s: the row is missing, but %(entry)s describes it",
        row=place.name,
        entry=place.entry(position),
    )


def unknown(place: RowPlace) -> Sentence:
    """A row without an entry."""
    return Sentence("%(row)s: the row is there, but no entry describes it", row=place.name)


def removed(place: RowPlace, position: int) -> Sentence:
    """A row that an entry removed."""
    return Sentence(
        "%(row)s: the row is there, but %(entry)s says that it was removed",
        row=place.name,
        entry=place.entry(position),
    )


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


def _shown(value: Any) -> str | Sentence:
    if value is None:
        return Sentence("empty")
    if isinstance(value, bool):
        return Sentence("true") if value else Sentence("false")
    if isinstance(value, datetime):
        return precise_text(value)
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
