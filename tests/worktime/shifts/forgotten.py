"""A shift that no one ended: its clock, the person's answer, the clock's close."""

from datetime import datetime

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.scenes import at
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.ledger.entry import Once
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.forgetting import close_provisionally, propose_end
from timeclock.worktime.shifts.punching import clock_in, pause, switch_job
from timeclock.worktime.shifts.record import ShiftRecord


def closes_forgotten(company: Company, *, closes: bool = True) -> None:
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(
            name="Shop",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=14 * 60,
            closes_forgotten=closes,
        ),
    )


def forget(company: Company, watch: Watch, who: CompanyMember | None = None) -> ShiftRecord:
    """In since Monday 08:00, on a break since 12:00, and now it is Tuesday morning."""
    actor = (who or company.eli).actor
    watch.at("08:00")
    clock_in(actor, clock_id=company.shop)
    watch.at("10:00")
    switch_job(actor, job_id=company.baking)
    watch.at("12:00")
    begun = pause(actor).shift
    assert begun is not None
    watch.at(at("07:00", 3))
    return begun


def answer(company: Company, shift: ShiftRecord, end: datetime, *, key: str = "") -> ShiftRecord:
    once = Once.of(key, {}) if key else None
    said = propose_end(company.eli.actor, shift_id=shift.id, end=end, once=once).shift
    assert said is not None
    return said


def close(company: Company, shift: ShiftRecord) -> Punched | None:
    return close_provisionally(company.workspace_id, member_id=shift.member_id, shift_id=shift.id)
