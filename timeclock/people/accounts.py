"""Accounts: how an address is written, and how tokens are kept."""

import hashlib
import secrets

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.errors import Invalid, NotFound
from timeclock.people.models import Account


def normalise_email(text: str) -> str:
    """One spelling for one address: lower case, NFC. Raises Invalid for what is no address."""
    try:
        found = validate_email(
            text.strip(),
            check_deliverability=False,
            test_environment=True,
            allow_domain_literal=False,
        )
    except EmailNotValidError:
        raise Invalid("invalid_email", "That is not an e-mail address.", field="email") from None
    if len(found.normalized) > 254:
        raise Invalid("invalid_email", "That is not an e-mail address.", field="email")
    return found.normalized.lower()


def account_of(session: Session, email: str) -> Account | None:
    """The account of a normalised address."""
    return session.scalar(select(Account).where(Account.email == email))


def account_by_id(session: Session, account_id: int) -> Account:
    """The account of an id. Raises NotFound."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("account_not_found", "This account does not exist.")
    return account


def new_token(start: str = "") -> str:
    """A secret of 256 bits that fits in a URL."""
    return start + secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a secret; its own entropy makes a slow hash needless."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
