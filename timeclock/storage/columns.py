"""Columns that many tables have: moments, numbers of rows, the company that a row belongs to."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement, literal_column
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses naive values, gives aware ones back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite stores the same text for the same moment, so that it sorts."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class next_id(FunctionElement[int]):  # noqa: N801  (reads as an SQL function)
    """The next id of a table: a sequence on PostgreSQL, one more than the highest on SQLite.

    SQLite has no counter for a composite key; `max(id) + 1` is safe under the write lock because
    rows whose ids were ever shown are voided, not deleted.
    """

    type = BigInteger()
    inherit_cache = True


@compiles(next_id, "sqlite")
def _next_id_on_sqlite(element: next_id, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(SELECT coalesce(max(id), 0) + 1 FROM {compiler.process(element.clauses, **kw)})"


@compiles(next_id, "postgresql")
def _next_id_on_postgresql(element: next_id, compiler: SQLCompiler, **kw: Any) -> str:
    return f"nextval('{compiler.process(element.clauses, **kw)}_id_seq')"


class unindexed(FunctionElement[Any]):  # noqa: N801  (reads as an SQL function)
    """The same value, by which SQLite looks nothing up: it chooses among indexes by the rest.

    Without statistics SQLite takes an index that has the order over one that has the few rows.
    PostgreSQL has statistics; there it is the plain column.
    """

    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = next(iter(self.clauses)).type


@compiles(unindexed, "sqlite")
def _unindexed_on_sqlite(element: unindexed, compiler: SQLCompiler, **kw: Any) -> str:
    return f"+{compiler.process(element.clauses, **kw)}"


@compiles(unindexed)
def _as_it_is(element: unindexed, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


def _number(table: str, *, index: bool | None = None) -> MappedColumn[int]:
    return mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        index=index,
        sort_order=-9,
        default=next_id(literal_column(table)),
    )


class Numbered:
    """A table whose rows carry a whole number from the database, below 2^53."""

    __tablename__: str

    @declared_attr
    def id(cls) -> Mapped[int]:
        """The number that every wire shows, in the form of each vendor."""
        return _number(cls.__tablename__)


class OfWorkspace(Numbered):
    """A table of one company's rows: the company is part of every key."""

    @declared_attr
    def workspace_id(cls) -> Mapped[int]:
        """The company that the row belongs to."""
        return mapped_column(
            BigInteger,
            ForeignKey("workspace.id"),
            primary_key=True,
            autoincrement=False,
            sort_order=-10,
        )

    @declared_attr
    def id(cls) -> Mapped[int]:
        """As above; behind the company in the key, so `max(id)` needs an index of its own."""
        return _number(cls.__tablename__, index=True)
