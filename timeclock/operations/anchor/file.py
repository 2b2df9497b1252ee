"""The anchor file: a log of heads whose lines carry checksums, compacted when it has grown.

The first line names the generation: a new one starts when the heads are replaced by others, after a
restore for example. A line that a crash has cut short fails its checksum and is left out.
"""

import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from timeclock.ledger.heads import ChainHead, newest
from timeclock.storage.write_lock import WriteLock
from timeclock.timekeeping import precise_text

LOCK_DEADLINE = 10.0  # seconds
COMPACT_FROM = 1024 * 1024  # bytes
_COMPACT_FACTOR = 4  # and only when it is so many times as large as it has to be
_TITLE = "timeclock-anchor 1 "


@dataclass(frozen=True, slots=True)
class AnchorContent:
    """What an anchor file holds; `damaged` counts the lines that could not be read."""

    generation: str | None
    heads: dict[str, ChainHead]
    damaged: int


class AnchorFile:
    """One anchor file. Processes that share it take turns by `lock`; a punch never takes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = WriteLock(path.with_name(path.name + ".lock"), LOCK_DEADLINE)
        self._compact_at = COMPACT_FROM

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the file. Raises Busy when another process does not let go of it in time."""
        with self._lock():
            yield

    def generation(self) -> str | None:
        """The generation that the file says it is; None without a file or a readable line."""
        try:
            with self.path.open("rb") as file:
                return _generation(_checked(file.readline()))
        except FileNotFoundError:
            return None

    def read(self) -> AnchorContent | None:
        """All of it, the furthest head of each chain; None where there is no file."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        first, *lines = [_checked(line) for line in content.split(b"\n") if line] or [None]
        # The title may be the line that is damaged; then the first is a head like the others.
        title = _generation(first)
        heads = [_head(line) for line in (lines if title else [first, *lines])]
        found = [head for head in heads if head is not None]
        return AnchorContent(title, newest(found), len(heads) - len(found))

    def append(self, heads: Iterable[ChainHead]) -> None:
        """Add heads and wait for the disk."""
        added = b"".join(map(_line, heads))
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                added = b"\n" + added  # after a line that was cut short
            _write_all(handle, added)
            os.fsync(handle)
        finally:
            os.close(handle)
        if size + len(added) > self._compact_at:
            self._compact()

    def replace(self, heads: Iterable[ChainHead], generation: str | None = None) -> str:
        """Put other content in its place, all at once; returns the generation, a new one unless
        one is given."""
        generation = generation or secrets.token_hex(8)
        content = _with_checksum(f"{_TITLE}{generation}") + b"".join(map(_line, heads))
        draft = self.path.with_name(f"{self.path.name}.new")
        draft.unlink(missing_ok=True)  # of a process that was killed
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            _write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        draft.replace(self.path)
        sync_folder(self.path.parent)
        self._compact_at = max(COMPACT_FROM, _COMPACT_FACTOR * len(content))
        return generation

    def set_aside(self) -> Path:
        """Keep the present content under a dated name, and return that."""
        kept = self.path.with_name(f"{self.path.name}.{dated(datetime.now(UTC))}")
        self.path.replace(kept)
        return kept

    def _compact(self) -> None:
        content = self.read()
        if content is not None:
            self.replace(content.heads.values(), content.generation)


def dated(moment: datetime) -> str:
    """A moment as part of a file's name."""
    return f"{moment:%Y%m%dT%H%M%S}.{moment.microsecond:06d}Z"


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(head: ChainHead) -> bytes:
    return _with_checksum(
        f"{head.workspace_id} {head.chain_id} {head.pseudonym} {head.position} {head.link.hex()}"
        f" {precise_text(head.received_at)}"
    )


def _with_checksum(text: str) -> bytes:
    return f"{zlib.crc32(text.encode()):08x} {text}\n".encode()


def _checked(line: bytes) -> str | None:
    checksum, _, text = line.rstrip(b"\n").partition(b" ")
    if checksum != f"{zlib.crc32(text):08x}".encode():
        return None
    return text.decode("ascii", "replace")


def _generation(text: str | None) -> str | None:
    return text.removeprefix(_TITLE) if text and text.startswith(_TITLE) else None


def _head(text: str | None) -> ChainHead | None:
    if text is None:
        return None
    try:
        workspace_id, chain_id, pseudonym, position, link, received = text.split(" ")
        moment = datetime.fromisoformat(received)
        place = int(workspace_id), int(chain_id), pseudonym, int(position)
        return ChainHead(*place, bytes.fromhex(link), moment)
    except ValueError:
        return None


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
