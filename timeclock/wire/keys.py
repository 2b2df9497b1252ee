"""Who calls: the key that a request carries, as an actor. No JSON door looks at a cookie."""

from flask import g, request

from timeclock.authority.actor import Actor, Door
from timeclock.company.api_keys.service import authenticate
from timeclock.errors import NotAllowed
from timeclock.wire import limits

MISSING, UNKNOWN, SEVERAL = "key_missing", "key_unknown", "key_several"


class KeyRefused(NotAllowed):
    """No key, a wrong one, or more than one kind of it; `code` says which."""


def header_key() -> str | None:
    """The key in `X-API-KEY`, in any case of letters."""
    return request.headers.get("X-Api-Key", "").strip() or None


def bearer_key() -> str | None:
    """The key in `Authorization: Bearer`."""
    scheme, _, key = request.headers.get("Authorization", "").strip().partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None


def admit(key: str | None, door: Door) -> None:
    """Let the key's owner in, in one statement. Raises KeyRefused, or 429 for calling too often."""
    limits.count_before_look_up(key)
    actor = authenticate(key, door) if key is not None else None
    if key is None or actor is None:
        limits.turn_away()
        if key is None:
            raise KeyRefused(MISSING, "Send an API key.")
        raise KeyRefused(UNKNOWN, "This API key is not known, has expired or was revoked.")
    limits.welcome(key)
    g.actor = actor


def caller() -> Actor:
    """Who was let in."""
    actor: Actor = g.actor
    return actor
