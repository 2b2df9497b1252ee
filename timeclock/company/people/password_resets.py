"""Password resets: a member sets a new password by a link."""

from datetime import UTC, datetime

from timeclock.authority.actor import Actor, Door
from timeclock.company.people.accounts import account_by_id
from timeclock.company.people.links import (
    LinkUse,
    active_member,
    demand_nowhere_else,
    issue_link,
    use_link,
)
from timeclock.company.people.passwords import passwords
from timeclock.company.people.sessions import end_sessions
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import demand_first_time, lock_workspace
from timeclock.storage.transactions import Transaction, transaction


@transaction
def issue_reset(tx: Transaction, actor: Actor, *, member_id: int, once: Once | None = None) -> str:
    """A link by which a member sets a new password.

    Only the terminal may do so for a person who is a member elsewhere too: one company must not
    open another's door.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = active_member(tx.session, actor, member_id)
    if actor.door is not Door.TERMINAL:
        demand_nowhere_else(tx.session, member, accepted=False)
    if member.id == actor.member_id:
        # A session left open must not be enough to take an account over.
        raise Conflict("own_password", "Change your own password under My settings.")
    if member.accepted_at is None:
        raise Conflict("not_accepted", "This person has not accepted the invitation yet.")
    return issue_link(tx, actor, head, LinkUse.RESET, member, once)


@transaction
def reset_password(tx: Transaction, token: str, *, password: str) -> int:
    """Set a new password by a link, end every session, and return the account's id.

    Raises Conflict for a person who has become a member elsewhere since the link was made.
    """
    link = use_link(tx.session, token, LinkUse.RESET)
    if not link.by_operator:
        demand_nowhere_else(tx.session, link, accepted=False)
    account = account_by_id(tx.session, link.account_id or 0)
    account.password_hash = passwords().hash(password)
    account.password_changed_at = datetime.now(UTC)
    end_sessions(tx, account.id)
    return account.id
