"""Edits that leave alone what they do not name, and do not go over what someone else has written.

Anyone who edits may say which version they have read; the use case compares it under its lock.
"""

import hashlib
from collections.abc import Collection
from enum import Enum
from typing import TypeAlias

from timeclock.errors import Outdated
from timeclock.ledger.entry import Json, canonical


class Unchanged(Enum):
    """In place of a value that may also be None: as it is."""

    UNCHANGED = "unchanged"


class Whichever(Enum):
    """In place of versions: any, but something has to be there."""

    WHICHEVER = "*"


UNCHANGED, WHICHEVER = Unchanged.UNCHANGED, Whichever.WHICHEVER
# The versions that may be overwritten; None: whichever there is, if any.
Expected: TypeAlias = Collection[str] | Whichever | None


def version_of(facts: Json) -> str:
    """Names a state of something: other facts, another version."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()[:32]


def demand_version(expected: Expected, facts: Json) -> None:
    """Raise Outdated unless the facts are those of a version that is expected."""
    if expected is not None:
        demand_one_of(expected, version_of(facts))


def demand_one_of(expected: Expected, version: str | None) -> None:
    """Raise Outdated unless that version is expected; None is of what is not there."""
    if expected is None or (expected is WHICHEVER and version is not None):
        return
    if expected is WHICHEVER or version not in expected:
        raise Outdated
