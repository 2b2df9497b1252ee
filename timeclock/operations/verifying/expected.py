"""The rows that the entries of a chain describe. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Key: TypeAlias = tuple[Hashable, ...]
Fields: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One expected row: its known fields, and the position of the entry that says so.

    A field that no entry has said yet is absent. `since` has the position of each field that a
    later entry changed.
    """

    fields: Fields
    position: int
    since: dict[str, int] = field(default_factory=dict)

    def position_of(self, name: str) -> int:
        """The position of the entry that says what a field is."""
        return self.since.get(name, self.position)


@dataclass(slots=True)
class Rows:
    """The expected rows of one table. `removed` has the entries that removed one."""

    rows: dict[Key, Row] = field(default_factory=dict)
    removed: dict[Key, int] = field(default_factory=dict)

    def put(self, key: Key, position: int, fields: Mapping[str, Any]) -> None:
        """A new row, or another state of a known one; fields that are not named stay."""
        row = self.rows.get(key)
        if row is None:
            self.removed.pop(key, None)
            self.rows[key] = Row(dict(fields), position)
            return
        row.fields.update(fields)
        row.since.update(dict.fromkeys(fields, position))

    def forget(self, key: Key, *names: str) -> None:
        """The text that says what these fields are was erased: they are not compared."""
        row = self.rows.get(key)
        if row is not None:
            for name in names:
                row.fields.pop(name, None)

    def remove(self, key: Key, position: int) -> None:
        """The row was deleted."""
        self.rows.pop(key, None)
        self.removed[key] = position

    def get(self, key: Key, name: str, default: Any = None) -> Any:
        """A field as far as it is known."""
        row = self.rows.get(key)
        return default if row is None else row.fields.get(name, default)


@dataclass(slots=True)
class Book:
    """What the entries of one chain say so far.

    `member_id` is the member whose chain it is, None for the company's chain and for a chain that
    belongs to no one (then `of_member` is true). `notes` belong to the replays: what one has to
    remember from entry to entry.
    """

    workspace_id: int
    member_id: int | None
    of_member: bool = False
    tables: dict[str, Rows] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, table: str) -> Rows:
        return self.tables.setdefault(table, Rows())
