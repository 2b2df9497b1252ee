"""A file of separated values, one line after another."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import IO, Any

from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.cell_texts import row_texts
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.styles import FigureStyle, Separator
from timeclock.outgoing.exports.tables import Block, Contents, Row, Table, defused

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
    table, style = contents.tables[0], contents.style
    headings = (column.title for column in table.columns)
    to.write(
        _MARK
        + _lines(
            [(*headings, *(str(Sentence(heading)) for heading, _ in _LEDGER))], style.separator
        )
    )
    for block in contents.blocks:
        ledger = [value(block.person) for _, value in _LEDGER]
        lines = [(*_cells(row, table, style), *ledger) for row in block.rows[0]]
        to.write(_lines(lines, style.separator))
        yield block


def _cells(row: Row, table: Table[Any], style: FigureStyle) -> Iterator[str]:
    for cell, text in zip(row, row_texts(row, table, style), strict=True):
        yield defused(text) if isinstance(cell, str) else text


def _lines(rows: list[tuple[str, ...]], separator: Separator) -> bytes:
    to = io.StringIO(newline="")
    csv.writer(to, delimiter=separator.character, lineterminator="\r\n").writerows(rows)
    return to.getvalue().encode()
