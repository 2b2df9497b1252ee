"""Adding, changing and archiving the kinds of break that a clock offers."""

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.facts import kind_facts
from timeclock.company.clocks.models import BreakKind
from timeclock.company.clocks.service import find_clock
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import UNCHANGED, Expected, Unchanged, demand_version
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import required


@transaction
def add_break_kind(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    name: str,
    paid: bool,
    minutes: int | None = None,
    pays_beyond: bool = False,
    once: Once | None = None,
) -> int:
    """Offer another kind of break at a clock and return its id.

    Raises Conflict `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    kind = BreakKind(
        workspace_id=actor.workspace_id,
        clock_id=clock_id,
        name=required(name, field="name"),
        paid=paid,
        minutes=_planned(minutes),
        pays_beyond=pays_beyond,
    )
    tx.session.add(kind)
    tx.session.flush()
    record(tx, head, kind="break_kind.added", actor=actor, after=kind_facts(kind), once=once)
    return kind.id


@transaction
def update_break_kind(
    tx: Transaction,
    actor: Actor,
    *,
    kind_id: int,
    name: str | None = None,
    paid: bool | None = None,
    minutes: int | None | Unchanged = UNCHANGED,
    pays_beyond: bool | None = None,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Change what is given of a kind of break; breaks already begun keep what they were."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    kind = find_break_kind(tx, actor.workspace_id, kind_id)
    before = kind_facts(kind)
    demand_version(expected, before)
    if name is not None:
        kind.name = required(name, field="name")
    if paid is not None:
        kind.paid = paid
    if minutes is not UNCHANGED:
        kind.minutes = _planned(minutes)
    if pays_beyond is not None:
        kind.pays_beyond = pays_beyond
    after = kind_facts(kind)
    if after == before:
        return tx.discard()
    record(tx, head, kind="break_kind.changed", actor=actor, before=before, after=after, once=once)


@transaction
def archive_break_kind(
    tx: Transaction,
    actor: Actor,
    *,
    kind_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Offer a kind of break no longer."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    kind = find_break_kind(tx, actor.workspace_id, kind_id)
    demand_version(expected, kind_facts(kind))
    if kind.archived_at is not None:
        return tx.discard()
    kind.archived_at = present()
    record(tx, head, kind="break_kind.archived", actor=actor, after=kind_facts(kind), once=once)


def find_break_kind(tx: Transaction, workspace_id: int, kind_id: int) -> BreakKind:
    """A kind of break of the workspace. Raises NotFound."""
    kind = tx.session.get(BreakKind, (workspace_id, kind_id))
    if kind is None:
        raise break_kind_not_found()
    return kind


def break_kind_not_found() -> NotFound:
    """The same words for a missing kind and for another clock's or company's."""
    return NotFound("break_kind_not_found", "This kind of break does not exist.")


def _planned(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= 480:
        raise Invalid("invalid_minutes", "Enter 1 to 480 minutes, or nothing.", field="minutes")
    return minutes
