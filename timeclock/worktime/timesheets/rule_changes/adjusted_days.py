"""Late changes that were paid by rules: those rules stay for the days that they are about."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict
from timeclock.worktime.hours.explaining import dated
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange
from timeclock.worktime.timesheets.rule_changes.touched_days import first_touched

# A shift goes by the rules of the day on which it begins, and is a week long at most.
_LONGEST = timedelta(days=8)


class AdjustedDay(NamedTuple):
    """A day of a member that a late change is about."""

    member_id: int
    day: date


def demand_not_adjusted(connection: Connection, workspace_id: int, change: RuleChange) -> None:
    """Raise Conflict `adjusted` where other rules would pay an adjusted shift otherwise."""
    day = adjusted_touched(read_adjusted(connection, workspace_id), change)
    if day is not None:
        raise Conflict(
            "adjusted",
            "A correction of %(day)s, a closed day, is paid by the present rules. Begin on a later"
            " day, or undo that correction first. Nothing was changed.",
            day=dated(day),
            tells_outcome=True,
        )


def adjusted_touched(adjusted: Iterable[AdjustedDay], change: RuleChange) -> date | None:
    """The first adjusted day that would be paid otherwise, of those whom a change concerns.

    An adjustment is what a late change pays beyond the rows of its shift. Where those lie on an
    open day they would follow the new rules, and the adjustment, which is booked, would not.
    """
    # Closed days before that are no matter: what they pay stays as it is.
    first = first_touched(change.first_day, change.rules_before, change.rules_after)
    for member_id, found in adjusted:
        if found < first or not change.concerns_member(member_id):
            continue
        before, after = change.before.of(member_id), change.after.of(member_id)
        near = (found + timedelta(days=number) for number in range(-_LONGEST.days, 2))
        if any(_pays(before.on(day)) != _pays(after.on(day)) for day in near):
            return found
    return None


def read_adjusted(connection: Connection, workspace_id: int) -> tuple[AdjustedDay, ...]:
    """The days that late changes are about, as far as these still pay something, in order."""
    each_booked = (
        select(Adjustment.member_id, Adjustment.for_day)
        .where(Adjustment.workspace_id == workspace_id)
        .group_by(Adjustment.member_id, Adjustment.for_day, Adjustment.shift_id)
        .having(func.sum(Adjustment.seconds) != 0)
        .order_by(Adjustment.for_day)
    )
    return tuple(AdjustedDay(row.member_id, row.for_day) for row in connection.execute(each_booked))


def _pays(rules: PayRules) -> Hashable:
    """What decides how long a shift is paid, and on which days."""
    meal = rules.meal_steps, bool(rules.meal_steps) and rules.meal_gradual
    return rules.split, rules.day_begins, meal, rules.counts_short_breaks
