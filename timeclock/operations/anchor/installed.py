"""Where an app's anchor is."""

import hashlib
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.engine import URL, make_url

from timeclock.operations.anchor.file import AnchorFile
from timeclock.operations.anchor.keeping import Keeper
from timeclock.storage.transactions import Writes

_KEY = "timeclock_anchor"


def prepare(app: Flask) -> None:
    """Give an app an anchor of its writes; a new one for another database."""
    known_writes = app.extensions["timeclock_writes"] = Writes()
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    file = AnchorFile(_path(url, Path(app.instance_path)))
    app.extensions[_KEY] = Keeper(file, known_writes)


def keeper() -> Keeper:
    """The anchor of the application."""
    found: Keeper = current_app.extensions[_KEY]
    return found


def _path(url: URL, instance: Path) -> Path:
    """Beside a SQLite file; on PostgreSQL in the instance folder, by the database's address."""
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        return file.with_name(file.name + ".anchor")
    place = f"{url.host or ''}:{url.port or 5432}/{url.database}?{dict(url.query).get('host', '')}"
    return instance / f"postgresql-{hashlib.sha256(place.encode()).hexdigest()[:12]}.anchor"
