"""Which days other rules would touch, and what is approved or closed there; pure."""

from collections.abc import Collection
from datetime import date, timedelta

from timeclock.company.locks.locked_days import Lock
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.weeks import period_of
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange

_DAY = timedelta(days=1)


def lock_touched(locks: Collection[Lock], change: RuleChange) -> Lock | None:
    """What is approved or closed and would change, of those whom a change concerns.

    Also what ends there only because the rules change: without that the period would go on, and
    its later days would pass for approved.
    """
    its = (lock for lock in locks if change.concerns(lock))
    last = max(its, key=lambda lock: lock.after, default=None)
    if last is None:
        return None
    if last.after > first_touched(change.first_day, change.rules_before, change.rules_after):
        return last
    went_on, goes_on = (
        last.after in period_of(last.after - _DAY, books.company)
        for books in (change.before, change.after)
    )
    return last if goes_on and not went_on else None


def first_touched(first_day: date, *each: PayRules) -> date:
    """The first day on which anything changes where one of these rules gives way to another.

    Rules go by the calendar day on which a shift begins: where days begin later than midnight, a
    shift before that is of the first day's rules and counts on the day before.
    """
    return first_day - _DAY if any(rules.day_begins for rules in each) else first_day
