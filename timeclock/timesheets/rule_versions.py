"""The versions of a company's rules, and from which day on they can still be changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.approvals.locks import Lock, read_locks, refusal
from timeclock.database import db
from timeclock.errors import Conflict, Invalid
from timeclock.timekeeping import LAST_YEAR
from timeclock.workspaces.pay_rules import ALWAYS, PayRules, RuleBook, demand_sound
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
    unlocked = _after_every(read_locks(connection, workspace_id))
    in_force = {version.id for version in book.versions}
    found = []
    for each in stored_versions(workspace_id):
        rules = PayRules.from_json(each.rules)
        touched = first_touched(each.first_day, rules, book.on(each.first_day - _DAY))
        found.append(
            SetRules(
                each.id,
                each.first_day,
                rules,
                each.set_by_id,
                each.created_at,
                each.withdrawn_at,
                each.id in in_force,
                each.id in in_force and each.first_day > ALWAYS and touched >= unlocked,
            )
        )
    return tuple(found)


def first_free_day(workspace_id: int) -> date:
    """The first day after everything that is approved or closed."""
    return _after_every(read_locks(db.session.connection(), workspace_id))


def demand_changeable(
    locks: Iterable[Lock], book: RuleBook, first_day: date, rules: PayRules
) -> None:
    """Raise Invalid or Conflict unless these rules may hold from that day on."""
    demand_sound(rules)
    if not ALWAYS <= first_day <= date(LAST_YEAR, 12, 31):
        raise Invalid("invalid_day", "Give a day in the years 2000 to 2100.", field="first_day")
    if book.on(first_day) == rules:
        raise Conflict("same_rules", "These rules hold on that day already. Nothing was changed.")
    demand_unlocked_from(locks, first_touched(first_day, rules, book.on(first_day)))


def demand_unlocked_from(locks: Iterable[Lock], first: date) -> None:
    """Raise Conflict `period_closed` where a day from `first` on is approved or closed."""
    last = max(locks, key=lambda lock: lock.after, default=None)
    if last is not None and last.after > first:
        raise refusal(last)


def first_touched(first_day: date, *each: PayRules) -> date:
    """The first day on which anything changes where one of these rules gives way to another.

    Rules go by the calendar day on which a shift begins: where days begin later than midnight, a
    shift before that is of the first day's rules and counts on the day before.
    """
    return first_day - _DAY if any(rules.day_begins for rules in each) else first_day


def _after_every(locks: Iterable[Lock]) -> date:
    return max((lock.after for lock in locks), default=ALWAYS)
