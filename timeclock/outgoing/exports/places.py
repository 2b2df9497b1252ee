"""The folder of exports on this machine: which are under way, and which files can be fetched.

An export under way is a file with a lock, which the system releases when its processes end, however
they end. So the cap counts only what is alive, over all processes that serve from the folder.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, NamedTuple

from timeclock.errors import Busy
from timeclock.messages import Sentence, Verbatim

AT_ONCE = 2  # exports on a machine
WAITING = 8  # more than these are refused
KEPT = 15 * 60.0  # seconds that a file waits to be fetched
_QUEUED, _BEGUN, _MADE, _FAILED, _SCRATCH = ".queued", ".part", ".file", ".failed", ".scratch"
_GUARD = "guard"


class ExportState(StrEnum):
    """How far an export has come on this machine; NONE is neither asked for nor waiting."""

    NONE = "none"
    QUEUED = "queued"
    BEGUN = "begun"
    MADE = "made"
    FAILED = "failed"


class ExportDraft(NamedTuple):
    """An export under way: its name in the folder and its file, which is open and locked."""

    name: str
    file: IO[bytes]


def busy() -> Busy:
    """The refusal of an export for which there is no place."""
    return Busy(
        "exports_busy",
        "Other exports are under way. Try again in a moment.",
        details={"retry_after": 10},
    )


class Places:
    """The folder, made when it is first needed and readable to its owner only."""

    def __init__(self, instance: Path) -> None:
        self._folder = instance / "exports"

    def state(self, name: str) -> ExportState:
        """How far the export of that name is."""
        for suffix, state in ((_QUEUED, ExportState.QUEUED), (_BEGUN, ExportState.BEGUN)):
            if _is_locked(self._path(name, suffix)):
                return state
        for suffix, state in ((_MADE, ExportState.MADE), (_FAILED, ExportState.FAILED)):
            if self._path(name, suffix).exists():
                return state
        return ExportState.NONE

    def add(self, name: str, *, queue: bool) -> ExportDraft | None:
        """A new export, which has begun, or is to wait if it may; None if it is under way already.

        Raises Busy when there is no place for it.
        """
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with self._alone():
            if self.state(name) in {ExportState.QUEUED, ExportState.BEGUN}:
                return None
            begun, waiting = self._locked(_BEGUN), self._locked(_QUEUED)
            begins = len(begun) + len(waiting) < AT_ONCE
            if not begins and not (queue and len(waiting) < WAITING):
                raise busy()
            self._remove(name)
            return self._new_draft(name, _BEGUN if begins else _QUEUED)

    def has_begun(self, draft: ExportDraft) -> bool:
        """Whether its turn has come; the export that has waited longest is first."""
        with self._alone():
            queued = self._path(draft.name, _QUEUED)
            if not queued.exists():
                return True
            free = AT_ONCE - len(self._locked(_BEGUN))
            first = sorted(self._locked(_QUEUED), key=lambda path: path.stat().st_mtime_ns)[:free]
            if queued not in first:
                return False
            queued.rename(self._path(draft.name, _BEGUN))
            return True

    def scratch(self, draft: ExportDraft) -> Path:
        """A folder for what is needed while it is written."""
        folder = self._path(draft.name, _SCRATCH)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def part(self, draft: ExportDraft) -> Path:
        """The file of an export that has begun."""
        return self._path(draft.name, _BEGUN)

    def keep(self, draft: ExportDraft) -> None:
        """Let the file be fetched."""
        with self._alone():
            self._path(draft.name, _BEGUN).rename(self._path(draft.name, _MADE))
        self._end(draft)
        draft.file.close()

    def hand_over(self, draft: ExportDraft) -> IO[bytes]:
        """Return the whole file for the request that waits for it; `forget` follows."""
        self._end(draft)
        draft.file.seek(0)
        return draft.file

    def forget(self, draft: ExportDraft) -> None:
        """Remove the name of a file that is handed over; its space is free when it is closed."""
        self._path(draft.name, _BEGUN).unlink(missing_ok=True)

    def drop(self, draft: ExportDraft, why: Sentence | None = None) -> None:
        """Remove everything of it, and say why if there is a reason."""
        with self._alone():
            self._remove(draft.name)
            if why is not None:
                with suppress(OSError):
                    failed = self._path(draft.name, _FAILED)
                    failed.touch(0o600)
                    failed.write_text(json.dumps(why.to_json()), "utf-8")
        draft.file.close()

    def take(self, name: str) -> IO[bytes] | None:
        """The file that waits to be fetched; its name is gone before a byte of it is sent."""
        made = self._path(name, _MADE)
        with suppress(FileNotFoundError):
            file = made.open("rb")
            made.unlink(missing_ok=True)
            return file
        return None

    def failure(self, name: str) -> Sentence | None:
        """Why it was not made."""
        try:
            kept = self._path(name, _FAILED).read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            return Sentence.from_json(json.loads(kept))
        except ValueError:  # a version before has written the sentence itself, or the disk is full
            return Verbatim(kept)

    def sweep(self) -> None:
        """Remove what stopped processes have left, and files that were not fetched in time."""
        if not self._folder.exists():
            return
        before = time.time() - KEPT
        with self._alone():
            for path in self._folder.iterdir():
                if path.suffix == _SCRATCH:
                    gone = not _is_locked(path.with_suffix(_BEGUN))
                elif path.suffix in {_MADE, _FAILED}:
                    gone = path.stat().st_mtime < before
                else:
                    gone = path.name != _GUARD and not _is_locked(path)
                if gone:
                    _delete(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep all others out of the folder for a moment."""
        guard = os.open(self._folder / _GUARD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(guard, fcntl.LOCK_EX)
            yield
        finally:
            os.close(guard)

    def _new_draft(self, name: str, suffix: str) -> ExportDraft:
        """Locked before it has its name, so that it never looks abandoned."""
        new = self._folder / secrets.token_hex(8)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        file = os.fdopen(os.open(new, flags, 0o600), "r+b")
        fcntl.flock(file, fcntl.LOCK_EX)
        new.rename(self._path(name, suffix))
        return ExportDraft(name, file)

    def _locked(self, suffix: str) -> list[Path]:
        return [path for path in self._folder.glob(f"*{suffix}") if _is_locked(path)]

    def _end(self, draft: ExportDraft) -> None:
        shutil.rmtree(self._path(draft.name, _SCRATCH), ignore_errors=True)

    def _remove(self, name: str) -> None:
        for suffix in (_QUEUED, _BEGUN, _MADE, _FAILED, _SCRATCH):
            _delete(self._path(name, suffix))

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / f"{name}{suffix}"


def _is_locked(path: Path) -> bool:
    """Asked with a shared lock, so that two readers do not take each other for the owner."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
