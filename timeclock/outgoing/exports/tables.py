"""What the files are made of, whatever their format: tables, columns and blocks of rows; pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from timeclock.messages import N_, Sentence, as_sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.styles import FigureStyle

Cell = str | int | date | datetime | None
Row = tuple[Cell, ...]
Subject = TypeVar("Subject")

# Behind these a spreadsheet looks for a formula; some read the wide forms of East Asia as well.
_SIGNS = "=+-@＝＋－＠"
_DANGEROUS = tuple(f"{_SIGNS}\t\r\n")
# A spreadsheet that takes another sign for the separator begins a cell there, whatever is quoted.
_INNER = re.compile(rf"""([,;\t\r\n]["\s]*)(?=[{re.escape(_SIGNS)}])""")


class CellKind(Enum):
    """What the cells of a column hold, and so how they are written and aligned.

    HOURS are kept in whole seconds until they are written. LOCAL_TIME is an instant with the offset
    of its zone, UTC_TIME one in UTC.
    """

    TEXT = "text"
    DAY = "day"
    HOURS = "hours"
    NUMBER = "number"
    LOCAL_TIME = "local_time"
    UTC_TIME = "utc_time"


class PartOf(Enum):
    """What a column of hours is in a sum: the sum itself, a part of it, or the rest."""

    WHOLE = "whole"
    PART = "part"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Share:
    """That a column takes part in the sum of that name."""

    part: PartOf
    of: str


@dataclass(frozen=True, slots=True)
class Column(Generic[Subject]):
    """A column with its unit in the heading, and its cell in the row about a subject.

    The heading is a text of the catalogue, or a sentence.

    `width` is about the characters that it needs. What is not `printed` has no place on paper and
    is in the other formats only. `share` says of which sum the hours are a part.
    """

    heading: str | Sentence
    kind: CellKind
    width: int
    value: Callable[[Subject], Cell]
    printed: bool = True
    share: Share | None = None

    @property
    def title(self) -> str:
        """The heading in words."""
        return str(as_sentence(self.heading, {}))


@dataclass(frozen=True, slots=True)
class Table(Generic[Subject]):
    """A table of a file: one sheet of a workbook, the lines under a person's name on paper.

    A `summed` one ends with the sum of its hours on paper.
    """

    name: str
    columns: tuple[Column[Subject], ...]
    summed: bool = False

    @property
    def title(self) -> str:
        """The name in words."""
        return str(Sentence(self.name))

    def row(self, subject: Subject) -> Row:
        """The cells about a subject, in the order of the columns."""
        return tuple([column.value(subject) for column in self.columns])


LEDGER: Table[MemberHead] = Table(
    N_("Ledger"),
    (
        Column("Name", CellKind.TEXT, 22, lambda person: person.name),
        Column("Employee number", CellKind.TEXT, 11, lambda person: person.number),
        Column("Chain", CellKind.TEXT, 35, lambda person: person.chain),
        Column("Entry", CellKind.NUMBER, 8, lambda person: person.position),
        Column("Head (SHA-256)", CellKind.TEXT, 66, lambda person: person.head),
    ),
)


@dataclass(frozen=True, slots=True)
class Block:
    """What a file says about one person: rows for each of its tables, in their order."""

    person: MemberHead
    rows: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is on top of a file: what it is, of whom, and how to read its figures."""

    title: str
    company: str
    span: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A file before it has a format; the blocks are read as they are asked for."""

    about: About
    tables: tuple[Table[Any], ...]
    blocks: Iterator[Block]
    style: FigureStyle


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet takes such text for a formula where nothing says that it is text."""
    return text.startswith(_DANGEROUS)


def defused(text: str) -> str:
    """Text of a format without types that no spreadsheet takes for a formula.

    Nor does it a part of the text, whichever separator it believes the file to have.
    """
    inside = _INNER.sub(r"\1'", text)
    return f"'{inside}" if looks_like_formula(inside) else inside
