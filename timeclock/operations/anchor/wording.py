"""A loss in words: for the log by numbers, for people by names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.company.people.models import Member
from timeclock.company.workspaces.models import Workspace
from timeclock.ledger.models import Chain
from timeclock.messages import CountedSentence, LargeNumber, Sentence
from timeclock.operations.anchor.comparing import Loss, MissingEntries
from timeclock.timekeeping import utc_text


@dataclass(frozen=True, slots=True)
class ChainOwner:
    """Whose chain it is: a company, and a member of it unless the chain is the company's own.

    Names are None where the database does not have the row (any more).
    """

    workspace_name: str | None
    member_id: int | None
    member_name: str | None
    for_workspace: bool


UNKNOWN = ChainOwner(None, None, None, for_workspace=False)


def owners(session: Session, missing: Iterable[MissingEntries]) -> dict[str, ChainOwner]:
    """Whose the chains are, by pseudonym, as far as the session's database knows."""
    found: dict[str, ChainOwner] = {}
    for each in missing:
        row = session.execute(
            select(Workspace.name, Member.id, Member.name, Chain.for_workspace)
            .select_from(Workspace)
            .outerjoin(
                Chain,
                (Chain.workspace_id == Workspace.id) & (Chain.pseudonym == each.head.pseudonym),
            )
            .outerjoin(
                Member, (Member.workspace_id == Chain.workspace_id) & (Member.chain_id == Chain.id)
            )
            .where(Workspace.id == each.head.workspace_id)
        ).first()
        if row is not None:
            found[each.head.pseudonym] = ChainOwner(row[0], row[1], row[2], bool(row[3]))
    return found


def summary(found: Loss) -> Sentence:
    """One sentence with the numbers."""
    until, number = utc_text(found.until), LargeNumber(found.entries)
    if all(each.kept == 0 for each in found.missing):
        return CountedSentence(
            "%(number)s entry is missing from the database: nothing is left of its chain, the "
            "newest that is missing was recorded at %(until)s.",
            "%(number)s entries are missing from the database: nothing is left of their chains, "
            "the newest that is missing was recorded at %(until)s.",
            found.entries,
            number=number,
            until=until,
        )
    return CountedSentence(
        "%(number)s entry is missing from the database: all is there up to %(since)s, the newest "
        "that is missing was recorded at %(until)s.",
        "%(number)s entries are missing from the database: all is there up to %(since)s, the "
        "newest that is missing was recorded at %(until)s.",
        found.entries,
        number=number,
        since=utc_text(found.since),
        until=until,
    )


def named_lines(found: Loss, whose: Mapping[str, ChainOwner]) -> list[Sentence]:
    """A line for each chain, with names."""
    return [
        _line(each, _name(each, whose.get(each.head.pseudonym, UNKNOWN))) for each in found.missing
    ]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """What a page shows of one chain; without a name the person is not in the database."""

    name: str | None
    for_workspace: bool
    count: int
    replaced: bool


def named_rows(found: Loss, whose: Mapping[str, ChainOwner]) -> list[MissingRow]:
    """A row for each chain."""
    rows = []
    for each in found.missing:
        owner = whose.get(each.head.pseudonym, UNKNOWN)
        rows.append(MissingRow(owner.member_name, owner.for_workspace, each.count, each.replaced))
    return rows


def numbered_lines(found: Loss, whose: Mapping[str, ChainOwner]) -> list[Sentence]:
    """A line for each chain, without names: a log is read by more people."""
    return [
        _line(each, _number(each, whose.get(each.head.pseudonym, UNKNOWN)))
        for each in found.missing
    ]


def _line(each: MissingEntries, whose: Sentence) -> Sentence:
    first, last = each.kept + 1, each.head.position
    values = {"whose": whose, "first": first, "last": last}
    if not each.replaced:
        return CountedSentence(
            "%(whose)s: %(number)s missing, entry %(last)s",
            "%(whose)s: %(number)s missing, entries %(first)s to %(last)s",
            each.count,
            number=LargeNumber(each.count),
            **values,
        )
    return CountedSentence(
        "%(whose)s: entry %(last)s (the database has another one there, and earlier ones may "
        "differ)",
        "%(whose)s: entries %(first)s to %(last)s (the database has another one there, and earlier "
        "ones may differ)",
        last - first + 1,
        **values,
    )


def _name(each: MissingEntries, owner: ChainOwner) -> Sentence:
    company = owner.workspace_name or Sentence("company %(number)s", number=each.head.workspace_id)
    if owner.for_workspace:
        return Sentence("%(company)s, the company's own record", company=company)
    if owner.member_id is None:
        return Sentence(
            "%(company)s, someone who is not in the database (chain %(chain)s)",
            company=company,
            chain=each.head.chain_id,
        )
    return Sentence(
        "%(company)s, %(name)s (member %(member)s)",
        company=company,
        name=owner.member_name,
        member=owner.member_id,
    )


def _number(each: MissingEntries, owner: ChainOwner) -> Sentence:
    company = each.head.workspace_id
    if owner.for_workspace:
        return Sentence("company %(company)s, its own record", company=company)
    if owner.member_id is None:
        return Sentence(
            "company %(company)s, chain %(chain)s, which is not in the database",
            company=company,
            chain=each.head.chain_id,
        )
    return Sentence(
        "company %(company)s, member %(member)s", company=company, member=owner.member_id
    )
