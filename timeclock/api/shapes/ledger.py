"""Entries of the ledger in the API. Pure."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.authority.actor import Door
from timeclock.ledger.queries import EntryView
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, ZoneText


class LedgerEntry(TypedDict):
    """One entry as it was written.

    `at` is the instant that the act counts from, in `timezone`; `received_at` when it came, and
    `claimed_at` the stated time, which a client named. `actor_user_id` is null for the operator
    and the clock. `before` and `after` are the ledger's own facts; `text` is what can be erased
    of it.
    """

    position: int
    kind: str
    at: DateTimeText
    timezone: ZoneText
    received_at: DateTimeText
    claimed_at: DateTimeText | None
    door: Door
    actor: str
    actor_user_id: int | None
    undoes: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    text: Mapping[str, Any] | None


class Ledger(TypedDict):
    """A page of a chain, newest first; `next_cursor` is the `cursor` of the next one."""

    entries: list[LedgerEntry]
    next_cursor: str | None


class Verification(TypedDict):
    """Whether every chain of the company holds, and every table is what its entries say."""

    ok: bool
    chains: int
    entries: int
    problems: list[str]


def entry(found: EntryView, users: Users) -> LedgerEntry:
    """One entry as it was written."""
    return {
        "position": found.position,
        "kind": found.kind,
        "at": local_text(found.at, found.tz),
        "timezone": found.tz,
        "received_at": in_utc(found.received_at),
        "claimed_at": utc(found.claimed),
        "door": Door(found.door),
        "actor": found.actor_pseudonym,
        "actor_user_id": user(users, found.actor_id),
        "undoes": found.undoes,
        "before": found.before,
        "after": found.after,
        "text": found.payload,
    }
