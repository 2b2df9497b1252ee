"""Keeps the anchor of one process: at most a second behind, and never in the way of a punch.

A punch leaves a note in memory after its commit. A thread takes the notes away and writes them to
the anchor file; once a minute it reads all heads, which other processes have moved too.
"""

import logging
import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from timeclock.ledger.heads import ChainHead, combined, heads_in, newest
from timeclock.messages import ENGLISH, N_
from timeclock.operations.anchor.comparing import Loss, loss, unaccepted
from timeclock.operations.anchor.file import AnchorContent, AnchorFile
from timeclock.operations.anchor.wording import numbered_lines, owners, summary
from timeclock.storage.transactions import NOTES_KEPT, Writes, snapshot
from timeclock.timekeeping import utc_text

SWEEP_EVERY = 60.0  # seconds
LOG_EVERY = 3600.0  # seconds
WHY_READ_ONLY = N_(
    "Entries are missing from the database, so this server only shows what is there until an owner"
    " or the operator has confirmed the loss."
)
_NOT_COMPARED = N_("The server has not compared the database with its anchor yet.")
_log = logging.getLogger(__name__)


class Keeper:
    """The anchor as one process knows it. Its methods need an application context."""

    def __init__(self, file: AnchorFile, known_writes: Writes) -> None:
        self.file = file
        self.loss: Loss | None = None
        self.trouble: str | None = None  # what the log has been told last
        self._writes = known_writes
        self._generation: str | None = None
        self._noted: dict[str, ChainHead] = {}
        self._written: dict[str, ChainHead] = {}
        self._compared_at: float | None = None
        self._logged_at: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether this process has found or made an anchor file that it may add to."""
        return self._generation is not None

    def refuse_until_compared(self) -> None:
        """Let nothing be written before `compare` has looked."""
        self._writes.refusal = _NOT_COMPARED

    def round(self) -> None:
        """What is due each second."""
        due = self._compared_at is None or time.monotonic() - self._compared_at >= SWEEP_EVERY
        if due or self._writes.refusal is not None:
            self.compare()
        else:
            self.flush()

    def flush(self) -> None:
        """Write down what this process has recorded since the last time."""
        with self.file.lock():
            some_dropped = self._take_notes()
            if not self._noted and not some_dropped:
                return
            if not some_dropped and self._may_append():
                self.file.append(self._noted.values())
                self._written.update(self._noted)
                self._noted.clear()
                return
        self.compare()

    def begin_again(self) -> None:
        """Let the anchor know what the database has now and nothing else, after a restore.

        The caller holds the file's lock.
        """
        with snapshot() as session:
            self._replace(heads_in(session).values())

    def compare(self, *, serving: bool = True, given_up: Collection[ChainHead] = ()) -> Loss | None:
        """Compare the anchor with the database and bring it up to date; returns what is missing.

        While something is missing, every write of this process is refused and the anchor keeps
        what it knows. `given_up` are heads that are forgotten without a word in the ledger: those
        of companies that are not in the database. A command is not `serving`: it makes no file
        and writes no log.
        """
        with self.file.lock():
            # The file first: what it has was committed before.
            content = self.file.read()
            if content is None and not serving:
                self._writes.refusal = None
                return None
            self._take_notes()
            with snapshot() as session:
                heads = heads_in(session)
                found = self._judge(session, content, heads, given_up)
                if serving and found is not None and found != self.loss:
                    _log_loss(session, found)
        if serving and found is None and self.loss is not None:
            _log.warning("The loss was confirmed. The server records again.")
        self.loss = found
        self._writes.refusal = WHY_READ_ONLY if found else None
        self._compared_at = time.monotonic()
        if serving:
            self._log_heads(heads)
        return found

    def _judge(
        self,
        session: Session,
        content: AnchorContent | None,
        heads: Mapping[str, ChainHead],
        given_up: Collection[ChainHead],
    ) -> Loss | None:
        if content is None:
            self._replace(heads.values())
            if heads:
                _log.warning("Made the anchor file %s.", self.file.path)
            return None
        if content.heads and heads and not content.heads.keys() & heads.keys():
            kept = self.file.set_aside()
            self._replace(heads.values())
            _log.warning("The anchor file was of another database. It is kept as %s.", kept)
            return None
        missing = loss(session, content.heads.values(), heads)
        if missing is None:
            self._bring_up_to_date(content, heads)
            return None
        left = unaccepted(session, missing, given_up)
        if left != missing:
            still = left.chains if left else frozenset()
            kept_heads = [head for name, head in content.heads.items() if name in still]
            self._replace([*kept_heads, *(h for name, h in heads.items() if name not in still)])
        return left

    def _bring_up_to_date(self, content: AnchorContent, heads: Mapping[str, ChainHead]) -> None:
        if content.damaged:
            _log.warning("%s lines of %s are damaged.", content.damaged, self.file.path)
        if content.generation is None or content.damaged:
            self._replace(heads.values())
            return
        ahead = [head for name, head in heads.items() if content.heads.get(name) != head]
        if ahead:
            self.file.append(ahead)
        self._now_is(content.generation, heads.values())

    def _replace(self, heads: Collection[ChainHead]) -> None:
        self._now_is(self.file.replace(heads), heads)

    def _now_is(self, generation: str, heads: Collection[ChainHead]) -> None:
        self._generation = generation
        self._written = {head.pseudonym: head for head in heads}
        self._noted.clear()  # each note was committed before the heads were read

    def _may_append(self) -> bool:
        """Whether the notes go on from what the file holds."""
        if self._generation is None or self.file.generation() != self._generation:
            return False  # a restore has put other heads there, and the notes may be older
        return not any(map(self._contradicts, self._noted.values()))

    def _contradicts(self, noted: ChainHead) -> bool:
        """Whether the database has gone back since: PostgreSQL on an older copy, for example."""
        written = self._written.get(noted.pseudonym)
        return written is not None and noted.position <= written.position and noted != written

    def _take_notes(self) -> bool:
        """Move the notes into `_noted`; whether there were so many that some were dropped."""
        committed = self._writes.committed
        some_dropped = len(committed) == NOTES_KEPT
        taken = [committed.popleft() for _ in range(len(committed))]
        heads = (note for note in taken if isinstance(note, ChainHead))
        self._noted = newest([*self._noted.values(), *heads])
        return some_dropped

    def _log_heads(self, heads: Mapping[str, ChainHead]) -> None:
        now = time.monotonic()
        if heads and (self._logged_at is None or now - self._logged_at >= LOG_EVERY):
            self._logged_at = now
            _log.info("%s", heads_in_words(heads.values()))


def heads_in_words(heads: Collection[ChainHead]) -> str:
    """The line for the log: how much there is, and one hash over all of it."""
    entries = sum(head.position for head in heads)
    return (
        f"Ledger at {utc_text(datetime.now(UTC))}: entries {entries:,}, chains {len(heads):,},"
        f" combined head {combined(heads)}."
    )


def _log_loss(session: Session, found: Loss) -> None:
    _log.error("%s %s", summary(found).in_words(ENGLISH), WHY_READ_ONLY)
    for line in numbered_lines(found, owners(session, found.missing)):
        _log.error("Missing: %s.", line.in_words(ENGLISH))
    _log.error("To confirm the loss: .venv/bin/flask --app app anchor accept-loss")
    _log.error("What to do: docs/operations.md, The anchor file")
