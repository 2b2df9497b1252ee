"""Members: adding people to a company, their roles and numbers."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from timeclock.authority.actor import Actor, Door, Role
from timeclock.authority.permissions import Permission, demand, outranks
from timeclock.company.people.access import (
    KeysUndecided,
    end_access,
    end_links,
    revoke_keys,
    working_keys,
)
from timeclock.company.people.accounts import account_of, new_account_id, read_address
from timeclock.company.people.employee_numbers import free_number
from timeclock.company.people.facts import all_facts, called, member_facts
from timeclock.company.people.models import Account, Member
from timeclock.company.people.passwords import passwords
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.editing import UNCHANGED, Expected, Unchanged, demand_version
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, new_chain, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import required


@dataclass(frozen=True, slots=True)
class AddedMember:
    """A new member; `account_existed` says that the person had an account already."""

    member_id: int
    account_id: int
    account_existed: bool


@transaction
def add_member(
    tx: Transaction,
    actor: Actor,
    *,
    email: str,
    name: str,
    role: Role = Role.EMPLOYEE,
    employee_number: str | None = None,
    password: str | None = None,
    once: Once | None = None,
) -> AddedMember:
    """Add a person to the company; an account is made where the address has none.

    A password is set only on an account made here: no one but its owner sets that of one that
    exists. Raises Conflict when the person is a member already.
    """
    demand(actor, Permission.MANAGE_MEMBERS)
    if role is not Role.EMPLOYEE:
        demand(actor, Permission.CHANGE_ROLES)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    added = join(
        tx,
        actor.workspace_id,
        email=email,
        name=name,
        role=role,
        employee_number=employee_number,
        password=password,
        by_operator=actor.door is Door.TERMINAL,
    )
    member = find_member(tx.session, actor.workspace_id, added.member_id)
    record(
        tx,
        head,
        kind="member.added",
        actor=actor,
        after=member_facts(member),
        payload=called(member),
        once=once,
    )
    return added


def join(
    tx: Transaction,
    workspace_id: int,
    *,
    email: str,
    name: str,
    role: Role,
    employee_number: str | None = None,
    password: str | None = None,
    by_operator: bool = False,
) -> AddedMember:
    """Make the account (if none), the chain and the membership, under the caller's lock."""
    address, shown = read_address(email), required(name, field="name")
    now = present()
    account = account_of(tx.session, address)
    existed = account is not None
    if account is None:
        stored = passwords().hash(password) if password is not None else None
        account = Account(
            id=new_account_id(),
            email=address.typed,
            email_key=address.key,
            name=shown,
            password_hash=stored,
            created_at=now,
        )
        tx.session.add(account)
        tx.session.flush()
    elif password is not None:
        raise Conflict(
            "account_exists",
            "This account exists. Only the person it belongs to sets its password.",
            field="email",
        )
    demand_new(tx.session, workspace_id, account.id)
    member = Member(
        workspace_id=workspace_id,
        account_id=account.id,
        chain_id=new_chain(tx, workspace_id),
        name=shown,
        role_name=role.value,
        employee_number=free_number(tx.session, workspace_id, employee_number),
        joined_at=now,
        accepted_at=now if by_operator or password is not None else None,
    )
    tx.session.add(member)
    tx.session.flush()
    return AddedMember(member.id, account.id, existed)


def demand_new(session: Session, workspace_id: int, account_id: int) -> None:
    """Raise Conflict when the account is a member of the workspace already."""
    if session.scalar(
        select(Member.id).where(
            Member.workspace_id == workspace_id, Member.account_id == account_id
        )
    ):
        raise Conflict("already_member", "This person is already a member here.", field="email")


@transaction
def set_role(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    role: Role,
    revoke: bool | None = None,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Give a member another role. The last owner stays one.

    Links that the company issued for the person before end: anyone who holds one may have been
    above the old role and is not above the new one. A higher role lets the person's API keys do
    more: raises KeysUndecided unless `revoke` says whether they end.
    """
    demand(actor, Permission.CHANGE_ROLES)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = find_member(tx.session, actor.workspace_id, member_id)
    demand_version(expected, all_facts(member))
    if member.role is role:
        return tx.discard()
    if revoke is None and role.rank > member.role.rank:
        kept = working_keys(tx.connection, actor.workspace_id, member_id, head.received_at)
        if kept:
            raise KeysUndecided(kept)
    before = member.role_name
    if member.role is Role.OWNER:
        demand_another_owner(tx.session, member)
    member.role = role
    tx.session.flush()
    end_links(tx, actor.workspace_id, member_id, spare_operators=True)
    record(
        tx,
        head,
        kind="member.role_changed",
        actor=actor,
        before={"member": member_id, "role": before},
        after=member_facts(member),
        payload=called(member),
        once=once,
    )
    if revoke:
        revoke_keys(tx, actor, member_id)


@transaction
def update_member(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    name: str | None = None,
    employee_number: str | None | Unchanged = UNCHANGED,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Change what is given of how the company calls a person, and their number.

    Raises Outdated for a version that is not expected, and Conflict `already_done` when it comes a
    second time.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = manageable_member(tx.session, actor, member_id)
    demand_version(expected, all_facts(member))
    before = called(member)
    if name is not None:
        member.name = required(name, field="name")
    if employee_number is not UNCHANGED:
        member.employee_number = free_number(
            tx.session, actor.workspace_id, employee_number, except_id=member_id
        )
    after = called(member)
    if after == before:
        return tx.discard()
    record(
        tx,
        head,
        kind="member.changed",
        actor=actor,
        after=member_facts(member),
        payload={"before": before, "after": after},
        once=once,
    )


@transaction
def reactivate(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Let a deactivated member act again. Nothing that they got in with before works again."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = manageable_member(tx.session, actor, member_id)
    demand_version(expected, all_facts(member))
    if member.is_active:
        return tx.discard()
    member.deactivated_at = None
    record(
        tx,
        head,
        kind="member.reactivated",
        actor=actor,
        after=member_facts(member),
        payload=called(member),
        once=once,
    )
    end_access(tx, actor, member)


def find_member(session: Session, workspace_id: int, member_id: int) -> Member:
    """A member of the workspace. Raises NotFound, for another company's as for no one."""
    member = session.get(Member, (workspace_id, member_id))
    if member is None:
        raise member_not_found()
    return member


def manageable_member(session: Session, actor: Actor, member_id: int) -> Member:
    """A member that the actor may decide about: owners about all, executive managers below them."""
    demand(actor, Permission.MANAGE_MEMBERS)
    member = find_member(session, actor.workspace_id, member_id)
    if not outranks(actor, member.role) and member.id != actor.member_id:
        raise NotAllowed("not_allowed", "Only an owner can do this for this person.")
    return member


def demand_another_owner(session: Session, member: Member) -> None:
    """Raise Conflict when this member is the only owner who can still act."""
    others = session.scalar(
        select(func.count())
        .select_from(Member)
        .where(
            Member.workspace_id == member.workspace_id,
            Member.id != member.id,
            Member.role_name == Role.OWNER.value,
            Member.deactivated_at.is_(None),
            Member.accepted_at.is_not(None),
        )
    )
    if not others:
        raise Conflict("last_owner", "There must be at least one owner.")


def member_not_found() -> NotFound:
    """The same words for a missing member and for another company's."""
    return NotFound("member_not_found", "This person does not exist here.")
