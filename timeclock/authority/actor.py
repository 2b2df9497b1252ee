"""Who acts, in which company, with which rights, through which door."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A member's role in a workspace; each includes the ones before it."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    EXECUTIVE_MANAGER = "executive_manager"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _ROLES.index(self)


_ROLES = list(Role)


class Scope(StrEnum):
    """How far a key reaches; each includes the ones before it. Pages have all of it."""

    READ = "read"
    PUNCH = "punch"
    MANAGE = "manage"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _SCOPES.index(self)


_SCOPES = list(Scope)


class Door(StrEnum):
    """The channel that an act came through."""

    PAGE = "page"
    KIOSK = "kiosk"
    # What a tablet kept while it had no network: with its signature and in its bounds, or not.
    KIOSK_OFFLINE = "kiosk_offline"
    KIOSK_UNSIGNED = "kiosk_unsigned"
    NATIVE = "native"
    CONNECTEAM = "connecteam"
    CLOCKIFY = "clockify"
    AWORK = "awork"
    WEBWORK = "webwork"
    TERMINAL = "terminal"
    BACKGROUND = "background"


class Source(StrEnum):
    """What a punch shows of its origin, in the words of Connecteam's contract."""

    PAGE = "pc"
    KIOSK = "kiosk"
    API = "api"
    ADMIN = "admin"
    BACKGROUND = "autoClockOut"


_SOURCES = {
    Door.PAGE: Source.PAGE,
    Door.KIOSK: Source.KIOSK,
    Door.NATIVE: Source.API,
    Door.CONNECTEAM: Source.API,
    Door.CLOCKIFY: Source.API,
    Door.AWORK: Source.API,
    Door.WEBWORK: Source.API,
    Door.KIOSK_OFFLINE: Source.KIOSK,
    Door.KIOSK_UNSIGNED: Source.KIOSK,
    Door.TERMINAL: Source.ADMIN,
    Door.BACKGROUND: Source.BACKGROUND,
}

OPERATOR, CLOCK = "operator", "clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member acting through a door, or the operator at the terminal, or the clock itself.

    `member_id` is None for the latter two. `pseudonym` is what the ledger calls the actor: the
    member's chain, never a name. `acted_at` is the moment that a kiosk recorded for an act that it
    sends later; the act counts from then. None: it counts from its receipt.
    """

    workspace_id: int
    member_id: int | None
    account_id: int | None
    role: Role
    door: Door
    pseudonym: str
    scope: Scope = Scope.ADMIN
    acted_at: datetime | None = None

    @classmethod
    def operator(cls, workspace_id: int) -> "Actor":
        """Anyone who holds the server's terminal."""
        return cls(workspace_id, None, None, Role.OWNER, Door.TERMINAL, OPERATOR)

    @classmethod
    def clock(cls, workspace_id: int) -> "Actor":
        """The server's own background work."""
        return cls(workspace_id, None, None, Role.OWNER, Door.BACKGROUND, CLOCK)

    @property
    def was_offline(self) -> bool:
        """Whether a kiosk kept the act while it had no network."""
        return self.door in (Door.KIOSK_OFFLINE, Door.KIOSK_UNSIGNED)

    def source(self, *, on_member: int) -> Source:
        """Where a punch for that member comes from: someone else's page is `admin`."""
        if self.door is Door.PAGE and self.member_id != on_member:
            return Source.ADMIN
        return _SOURCES[self.door]
