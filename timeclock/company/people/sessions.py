"""Sessions on the server: their beginning and end, and who a token belongs to."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, column, func, select, table, update
from sqlalchemy.orm import aliased

from timeclock.authority.actor import Actor, Door, Role
from timeclock.company.people.accounts import account_by_id, new_token, token_hash
from timeclock.company.people.models import Account, Member, SignIn
from timeclock.errors import Busy, Invalid, NotAllowed, NotFound, Unconfirmed
from timeclock.ledger.models import Chain, Entry
from timeclock.storage.transactions import (
    Transaction,
    briefly,
    reading,
    transaction,
    transaction_in_read_only,
)
from timeclock.timekeeping import zone as known_zone
from timeclock.wording import clean

IDLE, LONGEST = timedelta(days=7), timedelta(days=30)
THEMES = ("light", "dark")
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, and as which member where one company is chosen.

    `position` is that of the newest entry about the member; 0 where no company is chosen.
    `settings` is the newest link of the company's own chain: another one with every change of what
    it has set, also where a copy from before was put back.
    """

    token: str
    sign_in_id: int
    account_id: int
    email: str
    name: str
    zone: str | None
    theme: str | None
    last_seen_at: datetime
    workspace_id: int | None
    workspace_name: str | None
    workspace_zone: str | None
    member_id: int | None
    member_name: str | None
    role: Role | None
    chain_id: int | None
    position: int
    pseudonym: str | None
    settings: bytes | None

    def actor(self, door: Door = Door.PAGE) -> Actor:
        """The member as an actor. Raises NotAllowed where no company is chosen."""
        if self.workspace_id is None or self.role is None or self.pseudonym is None:
            raise NotAllowed("no_workspace", "Choose a company first.")
        return Actor(
            self.workspace_id, self.member_id, self.account_id, self.role, door, self.pseudonym
        )


# Workspaces are in a layer above; a look-up by name needs no import and no second statement.
_workspace = table("workspace", column("id"), column("name"), column("zone"))
_settings, _newest = aliased(Chain), aliased(Entry)
_MEMBER = and_(
    Member.workspace_id == SignIn.workspace_id,
    Member.account_id == SignIn.account_id,
    Member.deactivated_at.is_(None),
    Member.accepted_at.is_not(None),
)
_CHAIN = and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id)
_VISITOR = (
    select(
        SignIn.id,
        SignIn.account_id,
        SignIn.created_at,
        SignIn.last_seen_at,
        Account.email,
        Account.name,
        Account.zone,
        Account.theme,
        Member.workspace_id,
        Member.id.label("member_id"),
        Member.name.label("member_name"),
        Member.role_name.label("role"),
        Member.chain_id,
        func.coalesce(Chain.position, 0).label("position"),
        Chain.pseudonym,
        _newest.link.label("settings"),
        _workspace.c.name.label("workspace_name"),
        _workspace.c.zone.label("workspace_zone"),
    )
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(Member, _MEMBER)
    .outerjoin(Chain, _CHAIN)
    .outerjoin(
        _settings, and_(_settings.workspace_id == Member.workspace_id, _settings.for_workspace)
    )
    .outerjoin(
        _newest,
        and_(
            _newest.workspace_id == _settings.workspace_id,
            _newest.chain_id == _settings.id,
            _newest.position == _settings.position,
        ),
    )
    .outerjoin(_workspace, _workspace.c.id == Member.workspace_id)
    .where(SignIn.token_hash == bindparam("token"), SignIn.ended_at.is_(None))
)
_POSITIONS = (
    select(SignIn.token_hash, Chain.position)
    .join(Member, _MEMBER)
    .join(Chain, _CHAIN)
    .where(
        SignIn.token_hash.in_(bindparam("tokens", expanding=True)),
        SignIn.ended_at.is_(None),
        SignIn.last_seen_at >= bindparam("seen_since"),
        SignIn.created_at >= bindparam("begun_since"),
    )
)


def find_visitor(token: str) -> Visitor | None:
    """Who holds this token, in one statement; None when it is unknown, ended or has run out."""
    with reading() as connection:
        row = connection.execute(_VISITOR, {"token": token_hash(token)}).first()
    if row is None:
        return None
    now = datetime.now(UTC)
    if now - row.last_seen_at > IDLE or now - row.created_at > LONGEST:
        return None
    return Visitor(
        token=token,
        sign_in_id=row.id,
        account_id=row.account_id,
        email=row.email,
        name=row.name,
        zone=row.zone,
        theme=row.theme,
        last_seen_at=row.last_seen_at,
        workspace_id=row.workspace_id,
        workspace_name=row.workspace_name,
        workspace_zone=row.workspace_zone,
        member_id=row.member_id,
        member_name=row.member_name,
        role=Role(row.role) if row.role else None,
        chain_id=row.chain_id,
        position=row.position,
        pseudonym=row.pseudonym,
        settings=row.settings,
    )


def newest_positions(hashes: Collection[bytes]) -> dict[bytes, int]:
    """`Visitor.position` of each session by the hash of its token, in one statement.

    A session that has ended or run out is left out, and one without a company.
    """
    now = datetime.now(UTC)
    values = {"tokens": list(hashes), "seen_since": now - IDLE, "begun_since": now - LONGEST}
    with reading() as connection:
        return {row.token_hash: row.position for row in connection.execute(_POSITIONS, values)}


def account_of_token(token: str) -> int | None:
    """The account of a session, also of one that has ended; it proves nothing but that."""
    with reading() as connection:
        query = select(SignIn.account_id).where(SignIn.token_hash == token_hash(token))
        return connection.execute(query).scalar()


def touch(visitor: Visitor) -> None:
    """Note that a person (not a poll) was here, at most once a minute."""
    if datetime.now(UTC) - visitor.last_seen_at >= _SEEN_EVERY:
        with briefly(), suppress(Busy, Unconfirmed):  # a note must not turn a reader away
            _note_seen(visitor.sign_in_id)


@transaction_in_read_only
def _note_seen(tx: Transaction, sign_in_id: int) -> None:
    tx.connection.execute(
        update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=datetime.now(UTC))
    )


@transaction_in_read_only
def open_session(
    tx: Transaction, account_id: int, device: str, workspace_id: int | None = None
) -> str:
    """Begin a session for an account that has proved itself, and return its token.

    The company is chosen at once where there is only one.
    """
    mine = tx.session.scalars(_accepted(account_id)).all()
    if workspace_id not in mine:
        workspace_id = mine[0] if len(mine) == 1 else None
    token, now = new_token(), datetime.now(UTC)
    tx.session.add(
        SignIn(
            token_hash=token_hash(token),
            account_id=account_id,
            workspace_id=workspace_id,
            device=clean(device[:1000], limit=1000, field="device")[:200],
            created_at=now,
            last_seen_at=now,
        )
    )
    return token


def _accepted(account_id: int) -> Select[int]:
    return select(Member.workspace_id).where(
        Member.account_id == account_id,
        Member.deactivated_at.is_(None),
        Member.accepted_at.is_not(None),
    )


@transaction_in_read_only
def choose_workspace(tx: Transaction, token: str, workspace_id: int) -> None:
    """Turn a session to another of the person's companies. Raises NotFound for any other."""
    found = tx.session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))
    if found is None or workspace_id not in tx.session.scalars(_accepted(found.account_id)).all():
        raise NotFound("workspace_not_found", "This workspace does not exist.")
    found.workspace_id = workspace_id


@transaction_in_read_only
def sign_out(tx: Transaction, token: str) -> None:
    """End one session."""
    _end(tx, SignIn.token_hash == token_hash(token))


@transaction_in_read_only
def end_sign_in(tx: Transaction, account_id: int, sign_in_id: int) -> None:
    """End one of the account's own sessions; another's is left alone."""
    _end(tx, and_(SignIn.account_id == account_id, SignIn.id == sign_in_id))


@transaction_in_read_only
def sign_out_everywhere(tx: Transaction, account_id: int, keep: str | None = None) -> None:
    """End every session of an account, except the one that asks if it is to be kept."""
    end_sessions(tx, account_id, keep=keep)


def end_sessions(tx: Transaction, account_id: int, *, keep: str | None = None) -> None:
    """End an account's sessions inside a transaction under way."""
    spared = token_hash(keep) if keep else b""
    _end(tx, and_(SignIn.account_id == account_id, SignIn.token_hash != spared))


def _end(tx: Transaction, which: ColumnElement[bool]) -> None:
    tx.connection.execute(
        update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=datetime.now(UTC))
    )


@transaction
def set_preferences(
    tx: Transaction, account_id: int, *, zone: str | None, theme: str | None
) -> None:
    """Keep a person's own zone and theme; None follows the clock and the system."""
    if theme is not None and theme not in THEMES:
        raise Invalid("unknown_theme", "Choose light or dark.", field="theme")
    if zone is not None:
        known_zone(zone)
    account = account_by_id(tx.session, account_id)
    account.zone, account.theme = zone, theme
