"""Accounts: how an address is written, and how tokens are kept."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.company.people.models import Account
from timeclock.errors import Invalid, NotFound
from timeclock.wording import clean

LONGEST = 254
# Above every id that was given in order, and a whole number that JSON's readers keep exactly.
_LEAST_ID, _ID_LIMIT = 2**40, 2**53


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address: as it was typed, and the key by which it identifies an account.

    `spelled` is the key of accounts that had no other one left: see migration 0009.
    """

    typed: str
    key: str
    spelled: str

    @property
    def keys(self) -> tuple[str, str]:
        """Both keys, for look-ups."""
        return self.key, self.spelled


def read_address(text: str) -> Address:
    """The address. Raises Invalid for what is no address."""
    try:
        found = validate_email(
            text.strip(),
            check_deliverability=False,
            test_environment=True,
            allow_domain_literal=False,
        )
    except EmailNotValidError:
        raise _no_address() from None
    # A domain is in its one form already, and folding would make two of them one.
    key = f"{folded(found.local_part)}@{found.domain.lower()}"
    read = Address(clean(text, limit=LONGEST, field="email"), key, found.normalized.lower())
    if max(map(len, read.keys)) > LONGEST:
        raise _no_address()
    return read


def email_keys(texts: Iterable[str]) -> list[str]:
    """The keys of all that are addresses, for look-ups."""
    found: list[str] = []
    for text in texts:
        with suppress(Invalid):
            found += read_address(text).keys
    return found


def folded(text: str) -> str:
    """The one form of texts that differ in case or in compatible characters alone."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _no_address() -> Invalid:
    return Invalid("invalid_email", "That is not an email address.", field="email")


def account_of(session: Session, address: Address) -> Account | None:
    """The account of an address in any of its forms; one that is spelled so comes first."""
    query = select(Account).where(Account.email_key.in_(address.keys))
    found = session.scalars(query).all()
    return max(found, key=lambda account: account.email_key == address.spelled, default=None)


def account_by_id(session: Session, account_id: int) -> Account:
    """The account of an id. Raises NotFound."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("account_not_found", "This account does not exist.")
    return account


def new_account_id() -> int:
    """An id that tells nothing: neither when the account was made nor how many there are."""
    return secrets.randbelow(_ID_LIMIT - _LEAST_ID) + _LEAST_ID


def new_token() -> str:
    """A secret of 256 bits that fits in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a secret; its own entropy makes a slow hash needless."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def token_mark(stored: bytes) -> str:
    """Names a token's hash without giving it away: another token has another mark."""
    return hashlib.sha256(stored).hexdigest()
