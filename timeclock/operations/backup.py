"""Copies of the embedded database: taken while the clock runs, put back only when they hold."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from timeclock.company.workspaces.queries import any_workspace
from timeclock.errors import Conflict, Invalid, NotFound
from timeclock.operations.anchor.file import dated
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.replacing import Replaced, lost_by, put_on_record
from timeclock.operations.upgrading import current_revision, upgrade
from timeclock.operations.verifying.checking import verify_in
from timeclock.storage.causes import DAMAGED, cause_of
from timeclock.storage.transactions import db, write_lock

_SECONDS_TO_WAIT = 10.0


def create(file: Path, *, replace: bool = False) -> int:
    """Write a copy of the database, as it is at one instant, into `file`; returns its bytes.

    Punches go on meanwhile. The copy appears under its name only when it is whole, durable and
    checked; no one else may read it. Raises Conflict when the file exists and may not be replaced.
    """
    source = _database_file()
    if file.exists() and not replace:
        raise _file_exists(file)
    with _draft_beside(file) as draft:
        _copy(source, draft)
        _demand_sound(draft)
        _name(draft, file, replace=replace)
    return file.stat().st_size


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the database before is kept, and what it had more, if anything."""

    kept: Path | None
    replaced: Replaced | None


def restore(file: Path, *, replace: bool = False, accept_loss: bool = False) -> Restored:
    """Put a copy in the place of the database, all at once, with its tables brought up to date.

    It goes in as one transaction under the write lock, so a server that runs sees either the old
    or the new. The database before is kept beside it. Raises Conflict for a database with a company
    in it unless that may be replaced, and for one that has entries which the copy lacks unless
    their loss is accepted; Invalid for a damaged file or a ledger that does not hold,
    GuardsMissing for an unguarded one.
    """
    target = _database_file()
    if not file.is_file():
        raise NotFound("file_not_found", "There is no file %(file)s.", file=file)
    with _draft_beside(target) as draft:
        _copy(file, draft)
        _demand_sound(draft)
        with keeper().file.lock():
            with write_lock():
                if not replace and _in_use():
                    raise Conflict(
                        "not_empty", "This database has a company in it; --replace takes its place."
                    )
                replaced = _demand_nothing_lost(draft, accept_loss=accept_loss)
                _close_connections()
                kept = _move_aside_if_damaged(target)
                if kept is None and _in_use():
                    kept = _keep_replaced(target)
                _close_connections()
                _copy(draft, target)
            put_on_record(replaced)
    return Restored(kept, replaced)


def _demand_nothing_lost(draft: Path, *, accept_loss: bool) -> Replaced | None:
    with Session(create_engine(f"sqlite:///{draft}", poolclass=NullPool)) as session:
        replaced = lost_by(session)
    if replaced is not None and not accept_loss:
        raise Conflict(
            "copy_is_older",
            "The copy lacks entries that were recorded here.\n%(entries)s\n"
            "Nothing was changed. --accept-loss goes on without them.",
            entries="\n".join(map(str, replaced.sentences())),
            tells_outcome=True,
        )
    return replaced


def _keep_replaced(target: Path) -> Path:
    """Copy the database that is replaced to a dated name beside it."""
    kept = target.with_name(f"{target.name}.replaced-{dated(datetime.now(UTC))}")
    with _draft_beside(kept) as draft:
        _copy(target, draft)
        _name(draft, kept, replace=False)
    return kept


def _close_connections() -> None:
    # A read left open would have the copy wait for itself.
    db.session.remove()
    db.engine.dispose()


def _in_use() -> bool:
    return current_revision(db.engine) is not None and any_workspace()


def _database_file() -> Path:
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Conflict(
            "not_sqlite",
            "PostgreSQL brings its own tools: pg_dump --format=custom makes a backup while the"
            " clock runs, pg_restore puts it back.",
        )
    return Path(url.database)


@contextmanager
def _draft_beside(file: Path) -> Iterator[Path]:
    """A new empty file on the same disk that only its owner may read, gone afterwards."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise Invalid(
            "not_writable", "%(folder)s: %(reason)s.", folder=file.parent, reason=error.strerror
        ) from None
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """All pages in one step: one instant of the source, one transaction in the target."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target, timeout=_SECONDS_TO_WAIT)) as new,
        ):
            new.execute("PRAGMA synchronous = FULL")
            old.backup(new, pages=-1)
    except sqlite3.Error as error:
        raise Invalid(
            "not_copied", "%(source)s could not be copied: %(error)s.", source=source, error=error
        ) from None


def _move_aside_if_damaged(target: Path) -> Path | None:
    """Rename a file that SQLite cannot read, with its log; it would refuse the copy, too.

    Returns the new name; None for a file that SQLite can read.
    """
    try:
        with closing(sqlite3.connect(target)) as present:
            present.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        if cause_of(error) is not DAMAGED:
            raise
    else:
        return None
    mark = f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for path in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
        if path.exists():
            path.rename(path.with_name(f"{path.name}.{mark}"))
    target.touch(0o600)
    return target.with_name(f"{target.name}.{mark}")


def _demand_sound(copy: Path) -> None:
    """Raise Invalid unless the copy is whole and its ledger holds; brings it up to date first."""
    engine = create_engine(f"sqlite:///{copy}", poolclass=NullPool)
    _demand_whole(engine)
    if current_revision(engine) is None:
        raise Invalid("not_timeclock", "That is not a copy of a Timeclock database.")
    upgrade(engine)
    with Session(engine) as session:
        problems = verify_in(session).problems
    if problems:
        raise Invalid(
            "ledger_broken", "The ledger of the copy is damaged: %(problem)s.", problem=problems[0]
        )


def _demand_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        # The copy of a database with a log beside it would ask for one; this one is whole alone.
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found != "ok" or dangling:
        raise Invalid("damaged", "The copy is damaged: %(damage)s.", damage=dangling or found)


def _name(draft: Path, file: Path, *, replace: bool) -> None:
    """Give the finished copy its name, durably; a link never takes the place of another file."""
    _sync(draft)
    if replace:
        draft.replace(file)
    else:
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            raise _file_exists(file) from None
    _sync(file.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _file_exists(file: Path) -> Conflict:
    return Conflict("file_exists", "%(file)s exists already; --replace overwrites it.", file=file)
