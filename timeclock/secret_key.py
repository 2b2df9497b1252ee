"""The secret that signs cookies: given in the settings, or kept in a file beside the database."""

import logging
import os
import secrets
import stat
from pathlib import Path

from timeclock.errors import SettingsError

SECRET_MIN_CHARACTERS = 32
_log = logging.getLogger(__name__)


def secret_key(text: str, database_url: str, instance: Path) -> str:
    """The secret given, or on SQLite the one kept in the instance folder. Raises SettingsError."""
    if not text and database_url.startswith("sqlite:"):
        database = Path(database_url.removeprefix("sqlite:///"))
        text = _kept_secret(instance / "secret.key", database)
    if not text:
        raise SettingsError(
            "TIMECLOCK_SECRET_KEY is missing: with PostgreSQL every server needs the same one, "
            "at least %(least)s random characters.",
            least=SECRET_MIN_CHARACTERS,
        )
    if len(text) < SECRET_MIN_CHARACTERS:
        raise SettingsError(
            "TIMECLOCK_SECRET_KEY has to be at least %(least)s characters long.",
            least=SECRET_MIN_CHARACTERS,
        )
    return text


def _kept_secret(path: Path, database: Path) -> str:
    """Return the secret kept at `path`, made on the first call; processes at once agree on one.

    A secret that is gone beside a database in use is made again with a warning. It signs cookies
    only, and people have to be able to clock in after a restore that left it out.
    """
    try:
        if not path.exists():
            if database.exists() and database.stat().st_size:
                _log.warning(
                    "The secret in %s was missing and the database is not new. A new secret was"
                    " made: everyone is signed out and has to sign in again. To avoid that, stop"
                    " the server, put the old file back and start again.",
                    path,
                )
            _make_secret(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SettingsError(
                "Others on this machine can read the secret in %(file)s; run chmod 600 on it, or "
                "set TIMECLOCK_SECRET_KEY.",
                file=path,
            )
        secret = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The secret in %(file)s cannot be read or made.", file=path) from None
    if not secret:
        raise SettingsError(
            "The secret in %(file)s is empty. Put the file back from a backup, or remove it: "
            "Timeclock then makes a new one, and everyone has to sign in again.",
            file=path,
        )
    return secret


def _make_secret(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all and never replaces a secret that is already there.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
