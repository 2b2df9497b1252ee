"""Which database the running server of an instance uses, for commands that must not use another.

A server keeps a lock on a small file in the instance folder for as long as it lives. The lock ends
with the process, so a file that is left behind by a crash means nothing.
"""

import fcntl
import logging
import os
from contextlib import closing
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.engine import URL

from timeclock.errors import StartRefused
from timeclock.messages import Sentence
from timeclock.storage.transactions import db

FILE = "server.database"
_KEPT = "timeclock_running_server"
_log = logging.getLogger(__name__)


class OtherDatabase(StartRefused):
    """The command would use another database than the server; the text names both."""


def announce(app: Flask) -> None:
    """Say which database this process serves, until it ends. Several processes may."""
    path = Path(app.instance_path) / FILE
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(file, fcntl.LOCK_SH)
        with app.app_context():
            told = address(db.engine.url).encode()
        os.ftruncate(file, len(told))
        os.pwrite(file, told, 0)
    except OSError as error:
        # A full disk must not keep the clock from starting.
        _log.warning("%s could not be written: %s", path, error.strerror)
    else:
        app.extensions[_KEPT] = file


def demand_database_of_server() -> Sentence | None:
    """Compare this command's database with the one of the running server, if there is one.

    Returns a note for the operator when TIMECLOCK_DATABASE_URL names another one. Raises
    OtherDatabase when the default is another one.
    """
    served, own = served_database(Path(current_app.instance_path)), address(db.engine.url)
    if served is None or served == own:
        return None
    difference = Sentence(
        "This command uses %(own)s, but the server of this instance uses %(served)s.",
        own=own,
        served=served,
    )
    if current_app.config["DATABASE_NAMED"]:
        return difference
    raise OtherDatabase(
        "%(difference)s Nothing was done. Set TIMECLOCK_DATABASE_URL to the one that you mean.",
        difference=difference,
    )


def served_database(instance: Path) -> str | None:
    """The address of the database that a server of this instance uses now; None without one."""
    try:
        file = (instance / FILE).open("rb")
    except OSError:
        return None
    with closing(file):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().decode()
    return None


def address(url: URL) -> str:
    """Where a database is, without anything secret."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{Path(url.database or '').resolve()}"
    host = url.host or url.query.get("host") or "localhost"
    port = url.port or url.query.get("port") or 5432
    if str(host).startswith("/"):
        return f"postgresql:///{url.database or ''}?host={host}&port={port}"
    return f"postgresql://{host}:{port}/{url.database or ''}"
