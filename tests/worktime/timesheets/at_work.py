"""People at work for a test: whole shifts in one call, by times on Berlin's walls."""

from datetime import UTC, date, datetime

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import from_wall
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume

BERLIN = "Europe/Berlin"
MONDAY = date(2026, 3, 2)
FRIDAY_NIGHT = datetime(2026, 3, 6, 22, tzinfo=UTC)


def wall(text: str) -> datetime:
    """The instant of `2026-03-02 08:00` in Berlin."""
    return from_wall(datetime.fromisoformat(text), BERLIN)


def work(
    watch: Watch,
    person: CompanyMember,
    clock_id: int,
    start: str,
    end: str | None,
    *rests: tuple[str, str],
) -> int:
    """Clock in at `start`, out at `end` (None: not at all), with breaks between; the shift's id."""
    watch.at(wall(start))
    done = clock_in(person.actor, clock_id=clock_id)
    for begin, finish in rests:
        watch.at(wall(begin))
        pause(person.actor)
        watch.at(wall(finish))
        resume(person.actor)
    if end is not None:
        watch.at(wall(end))
        clock_out(person.actor)
    assert done.shift is not None
    return done.shift.id


@transaction
def approve_days(tx: Transaction, person: CompanyMember, first: date, after: date) -> None:
    """Someone's timesheet of these days, approved as the table keeps it."""
    tx.session.add(
        Timesheet(
            workspace_id=person.workspace_id,
            member_id=person.member_id,
            first_day=first,
            after_day=after,
            state="approved",
        )
    )


@transaction
def close_days(tx: Transaction, workspace_id: int, first: date, after: date) -> None:
    """A period closed for everyone, as the table keeps it."""
    tx.session.add(
        ClosedPeriod(
            workspace_id=workspace_id,
            first_day=first,
            after_day=after,
            closed_at=datetime.combine(after, datetime.min.time(), UTC),
        )
    )


def long_week(company: Company, watch: Watch) -> None:
    """Eli works 45 h from Monday to Friday, and Otto 41 h."""
    for day in range(2, 7):
        work(watch, company.eli, company.shop, f"2026-03-0{day} 08:00", f"2026-03-0{day} 17:00")
        until = "17:00" if day == 6 else "16:00"
        work(watch, company.otto, company.yard, f"2026-03-0{day} 08:00", f"2026-03-0{day} {until}")
    watch.at(FRIDAY_NIGHT)
