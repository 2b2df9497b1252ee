"""Changes of rows behind the product's back, which can be taken back again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, text

from timeclock.storage.transactions import Base, db


@dataclass(frozen=True)
class Mutation:
    """Sets columns of the rows that `where` finds; `says` is in the sentence about it.

    `of_company` says that the table is described by the company's chain.
    """

    table: str
    where: str
    says: str
    values: dict[str, Any] = field(default_factory=dict)
    of_company: bool = False

    @contextmanager
    def made(self) -> Iterator[None]:
        """The change, and afterwards the rows as they were."""
        before = _rows(self.table, self.where)
        assert before, "the change has to meet a row"
        try:
            for row in before:
                _put(self.table, row, self.values)
            yield
        finally:
            for row in before:
                _put(self.table, row, row)


@dataclass(frozen=True)
class Removal:
    """Deletes the rows that `where` finds."""

    table: str
    where: str
    says: str
    of_company: bool = False

    @contextmanager
    def made(self) -> Iterator[None]:
        """The rows gone, and afterwards there again."""
        before = _rows(self.table, self.where)
        assert before, "the removal has to meet a row"
        with db.engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {self.table} WHERE {self.where}"))
        try:
            yield
        finally:
            with db.engine.begin() as connection:
                connection.execute(_table(self.table).insert(), before)


@dataclass(frozen=True)
class Addition:
    """Copies the row that `where` finds, with other values."""

    table: str
    where: str
    says: str
    values: dict[str, Any] = field(default_factory=dict)
    of_company: bool = False

    @contextmanager
    def made(self) -> Iterator[None]:
        """One row more, and afterwards not."""
        row = _rows(self.table, self.where)[0] | self.values
        with db.engine.begin() as connection:
            connection.execute(_table(self.table).insert(), row)
        try:
            yield
        finally:
            columns = _table(self.table).c
            keys = (column.name for column in _table(self.table).primary_key)
            query = _table(self.table).delete().where(*(columns[k] == row[k] for k in keys))
            with db.engine.begin() as connection:
                connection.execute(query)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _rows(table: str, where: str) -> list[dict[str, Any]]:
    with db.engine.connect() as connection:
        query = _table(table).select().where(text(where))
        return [dict(row) for row in connection.execute(query).mappings()]


def _put(table: str, row: dict[str, Any], values: dict[str, Any]) -> None:
    columns = _table(table).c
    keys = list(_table(table).primary_key)
    query = _table(table).update().where(*(columns[k.name] == row[k.name] for k in keys))
    with db.engine.begin() as connection:
        connection.execute(query.values(values))
