"""Signing in with a password, and changing it: every try is counted before it is checked."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import update

from timeclock.company.people.accounts import account_by_id, account_of, read_address
from timeclock.company.people.known_browsers import mark_of
from timeclock.company.people.models import Account
from timeclock.company.people.passwords import passwords
from timeclock.company.people.patience import Origin, TryLimit, count_try, forgive, network_of
from timeclock.company.people.sessions import end_sessions, open_session
from timeclock.errors import Invalid, NotAllowed
from timeclock.storage.transactions import Transaction, db, transaction, transaction_in_read_only


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun; the token is known to the browser alone."""

    token: str
    account_id: int


def sign_in(email: str, password: str, *, address: str, device: str, known: str = "") -> SignedIn:
    """Begin a session. `known` is the cookie of a browser in which someone has signed in before.

    Raises WaitLonger, or NotAllowed `wrong_credentials` in the same words and after the same work
    whether the name or the password is wrong.
    """
    try:
        typed = read_address(email)
    except Invalid:
        # No one's; what was sent may be more than a database can be asked for.
        name, account = email, None
    else:
        name, account = typed.key, account_of(db.session(), typed)
    origins = _origins(name, account, address, known)
    count_try(*origins)
    if not passwords().check(account.password_hash if account else None, password) or not account:
        raise NotAllowed("wrong_credentials", "The email address or the password is wrong.")
    account_id, stored = account.id, account.password_hash or ""
    forgive(*origins)
    if passwords().outdated(stored):
        _store_again(account_id, stored, passwords().hash(password))
    return SignedIn(open_session(account_id, device), account_id)


def _origins(name: str, account: Account | None, address: str, known: str) -> tuple[Origin, ...]:
    """The counters of a try: a known browser's own one, or those that all strangers share."""
    mark = mark_of(known, account)
    if mark is not None:
        return (Origin(TryLimit.BROWSER, mark),)
    network = network_of(address)
    return (
        Origin(TryLimit.PAIR, f"{name}\n{network}"),
        Origin(TryLimit.ACCOUNT, name),
        Origin(TryLimit.ADDRESS, network),
    )


@transaction_in_read_only
def _store_again(tx: Transaction, account_id: int, stored: str, renewed: str) -> None:
    tx.connection.execute(
        update(Account)
        .where(Account.id == account_id, Account.password_hash == stored)
        .values(password_hash=renewed)
    )


def change_password(account_id: int, current: str, new: str, *, keep_token: str) -> None:
    """Set a new password and end every other session. Raises Invalid for a wrong or weak one.

    Wrong tries are counted for this session alone, so that no one else can keep the person waiting.
    """
    account = db.session.get(Account, account_id)
    origin = Origin(TryLimit.SESSION, f"{account_id} {keep_token}")
    count_try(origin)
    if not passwords().check(account.password_hash if account else None, current):
        raise Invalid("wrong_password", "That is not your password.", field="current")
    forgive(origin)
    _set_password(account_id, passwords().hash(new), keep_token)


@transaction
def _set_password(tx: Transaction, account_id: int, stored: str, keep_token: str) -> None:
    account = account_by_id(tx.session, account_id)
    account.password_hash = stored
    account.password_changed_at = datetime.now(UTC)
    end_sessions(tx, account_id, keep=keep_token)
