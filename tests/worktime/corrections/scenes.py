"""What tests of corrections begin with: a day that was worked, rules, days that are closed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.company.pay_rules.rule_book import store_version
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.ledger.queries import EntryView, entries
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord

MONDAY = date(2026, 3, 2)
NEXT_MONDAY = date(2026, 3, 9)

# Scenes put rows into these tables without an entry.
WRITTEN = ("table closed_period,", "table timesheet,", "table rule_version,")


def at(time: str, day: int = 2) -> datetime:
    """`08:00` UTC on a day of March 2026, Monday the 2nd unless another is given."""
    return datetime.fromisoformat(f"2026-03-{day:02}T{time}").replace(tzinfo=UTC)


def worked(
    company: Company,
    watch: Watch,
    *,
    who: CompanyMember | None = None,
    start: str = "08:00",
    end: str = "16:00",
    day: int = 2,
    clock_id: int | None = None,
) -> ShiftRecord:
    """A plain shift that was punched from start to end; then it is eight in the evening."""
    person = who or company.eli
    watch.at(at(start, day))
    clock_in(person.actor, clock_id=clock_id or company.shop)
    watch.at(at(end, day))
    ended = clock_out(person.actor).shift
    watch.at(at("20:00", day))
    assert ended is not None
    return ended


def worked_with_everything(company: Company, watch: Watch) -> ShiftRecord:
    """Eli's day from 08:00 to 16:00: baking, lunch, a paid rest, delivering from 14:00, a note."""
    eli = company.eli.actor
    watch.at("08:00")
    clock_in(eli, clock_id=company.shop, job_id=company.baking, details=ShiftDetails(note="Rolls"))
    watch.at("12:00")
    pause(eli, kind_id=company.lunch)
    watch.at("12:30")
    resume(eli)
    watch.at("14:00")
    switch_job(eli, job_id=company.delivering)
    watch.at("15:00")
    pause(eli, kind_id=company.rest)
    watch.at("15:10")
    resume(eli)
    watch.at("16:00")
    ended = clock_out(eli).shift
    watch.at("20:00")
    assert ended is not None
    return ended


def draft(company: Company, start: str, end: str, day: int = 2) -> Draft:
    """A plain shift at the shop that someone writes down."""
    return Draft(company.shop, at(start, day), at(end, day))


def longer(found: ShiftRecord, end: str = "17:00", day: int = 2) -> Draft:
    """The shift as it is, but until then."""
    return replace(Draft.of(found), ended_at=at(end, day))


def stored(company: Company, shift_id: int) -> ShiftRecord:
    """The shift as the tables have it."""
    found = shift(company.workspace_id, shift_id)
    assert found is not None
    return found


def newest_entries(person: CompanyMember, count: int) -> list[EntryView]:
    """The newest entries of someone's chain, oldest first."""
    return list(reversed(entries(person.workspace_id, person.chain_id, limit=count)))


def kinds(person: CompanyMember, count: int) -> list[str]:
    """What the newest entries of someone's chain are about, oldest first."""
    return [entry.kind for entry in newest_entries(person, count)]


def assert_true(company: Company) -> None:
    """The ledger holds, and every table is what it says but for those that scenes write to."""
    problems = verify(company.workspace_id).sentences
    assert [each for each in problems if not any(table in each for table in WRITTEN)] == []


@transaction
def set_rules(tx: Transaction, company: Company, rules: PayRules, first_day: date = ALWAYS) -> None:
    """Let these rules of pay be in force."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    store_version(tx, company.workspace_id, first_day, rules, None, moment)


def close_week(company: Company, first: date = MONDAY, after: date = NEXT_MONDAY) -> None:
    """Close these days for everyone."""
    db.session.add(
        ClosedPeriod(
            workspace_id=company.workspace_id,
            first_day=first,
            after_day=after,
            closed_at=datetime(2026, 3, 9, tzinfo=UTC),
        )
    )
    db.session.commit()


def reopen_week(company: Company, first: date = MONDAY) -> None:
    """Open the days again."""
    found = db.session.query(ClosedPeriod).filter_by(
        workspace_id=company.workspace_id, first_day=first, reopened_at=None
    )
    found.one().reopened_at = datetime(2026, 3, 10, tzinfo=UTC)
    db.session.commit()


def approve_sheet(person: CompanyMember, first: date = MONDAY, after: date = NEXT_MONDAY) -> None:
    """Have someone's timesheet of these days approved."""
    db.session.add(
        Timesheet(
            workspace_id=person.workspace_id,
            member_id=person.member_id,
            first_day=first,
            after_day=after,
            state="approved",
            reason="",
        )
    )
    db.session.commit()
