"""A loss in words: for the log by numbers, for people by names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.company.people.models import Member
from timeclock.company.workspaces.models import Workspace
from timeclock.ledger.models import Chain
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


def summary(found: Loss) -> str:
    """One sentence with the numbers."""
    noun, verb = ("entry", "is") if found.entries == 1 else ("entries", "are")
    what = f"{found.entries:,} {noun} {verb} missing from the database"
    newest = f"the newest that is missing was recorded at {utc_text(found.until)}."
    if all(each.kept == 0 for each in found.missing):
        return f"{what}: nothing is left of their chains, {newest}"
    return f"{what}: all is there up to {utc_text(found.since)}, {newest}"


def named_lines(found: Loss, whose: Mapping[str, ChainOwner]) -> list[str]:
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


def numbered_lines(found: Loss, whose: Mapping[str, ChainOwner]) -> list[str]:
    """A line for each chain, without names: a log is read by more people."""
    return [
        _line(each, _number(each, whose.get(each.head.pseudonym, UNKNOWN)))
        for each in found.missing
    ]


def _line(each: MissingEntries, who: str) -> str:
    first, last = each.kept + 1, each.head.position
    which = f"entry {last}" if first == last else f"entries {first} to {last}"
    if each.replaced:
        return f"{who}: {which} (the database has another one there, and earlier ones may differ)"
    return f"{who}: {each.count:,} missing, {which}"


def _name(each: MissingEntries, owner: ChainOwner) -> str:
    company = owner.workspace_name or f"company {each.head.workspace_id}"
    if owner.for_workspace:
        return f"{company}, the company's own record"
    if owner.member_id is None:
        return f"{company}, someone who is not in the database (chain {each.head.chain_id})"
    return f"{company}, {owner.member_name} (member {owner.member_id})"


def _number(each: MissingEntries, owner: ChainOwner) -> str:
    company = f"company {each.head.workspace_id}"
    if owner.for_workspace:
        return f"{company}, its own record"
    if owner.member_id is None:
        return f"{company}, chain {each.head.chain_id}, which is not in the database"
    return f"{company}, member {owner.member_id}"
