"""March and April 2026 as pay periods, with the workweek from 30 March to 5 April in both."""

from datetime import UTC, date, datetime

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.week import HOUR, rules, works
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.approving import approve, reopen
from timeclock.worktime.timesheets.approval.obstacles import Obstacle
from timeclock.worktime.timesheets.approval.standing import SheetDecision, standing
from timeclock.worktime.timesheets.reading.sheets import sheet_of

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
APRIL = Period(date(2026, 4, 1), date(2026, 5, 1))
MON_30, TUE_31, WED_1 = date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)
MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


def monthly(company: Company, overtime: RuleSet = RuleSet.US_FEDERAL, **settings: object) -> None:
    """Months are the pay periods."""
    rules(company, period=PeriodKind.MONTHLY, overtime=overtime, **settings)


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def works_on(
    watch: Watch, company: Company, person: CompanyMember, *days: date, hours: float = 10
) -> int:
    """Ten hours from eight on each of the days; the id of the last shift."""
    return [works(watch, person, company.shop, at(day), hours).id for day in days][-1]


def adds(
    company: Company, person: CompanyMember, day: date, hours: int = 10, hour: int = 8
) -> None:
    """Edda writes a shift down that no one has punched; it counts at once."""
    propose(
        company.edda.actor,
        member_id=person.member_id,
        shift_id=None,
        drafts=[Draft(company.shop, at(day, hour), at(day, hour + hours))],
        reason="Forgotten",
    )


def approves(company: Company, person: CompanyMember, period: Period) -> SheetDecision:
    done = approve(company.olive.actor, member_id=person.member_id, first_day=period.first)
    return done.standing


def reopens(company: Company, person: CompanyMember, period: Period) -> None:
    reopen(company.olive.actor, member_id=person.member_id, first_day=period.first, reason="Wrong")


def kept(company: Company, person: CompanyMember, period: Period) -> SheetDecision:
    db.session.rollback()
    return standing(company.workspace_id, person.member_id, period)


def there(company: Company, person: CompanyMember, period: Period) -> Totals:
    """What the days of a period add up to now."""
    db.session.rollback()
    member_id = person.member_id
    return sheet_of(company.workspace_id, member_id, period.first, period.after, MAY).totals


def overtime(hours: float) -> dict[int, int]:
    return {150: int(hours * HOUR)} if hours else {}


def in_the_way(refusal: Conflict) -> list[Obstacle]:
    assert refusal.code == "in_the_way"
    return list(refusal.details["obstacles"])  # type: ignore[call-overload]
