"""What an anchor knows that a database does not have."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from timeclock.ledger.heads import ChainHead, EntryPlace, links_at
from timeclock.ledger.models import Chain, Entry

ACCEPTED = "loss.accepted"


@dataclass(frozen=True, slots=True)
class MissingEntries:
    """Entries of one chain that are missing: those after position `kept` up to `head.position`.

    `last_kept_at` is None where nothing is left of the chain. `replaced` says that the database
    has another entry at the head's position, so that more than this one may be missing.
    """

    head: ChainHead
    kept: int
    last_kept_at: datetime | None
    replaced: bool = False

    @property
    def count(self) -> int:
        """How many, at least."""
        return self.head.position - self.kept


@dataclass(frozen=True, slots=True)
class Loss:
    """All that is missing. `since` is the last moment from which everything is there, `until` the
    moment of the newest entry that is missing."""

    missing: tuple[MissingEntries, ...]
    since: datetime
    until: datetime

    @property
    def entries(self) -> int:
        """How many entries are missing, at least."""
        return sum(each.count for each in self.missing)

    @property
    def chains(self) -> frozenset[str]:
        """The pseudonyms of the chains."""
        return frozenset(each.head.pseudonym for each in self.missing)

    def of_workspaces(self, workspace_ids: Collection[int]) -> "Loss | None":
        """The part of these companies, within the same moments."""
        own = tuple(each for each in self.missing if each.head.workspace_id in workspace_ids)
        return Loss(own, self.since, self.until) if own else None


def loss(
    session: Session, anchored: Iterable[ChainHead], heads: Mapping[str, ChainHead]
) -> Loss | None:
    """What is missing in the session's database, whose heads are `heads`."""
    found: list[MissingEntries] = []
    passed: dict[EntryPlace, ChainHead] = {}
    for known in anchored:
        head = heads.get(known.pseudonym)
        if head is None:
            found.append(MissingEntries(known, 0, None))
        elif head.position < known.position:
            found.append(MissingEntries(known, head.position, head.received_at))
        elif head.position > known.position:
            passed[EntryPlace(head.workspace_id, head.chain_id, known.position)] = known
        elif head.link != known.link:
            found.append(_replaced(session, known, head))
    links = links_at(session, passed)
    for place, known in passed.items():
        if links.get(place) != known.link:
            found.append(_replaced(session, known, heads[known.pseudonym]))
    return _dated(found, heads.values()) if found else None


def unaccepted(session: Session, found: Loss, given_up: Collection[ChainHead] = ()) -> Loss | None:
    """What is left of a loss without what the ledger says was accepted, and what is given up."""
    known = _accepted(session)
    left = tuple(
        each
        for each in found.missing
        if each.head not in given_up
        and not any(kept < each.head.position <= lost for kept, lost in known[each.head.pseudonym])
    )
    return Loss(left, found.since, found.until) if left else None


def _accepted(session: Session) -> Mapping[str, Collection[tuple[int, int]]]:
    """By pseudonym, the last position that was kept and the last that was lost, each time."""
    bodies = session.scalars(
        select(Entry.body)
        .join(Chain, and_(Chain.workspace_id == Entry.workspace_id, Chain.id == Entry.chain_id))
        .where(Chain.for_workspace, Entry.kind == ACCEPTED)
    )
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for body in bodies:
        for chain in json.loads(body)["after"]["chains"]:
            found[chain["chain"]].append((chain["kept"], chain["lost"]))
    return found


def _replaced(session: Session, known: ChainHead, head: ChainHead) -> MissingEntries:
    kept = known.position - 1
    moment = session.scalar(
        select(Entry.received_at).where(
            Entry.workspace_id == head.workspace_id,
            Entry.chain_id == head.chain_id,
            Entry.position == kept,
        )
    )
    return MissingEntries(known, kept, moment, replaced=True)


def _dated(found: list[MissingEntries], heads: Collection[ChainHead]) -> Loss:
    lost = [each.head.received_at for each in found]
    newest = max((head.received_at for head in heads), default=None)
    if newest is not None and newest <= min(lost):
        since = newest  # the end is missing, as after a lost log
    else:
        since = min(each.last_kept_at or each.head.received_at for each in found)
    order = sorted(found, key=lambda each: (each.head.workspace_id, each.head.chain_id))
    return Loss(tuple(order), since, max(lost))
