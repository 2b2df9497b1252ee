"""API keys of the API; a secret is in one answer only. Pure."""

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.models import ApiKey
from timeclock.wire.formats import DateTimeText


class Key(TypedDict):
    """A key that acts as a user, as far as its scope goes; `start` is how its secret begins."""

    id: int
    name: str
    start: str
    scope: Scope
    user_id: int
    issued_by_user_id: int | None
    created_at: DateTimeText
    expires_at: DateTimeText | None
    last_used_at: DateTimeText | None
    revoked_at: DateTimeText | None


class Keys(TypedDict):
    """A page of keys, newest first; `next_cursor` is the `cursor` of the next one."""

    keys: list[Key]
    next_cursor: str | None


class IssuedKey(TypedDict):
    """A new key; `secret` is shown only now and kept nowhere."""

    key: Key
    secret: str


def key(found: ApiKey, users: Users) -> Key:
    """A key without its secret."""
    return {
        "id": found.id,
        "name": found.name,
        "start": found.start,
        "scope": found.scope,
        "user_id": users[found.member_id],
        "issued_by_user_id": user(users, found.issued_by_id),
        "created_at": in_utc(found.created_at),
        "expires_at": utc(found.expires_at),
        "last_used_at": utc(found.last_used_at),
        "revoked_at": utc(found.revoked_at),
    }
