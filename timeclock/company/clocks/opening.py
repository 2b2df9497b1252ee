"""The first visit: a company, its owner and its first clock, all or nothing."""

from dataclasses import dataclass

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import put_at_clock
from timeclock.company.clocks.service import open_clock
from timeclock.company.people.links import LinkUse, link_not_found, use_link
from timeclock.company.workspaces.models import Workspace
from timeclock.company.workspaces.service import open_workspace
from timeclock.ledger.recording import lock_workspace
from timeclock.storage.transactions import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Opened:
    """A server that has just been set up."""

    workspace_id: int
    member_id: int
    account_id: int
    clock_id: int


@transaction
def set_up(
    tx: Transaction,
    token: str,
    *,
    company: str,
    zone: str,
    owner_name: str,
    owner_email: str,
    password: str,
    clock_name: str,
) -> Opened:
    """Use up the setup link and open the company; its owner may clock in at once.

    Raises NotFound when the link does not work any more, or a company was opened meanwhile.
    """
    use_link(tx.session, token, LinkUse.SETUP)
    if tx.session.scalar(select(Workspace.id).limit(1)) is not None:
        raise link_not_found()
    created = open_workspace(tx, company, zone, owner_email, owner_name, password)
    actor = Actor.operator(created.workspace_id)
    head = lock_workspace(tx, created.workspace_id)
    clock_id = open_clock(tx, head, actor, clock_name, zone)
    put_at_clock(tx, actor, clock_id, created.member_id, manages=True)
    return Opened(created.workspace_id, created.member_id, created.account_id, clock_id)
