"""The versions of a company's rules, and from which day on they can still be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.locks.locked_days import Lock, read_locks, refusal
from timeclock.company.pay_rules.rule_book import (
    company_book,
    read_rule_books,
    stored_versions,
)
from timeclock.company.pay_rules.rules import COMPANY_RULES, PayRules, demand_sound
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, RuleBooks, Version
from timeclock.company.workspaces.models import RuleVersion
from timeclock.errors import Conflict, Invalid
from timeclock.storage.transactions import db
from timeclock.timekeeping import LAST_YEAR
from timeclock.worktime.timesheets.rule_changes.adjusted_days import (
    adjusted_touched,
    demand_not_adjusted,
    read_adjusted,
)
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange
from timeclock.worktime.timesheets.rule_changes.touched_days import lock_touched


@dataclass(frozen=True, slots=True)
class SetRules:
    """A version as someone set it (None: the operator).

    With a `clock_id` they are those of a time clock. `in_force` unless it was withdrawn or another
    took its place; `may_be_withdrawn` while, besides, no day that it touches is approved or closed,
    no late change was paid by it, and it is not the company's first of all.
    """

    id: int
    first_day: date
    rules: PayRules
    set_by_id: int | None
    created_at: datetime
    withdrawn_at: datetime | None
    in_force: bool
    may_be_withdrawn: bool
    clock_id: int | None = None


def rule_versions(workspace_id: int, clock_id: int | None = None) -> tuple[SetRules, ...]:
    """Every version ever set of a clock, or of the company (None), newest first day first.

    There are none where a company took what is usual, and for a clock that has the company's.
    """
    connection = db.session.connection()
    books = read_rule_books(connection, workspace_id)
    locks = read_locks(connection, workspace_id)
    in_force = ids_in_force(books, clock_id)
    stored = stored_versions(workspace_id, clock_id)
    adjusted = read_adjusted(connection, workspace_id)
    found = []
    for each in stored:
        rules = PayRules.from_json(each.rules)
        free = each.id in in_force and (each.first_day > ALWAYS or clock_id is not None)
        left = books_without(books, stored, each.id, clock_id)
        change = RuleChange(books, left, clock_id, each.first_day)
        found.append(
            SetRules(
                each.id,
                each.first_day,
                rules,
                each.set_by_id,
                each.created_at,
                each.withdrawn_at,
                each.id in in_force,
                free
                and lock_touched(locks, change) is None
                and adjusted_touched(adjusted, change) is None,
                clock_id,
            )
        )
    return tuple(found)


def set_version(workspace_id: int, version_id: int) -> SetRules:
    """One version of a company that has it, of the company or of a clock."""
    stored = db.session.get_one(RuleVersion, (workspace_id, version_id))
    found = rule_versions(workspace_id, stored.clock_id)
    return next(each for each in found if each.id == version_id)


def book_at(workspace_id: int, clock_id: int | None) -> RuleBook:
    """The company's rules, or those of the people whose home clock it is. Raises NotFound."""
    connection = db.session.connection()
    books = read_rule_books(connection, workspace_id, ())
    if clock_id is None:
        return books.company
    if clock_id not in read_zones(connection, workspace_id).present:
        raise clock_not_found()
    return books.at_clock(clock_id)


def first_free_day(workspace_id: int) -> date:
    """The first day after everything that is approved or closed."""
    return _after_every(read_locks(db.session.connection(), workspace_id))


def demand_changeable(
    connection: Connection, workspace_id: int, change: RuleChange, rules: PayRules
) -> None:
    """Raise Invalid or Conflict unless these rules may hold from that day on."""
    demand_sound(rules)
    first_day = change.first_day
    if not ALWAYS <= first_day <= date(LAST_YEAR, 12, 31):
        raise Invalid("invalid_day", "Enter a day in the years 2000 to 2100.", field="first_day")
    present = change.rules_before
    if change.clock_id is not None:
        _demand_a_clocks(rules, present)
    if present.is_same(rules):
        raise Conflict(
            "same_rules",
            "These rules already apply on that day. Nothing was changed.",
            tells_outcome=True,
        )
    demand_untouched(connection, workspace_id, change)


def demand_untouched(connection: Connection, workspace_id: int, change: RuleChange) -> None:
    """Raise Conflict `period_closed` and `adjusted` where a change touches what stays as it is."""
    lock = lock_touched(read_locks(connection, workspace_id), change)
    if lock is not None:
        raise refusal(lock)
    demand_not_adjusted(connection, workspace_id, change)


def changed_books(
    books: RuleBooks, first_day: date, rules: PayRules, clock_id: int | None
) -> RuleBooks:
    """The books with these rules from a day on, of a clock or of the company (None)."""
    return books.with_version(Version(first_day, rules), clock_id)


def books_without(
    books: RuleBooks, stored: Sequence[RuleVersion], left_out: int, clock_id: int | None
) -> RuleBooks:
    """The books without one version; an earlier one of the same day comes back.

    `stored` are the versions of the clock, or of the company (None), newest first.
    """
    left = {
        each.first_day: Version(each.first_day, PayRules.from_json(each.rules), each.id)
        for each in reversed(stored)
        if each.withdrawn_at is None and each.id != left_out
    }
    if clock_id is not None:
        return books.with_versions(tuple(left.values()), clock_id)
    return replace(books, company=company_book(left.values()))


def ids_in_force(books: RuleBooks, clock_id: int | None) -> frozenset[int | None]:
    """The versions in force, of a clock or of the company (None)."""
    versions = books.company.versions if clock_id is None else books.clocks.get(clock_id, ())
    return frozenset(version.id for version in versions)


def _demand_a_clocks(rules: PayRules, present: PayRules) -> None:
    """Raise Invalid `company_rule` for a rule that is not a clock's to have."""
    for name in COMPANY_RULES:
        if getattr(rules, name) != getattr(present, name):
            raise Invalid(
                "company_rule",
                "This rule is the company's. A time clock cannot have its own.",
                field=name,
            )


def _after_every(locks: Iterable[Lock]) -> date:
    return max((lock.after for lock in locks), default=ALWAYS)
