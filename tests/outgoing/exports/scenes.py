"""What tests of exports begin with, and files opened again by someone else's reader."""

import csv
import io
from collections.abc import Collection
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.fixtures.company import Company, CompanyMember
from timeclock.authority.actor import Actor
from timeclock.outgoing.exports.ordering import order, order_again
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.styles import FigureStyle
from timeclock.outgoing.exports.writing import manuscript

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 8)
FORMATS = tuple(FileFormat)
PLAIN = FigureStyle()
PATIENCE = 60.0  # seconds for the process that writes a file
Rows = list[dict[str, Any]]


def question(
    what: What = What.TIMESHEETS,
    form: FileFormat = FileFormat.CSV,
    *,
    first: date = FIRST,
    last: date = LAST,
    people: Collection[CompanyMember] = (),
    clocks: Collection[int] = (),
    jobs: Collection[int] = (),
    style: FigureStyle = PLAIN,
) -> ExportQuestion:
    """The first week of March, of everyone unless people are named."""
    members = tuple(person.member_id for person in people)
    return ExportQuestion(what, first, last, form, members, tuple(clocks), tuple(jobs), style)


def file_of(company: Company, asked: ExportQuestion, by: CompanyMember | None = None) -> bytes:
    """What Olive downloads when she asks for that."""
    actor = (by or company.olive).actor
    return written(actor, order(actor, asked))


def written(actor: Actor, export_id: int) -> bytes:
    """The file of an export as its process writes it, in this one."""
    to = io.BytesIO()
    write_into(to, actor, export_id)
    return to.getvalue()


def write_into(to: IO[bytes], actor: Actor, export_id: int) -> None:
    """Record it where the ledger has gone on, and write it, as `timeclock.outgoing.exports.running`
    does.
    """
    with manuscript(actor.workspace_id, export_id) as found:
        if found.changed:
            order_again(actor, export_id, found.heads, len(found.people))
        found.write(to, lambda done: None)


def csv_rows(content: bytes) -> Rows:
    """The lines by their headings."""
    text = content.decode("utf-8-sig")
    mark = next(each for each in ",;\t" if text.startswith(f"Name{each}"))
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))


def xlsx_rows(content: bytes, sheet: str) -> Rows:
    """The rows of a sheet by their headings, dates as text."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    headings, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, map(_plain, row), strict=True)) for row in rows]


def pdf_text(content: bytes) -> str:
    """All that can be read in it, in one line with single spaces."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(" ".join(pages).split())


def rows_of(company: Company, what: What = What.TIMESHEETS, **asked: Any) -> Rows:
    """The lines of a CSV."""
    return csv_rows(file_of(company, question(what, **asked)))


def seconds(hours: object) -> int:
    """The whole seconds that decimal hours with four places stand for."""
    return round(float(str(hours)) * 3600)


def _plain(cell: object) -> object:
    return cell.date().isoformat() if isinstance(cell, datetime) else cell
