"""A file of comma-separated values, one line after another."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any

from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.tables import (
    Block,
    Cell,
    CellKind,
    Contents,
    Row,
    Table,
    defused,
    hours,
)

MIMETYPE = "text/csv; charset=utf-8"
# Without the mark spreadsheets take UTF-8 for something else, and Zieliński for ZieliÅ„ski.
_MARK = b"\xef\xbb\xbf"
_LEDGER: tuple[tuple[str, Callable[[MemberHead], str]], ...] = (
    (N_("Ledger chain"), lambda person: person.chain),
    (N_("Ledger entry"), lambda person: str(person.position)),
    (N_("Ledger head (SHA-256)"), lambda person: person.head),
)


def write_csv(contents: Contents, to: IO[bytes]) -> Iterator[Block]:
    """Write the first table with the head of the person's chain on each line.

    Lines end as RFC 4180 has it; each block is given back once it is written.
    """
    table = contents.tables[0]
    headings = (column.title for column in table.columns)
    to.write(_MARK + _lines([(*headings, *(str(Sentence(heading)) for heading, _ in _LEDGER))]))
    for block in contents.blocks:
        ledger = [value(block.person) for _, value in _LEDGER]
        to.write(_lines([(*_cells(row, table), *ledger) for row in block.rows[0]]))
        yield block


def _cells(row: Row, table: Table[Any]) -> Iterator[str]:
    for cell, column in zip(row, table.columns, strict=True):
        yield _text(cell, column.kind)


def _text(cell: Cell, kind: CellKind) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defused(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(hours(cell)) if kind is CellKind.HOURS else str(cell)


def _lines(rows: list[tuple[str, ...]]) -> bytes:
    to = io.StringIO(newline="")
    csv.writer(to, lineterminator="\r\n").writerows(rows)
    return to.getvalue().encode()
