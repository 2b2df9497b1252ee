"""Checking the ledger: every link, every position, every text that is still there."""

import hmac
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeclock.database import snapshot
from timeclock.ledger.entry import GENESIS, commitment, link
from timeclock.ledger.models import Chain, Entry, Payload
from timeclock.timekeeping import precise_text, utc_text


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found; no problems means that every chain holds from its first entry."""

    chains: int
    entries: int
    problems: tuple[str, ...]


def verify(workspace_id: int | None = None) -> Verified:
    """Check one workspace's chains, or all, in the application's database, punches going on."""
    with snapshot() as session:
        return verify_in(session, workspace_id)


def verify_in(session: Session, workspace_id: int | None = None) -> Verified:
    """Check one workspace's chains, or all, in any database (a copy, before it is put back).

    It shows that nothing was changed, dropped or put in between since the heads were written. It
    does not show that nobody rebuilt everything: for that, someone else has to keep a head.
    """
    chains = select(Chain).order_by(Chain.workspace_id, Chain.id)
    if workspace_id is not None:
        chains = chains.where(Chain.workspace_id == workspace_id)
    problems: list[str] = []
    count = checked = 0
    for chain in session.scalars(chains):
        count += 1
        name = f"workspace {chain.workspace_id}, chain {chain.pseudonym}"
        try:
            checked += _check_chain(session, chain, name, problems)
        except (DBAPIError, ValueError) as error:
            # A byte that flipped in the file may leave text that is none, or a page that is none.
            problems.append(f"{name}: cannot be read to its end ({error})")
    return Verified(count, checked, tuple(problems))


def _check_chain(session: Session, chain: Chain, name: str, problems: list[str]) -> int:
    head, expected = GENESIS, 0
    rows = session.execute(
        select(Entry, Payload)
        .outerjoin(
            Payload,
            (Payload.workspace_id == Entry.workspace_id)
            & (Payload.chain_id == Entry.chain_id)
            & (Payload.position == Entry.position),
        )
        .where(Entry.workspace_id == chain.workspace_id, Entry.chain_id == chain.id)
        .order_by(Entry.position)
        .execution_options(yield_per=1000)
    )
    for entry, payload in rows:
        expected += 1
        head = link(head, entry.body)
        faults = _faults(chain, entry, payload, head)
        problems += [f"{name}, entry {entry.position}: {fault}" for fault in faults]
        if entry.position != expected:
            problems.append(f"{name}: entry {expected} is missing")
            expected = entry.position
        # Go on from what is stored, so that one changed entry is reported once.
        head = entry.link
    if chain.position != expected:
        problems.append(f"{name}: ends at {expected} and should end at {chain.position}")
    return expected


def _faults(chain: Chain, entry: Entry, payload: Payload | None, head: bytes) -> list[str]:
    faults = []
    if not hmac.compare_digest(head, entry.link):
        faults.append("its link does not fit its content and the entry before")
    try:
        body = json.loads(entry.body)
        columns = {
            "workspace": entry.workspace_id,
            "chain": chain.pseudonym,
            "position": entry.position,
            "kind": entry.kind,
            "at": utc_text(entry.at),
            "received": precise_text(entry.received_at),
        }
        differ = [name for name, value in columns.items() if body[name] != value]
        bound = body["payload"]
    except (ValueError, KeyError, TypeError):
        return [*faults, "its content is not readable"]
    if differ:
        faults.append(f"its columns differ from its content ({', '.join(differ)})")
    if payload is not None and commitment(payload.salt, payload.content) != bound:
        faults.append("its text differs from what it committed to")
    return faults
