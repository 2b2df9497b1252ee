"""Passwords: argon2id, with the same work for a name that does not exist."""

from functools import cached_property
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app

from timeclock.errors import Invalid

SHORTEST, LONGEST = 10, 200


class Passwords:
    """Hashes and checks at one cost."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher

    @cached_property
    def _unknown(self) -> str:
        """The hash of no account; made late, because most commands check no password."""
        return self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        """The text to store. Raises Invalid `weak_password` for one too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise Invalid(
                "weak_password",
                "Choose a password of %(shortest)s to %(longest)s characters.",
                field="password",
                shortest=SHORTEST,
                longest=LONGEST,
            )
        return self._hasher.hash(password)

    def check(self, stored: str | None, password: str) -> bool:
        """Whether the password fits; takes as long when there is nothing to compare with."""
        # Asked for either way, or the first check of an unknown name would take longer.
        unknown = self._unknown
        try:
            self._hasher.verify(stored or unknown, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None and len(password) <= LONGEST

    def outdated(self, stored: str) -> bool:
        """Whether the cost has changed since this was stored."""
        return self._hasher.check_needs_rehash(stored)


def prepare(app: Flask, hasher: PasswordHasher) -> None:
    """Give the application its passwords' cost."""
    app.extensions["timeclock_passwords"] = Passwords(hasher)


def passwords() -> Passwords:
    """The application's passwords."""
    return cast(Passwords, current_app.extensions["timeclock_passwords"])
