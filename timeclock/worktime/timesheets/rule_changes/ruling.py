"""Changing a company's rules of pay from a day on, and seeing before what that would do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.service import clock_not_found, find_clock
from timeclock.company.pay_rules.rule_book import read_rule_books, store_version, stored_versions
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBooks
from timeclock.company.workspaces.models import RuleVersion
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.queries import newest_of
from timeclock.ledger.recording import EntryContext, lock_workspace, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.shifts.undoing_decisions import demand_undoable, something_since
from timeclock.worktime.timesheets.approval.answering import entry_of
from timeclock.worktime.timesheets.approval.members_locked import lock_members
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange
from timeclock.worktime.timesheets.rule_changes.comparing import compared
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.sight import demand_in_sight
from timeclock.worktime.timesheets.rule_changes.versions import (
    books_without,
    changed_books,
    demand_changeable,
    demand_untouched,
    ids_in_force,
)

_DAY = timedelta(days=1)
_LATE = N_("That was more than a minute ago. Set the rules again instead.")
_RECENTLY = timedelta(days=92)


@transaction
def change_rules(
    tx: Transaction,
    actor: Actor,
    *,
    first_day: date,
    rules: PayRules,
    clock_id: int | None = None,
    once: Once | None = None,
) -> int:
    """Let other rules hold from a day on, until the next version's; returns the version's id.

    They are the company's, or with a `clock_id` those of the people whose home clock it is.

    Raises Conflict `period_closed` where a day that they would touch is approved or closed,
    `adjusted` where a late change was paid by the old ones, `too_far_back` where more open days
    have time than a preview looks at, and `same_rules` where they hold already; NotFound for a
    clock that does not exist; Invalid for a day or rules that no company can want, and
    `company_rule` for a clock's rule that only the company has.
    """
    demand(actor, Permission.CHANGE_RULES)
    rules = rules.as_set_now
    head = lock_workspace(tx, actor.workspace_id)
    before = entry_of(tx, actor, once)
    if before is not None:
        tx.discard()
        return int(before[1]["version"])
    lock_members(tx, actor.workspace_id)  # no sheet is approved while the rules under it change
    if clock_id is not None:
        find_clock(tx, actor.workspace_id, clock_id)
    books = read_rule_books(tx.connection, actor.workspace_id, every_home=True)
    change = RuleChange(
        books, changed_books(books, first_day, rules, clock_id), clock_id, first_day
    )
    demand_changeable(tx.connection, actor.workspace_id, change, rules)
    demand_in_sight(tx.connection, actor.workspace_id, first_day, head.received_at)
    version_id = store_version(
        tx, actor.workspace_id, first_day, rules, actor.member_id, head.received_at, clock_id
    )
    record(
        tx,
        head,
        kind="rules.changed",
        actor=actor,
        before=_facts(None, change, change.rules_before),
        after=_facts(version_id, change, rules),
        once=once,
    )
    return version_id


@transaction
def withdraw_rules(
    tx: Transaction, actor: Actor, *, version_id: int, once: Once | None = None
) -> None:
    """Withdraw a version: the rules before it apply again.

    Raises NotFound, and Conflict `not_in_force`, `first_rules` for those that hold from the
    beginning, `period_closed` and `adjusted`.
    """
    demand(actor, Permission.CHANGE_RULES)
    head = lock_workspace(tx, actor.workspace_id)
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    lock_members(tx, actor.workspace_id)
    found = tx.session.get(RuleVersion, (actor.workspace_id, version_id))
    books = read_rule_books(tx.connection, actor.workspace_id)
    stored = _demand_withdrawable(found, books, version_id)
    demand_in_sight(tx.connection, actor.workspace_id, stored.first_day, head.received_at)
    change = _set_withdrawn(tx, stored, books, head.received_at)
    record(
        tx,
        head,
        kind="rules.withdrawn",
        actor=actor,
        before=_facts(version_id, change, change.rules_before),
        after=_facts(None, change, change.rules_after),
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
    books = read_rule_books(tx.connection, actor.workspace_id)
    change = _set_withdrawn(tx, stored, books, None)
    record(
        tx,
        head,
        kind="rules.undone",
        actor=actor,
        before=_facts(None, change, change.rules_before),
        after=_facts(version_id, change, change.rules_after),
        context=EntryContext(undoes=decision.position),
        once=once,
    )


def _set_withdrawn(
    tx: Transaction, stored: RuleVersion, books: RuleBooks, moment: datetime | None
) -> RuleChange:
    """Withdraw a version, or let it apply again (None); returns what changes by that.

    Raises Conflict `period_closed` and `adjusted` where the days that change are paid already.
    """
    stored.withdrawn_at = moment
    tx.session.flush()
    changed = read_rule_books(tx.connection, stored.workspace_id)
    change = RuleChange(books, changed, stored.clock_id, stored.first_day)
    demand_untouched(tx.connection, stored.workspace_id, change)
    return change


def rules_not_found() -> NotFound:
    """The same words for a missing version and another company's."""
    return NotFound("rules_not_found", "These rules do not exist.")


def effect(
    workspace_id: int,
    first_day: date,
    rules: PayRules,
    now: datetime,
    clock_id: int | None = None,
) -> Effect:
    """What `change_rules` would do to every open day until now; nothing is stored.

    Both sides are added up as every sheet is. Raises what `change_rules` would raise.
    """
    connection = db.session.connection()
    rules = rules.as_set_now
    books = read_rule_books(connection, workspace_id, every_home=True)
    basis = replace(read_basis(connection, workspace_id), books=books)
    if clock_id is not None and clock_id not in basis.zones.present:
        raise clock_not_found()
    after = changed_books(basis.books, first_day, rules, clock_id)
    change = RuleChange(basis.books, after, clock_id, first_day)
    demand_changeable(connection, workspace_id, change, rules)
    demand_in_sight(connection, workspace_id, first_day, now)
    return compared(connection, workspace_id, basis, change, now)


def effect_of_withdrawal(workspace_id: int, version_id: int, now: datetime) -> Effect:
    """What `withdraw_rules` would do to every open day until now; nothing is stored.

    Raises what `withdraw_rules` would raise.
    """
    connection = db.session.connection()
    basis = read_basis(connection, workspace_id)
    found = db.session.get(RuleVersion, (workspace_id, version_id))
    stored = _demand_withdrawable(found, basis.books, version_id)
    versions = stored_versions(workspace_id, stored.clock_id)
    left = books_without(basis.books, versions, version_id, stored.clock_id)
    change = RuleChange(basis.books, left, stored.clock_id, stored.first_day)
    demand_untouched(connection, workspace_id, change)
    demand_in_sight(connection, workspace_id, stored.first_day, now)
    return compared(connection, workspace_id, basis, change, now)


def _demand_withdrawable(
    stored: RuleVersion | None, books: RuleBooks, version_id: int
) -> RuleVersion:
    """A version that is there, in force, and not the company's first of all."""
    if stored is None:
        raise rules_not_found()
    if version_id not in ids_in_force(books, stored.clock_id):
        raise Conflict("not_in_force", "These rules no longer apply.")
    if stored.first_day == ALWAYS and stored.clock_id is None:
        raise Conflict("first_rules", "The first rules cannot be undone, only changed.")
    return stored


def _facts(version_id: int | None, change: RuleChange, rules: PayRules) -> Mapping[str, Json]:
    clock = {} if change.clock_id is None else {"clock": change.clock_id}
    first_day = change.first_day.isoformat()
    return {"version": version_id, "first_day": first_day, **clock, **rules.to_json()}
