"""Writing the file of an export from one snapshot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from timeclock.outgoing.exports import csv_file, pdf_file, xlsx_file
from timeclock.outgoing.exports.contents import read_contents
from timeclock.outgoing.exports.heads import MemberHead, digest, read_people
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import asked_for, export_not_found
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat
from timeclock.outgoing.exports.tables import Block, Contents
from timeclock.storage.transactions import snapshot

LONGEST = 600.0  # seconds that an export may read
MIMETYPES = {
    FileFormat.CSV: csv_file.MIMETYPE,
    FileFormat.XLSX: xlsx_file.MIMETYPE,
    FileFormat.PDF: pdf_file.MIMETYPE,
}
_WRITERS: dict[FileFormat, Callable[[Contents, IO[bytes]], Iterator[Block]]] = {
    FileFormat.CSV: csv_file.write_csv,
    FileFormat.XLSX: xlsx_file.write_xlsx,
    FileFormat.PDF: pdf_file.write_pdf,
}


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What an export is to hold, as the ledger is in a snapshot that is open meanwhile.

    `heads` is one hash over the chains of `people`; it is `changed` if the ledger has gone on since
    the export was ordered.
    """

    heads: str
    changed: bool
    people: tuple[MemberHead, ...]
    _format: FileFormat
    _contents: Contents

    def write(self, to: IO[bytes], tell: Callable[[int], None]) -> None:
        """Write the file, in memory that does not grow with it; `tell` hears how many are done."""
        for done, _ in enumerate(_WRITERS[self._format](self._contents, to), start=1):
            tell(done)


@contextmanager
def manuscript(workspace_id: int, export_id: int, seconds: float = LONGEST) -> Iterator[Manuscript]:
    """Read an export, for so many seconds at most. Raises NotFound `export_not_found`."""
    with snapshot(seconds) as session:
        connection = session.connection()
        export = session.get(Export, (workspace_id, export_id))
        if export is None:
            raise export_not_found()
        question = ExportQuestion.from_json(export.question)
        everybody = read_people(connection, workspace_id)
        chosen = asked_for(everybody, question)
        heads = digest(chosen)
        contents = read_contents(connection, workspace_id, question, everybody, chosen)
        yield Manuscript(heads, heads != export.heads, chosen, question.format, contents)
