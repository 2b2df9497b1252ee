"""A file for paper: each person's table on pages of its own, sums and ledger head below it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.cell_texts import row_texts, sum_texts, summed_texts
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.pdf_pages import HEIGHT, TOTAL_SIZE, WIDTH, Paper
from timeclock.outgoing.exports.ruled import RuledTable
from timeclock.outgoing.exports.tables import (
    LEDGER,
    Block,
    CellKind,
    Contents,
    Row,
    Table,
)
from timeclock.outgoing.exports.typeface import typeface

MIMETYPE = "application/pdf"
_MARGIN, _BOTTOM = 36.0, HEIGHT - 40.0
_SMALL, _PLAIN, _LARGE = 6.5, 8.0, 12.0
_NOT_SHOWN = N_(
    "The name is in Latin letters, because this file cannot show its own. The other formats have "
    "it as it is written."
)
_SIGNED = (N_("Employee"), N_("Date"), N_("Approved by"), N_("Date"))


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
        self._about, self._tables, self._style = contents.about, contents.tables, contents.style
        self._paper = Paper(to, f"{contents.about.title}, {contents.about.company}")
        self._each_apart = not contents.tables[0].columns[0].printed
        self._heads: list[Row] = []
        self._top = 46.0
        self._whose = ""
        self._y = 0.0
        self._turn()
        if not self._each_apart:
            self._notes()
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
        if self._each_apart:
            self._whose = ""
            if self._heads:
                self._turn()
            self._notes()
        self._paper.finish()

    def _notes(self) -> None:
        """How to read the figures: before the people, or on a page after theirs."""
        for note in self._about.notes:
            self._words(note, _PLAIN)
        self._y += _PLAIN

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
        style = self._style
        written: Iterable[list[str]] = (row_texts(row, table, style) for row in rows)
        if table.summed:
            written = summed_texts(rows, table, style)
        for texts in written:
            self._row(ruled, [typeface("Regular").legible(texts[number]) for number in chosen])
        if table.summed and rows:
            sums = sum_texts(rows, table, style)
            days = [table.columns[number].kind is CellKind.DAY for number in chosen]
            word = str(Sentence("Sum"))
            texts = [sums.get(n, word if day else "") for n, day in zip(chosen, days, strict=True)]
            self._row(ruled, texts, bold=True)
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
        about, paper = self._about, self._paper
        company = typeface("Regular").legible(about.company[:100])
        paper.text(_MARGIN, 22, company, _PLAIN)
        paper.text(
            _MARGIN, 34, f"{about.title}, {about.span}{self._whose[:120]}", _PLAIN, bold=True
        )
        number = Sentence("Page %(number)s", number=paper.pages)
        page = f"{number} / "
        width = typeface("Regular").width(page) * TOTAL_SIZE / 1000
        paper.text(WIDTH - _MARGIN - 24 - width, HEIGHT - 22, page, TOTAL_SIZE)
        paper.total(WIDTH - _MARGIN - 24, HEIGHT - 22)
        self._y = self._top

    def _name(self, person: MemberHead) -> None:
        face = typeface("Bold")
        name = face.legible(person.name)
        self._words(name, _LARGE, bold=True)
        self._whose = f" · {name}"
        if person.number:
            number = Sentence(
                "Employee number %(number)s", number=typeface("Regular").legible(person.number)
            )
            self._words(str(number), _PLAIN)
            self._whose += f" · {number}"
        if not face.knows(person.name):
            self._words(str(Sentence(_NOT_SHOWN)), _SMALL)
        self._y += 4

    def _seal(self, person: MemberHead) -> None:
        self._signatures()
        self._y += 4
        seal = Sentence(
            "Ledger: chain %(chain)s, entry %(entry)s, head %(head)s",
            chain=person.chain,
            entry=person.position,
            head=person.head or "–",
        )
        self._words(str(seal), _SMALL)

    def _signatures(self) -> None:
        """A line for the person and one for the person who approves, each with its date."""
        if self._y + 54 > _BOTTOM:
            self._turn()
        self._y += 36
        width = (WIDTH - 2 * _MARGIN - 3 * 24) / 4
        for number, words in enumerate(_SIGNED):
            x = _MARGIN + number * (width + 24)
            self._paper.line(x, self._y, width, heavy=True)
            self._paper.text(x, self._y + 9, str(Sentence(words)), _SMALL)
        self._y += 12

    def _words(self, text: str, size: float, *, bold: bool = False) -> None:
        shown = typeface("Bold" if bold else "Regular").legible(text)
        for line in RuledTable.fold(shown, WIDTH - 2 * _MARGIN, size, bold=bold):
            if self._y + 1.5 * size > _BOTTOM:
                self._turn()
            self._y += 1.5 * size
            self._paper.text(_MARGIN, self._y, line, size, bold=bold)
