"""Late changes that were paid by rules: those rules stay for the days that they are about."""

from collections.abc import Hashable
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from timeclock.corrections.models import Adjustment
from timeclock.errors import Conflict
from timeclock.timesheets.effects import dated
from timeclock.timesheets.rule_versions import first_touched
from timeclock.workspaces.pay_rules import PayRules, RuleBook

# A shift goes by the rules of the day on which it begins, and is a week long at most.
_LONGEST = timedelta(days=8)
_booked = Adjustment.__table__.c


def demand_not_adjusted(
    connection: Connection, workspace_id: int, before: RuleBook, after: RuleBook, first_day: date
) -> None:
    """Raise Conflict `adjusted` where other rules would pay an adjusted shift otherwise.

    An adjustment is what a late change pays beyond the rows of its shift. Where those lie on an
    open day they would follow the new rules, and the adjustment, which is booked, would not.
    """
    # Closed days before that are no matter: what they pay stays as it is.
    first = first_touched(first_day, before.on(first_day), after.on(first_day))
    each_booked = (
        select(_booked.for_day)
        .where(_booked.workspace_id == workspace_id, _booked.for_day >= first)
        .group_by(_booked.for_day, _booked.shift_id)
        .having(func.sum(_booked.seconds) != 0)
        .order_by(_booked.for_day)
    )
    for row in connection.execute(each_booked):
        days = [row.for_day + timedelta(days=number) for number in range(-_LONGEST.days, 2)]
        if any(_pays(before.on(day)) != _pays(after.on(day)) for day in days):
            raise Conflict(
                "adjusted",
                f"A late change of {dated(row.for_day)} is paid by the rules as they are. Begin on"
                " a later day, or take that change back first. Nothing was changed.",
            )


def _pays(rules: PayRules) -> Hashable:
    """What decides how long a shift is paid, and on which days."""
    return rules.split, rules.day_begins, rules.meal_after, rules.meal_minutes
