"""Every form carries a key of its own, so that a double click counts once."""

import secrets

from flask import request

from timeclock.errors import Invalid, ProductError
from timeclock.ledger.entry import Once
from timeclock.wording import KEY


def new_key() -> str:
    """A key for one rendering of one form."""
    return secrets.token_urlsafe(16)


def once(action: str) -> Once:
    """The key that the form came with, for this action. Raises Invalid where it carries none."""
    key = request.form.get("once", "")
    if not key or len(key) > KEY or not (key.isascii() and key.isprintable()):
        raise Invalid("no_key", "This form is out of date. Open the page again.")
    return Once.of(key, {"form": action})


def was_done(refusal: ProductError) -> bool:
    """Whether the same form was sent before, so that nothing is left to do."""
    return refusal.code == "already_done"
