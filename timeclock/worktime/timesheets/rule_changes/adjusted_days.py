"""Late changes that were paid by rules: those rules stay for the days that they are about."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.errors import Conflict
from timeclock.worktime.hours.explaining import dated
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.timesheets.rule_changes.touched_days import first_touched

# A shift goes by the rules of the day on which it begins, and is a week long at most.
_LONGEST = timedelta(days=8)


def demand_not_adjusted(
    connection: Connection, workspace_id: int, before: RuleBook, after: RuleBook, first_day: date
) -> None:
    """Raise Conflict `adjusted` where other rules would pay an adjusted shift otherwise."""
    day = adjusted_touched(read_adjusted(connection, workspace_id), before, after, first_day)
    if day is not None:
        raise Conflict(
            "adjusted",
            "A late change of %(day)s is paid by the rules as they are. Begin on a later day, or"
            " take that change back first. Nothing was changed.",
            day=dated(day),
        )


def adjusted_touched(
    adjusted: Iterable[date], before: RuleBook, after: RuleBook, first_day: date
) -> date | None:
    """The first adjusted day that would be paid otherwise if one book gave way to the other.

    An adjustment is what a late change pays beyond the rows of its shift. Where those lie on an
    open day they would follow the new rules, and the adjustment, which is booked, would not.
    """
    # Closed days before that are no matter: what they pay stays as it is.
    first = first_touched(first_day, before.on(first_day), after.on(first_day))
    for found in adjusted:
        near = (found + timedelta(days=number) for number in range(-_LONGEST.days, 2))
        if found >= first and any(_pays(before.on(day)) != _pays(after.on(day)) for day in near):
            return found
    return None


def read_adjusted(connection: Connection, workspace_id: int) -> tuple[date, ...]:
    """The days that late changes are about, as far as these still pay something, in order."""
    each_booked = (
        select(Adjustment.for_day)
        .where(Adjustment.workspace_id == workspace_id)
        .group_by(Adjustment.for_day, Adjustment.shift_id)
        .having(func.sum(Adjustment.seconds) != 0)
        .order_by(Adjustment.for_day)
    )
    return tuple(row.for_day for row in connection.execute(each_booked))


def _pays(rules: PayRules) -> Hashable:
    """What decides how long a shift is paid, and on which days."""
    return rules.split, rules.day_begins, rules.meal_after, rules.meal_minutes
