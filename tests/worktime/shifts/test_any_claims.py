"""Any mix of punches, claimed times, stops and confirmations: paid time is punched or confirmed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.fixtures.company import Company, CompanyMember, Watch, hire
from timeclock.authority.actor import Role
from timeclock.company.clocks.assigning import assign
from timeclock.errors import ProductError
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.backdating import tell_rest, tell_worked
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, start_next_shift
from timeclock.worktime.shifts.queries import every_shift, open_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.timeline import State
from timeclock.worktime.timesheets.reading.sheets import sheet_of

DAY = date(2026, 3, 2)
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
back = st.integers(0, 24).map(lambda quarters: quarters * QUARTER)
_names = iter(range(10**9))


class AnyClaims(RuleBasedStateMachine):
    """Eli punches and claims, Maya confirms. `vouched` are the minutes that Eli was seen at work,
    and those that Maya confirmed."""

    def __init__(self, company: Company, watch: Watch) -> None:
        super().__init__()
        self.company, self.watch = company, watch
        self.vouched: set[datetime] = set()

    @initialize()
    def begin(self) -> None:
        name, at = f"Eli{next(_names)}", f"@{self.company.workspace_id}.test"
        self.eli: CompanyMember = hire(self.company.operator, name, Role.EMPLOYEE, at)
        assign(self.company.operator, clock_id=self.company.shop, member_id=self.eli.member_id)
        self.actor, self.manager = self.eli.actor, self.company.maya.actor
        self.watch.at("06:00")

    @rule(quarters=st.integers(1, 8))
    def time_goes_on(self, quarters: int) -> None:
        start, end = self.watch.now, min(self.watch.now + quarters * QUARTER, at("22:00"))
        running = open_shift(self.company.workspace_id, self.eli.member_id)
        if running is not None and running.timeline.state is State.WORKING:
            self.vouched |= minutes(start, end)
        self.watch.at(end)

    @rule(claim=back)
    def clocks_in(self, claim: timedelta) -> None:
        self.act(lambda: clock_in(self.actor, clock_id=self.company.shop, claimed=self.ago(claim)))

    @rule(claim=back)
    def starts_the_next_shift(self, claim: timedelta) -> None:
        self.act(lambda: start_next_shift(self.actor, claimed=self.ago(claim)))

    @rule(claim=back)
    def pauses(self, claim: timedelta) -> None:
        kind = self.company.lunch
        self.act(lambda: pause(self.actor, kind_id=kind, claimed=self.ago(claim)))

    @rule(claim=back)
    def resumes(self, claim: timedelta) -> None:
        self.act(lambda: resume(self.actor, claimed=self.ago(claim)))

    @rule(claim=back)
    def clocks_out(self, claim: timedelta) -> None:
        self.act(lambda: clock_out(self.actor, end=self.ago(claim)))

    @rule(first=back, last=back)
    def tells_of_work(self, first: timedelta, last: timedelta) -> None:
        self.act(lambda: tell_worked(self.actor, start=self.now - first, end=self.now - last))

    @rule(first=back, last=back)
    def tells_of_a_break(self, first: timedelta, last: timedelta) -> None:
        self.act(lambda: tell_rest(self.actor, start=self.now - first, end=self.now - last))

    @rule(claim=back)
    def is_stopped(self, claim: timedelta) -> None:
        who, end = self.eli.member_id, self.ago(claim)
        self.act(lambda: stop(self.manager, member_id=who, reason="Left", end=end))

    @rule()
    def is_confirmed(self) -> None:
        for record in self.shifts():
            if record.unconfirmed is not None:
                confirm_end(self.manager, shift_id=record.id)
                self.vouched |= work_of(record, self.now)

    @invariant()
    def only_what_is_vouched_for_is_paid(self) -> None:
        if not hasattr(self, "eli"):
            return
        after = DAY + timedelta(days=1)
        totals = sheet_of(
            self.company.workspace_id, self.eli.member_id, DAY, after, self.now
        ).totals
        claimed = self.work()
        assert totals.worked == len(claimed & self.vouched) * 60
        assert totals.unconfirmed == len(claimed - self.vouched) * 60
        assert totals.rounded == totals.worked

    @property
    def now(self) -> datetime:
        return self.watch.now

    def ago(self, claim: timedelta) -> datetime | None:
        """The claimed time; None is no claim."""
        return self.now - claim if claim else None

    def shifts(self) -> list[ShiftRecord]:
        found = every_shift(db.session.connection(), self.company.workspace_id, self.eli.member_id)
        return [each for each in found if not each.voided]

    def act(self, act: Callable[[], Punched]) -> None:
        """Try an act; what the product refuses changes nothing.

        What an act takes out of the shifts is not vouched for any more.
        """
        before = self.shifts()
        try:
            act()
        except ProductError:
            assert self.shifts() == before
        self.vouched &= self.work()

    def work(self) -> set[datetime]:
        """The minutes that the shifts would pay if all of them were confirmed."""
        return {minute for record in self.shifts() for minute in work_of(record, self.now)}


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}+00:00").astimezone(UTC)


def minutes(start: datetime, end: datetime) -> set[datetime]:
    """The minutes between two instants."""
    return {start + number * MINUTE for number in range((end - start) // MINUTE)}


def work_of(record: ShiftRecord, now: datetime) -> set[datetime]:
    """The minutes of a shift without its breaks, which are unpaid."""
    line = record.timeline
    work = minutes(line.started_at, line.ended_at or now)
    for rest in line.pauses:
        work -= minutes(rest.started_at, rest.ended_at or line.ended_at or now)
    return work


@pytest.mark.databases("sqlite")
@pytest.mark.timeout(600)
def test_paid_time_is_punched_or_confirmed(company: Company, watch: Watch, thorough: bool) -> None:
    run_state_machine_as_test(
        lambda: AnyClaims(company, watch),
        settings=settings(
            max_examples=300 if thorough else 12, stateful_step_count=15, deadline=None
        ),
    )
    assert verify(company.workspace_id).problems == ()
