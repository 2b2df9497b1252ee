"""The versions of a company's rules, and from which day on they can still be changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.approvals.locks import Lock, read_locks, refusal
from timeclock.database import db
from timeclock.errors import Conflict, Invalid
from timeclock.hours.weeks import period_of
from timeclock.timekeeping import LAST_YEAR
from timeclock.workspaces.models import RuleVersion
from timeclock.workspaces.pay_rules import ALWAYS, PayRules, RuleBook, Version, demand_sound
from timeclock.workspaces.rule_book import read_rule_book, stored_versions

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SetRules:
    """A version as somebody set it (None: the operator).

    `in_force` unless it was withdrawn or another took its place; `may_be_withdrawn` while, besides,
    no day that it touches is approved or closed, and it is not the first of all.
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
    stored = stored_versions(workspace_id)
    found = []
    for each in stored:
        rules = PayRules.from_json(each.rules)
        free = each.id in in_force and each.first_day > ALWAYS
        found.append(
            SetRules(
                each.id,
                each.first_day,
                rules,
                each.set_by_id,
                each.created_at,
                each.withdrawn_at,
                each.id in in_force,
                free and lock_touched(locks, book, _without(stored, each), each.first_day) is None,
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
        raise Invalid("invalid_day", "Give a day in the years 2000 to 2100.", field="first_day")
    if book.on(first_day) == rules:
        raise Conflict("same_rules", "These rules hold on that day already. Nothing was changed.")
    demand_untouched(locks, book, book.with_version(Version(first_day, rules)), first_day)


def demand_untouched(
    locks: Collection[Lock], before: RuleBook, after: RuleBook, first_day: date
) -> None:
    """Raise Conflict `period_closed` where `lock_touched` finds a lock."""
    lock = lock_touched(locks, before, after, first_day)
    if lock is not None:
        raise refusal(lock)


def lock_touched(
    locks: Collection[Lock], before: RuleBook, after: RuleBook, first_day: date
) -> Lock | None:
    """What is approved or closed and would change if one book gave way to the other on that day.

    Also what ends there only because the rules change: without that the period would go on, and
    its later days would pass for approved.
    """
    last = max(locks, key=lambda lock: lock.after, default=None)
    if last is None:
        return None
    if last.after > first_touched(first_day, before.on(first_day), after.on(first_day)):
        return last
    went_on, goes_on = (
        last.after in period_of(last.after - _DAY, book) for book in (before, after)
    )
    return last if goes_on and not went_on else None


def first_touched(first_day: date, *each: PayRules) -> date:
    """The first day on which anything changes where one of these rules gives way to another.

    Rules go by the calendar day on which a shift begins: where days begin later than midnight, a
    shift before that is of the first day's rules and counts on the day before.
    """
    return first_day - _DAY if any(rules.day_begins for rules in each) else first_day


def _without(stored: Sequence[RuleVersion], left_out: RuleVersion) -> RuleBook:
    """The book without one of its versions; an earlier one of the same day comes back."""
    book = RuleBook((Version(ALWAYS, PayRules()),))
    for each in reversed(stored):
        if each.withdrawn_at is None and each.id != left_out.id:
            book = book.with_version(Version(each.first_day, PayRules.from_json(each.rules)))
    return book


def _after_every(locks: Iterable[Lock]) -> date:
    return max((lock.after for lock in locks), default=ALWAYS)
