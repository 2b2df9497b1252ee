"""Which pay periods there are in a stretch of days, and how each was closed last."""

from datetime import date, timedelta

from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.errors import Invalid
from timeclock.worktime.hours.weeks import Period, periods_between
from timeclock.worktime.timesheets.approval.closing import Closing, closed_periods

LOOKED_BACK = timedelta(days=92)
_LONGEST = timedelta(days=3 * 366)
_DAY = timedelta(days=1)


def period_list(
    workspace_id: int, first: date | None, last: date
) -> tuple[tuple[Period, Closing | None], ...]:
    """The periods that have a day from `first` to `last`, both included; of 92 days without.

    Raises Invalid `invalid_span` for days in the wrong order or more than three years.
    """
    start = last - LOOKED_BACK if first is None else first
    if not start <= last <= start + _LONGEST:
        raise Invalid("invalid_span", "Choose at most three years, the first day first.")
    # The latest closing of a period comes first there, and last here.
    latest = {each.period.first: each for each in reversed(closed_periods(workspace_id))}
    found = periods_between(start, last + _DAY, rule_book(workspace_id))
    return tuple((each, latest.get(each.first)) for each in found)
