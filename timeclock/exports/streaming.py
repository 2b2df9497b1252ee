"""A file of hours, written while it is sent."""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.database import snapshot
from timeclock.exports import csv_file, pdf_file, xlsx_file
from timeclock.exports.contents import read_contents
from timeclock.exports.heads import digest, read_people
from timeclock.exports.models import Export
from timeclock.exports.ordering import asked_for, export_not_found, order_again
from timeclock.exports.progress import Progress
from timeclock.exports.question import FileFormat, Question
from timeclock.exports.tables import Block, Contents

CHUNK = 64 * 1024
MIMETYPES = {
    FileFormat.CSV: csv_file.MIMETYPE,
    FileFormat.XLSX: xlsx_file.MIMETYPE,
    FileFormat.PDF: pdf_file.MIMETYPE,
}
_Writer = Callable[[Contents, IO[bytes]], Iterator[Block]]
_WRITERS: dict[FileFormat, _Writer] = {
    FileFormat.XLSX: xlsx_file.write_xlsx,
    FileFormat.PDF: pdf_file.write_pdf,
}


class Chunks:
    """The bytes of a file as they come. Whoever stops early closes it."""

    def __init__(self, chunks: Generator[bytes, None, None], held: ExitStack) -> None:
        self._chunks, self._held = chunks, held

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the snapshot and of what was written so far."""
        self._chunks.close()
        self._held.close()


class Download(NamedTuple):
    """A file on its way: its name, what it is, and its bytes."""

    name: str
    mimetype: str
    chunks: Chunks


def export_stream(actor: Actor, export_id: int) -> Download:
    """The file of an export, from one snapshot, in memory that does not grow with it.

    If the ledger has gone on since it was asked for, that it is written once more is recorded first
    with the new heads, so that each file there is has its entry. Raises NotFound
    `export_not_found`.
    """
    demand(actor, Permission.EXPORT_HOURS)
    with ExitStack() as stack:
        session = stack.enter_context(snapshot())
        connection = session.connection()
        export = session.get(Export, (actor.workspace_id, export_id))
        if export is None:
            raise export_not_found()
        question = Question.from_json(export.question)
        everybody = read_people(connection, actor.workspace_id)
        chosen = asked_for(everybody, question)
        heads = digest(chosen)
        if heads != export.heads:
            order_again(actor, export_id, heads, chosen)
        contents = read_contents(connection, actor.workspace_id, question, everybody, chosen)
        held = stack.pop_all()
    progress = Progress(actor.workspace_id, export_id, len(chosen))
    chunks = _chunks(question.format, contents, progress)
    name = f"{question.what}-{question.first}-{question.last}.{question.format}"
    return Download(name, MIMETYPES[question.format], Chunks(chunks, held))


def _chunks(
    file_format: FileFormat, contents: Contents, progress: Progress
) -> Generator[bytes, None, None]:
    counted = replace(contents, blocks=progress.counted(contents.blocks))
    if file_format is FileFormat.CSV:
        yield from csv_file.csv_chunks(counted)
    else:
        # Both name at their beginning what stands at their end: they are sent once they are whole.
        with TemporaryFile() as file:
            for _ in _WRITERS[file_format](counted, file):
                pass
            file.seek(0)
            while chunk := file.read(CHUNK):
                yield chunk
    progress.finished()
