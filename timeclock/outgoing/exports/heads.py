"""At which entries of the ledger a file was written."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, select

from timeclock.company.people.models import Member
from timeclock.ledger.entry import Json, canonical
from timeclock.ledger.models import Chain, Entry
from timeclock.names import sort_key

_HEADS = (
    select(
        Member.id,
        Member.name,
        Member.employee_number,
        Chain.pseudonym,
        Entry.position,
        Entry.link,
        Entry.received_at,
    )
    .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
    .outerjoin(
        Entry,
        and_(
            Entry.workspace_id == Chain.workspace_id,
            Entry.chain_id == Chain.id,
            Entry.position == Chain.position,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class MemberHead:
    """A member and the newest entry of the member's chain.

    `head` is the chain's link there in hex, empty while nothing was ever recorded; it means
    everything that came before.
    """

    member_id: int
    name: str
    number: str
    chain: str
    position: int
    head: str
    newest: datetime | None


def read_people(connection: Connection, workspace_id: int) -> tuple[MemberHead, ...]:
    """Everyone of the workspace by name, deactivated people too.

    Sorted here: databases differ in how they sort names, and a file must not.
    """
    rows = connection.execute(_HEADS.where(Member.workspace_id == workspace_id))
    people = (
        MemberHead(
            row.id,
            row.name,
            row.employee_number or "",
            row.pseudonym,
            row.position or 0,
            row.link.hex() if row.link else "",
            row.received_at,
        )
        for row in rows
    )
    return tuple(sorted(people, key=lambda each: (sort_key(each.name), each.member_id)))


def digest(people: Iterable[MemberHead]) -> str:
    """One hash over the heads of their chains, in hex."""
    heads: dict[str, Json] = {each.chain: [each.position, each.head] for each in people}
    return hashlib.sha256(canonical(heads).encode()).hexdigest()


def newest_entry(people: Iterable[MemberHead]) -> datetime | None:
    """When the last of their entries was received: what the ledger knows, it knows up to then."""
    return max((each.newest for each in people if each.newest is not None), default=None)
