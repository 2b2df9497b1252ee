"""What the verification has to know of a table that the ledger describes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Date, FromClause, Select, select

from timeclock.operations.verifying.expected import Book, Fields, Key
from timeclock.operations.verifying.told import EntryFacts, day, instant
from timeclock.storage.columns import Instant
from timeclock.storage.transactions import Model

Replay: TypeAlias = Callable[[Book, EntryFacts], str | None]
Read: TypeAlias = Callable[[int, int | None], Select[Any]]


@dataclass(frozen=True, slots=True)
class VerifiedTable:
    """A table, the kinds of entries that describe it, and how to compare the two.

    `hears` are first words of kinds. `replay` puts into a book what an entry says and returns what
    is wrong with the entry itself, if anything; `finish` runs after the last one. `key` are the
    columns that tell rows apart, `fields` those that are compared, `seconds` those of them that
    entries keep without fractions. `shape` makes of a stored row what entries can say, `read` is
    for tables that cannot be read by company and member. `unsettled` are fields that earlier
    versions changed without an entry: a baseline may say otherwise about them than entries before.
    """

    model: type[Model]
    hears: frozenset[str]
    replay: Replay
    key: tuple[str, ...]
    fields: tuple[str, ...]
    of_member: bool = False
    seconds: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()
    finish: Callable[[Book], None] | None = None
    shape: Callable[[Fields], Fields] | None = None
    read: Read | None = None

    @property
    def table(self) -> FromClause:
        """The table in the database."""
        return self.model.__table__

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.model.__tablename__)

    def rows(self, workspace_id: int, member_id: int | None) -> Select[Any]:
        """The stored rows of the company, or of one member of it."""
        if self.read is not None:
            return self.read(workspace_id, member_id)
        columns = self.table.c
        names = dict.fromkeys((*self.key, *self.fields, *(("id",) if "id" in columns else ())))
        query = select(*(columns[name] for name in names if name in columns))
        query = query.where(
            columns["workspace_id" if self.name != "workspace" else "id"] == workspace_id
        )
        if self.of_member:
            query = query.where(columns.member_id == member_id)
        return query

    def key_of(self, row: Mapping[str, Any]) -> Key:
        """The key of a row."""
        return tuple(row[name] for name in self.key)

    def compared(self, name: str, value: Any) -> Any:
        """A value without what entries do not keep of it."""
        if name in self.seconds and isinstance(value, datetime):
            return value.replace(microsecond=0)
        return value

    def from_json(self, row: Mapping[str, Any]) -> Fields:
        """A row of a baseline."""
        return {name: self._from_json(name, value) for name, value in row.items()}

    def _from_json(self, name: str, value: Any) -> Any:
        column = self.table.c.get(name)
        if column is None or not isinstance(value, str):
            return value
        if isinstance(column.type, Instant):
            return instant(value)
        return day(value) if isinstance(column.type, Date) else value
