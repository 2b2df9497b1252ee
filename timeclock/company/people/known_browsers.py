"""Browsers in which someone has signed in before: a cookie that strangers do not have.

The cookie holds a mark for each account: a random part, which names the browser's counter of wrong
tries, and a keyed hash over it, the account and the moment of the last change of password. The
marks name no one, are good for nothing else, and another password ends them.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode

from flask import current_app

from timeclock.company.people.models import Account
from timeclock.timekeeping import precise_text

MOST = 20  # accounts in one browser: a shared computer has several
_RANDOM, _HASH = 12, 20  # characters of 6 bits
_MARK = re.compile(rf"[A-Za-z0-9_-]{{{_RANDOM + _HASH}}}")


def mark_of(cookie: str, account: Account | None) -> str | None:
    """The mark that the browser has for this account; None for a stranger's browser."""
    for mark in _marks(cookie):
        if hmac.compare_digest(mark, _mark(mark[:_RANDOM], account)) and account is not None:
            return mark
    return None


def cookie_with(cookie: str, account: Account) -> str:
    """The cookie with a new mark for this account in front, in place of the one that it had."""
    earlier = mark_of(cookie, account)
    kept = [mark for mark in _marks(cookie) if mark != earlier]
    mine = _mark(secrets.token_urlsafe(_RANDOM)[:_RANDOM], account)
    return ".".join([mine, *kept][:MOST])


def _marks(cookie: str) -> list[str]:
    return [mark for mark in cookie.split(".")[:MOST] if _MARK.fullmatch(mark)]


def _mark(random_part: str, account: Account | None) -> str:
    changed = account.password_changed_at if account else None
    facts = (random_part, account.id if account else 0, precise_text(changed) if changed else "")
    secret: str = current_app.config["SECRET_KEY"]
    text = "\0".join(["known browser", *map(str, facts)])
    digest = hmac.digest(secret.encode(), text.encode(), "sha256")
    return random_part + urlsafe_b64encode(digest).decode()[:_HASH]
