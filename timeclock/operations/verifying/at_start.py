"""What a server verifies before it serves: little, and no more for a longer history.

The newest entry of each chain has to fit its head and the entry before. The chains of companies,
which grow with settings and not with punches, are verified whole together with their tables, as
long as they are short. The rest is for `flask ledger verify`.
"""

from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from timeclock.ledger.models import Chain, Entry, Payload
from timeclock.ledger.verification import ChainCheck
from timeclock.messages import Sentence
from timeclock.operations.verifying.checking import verify_companies
from timeclock.storage.transactions import snapshot

MOST_CHAINS = 5_000
MOST_ENTRIES = 1_000
_before = aliased(Entry)
_HEADS = (
    select(
        Chain.workspace_id,
        Chain.pseudonym,
        Chain.position.label("end"),
        Entry.position,
        Entry.kind,
        Entry.at,
        Entry.received_at,
        Entry.actor_id,
        Entry.body,
        Entry.link,
        Payload.salt,
        Payload.content,
        _before.link.label("link_before"),
        select(func.max(Entry.position))
        .where(Entry.workspace_id == Chain.workspace_id, Entry.chain_id == Chain.id)
        .correlate(Chain)
        .scalar_subquery()
        .label("newest"),
    )
    .outerjoin(
        Entry,
        and_(
            Entry.workspace_id == Chain.workspace_id,
            Entry.chain_id == Chain.id,
            Entry.position == Chain.position,
        ),
    )
    .outerjoin(
        _before,
        and_(
            _before.workspace_id == Chain.workspace_id,
            _before.chain_id == Chain.id,
            _before.position == Chain.position - 1,
        ),
    )
    .outerjoin(
        Payload,
        and_(
            Payload.workspace_id == Entry.workspace_id,
            Payload.chain_id == Entry.chain_id,
            Payload.position == Entry.position,
        ),
    )
    .order_by(Chain.workspace_id, Chain.id)
    .limit(MOST_CHAINS)
)


def glance() -> tuple[Sentence, ...]:
    """The problems that show at a glance, in the words of the whole verification."""
    try:
        with snapshot() as session:
            heads = [fault for row in session.execute(_HEADS) for fault in _faults(row)]
            return (*heads, *_of_companies(session))
    except (DBAPIError, ValueError) as error:
        return (Sentence("the ledger cannot be read (%(error)s)", error=error),)


def _faults(row: Any) -> list[Sentence]:
    """Whether a chain ends where its head says, with an entry that fits."""
    check = ChainCheck(row.workspace_id, row.pseudonym, row.end, None)
    check.reached = row.newest or 0
    if row.position is not None and row.newest == row.end:
        check.go_on_from(row.end - 1, row.link_before)
        check.read(row)
    check.finish()
    return check.faults


def _of_companies(session: Session) -> tuple[Sentence, ...]:
    entries = session.scalar(select(func.sum(Chain.position)).where(Chain.for_workspace))
    return verify_companies(session).problems if (entries or 0) <= MOST_ENTRIES else ()
