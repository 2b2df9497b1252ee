"""What the operator decides: read once from the environment into one frozen value."""

import difflib
import logging
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from timeclock.errors import StartRefused

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104  (named here to be refused without a base URL)
SECRET_MIN_CHARACTERS = 32
PROXIES_MAX = 10
_log = logging.getLogger(__name__)
DEFAULT_PORTS = {"http": 80, "https": 443}
_PREFIX = "TIMECLOCK_"
# Fields that no variable sets.
_INNER = {"TIMECLOCK_ASSETS", "TIMECLOCK_DATABASE_NAMED", "TIMECLOCK_PASSWORD_COST"}
_API_LIMIT = re.compile(r"([1-9][0-9]{0,5})/minute")


class SettingsError(StartRefused):
    """A setting that stops the start; its text is one sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordCost:
    """Cost of argon2id; the defaults are RFC 9106's second recommended choice (64 MiB)."""

    time_cost: int = 3
    memory_cost_kib: int = 65536
    parallelism: int = 4


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything the app is told from outside; `assets` is the folder that start.py fills.

    `database_named` is whether the operator has named the database or it is the default.
    `api_limit` is how many calls a key may make in a minute, None for as many as it likes.
    `api_origins` are the origins whose pages may call the JSON doors from a browser.
    `webhook_private` lets webhooks go to private networks and loopback, and by http.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    instance: Path
    assets: Path = ROOT / ".venv" / "share"
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    api_limit: int | None = 600
    api_origins: frozenset[str] = frozenset()
    webhook_private: bool = False
    database_named: bool = False
    password_cost: PasswordCost = PasswordCost()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the TIMECLOCK_ variables; an empty one counts as unset, except the secret.

        Makes the instance folder, and on SQLite the secret in it, where they are missing.
        Raises SettingsError with a sentence that names the variable.
        """
        _demand_known(environ, {f"{_PREFIX}{each.name.upper()}" for each in fields(cls)} - _INNER)
        if not environ.get("TIMECLOCK_SECRET_KEY", "unset").strip():
            raise SettingsError(
                "TIMECLOCK_SECRET_KEY is empty. Set it to at least %(least)s random characters, or "
                "remove the variable: on SQLite Timeclock then keeps a secret of its own.",
                least=SECRET_MIN_CHARACTERS,
            )
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        instance = Path(given.get("TIMECLOCK_INSTANCE", ROOT / "instance")).expanduser().absolute()
        _make_private_folder(instance)
        database_url = _database_url(given.get("TIMECLOCK_DATABASE_URL", ""), instance)
        host = given.get("TIMECLOCK_HOST", cls.host).strip("[]")
        port = _whole_number(given, "TIMECLOCK_PORT", default=cls.port, low=1, high=65535)
        return cls(
            database_url=database_url,
            database_named="TIMECLOCK_DATABASE_URL" in given,
            secret_key=_secret_key(given.get("TIMECLOCK_SECRET_KEY", ""), database_url, instance),
            instance=instance,
            host=host,
            port=port,
            base_url=_base_url(given.get("TIMECLOCK_BASE_URL", ""), host, port),
            trusted_proxies=_whole_number(
                given, "TIMECLOCK_TRUSTED_PROXIES", default=0, low=0, high=PROXIES_MAX
            ),
            api_limit=_api_limit(given.get("TIMECLOCK_API_LIMIT"), default=cls.api_limit),
            api_origins=_origins(given.get("TIMECLOCK_API_ORIGINS", "")),
            webhook_private=_allowed(given, "TIMECLOCK_WEBHOOK_PRIVATE"),
        )

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https:")

    @property
    def host_names(self) -> frozenset[str]:
        """The Host headers served, lower case, with the port where it is not the scheme's own."""
        parts = urlsplit(self.base_url)
        own = parts.netloc
        name, port = _name_of(parts), own.removeprefix(_name_of(parts))
        if name in LOOPBACK_NAMES:
            return frozenset(other + port for other in LOOPBACK_NAMES)
        return frozenset({own})


def _name_of(parts: SplitResult) -> str:
    name = parts.hostname or ""
    return f"[{name}]" if ":" in name else name


def _demand_known(environ: Mapping[str, str], known: set[str]) -> None:
    """Raise SettingsError for a variable that would be ignored, with the nearest that is known."""
    for name in sorted(environ):
        if not name.upper().startswith(_PREFIX) or name in known:
            continue
        near = difflib.get_close_matches(name.upper(), sorted(known), n=1)
        if near:
            raise SettingsError(
                "%(name)s is not a setting of Timeclock. Did you mean %(near)s?",
                name=name,
                near=near[0],
            )
        raise SettingsError(
            "%(name)s is not a setting of Timeclock. Known are %(known)s.",
            name=name,
            known=", ".join(sorted(known)),
        )


def _whole_number(given: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    # isdecimal alone also takes digits of other scripts, which int() would read.
    if not (text.isascii() and text.isdecimal()) or not low <= int(text[:9]) <= high:
        raise SettingsError(
            "%(name)s has to be a whole number from %(low)s to %(high)s.",
            name=name,
            low=low,
            high=high,
        )
    return int(text)


def _allowed(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name)
    if text not in (None, "allow", "refuse"):
        raise SettingsError("%(name)s has to be allow or refuse.", name=name)
    return text == "allow"


def _origins(text: str) -> frozenset[str]:
    found = text.replace(",", " ").split()
    for each in found:
        parts = urlsplit(each)
        origin = f"{parts.scheme}://{parts.netloc}"
        if parts.scheme not in DEFAULT_PORTS or not parts.netloc or origin != each:
            raise SettingsError(
                "TIMECLOCK_API_ORIGINS has to name origins such as https://app.example.com, "
                "with commas or spaces between them."
            )
    return frozenset(each.lower() for each in found)


def _api_limit(text: str | None, *, default: int | None) -> int | None:
    if text is None:
        return default
    if text == "off":
        return None
    found = _API_LIMIT.fullmatch(text)
    if found is None:
        raise SettingsError("TIMECLOCK_API_LIMIT has to be off, or a number as in 600/minute.")
    return int(found[1])


def _database_url(text: str, instance: Path) -> str:
    if not text:
        return f"sqlite:///{instance / 'timeclock.sqlite3'}"
    scheme, separator, rest = text.partition("://")
    if separator and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if separator and scheme == "sqlite" and rest.startswith("/"):
        path = rest[1:].partition("?")[0]
        if path and path != ":memory:":
            # An absolute path wins over the folder that it is joined to.
            return f"sqlite:///{instance / path}"
        raise SettingsError(
            "TIMECLOCK_DATABASE_URL names a database in memory, which would forget every punch; "
            "name a file, as in sqlite:////var/lib/timeclock/timeclock.sqlite3."
        )
    raise SettingsError("TIMECLOCK_DATABASE_URL has to begin with sqlite:/// or postgresql://.")


def _base_url(text: str, host: str, port: int) -> str:
    if not text:
        if host in EVERY_INTERFACE:
            raise SettingsError(
                "TIMECLOCK_HOST is %(host)s, every interface of this machine: set "
                "TIMECLOCK_BASE_URL to the address that people will type.",
                host=host,
            )
        text = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    wrong = SettingsError(
        "TIMECLOCK_BASE_URL has to be http:// or https:// with a host, an optional port and "
        "nothing behind it, as in https://clock.example.com."
    )
    try:
        parts = urlsplit(text)
        named_port = parts.port
        name = _name_of(parts).encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise wrong from None
    behind = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in DEFAULT_PORTS or not name or behind or "@" in parts.netloc:
        raise wrong
    if named_port is None or named_port == DEFAULT_PORTS[parts.scheme]:
        return f"{parts.scheme}://{name}"
    return f"{parts.scheme}://{name}:{named_port}"


def _make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            "The folder %(folder)s cannot be made (%(reason)s); set TIMECLOCK_INSTANCE to one that "
            "can be written.",
            folder=folder,
            reason=error.strerror,
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsError(
            "The folder %(folder)s cannot be written; change its owner or set TIMECLOCK_INSTANCE "
            "to another.",
            folder=folder,
        )


def _secret_key(text: str, database_url: str, instance: Path) -> str:
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
