"""The heads of chains: the newest entry of each, as values that other files can keep."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session

from timeclock.ledger.models import Chain, Entry

_AT_ONCE = 300  # places in one statement

_PLACE = and_(Entry.workspace_id == Chain.workspace_id, Entry.chain_id == Chain.id)
_HEADS = select(
    Chain.workspace_id, Chain.id, Chain.pseudonym, Entry.position, Entry.link, Entry.received_at
).join(Entry, and_(_PLACE, Entry.position == Chain.position))


class ChainHead(NamedTuple):
    """The newest entry of a chain. The pseudonym is random, so it names the chain everywhere."""

    workspace_id: int
    chain_id: int
    pseudonym: str
    position: int
    link: bytes
    received_at: datetime


class EntryPlace(NamedTuple):
    """Where an entry is."""

    workspace_id: int
    chain_id: int
    position: int


def heads_in(session: Session) -> dict[str, ChainHead]:
    """The head of each chain that has an entry, by pseudonym."""
    return {row.pseudonym: ChainHead(*row) for row in session.execute(_HEADS)}


def links_at(session: Session, places: Iterable[EntryPlace]) -> dict[EntryPlace, bytes]:
    """The link of the entry at each of these places."""
    columns = (Entry.workspace_id, Entry.chain_id, Entry.position)
    found: dict[EntryPlace, bytes] = {}
    for some in _batches(places):
        rows = session.execute(select(*columns, Entry.link).where(tuple_(*columns).in_(some)))
        found |= {EntryPlace(*row[:3]): row.link for row in rows}
    return found


def _batches(places: Iterable[EntryPlace]) -> Iterator[Sequence[EntryPlace]]:
    rest = iter(places)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def newest(heads: Iterable[ChainHead]) -> dict[str, ChainHead]:
    """The furthest head of each chain, by pseudonym."""
    found: dict[str, ChainHead] = {}
    for head in heads:
        known = found.get(head.pseudonym)
        if known is None or known.position < head.position:
            found[head.pseudonym] = head
    return found


def combined(heads: Iterable[ChainHead]) -> str:
    """One hash over all heads: SHA-256 of the lines "pseudonym position link" in order, hex."""
    lines = sorted(f"{head.pseudonym} {head.position} {head.link.hex()}\n" for head in heads)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
