"""What the operator decides: read once from the environment into one frozen value."""

import difflib
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from timeclock.errors import SettingsError
from timeclock.secret_key import SECRET_MIN_CHARACTERS, secret_key

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104  (named here to be refused without a base URL)
PROXIES_MAX = 10
_log = logging.getLogger(__name__)
DEFAULT_PORTS = {"http": 80, "https": 443}
_PREFIX = "TIMECLOCK_"
# Fields that no variable sets.
_INNER = {"TIMECLOCK_ASSETS", "TIMECLOCK_DATABASE_NAMED", "TIMECLOCK_PASSWORD_COST"}
_API_LIMIT = re.compile(r"([1-9][0-9]{0,5})/minute")


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
            secret_key=secret_key(given.get("TIMECLOCK_SECRET_KEY", ""), database_url, instance),
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
