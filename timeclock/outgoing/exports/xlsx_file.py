"""A workbook: a sheet for each table, one about the file, and one with the heads of the ledger."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from timeclock.messages import Sentence
from timeclock.outgoing.exports.styles import FigureStyle, HourFormat
from timeclock.outgoing.exports.tables import (
    LEDGER,
    About,
    Block,
    Cell,
    CellKind,
    Contents,
    Row,
    Table,
    looks_like_formula,
)

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A sheet ends at 1,048,576 rows; what is more goes on in the next.
ROWS_MOST = 1_000_000
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  (the format has no zones)


def write_xlsx(contents: Contents, to: IO[bytes]) -> Iterator[Block]:
    """Write the workbook, and give each block back once it is written.

    Rows go to the disk as they come, so memory does not grow with them. There is no date of
    writing in it: the same contents are the same bytes. Where lengths are durations, days are
    counted from 1904: Excel shows negative durations only then.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "date_1904": contents.style.hours is HourFormat.MINUTES,
    }
    with closing(Workbook(to, options)) as book:
        book.set_properties({"title": contents.about.title, "created": _ANY_DAY})
        looks = _Looks(book, contents.style)
        papers = [_Paper(book, looks, table) for table in contents.tables]
        ledger = _Paper(book, looks, LEDGER)
        for block in contents.blocks:
            for paper, rows in zip(papers, block.rows, strict=True):
                for row in rows:
                    paper.write(row)
            if any(block.rows):
                ledger.write(LEDGER.row(block.person))
            yield block
        _write_about(book, looks, contents.about)


_HOURS = {
    HourFormat.FOUR_PLACES: "0.0000",
    HourFormat.TWO_PLACES: "0.00",
    HourFormat.MINUTES: "[h]:mm",
}


class _Looks:
    """The formats of the cells, by what they hold."""

    def __init__(self, book: Workbook, style: FigureStyle) -> None:
        self.style = style
        self.heading: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.text: Format = book.add_format({"valign": "top"})
        # Stays text where a person edits the cell, without a character of its own.
        self.quoted: Format = book.add_format({"valign": "top", "quote_prefix": True})
        self._by_kind: dict[CellKind, Format] = {
            CellKind.DAY: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            CellKind.HOURS: book.add_format({"num_format": _HOURS[style.hours], "valign": "top"}),
            CellKind.NUMBER: book.add_format({"num_format": "0", "valign": "top"}),
            **dict.fromkeys(
                (CellKind.LOCAL_TIME, CellKind.UTC_TIME),
                book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
            ),
        }

    def of(self, kind: CellKind) -> Format:
        """How a cell of that kind is shown."""
        return self._by_kind.get(kind, self.text)


class _Paper:
    """A table that is being written, over as many sheets as its rows need."""

    def __init__(self, book: Workbook, looks: _Looks, table: Table[Any]) -> None:
        self._book, self._looks, self._table = book, looks, table
        self._sheets = 0
        self._sheet = self._next_sheet()

    def write(self, row: Row) -> None:
        """Add a row."""
        if self._row == ROWS_MOST:
            self._sheet = self._next_sheet()
        for number, (cell, column) in enumerate(zip(row, self._table.columns, strict=True)):
            if cell is not None and cell != "":
                _write(self._sheet, self._row, number, cell, column.kind, self._looks)
        self._row += 1

    def _next_sheet(self) -> Worksheet:
        self._sheets += 1
        title = self._table.title
        name = title if self._sheets == 1 else f"{title} {self._sheets}"
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for number, column in enumerate(self._table.columns):
            sheet.set_column(number, number, column.width + 1)
            sheet.write_string(0, number, column.title, self._looks.heading)
        self._row = 1
        return sheet


def _write(
    sheet: Worksheet, row: int, number: int, cell: Cell, kind: CellKind, looks: _Looks
) -> None:
    look = looks.of(kind)
    if isinstance(cell, str):
        sheet.write_string(row, number, cell, looks.quoted if looks_like_formula(cell) else look)
    elif isinstance(cell, datetime):
        # A cell has no zone: it shows the wall clock, and the columns of UTC say which instant.
        sheet.write_datetime(row, number, cell.replace(tzinfo=None), look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, number, cell, look)
    elif cell is not None:
        sheet.write_number(row, number, _number(cell, kind, looks.style), look)


def _number(cell: int, kind: CellKind, style: FigureStyle) -> float:
    """Hours as such, or as a duration: that is a part of a day."""
    if kind is not CellKind.HOURS:
        return cell
    return cell / 86_400 if style.hours is HourFormat.MINUTES else cell / 3600


def _write_about(book: Workbook, looks: _Looks, about: About) -> None:
    sheet = book.add_worksheet(str(Sentence("About")))
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, about.title, looks.title)
    for row, text in enumerate((about.company, about.span, *about.notes), start=1):
        look = looks.quoted if looks_like_formula(text) else looks.text
        sheet.write_string(row, 0, text, look)
