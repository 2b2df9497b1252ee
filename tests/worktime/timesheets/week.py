"""The working week that the watch begins in, and punches on its days."""

from datetime import UTC, date, datetime, timedelta

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.company.locks.models import Timesheet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.answering import Decided
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.approval.standing import SheetState, standing
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

MONDAY, NEXT_MONDAY = date(2026, 3, 2), date(2026, 3, 9)
WEEK = Period(MONDAY, NEXT_MONDAY)
HOUR = 3600
# New York is the last zone in which the cast's company has a clock.
OVER = datetime(2026, 3, 9, 5, tzinfo=UTC)


def on(day: int, time: str) -> datetime:
    """A time of day (UTC) in March 2026."""
    return datetime.fromisoformat(f"2026-03-{day:02}T{time}").replace(tzinfo=UTC)


def works(
    watch: Watch, person: CompanyMember, clock_id: int, start: datetime, hours: float
) -> ShiftRecord:
    """Clock in then, and out so many hours later."""
    watch.at(start)
    clock_in(person.actor, clock_id=clock_id)
    watch.at(start + timedelta(hours=hours))
    ended = clock_out(person.actor).shift
    assert ended is not None
    return ended


def rules(company: Company, **settings: object) -> None:
    """Let these rules hold from the beginning."""
    change_rules(company.operator, first_day=ALWAYS, rules=PayRules(**settings))  # type: ignore[arg-type]


def stored(company: Company, person: CompanyMember) -> Timesheet | None:
    """The row of the person's sheet of the week."""
    db.session.rollback()
    return (
        db.session.query(Timesheet)
        .filter_by(workspace_id=company.workspace_id, member_id=person.member_id, first_day=MONDAY)
        .one_or_none()
    )


def only_worked(hours: float) -> Totals:
    """The totals of anyone who worked so long without a break, overtime or rounding."""
    seconds = int(hours * HOUR)
    return Totals(seconds, seconds, 0, 0, 0, {}, {})


def assert_whole(company: Company) -> None:
    """The ledger holds, and the tables are what it tells."""
    problems = verify(company.workspace_id).sentences
    assert problems == (), problems


def approves(by: CompanyMember, whose: CompanyMember) -> Decided:
    """Approve someone's week."""
    return approve(by.actor, member_id=whose.member_id, first_day=MONDAY)


def state_of(company: Company, person: CompanyMember) -> SheetState:
    """How far someone's week has come."""
    return standing(company.workspace_id, person.member_id, WEEK).state
