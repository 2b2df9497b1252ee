"""Changing a company's rules of pay from a day on, and seeing before what that would do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.locks.locked_days import locked_day, read_locks
from timeclock.company.pay_rules.choices import CountedOver
from timeclock.company.pay_rules.rule_book import read_rule_book, store_version, stored_versions
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.company.workspaces.models import RuleVersion
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.queries import newest_of
from timeclock.ledger.recording import lock_workspace, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.hours.weeks import Period, week_of
from timeclock.worktime.shifts.undoing_decisions import demand_undoable, something_since
from timeclock.worktime.timesheets.approval.answering import entry_of
from timeclock.worktime.timesheets.approval.members_locked import lock_members
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets
from timeclock.worktime.timesheets.rule_changes.adjusted_days import demand_not_adjusted
from timeclock.worktime.timesheets.rule_changes.effects import Effect, compare
from timeclock.worktime.timesheets.rule_changes.sight import demand_in_sight, first_with_time
from timeclock.worktime.timesheets.rule_changes.versions import (
    book_without,
    demand_changeable,
    demand_untouched,
)

_DAY = timedelta(days=1)
_LATE = N_("That was more than a minute ago. Set the rules again instead.")
_RECENTLY = timedelta(days=92)


@transaction
def change_rules(
    tx: Transaction, actor: Actor, *, first_day: date, rules: PayRules, once: Once | None = None
) -> int:
    """Let other rules hold from a day on, until the next version's; returns the version's id.

    Raises Conflict `period_closed` where a day that they would touch is approved or closed,
    `adjusted` where a late change was paid by the old ones, `too_far_back` where more open days
    have time than a preview looks at, and `same_rules` where they hold already; Invalid for a day
    or rules that no company can want.
    """
    demand(actor, Permission.CHANGE_RULES)
    rules = replace(rules, counting=CountedOver.WORKDAYS)
    head = lock_workspace(tx, actor.workspace_id)
    before = entry_of(tx, actor, once)
    if before is not None:
        tx.discard()
        return int(before[1]["version"])
    lock_members(tx, actor.workspace_id)  # no sheet is approved while the rules under it change
    book = read_rule_book(tx.connection, actor.workspace_id)
    demand_changeable(read_locks(tx.connection, actor.workspace_id), book, first_day, rules)
    changed = book.with_version(Version(first_day, rules))
    demand_not_adjusted(tx.connection, actor.workspace_id, book, changed, first_day)
    demand_in_sight(tx.connection, actor.workspace_id, first_day, head.received_at)
    version_id = store_version(
        tx, actor.workspace_id, first_day, rules, actor.member_id, head.received_at
    )
    record(
        tx,
        head,
        kind="rules.changed",
        actor=actor,
        before=_facts(None, first_day, book.on(first_day)),
        after=_facts(version_id, first_day, rules),
        once=once,
    )
    return version_id


@transaction
def withdraw_rules(
    tx: Transaction, actor: Actor, *, version_id: int, once: Once | None = None
) -> None:
    """Take a version back, so that what held before it goes on.

    Raises NotFound, and Conflict `not_in_force`, `first_rules` for those that hold from the
    beginning, `period_closed` and `adjusted`.
    """
    demand(actor, Permission.CHANGE_RULES)
    head = lock_workspace(tx, actor.workspace_id)
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    lock_members(tx, actor.workspace_id)
    found = tx.session.get(RuleVersion, (actor.workspace_id, version_id))
    book = read_rule_book(tx.connection, actor.workspace_id)
    stored = _demand_withdrawable(found, book, version_id)
    first_day, before = stored.first_day, book.on(stored.first_day)
    demand_in_sight(tx.connection, actor.workspace_id, first_day, head.received_at)
    stored.withdrawn_at = head.received_at
    tx.session.flush()
    left = read_rule_book(tx.connection, actor.workspace_id)
    demand_untouched(read_locks(tx.connection, actor.workspace_id), book, left, first_day)
    demand_not_adjusted(tx.connection, actor.workspace_id, book, left, first_day)
    record(
        tx,
        head,
        kind="rules.withdrawn",
        actor=actor,
        before=_facts(version_id, first_day, before),
        after=_facts(None, first_day, left.on(first_day)),
        once=once,
    )


@transaction
def undo_withdrawal(
    tx: Transaction, actor: Actor, *, version_id: int, once: Once | None = None
) -> None:
    """Let a version hold again that the actor has taken back, within 60 s of its receipt.

    Raises NotFound, and Conflict `nothing_to_undo`, `undo_too_late`, `changed_since` where the
    rules were changed since, `period_closed` and `adjusted`.
    """
    demand(actor, Permission.CHANGE_RULES)
    head = lock_workspace(tx, actor.workspace_id)
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    lock_members(tx, actor.workspace_id)
    stored = tx.session.get(RuleVersion, (actor.workspace_id, version_id))
    if stored is None:
        raise rules_not_found()
    changes = ("rules.changed", "rules.withdrawn", "rules.undone")
    since = stored.withdrawn_at or head.received_at
    newest = newest_of(
        tx.connection, actor.workspace_id, head.chain_id, changes, since, lambda _: True
    )
    mine = newest_of(
        tx.connection,
        actor.workspace_id,
        head.chain_id,
        ("rules.withdrawn",),
        since,
        lambda entry: (entry.before or {}).get("version") == version_id,
    )
    decision = demand_undoable(actor, mine, head.received_at, late=_LATE)
    if newest is None or newest.position != decision.position:
        raise something_since()
    book, first_day = read_rule_book(tx.connection, actor.workspace_id), stored.first_day
    stored.withdrawn_at = None
    tx.session.flush()
    again = read_rule_book(tx.connection, actor.workspace_id)
    demand_untouched(read_locks(tx.connection, actor.workspace_id), book, again, first_day)
    demand_not_adjusted(tx.connection, actor.workspace_id, book, again, first_day)
    record(
        tx,
        head,
        kind="rules.undone",
        actor=actor,
        before=_facts(None, first_day, book.on(first_day)),
        after=_facts(version_id, first_day, again.on(first_day)),
        undoes=decision.position,
        once=once,
    )


def rules_not_found() -> NotFound:
    """The same words for a missing version and another company's."""
    return NotFound("rules_not_found", "These rules do not exist.")


def effect(workspace_id: int, first_day: date, rules: PayRules, now: datetime) -> Effect:
    """What `change_rules` would do to every open day until now; nothing is stored.

    Both sides are added up as every sheet is. Raises what `change_rules` would raise.
    """
    connection = db.session.connection()
    rules = replace(rules, counting=CountedOver.WORKDAYS)
    basis = read_basis(connection, workspace_id)
    demand_changeable(read_locks(connection, workspace_id), basis.book, first_day, rules)
    changed = basis.book.with_version(Version(first_day, rules))
    demand_not_adjusted(connection, workspace_id, basis.book, changed, first_day)
    demand_in_sight(connection, workspace_id, first_day, now)
    return _compared(connection, workspace_id, basis, changed, first_day, now)


def effect_of_withdrawal(workspace_id: int, version_id: int, now: datetime) -> Effect:
    """What `withdraw_rules` would do to every open day until now; nothing is stored.

    Raises what `withdraw_rules` would raise.
    """
    connection = db.session.connection()
    basis = read_basis(connection, workspace_id)
    found = db.session.get(RuleVersion, (workspace_id, version_id))
    first_day = _demand_withdrawable(found, basis.book, version_id).first_day
    left = book_without(stored_versions(workspace_id), version_id)
    demand_untouched(read_locks(connection, workspace_id), basis.book, left, first_day)
    demand_not_adjusted(connection, workspace_id, basis.book, left, first_day)
    demand_in_sight(connection, workspace_id, first_day, now)
    return _compared(connection, workspace_id, basis, left, first_day, now)


def _demand_withdrawable(
    stored: RuleVersion | None, book: RuleBook, version_id: int
) -> RuleVersion:
    """A version that is there, in force, and not the first of all."""
    if stored is None:
        raise rules_not_found()
    if version_id not in {version.id for version in book.versions}:
        raise Conflict("not_in_force", "These rules no longer apply.")
    if stored.first_day == ALWAYS:
        raise Conflict("first_rules", "The first rules cannot be undone, only changed.")
    return stored


def _compared(
    connection: Connection,
    workspace_id: int,
    basis: Basis,
    changed: RuleBook,
    first_day: date,
    now: datetime,
) -> Effect:
    after = now.date() + 2 * _DAY  # tomorrow has begun somewhere
    worked_from = first_with_time(connection, workspace_id, first_day)
    first = min(worked_from or max(first_day, after - _RECENTLY), after)
    # A day that begins late, or a week that is cut, can change a day before the first.
    read_from = min(week_of(first, basis.book).first, first - _DAY)
    before, then = (
        read_sheets(connection, workspace_id, None, read_from, after, now, basis=each)
        for each in (basis, replace(basis, book=changed))
    )
    near = [lock for lock in read_locks(connection, workspace_id) if lock.after > read_from]
    return compare(
        before,
        then,
        Period(first, after),
        first_day,
        (basis.book, changed),
        lambda member_id, day: locked_day(near, member_id, (day,)) is None,
    )


def _facts(version_id: int | None, first_day: date, rules: PayRules) -> Mapping[str, Json]:
    return {"version": version_id, "first_day": first_day.isoformat(), **rules.to_json()}
