"""A file for paper: each person's table on pages of its own, sums and ledger head below it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.paper import HEIGHT, WIDTH, Paper
from timeclock.outgoing.exports.ruled import RuledTable
from timeclock.outgoing.exports.tables import (
    LEDGER,
    Block,
    Cell,
    CellKind,
    Column,
    Contents,
    Row,
    Table,
    hours,
)
from timeclock.outgoing.exports.typeface import typeface
from timeclock.wording import shares

MIMETYPE = "application/pdf"
_MARGIN, _BOTTOM = 36.0, HEIGHT - 40.0
_SMALL, _PLAIN, _LARGE = 6.5, 8.0, 12.0
_NOT_SHOWN = N_(
    "This file cannot show some letters of the name; the other formats have all of them."
)


def write_pdf(contents: Contents, to: IO[bytes]) -> Iterator[Block]:
    """Write the document, and give each block back once it is on paper.

    There is no date of writing in it: the same contents are the same bytes.
    """
    printer = _Printer(contents, to)
    for block in contents.blocks:
        if any(block.rows):
            printer.show(block)
        yield block
    printer.finish()


class _Printer:
    """Lays the tables of a file out on pages."""

    def __init__(self, contents: Contents, to: IO[bytes]) -> None:
        self._about, self._tables = contents.about, contents.tables
        self._paper = Paper(to, f"{contents.about.title}, {contents.about.company}")
        self._each_apart = not contents.tables[0].columns[0].printed
        self._heads: list[Row] = []
        self._top = 46.0
        self._whose = ""
        self._y = 0.0
        self._turn()
        for note in contents.about.notes:
            self._words(note, _PLAIN)
        self._y += _PLAIN
        self._running: RuledTable | None = None

    def show(self, block: Block) -> None:
        """The rows of one person; where the file is of many on a page, they go on below."""
        if not self._each_apart:
            self._heads.append(LEDGER.row(block.person))
            self._running = self._table(self._tables[0], block.rows[0], self._running)
            return
        if self._heads:
            self._whose = ""
            self._turn()
        self._heads.append(LEDGER.row(block.person))
        self._name(block.person)
        for table, rows in zip(self._tables, block.rows, strict=True):
            if table is not self._tables[0]:
                self._y += _LARGE
                self._words(table.title, _PLAIN, bold=True)
            self._table(table, rows)
        self._seal(block.person)

    def finish(self) -> None:
        """What is left to say, and the end of the file."""
        if not self._heads:
            self._words(str(Sentence("No one has time in these days.")), _PLAIN)
        elif not self._each_apart:
            self._turn()
            self._table(LEDGER, self._heads)
        self._paper.finish()

    def _table(
        self, table: Table[Any], rows: Sequence[Row], ruled: RuledTable | None = None
    ) -> RuledTable | None:
        """Rows below their headings, which come again on each page."""
        chosen = [number for number, column in enumerate(table.columns) if column.printed]
        columns = [table.columns[number] for number in chosen]
        if ruled is None:
            ruled = RuledTable(columns, _MARGIN, WIDTH - 2 * _MARGIN)
            if self._y + ruled.headings_height + 30 > _BOTTOM:
                self._turn()
            self._y = ruled.headings(self._paper, self._y)
        for texts in _texts(rows, table, chosen):
            self._row(ruled, texts)
        if table.summed and rows:
            self._row(
                ruled, [_sum(rows, number, table.columns[number]) for number in chosen], bold=True
            )
        return ruled

    def _row(self, ruled: RuledTable, texts: Sequence[str], *, bold: bool = False) -> None:
        left = ruled.folded(texts)
        while True:
            fitting, rest = ruled.parted(left, _BOTTOM - self._y)
            if not rest or self._y <= self._top + ruled.headings_height:
                self._y = ruled.row(self._paper, self._y, fitting, bold=bold)
                left = rest
            if not left:
                return
            self._turn()
            self._y = ruled.headings(self._paper, self._y)

    def _turn(self) -> None:
        self._paper.turn()
        about = self._about
        self._paper.text(
            _MARGIN, 34, f"{about.title}, {about.span}{self._whose[:80]}", _PLAIN, bold=True
        )
        self._paper.text(_MARGIN, HEIGHT - 22, about.company[:100], _SMALL)
        self._paper.text(
            WIDTH - _MARGIN - 40,
            HEIGHT - 22,
            str(Sentence("Page %(number)s", number=self._paper.pages)),
            _SMALL,
        )
        self._y = self._top

    def _name(self, person: MemberHead) -> None:
        number = f" ({person.number})" if person.number else ""
        self._words(f"{person.name}{number}", _LARGE, bold=True)
        self._whose = f" · {person.name}"
        if not typeface("Bold").knows(person.name):
            self._words(str(Sentence(_NOT_SHOWN)), _SMALL)
        self._y += 4

    def _seal(self, person: MemberHead) -> None:
        self._y += 4
        seal = Sentence(
            "Ledger: chain %(chain)s, entry %(entry)s, head %(head)s",
            chain=person.chain,
            entry=person.position,
            head=person.head or "–",
        )
        self._words(str(seal), _SMALL)

    def _words(self, text: str, size: float, *, bold: bool = False) -> None:
        for line in RuledTable.fold(text, WIDTH - 2 * _MARGIN, size, bold=bold):
            if self._y + 1.5 * size > _BOTTOM:
                self._turn()
            self._y += 1.5 * size
            self._paper.text(_MARGIN, self._y, line, size, bold=bold)


def _texts(
    rows: Sequence[Row], table: Table[Any], chosen: Sequence[int]
) -> Iterator[tuple[str, ...]]:
    """The cells of rows; hours of a table with a sum are cut so that they add up to it."""
    columns = []
    for number in chosen:
        kind, cells = table.columns[number].kind, [row[number] for row in rows]
        texts = [_text(cell, kind) for cell in cells]
        if table.summed and kind is CellKind.HOURS:
            amounts = [cell if isinstance(cell, int) else 0 for cell in cells]
            cut = shares(amounts, hours)
            texts = [
                str(share) if cell else text
                for share, cell, text in zip(cut, cells, texts, strict=True)
            ]
        columns.append(texts)
    return zip(*columns, strict=True)


def _text(cell: Cell, kind: CellKind) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    if kind is CellKind.HOURS:
        return str(hours(cell)) if cell else "–"
    return str(cell)


def _sum(rows: Sequence[Row], number: int, column: Column[Any]) -> str:
    if column.kind is CellKind.HOURS:
        return _text(
            sum(each for row in rows if isinstance(each := row[number], int)), CellKind.HOURS
        )
    return str(Sentence("Sum")) if column.kind is CellKind.DAY else ""
