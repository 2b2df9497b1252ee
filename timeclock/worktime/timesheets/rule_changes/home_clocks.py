"""The time clock whose rules a person goes by: choosing another from a day on."""

from datetime import date, datetime

from sqlalchemy import Connection

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.service import clock_not_found, find_clock
from timeclock.company.pay_rules.rule_book import read_homes, read_rule_books
from timeclock.company.pay_rules.versions import ALWAYS, Homes, RuleBooks
from timeclock.company.people.membership import find_member
from timeclock.company.workspaces.models import HomeClock
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import lock_workspace, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.timekeeping import LAST_YEAR
from timeclock.worktime.timesheets.approval.answering import entry_of
from timeclock.worktime.timesheets.approval.members_locked import lock_members
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange
from timeclock.worktime.timesheets.rule_changes.comparing import compared
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.sight import demand_in_sight
from timeclock.worktime.timesheets.rule_changes.versions import demand_untouched


@transaction
def change_home_clock(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    clock_id: int,
    first_day: date,
    once: Once | None = None,
) -> None:
    """Let a member go by the rules of a clock from a day on, until the next home clock's first day.

    Raises NotFound, Invalid for a day outside the product's years, and Conflict: `same_home` where
    it is the home clock already, `period_closed` where approved or closed days would change,
    `adjusted` where a late change was paid, `too_far_back` where a preview does not look.
    """
    demand(actor, Permission.CHANGE_RULES)
    head = lock_workspace(tx, actor.workspace_id)
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    find_member(tx.session, actor.workspace_id, member_id)
    find_clock(tx, actor.workspace_id, clock_id)
    lock_members(tx, actor.workspace_id, (member_id,))  # the sheet is not approved meanwhile
    homes = read_homes(tx.connection, actor.workspace_id, member_id)
    books = read_rule_books(tx.connection, actor.workspace_id, (member_id,))
    _demand_changeable(
        tx.connection, actor.workspace_id, homes, _changed(books, member_id, clock_id, first_day)
    )
    demand_in_sight(tx.connection, actor.workspace_id, first_day, head.received_at)
    place = {"workspace_id": actor.workspace_id, "member_id": member_id, "first_day": first_day}
    found = tx.session.get(HomeClock, tuple(place.values()))
    if found is None:
        tx.session.add(HomeClock(**place, clock_id=clock_id))
    else:
        found.clock_id = clock_id
    tx.session.flush()
    facts: dict[str, Json] = {"member": member_id, "first_day": first_day.isoformat()}
    record(
        tx,
        head,
        kind="home_clock.changed",
        actor=actor,
        before={**facts, "clock": home_on(homes, first_day)},
        after={**facts, "clock": clock_id},
        once=once,
    )


def effect_of_home_clock(
    workspace_id: int, member_id: int, clock_id: int, first_day: date, now: datetime
) -> Effect:
    """What `change_home_clock` would do to every open day until now; nothing is stored.

    Raises what `change_home_clock` would raise.
    """
    connection = db.session.connection()
    find_member(db.session(), workspace_id, member_id)
    basis = read_basis(connection, workspace_id, (member_id,))
    if clock_id not in basis.zones.present:
        raise clock_not_found()
    change = _changed(basis.books, member_id, clock_id, first_day)
    homes = read_homes(connection, workspace_id, member_id)
    _demand_changeable(connection, workspace_id, homes, change)
    demand_in_sight(connection, workspace_id, first_day, now)
    return compared(connection, workspace_id, basis, change, now)


def home_on(homes: Homes, day: date) -> int | None:
    """The home clock on a day; None for a person who was never assigned to a clock."""
    return next((clock for first, clock in reversed(homes) if first <= day), None)


def home_clocks(workspace_id: int, member_id: int) -> Homes:
    """The first days and the home clocks of a member, in order."""
    return read_homes(db.session.connection(), workspace_id, member_id)


def _changed(books: RuleBooks, member_id: int, clock_id: int, first_day: date) -> RuleChange:
    after = books.with_home(member_id, first_day, clock_id)
    return RuleChange(books, after, clock_id, first_day, member_id)


def _demand_changeable(
    connection: Connection, workspace_id: int, homes: Homes, change: RuleChange
) -> None:
    if not ALWAYS <= change.first_day <= date(LAST_YEAR, 12, 31):
        raise Invalid("invalid_day", "Enter a day in the years 2000 to 2100.", field="first_day")
    if home_on(homes, change.first_day) == change.clock_id:
        text = N_("This is the home clock on that day. Nothing was changed.")
        raise Conflict("same_home", text, tells_outcome=True)
    if change.book_before != change.book_after:
        demand_untouched(connection, workspace_id, change)
