"""The verification: one check for the terminal, the API, the page and backups.

Each chain is read once, in order. Its links are checked on the way and the replays of its entries
build the rows that it describes, which are then compared with the tables. So memory is bounded by
the longest chain, and time grows with the number of entries.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeclock.company.people.models import Member
from timeclock.errors import ProductError
from timeclock.ledger.entry import unmarked
from timeclock.ledger.models import Chain, Entry, Payload
from timeclock.ledger.verification import ChainCheck, Verified, entry_fault
from timeclock.messages import N_, CountedSentence, Sentence
from timeclock.operations.verifying.baselines import VERB, replay_baseline
from timeclock.operations.verifying.comparing import differences
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.registry import SUBJECTS
from timeclock.operations.verifying.told import EntryFacts
from timeclock.storage.transactions import snapshot

# Problems of one kind that are named; the rest is counted.
MOST_NAMED = 20
_AT_ONCE = 500
_HEARING = {
    (of_member, word): tuple(
        each for each in SUBJECTS if word in each.hears and each.of_member is of_member
    )
    for of_member in (False, True)
    for word in {word for each in SUBJECTS for word in each.hears}
}
_CHAINS = select(
    Chain.workspace_id, Chain.id, Chain.pseudonym, Chain.position, Chain.for_workspace
).order_by(Chain.workspace_id, Chain.for_workspace.desc(), Chain.id)
_ENTRIES = (
    select(
        Entry.position,
        Entry.kind,
        Entry.at,
        Entry.received_at,
        Entry.actor_id,
        Entry.body,
        Entry.link,
        Payload.salt,
        Payload.content,
    )
    .outerjoin(
        Payload,
        and_(
            Payload.workspace_id == Entry.workspace_id,
            Payload.chain_id == Entry.chain_id,
            Payload.position == Entry.position,
        ),
    )
    .order_by(Entry.position)
    .execution_options(yield_per=_AT_ONCE)
)


def verify(workspace_id: int | None = None) -> Verified:
    """Check one company, or all, in the application's database, while punches go on."""
    with snapshot() as session:
        return verify_in(session, workspace_id)


def verify_in(session: Session, workspace_id: int | None = None) -> Verified:
    """Check one company, or all, in any database (a copy, before it is restored)."""
    if workspace_id is None:
        return _verify(session, _CHAINS)
    return _verify(session, _CHAINS.where(Chain.workspace_id == workspace_id))


def verify_companies(session: Session) -> Verified:
    """Check the chains of all companies with what they describe, and no member's."""
    return _verify(session, _CHAINS.where(Chain.for_workspace))


def _verify(session: Session, query: Select[int, int, str, int, bool]) -> Verified:
    found, entries, company = _Problems(), 0, _Company(0)
    chains = session.execute(query).all()
    for chain in chains:
        if chain.workspace_id != company.workspace_id:
            company = _read_company(session, chain.workspace_id)
        entries += _check_chain(session, chain, company, found)
    return Verified(len(chains), entries, found.named())


@dataclass(frozen=True, slots=True)
class _Company:
    workspace_id: int
    members: Mapping[int, int] = field(default_factory=dict)
    pseudonyms: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Problems:
    """Sentences by what they are about, the first ones of each."""

    sentences: list[Sentence] = field(default_factory=list)
    counted: Counter[Sentence] = field(default_factory=Counter)

    def add(self, about: Sentence, sentence: Sentence) -> None:
        self.counted[about] += 1
        if self.counted[about] <= MOST_NAMED:
            self.sentences.append(sentence)

    def named(self) -> tuple[Sentence, ...]:
        more = (
            CountedSentence(
                "%(about)s: %(num)s more problem",
                "%(about)s: %(num)s more problems",
                count - MOST_NAMED,
                about=about,
            )
            for about, count in self.counted.items()
            if count > MOST_NAMED
        )
        return (*self.sentences, *more)


def _read_company(session: Session, workspace_id: int) -> _Company:
    rows = session.execute(
        select(Member.id, Member.chain_id, Chain.pseudonym)
        .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
        .where(Member.workspace_id == workspace_id)
    ).all()
    return _Company(
        workspace_id,
        {row.chain_id: row.id for row in rows},
        {row.id: row.pseudonym for row in rows},
    )


def _check_chain(session: Session, chain: Any, company: _Company, found: _Problems) -> int:
    check = ChainCheck(chain.workspace_id, chain.pseudonym, chain.position, company.pseudonyms)
    member_id = company.members.get(chain.id)
    book = Book(chain.workspace_id, member_id, of_member=not chain.for_workspace)
    query = _ENTRIES.where(Entry.workspace_id == chain.workspace_id, Entry.chain_id == chain.id)
    try:
        for row in session.execute(query):
            body = check.read(row)
            for fault in _replay(book, row, body, chain.pseudonym):
                found.add(check.name, fault)
        check.finish()
    except (DBAPIError, ValueError) as error:
        # A byte that flipped in the file may leave text that is none, or a page that is none.
        text = N_("%(chain)s: cannot be read to its end (%(error)s)")
        check.faults.append(Sentence(text, chain=check.name, error=error))
    for fault in check.faults:
        found.add(check.name, fault)
    _compare(session, chain, book, found)
    return check.reached


def _replay(book: Book, row: Any, body: Mapping[str, Any] | None, chain: str) -> Iterator[Sentence]:
    """Go on by one entry; yields what is wrong with it."""
    try:
        entry = _entry_facts(row, body or {})
        if entry.kind.endswith(VERB):
            yield from replay_baseline(book, entry, chain)
            return
        for subject in _HEARING.get((book.of_member, entry.subject), ()):
            fault = subject.replay(book, entry)
            if fault:
                yield entry_fault(book.workspace_id, chain, row.position, Sentence(fault))
    except (ProductError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        yield entry_fault(book.workspace_id, chain, row.position, Sentence("cannot be replayed"))


def _entry_facts(row: Any, body: Mapping[str, Any]) -> EntryFacts:
    return EntryFacts(
        position=row.position,
        kind=row.kind,
        at=row.at,
        received_at=row.received_at,
        actor_id=row.actor_id,
        undoes=body["undoes"],
        corrects=body["corrects"],
        before=body["before"],
        after=unmarked(body["after"] or {}),
        said=json.loads(row.content) if row.content is not None else {},
        erased=row.content is None and body["payload"] is not None,
    )


def _compare(session: Session, chain: Any, book: Book, found: _Problems) -> None:
    described = [each for each in SUBJECTS if each.of_member is book.of_member]
    for subject in described:
        if subject.finish is not None:
            subject.finish(book)
    for subject in described:
        about = Sentence(
            "workspace %(workspace)s, table %(table)s",
            workspace=chain.workspace_id,
            table=subject.name,
        )
        try:
            for sentence in differences(session, subject, book, chain.pseudonym):
                found.add(about, sentence)
        except (DBAPIError, ValueError) as error:
            text = Sentence("%(table)s: cannot be read (%(error)s)", table=about, error=error)
            found.add(about, text)
