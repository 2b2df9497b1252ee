"""Which processes of this machine send: each keeps a lock on a file of its own while it lives.

The lock ends with its process, however that ends, so a file that can be locked is of one that is
gone, and what that one had claimed is free at once. A claim whose file is not here may be of
another machine: it stays until its lease has ended.
"""

import fcntl
import os
import secrets
import weakref
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import func, update

from timeclock.outgoing.webhooks.models import WebhookAttempt, WebhookCursor
from timeclock.storage.transactions import Transaction, transaction

_START = "sends-"
_NAME = 8  # characters, with which each lease of that process begins


class Presence:
    """This process, as the others on the machine see it; its file stays behind, unlocked."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(_NAME // 2)
        path = folder / f"{_START}{self.name}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        # Not at the end of the process: threads may still send then, and the system closes it.
        weakref.finalize(self, os.close, file).atexit = False
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            path.unlink()
            raise

    def new_lease(self) -> str:
        """A name for one claim that no one else has."""
        return self.name + secrets.token_hex(16)[_NAME:]


def give_back_of_the_gone(folder: Path) -> int:
    """End the claims of processes that are gone, and remove their files; returns how many claims.

    The files go last: who is killed meanwhile leaves it to the next one.
    """
    with _of_the_gone(folder) as files:
        if not files:
            return 0
        freed = _give_back([path.name.removeprefix(_START) for path in files])
        for path in files:
            with suppress(OSError):
                path.unlink()
        return freed


@contextmanager
def _of_the_gone(folder: Path) -> Iterator[list[Path]]:
    """The files that no one has locked, locked."""
    with ExitStack() as opened:
        found = []
        for path in folder.glob(f"{_START}{'?' * _NAME}"):
            try:
                file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            except OSError:  # another process that starts was first, or it is someone else's
                continue
            opened.callback(os.close, file)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:  # it lives, or nothing can be locked in this folder
                continue
            found.append(path)
        yield found


@transaction
def _give_back(tx: Transaction, names: Collection[str]) -> int:
    freed = 0
    for table in (WebhookCursor, WebhookAttempt):
        held = table.__table__.c
        theirs = held.leased_until.is_not(None), func.substr(held.lease, 1, _NAME).in_(names)
        ended = update(table).where(*theirs).values(lease=None, leased_until=None)
        freed += tx.connection.execute(ended).rowcount
    return freed
