"""What late changes have booked for Eli."""

from datetime import date

from tests.fixtures.company import Company
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.reading.adjustments import AdjustmentView, adjustments

ADJUST = PayRules(late_changes=LateChanges.ADJUST)
HOUR, HALF = 3600, 1800
MON_2, TUE_3, WED_4, TUE_10 = (date(2026, 3, day) for day in (2, 3, 4, 10))


def booked(company: Company) -> list[tuple[date, date, int]]:
    """What is booked for Eli, as (on which day, for which day, seconds)."""
    found = views(company)
    return [(each.day, each.for_day, each.seconds) for each in found]


def views(company: Company) -> list[AdjustmentView]:
    connection = db.session.connection()
    first, after = date(2026, 1, 1), date(2027, 1, 1)
    found = adjustments(connection, company.workspace_id, None, first, after)
    assert set(found) <= {company.eli.member_id}
    db.session.rollback()
    return found.get(company.eli.member_id, [])


def total(company: Company) -> int:
    return sum(seconds for _, _, seconds in booked(company))
