"""Confirming a loss: the ledger records it with its numbers, and the anchor moves on."""

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.workspaces.models import Workspace
from timeclock.errors import Conflict
from timeclock.ledger.entry import Json
from timeclock.ledger.recording import lock_workspace, record
from timeclock.operations.anchor.comparing import ACCEPTED, Loss, MissingEntries
from timeclock.operations.anchor.installed import keeper
from timeclock.storage.transactions import Transaction, snapshot, transaction_in_read_only
from timeclock.timekeeping import precise_text


def current_loss() -> Loss | None:
    """What is missing now, of all companies. A terminal makes no anchor file by asking."""
    return keeper().compare(serving=False)


def accept_own_loss(actor: Actor) -> Loss:
    """An owner confirms what their company has lost.

    The server records again when every company that has lost something has confirmed. Raises
    Conflict where nothing is missing.
    """
    demand(actor, Permission.CHANGE_WORKSPACE)
    found = current_loss()
    own = found and found.of_workspaces({actor.workspace_id})
    if not own:
        raise _nothing_missing()
    _record(actor, own)
    keeper().compare(serving=False)
    return own


def accept_loss() -> Loss:
    """The operator confirms everything. Raises Conflict where nothing is missing."""
    found = current_loss()
    if found is None:
        raise _nothing_missing()
    record_acceptance(found)
    keeper().compare(serving=False, given_up=[each.head for each in found.missing])
    return found


def record_acceptance(found: Loss) -> None:
    """Write in each company's record what the operator has confirmed.

    A company that is not in the database has no record to write in.
    """
    for workspace_id in sorted({each.head.workspace_id for each in found.missing}):
        own = found.of_workspaces({workspace_id})
        if own is not None and _exists(workspace_id):
            _record(Actor.operator(workspace_id), own)


def _exists(workspace_id: int) -> bool:
    with snapshot() as session:
        return session.get(Workspace, workspace_id) is not None


@transaction_in_read_only
def _record(tx: Transaction, actor: Actor, own: Loss) -> None:
    head = lock_workspace(tx, actor.workspace_id)
    record(tx, head, kind=ACCEPTED, actor=actor, after=_facts(own))


def _facts(own: Loss) -> Json:
    return {
        "entries": own.entries,
        "since": precise_text(own.since),
        "until": precise_text(own.until),
        "chains": [_chain(each) for each in own.missing],
    }


def _chain(each: MissingEntries) -> Json:
    return {
        "chain": each.head.pseudonym,
        "kept": each.kept,
        "lost": each.head.position,
        "link": each.head.link.hex(),
        "received": precise_text(each.head.received_at),
    }


def _nothing_missing() -> Conflict:
    return Conflict("nothing_missing", "Nothing is missing. There is no loss to confirm.")
