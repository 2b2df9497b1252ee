"""Members as the wire knows them: by their user's number. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from timeclock.timekeeping import local_text, parse_instant

Users = Mapping[int, int]


def user(users: Users, member_id: int | None) -> int | None:
    """The user that a member is; None for the operator and the clock."""
    return None if member_id is None else users[member_id]


def listed(users: Users, member_ids: Iterable[int]) -> list[int]:
    """The users that members are, in their order."""
    return [users[each] for each in member_ids]


def utc(moment: datetime | None) -> str | None:
    """An instant that belongs to no place, if there is one."""
    return None if moment is None else in_utc(moment)


def in_utc(moment: datetime) -> str:
    """An instant that belongs to no place."""
    return local_text(moment, "UTC")


def instant_text(moment: str | None) -> str | None:
    """An instant as the ledger tells of it, if there is one."""
    return None if moment is None else as_told(moment)


def as_told(moment: str) -> str:
    """An instant as the ledger tells of it."""
    return in_utc(parse_instant(moment))
