"""The versions of a company's rules, and from which day on they can still be changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.company.locks.locked_days import Lock, read_locks, refusal
from timeclock.company.pay_rules.rule_book import read_rule_book, stored_versions
from timeclock.company.pay_rules.rules import PayRules, demand_sound
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.company.workspaces.models import RuleVersion
from timeclock.errors import Conflict, Invalid
from timeclock.storage.transactions import db
from timeclock.timekeeping import LAST_YEAR
from timeclock.worktime.timesheets.rule_changes.adjusted_days import adjusted_touched, read_adjusted
from timeclock.worktime.timesheets.rule_changes.touched_days import lock_touched


@dataclass(frozen=True, slots=True)
class SetRules:
    """A version as someone set it (None: the operator).

    `in_force` unless it was withdrawn or another took its place; `may_be_withdrawn` while, besides,
    no day that it touches is approved or closed, no late change was paid by it, and it is not the
    first of all.
    """

    id: int
    first_day: date
    rules: PayRules
    set_by_id: int | None
    created_at: datetime
    withdrawn_at: datetime | None
    in_force: bool
    may_be_withdrawn: bool


def rule_versions(workspace_id: int) -> tuple[SetRules, ...]:
    """Every version ever set, newest first day first; none where a company took what is usual."""
    connection = db.session.connection()
    book = read_rule_book(connection, workspace_id)
    locks = read_locks(connection, workspace_id)
    in_force = {version.id for version in book.versions}
    stored, adjusted = stored_versions(workspace_id), read_adjusted(connection, workspace_id)
    found = []
    for each in stored:
        rules = PayRules.from_json(each.rules)
        free, left = each.id in in_force and each.first_day > ALWAYS, book_without(stored, each.id)
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
                and lock_touched(locks, book, left, each.first_day) is None
                and adjusted_touched(adjusted, book, left, each.first_day) is None,
            )
        )
    return tuple(found)


def first_free_day(workspace_id: int) -> date:
    """The first day after everything that is approved or closed."""
    return _after_every(read_locks(db.session.connection(), workspace_id))


def demand_changeable(
    locks: Collection[Lock], book: RuleBook, first_day: date, rules: PayRules
) -> None:
    """Raise Invalid or Conflict unless these rules may hold from that day on."""
    demand_sound(rules)
    if not ALWAYS <= first_day <= date(LAST_YEAR, 12, 31):
        raise Invalid("invalid_day", "Enter a day in the years 2000 to 2100.", field="first_day")
    present = book.on(first_day)
    if present == rules and present.counting is rules.counting:
        raise Conflict("same_rules", "These rules already apply on that day. Nothing was changed.")
    demand_untouched(locks, book, book.with_version(Version(first_day, rules)), first_day)


def demand_untouched(
    locks: Collection[Lock], before: RuleBook, after: RuleBook, first_day: date
) -> None:
    """Raise Conflict `period_closed` where `lock_touched` finds a lock."""
    lock = lock_touched(locks, before, after, first_day)
    if lock is not None:
        raise refusal(lock)


def book_without(stored: Sequence[RuleVersion], left_out: int) -> RuleBook:
    """The book without one of its versions; an earlier one of the same day comes back."""
    book = RuleBook((Version(ALWAYS, PayRules()),))
    for each in reversed(stored):
        if each.withdrawn_at is None and each.id != left_out:
            book = book.with_version(Version(each.first_day, PayRules.from_json(each.rules)))
    return book


def _after_every(locks: Iterable[Lock]) -> date:
    return max((lock.after for lock in locks), default=ALWAYS)
