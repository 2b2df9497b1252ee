"""Any mix of the ways of the table: paid time is punched or confirmed time, never more."""

from collections.abc import Callable, Collection
from dataclasses import replace
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
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.people.membership import reactivate
from timeclock.errors import ProductError
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval import asking, deciding, undoing
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView, corrections_of
from timeclock.worktime.shifts.amending import amend_running
from timeclock.worktime.shifts.backdating import tell_rest, tell_worked
from timeclock.worktime.shifts.forgetting import (
    close_provisionally,
    confirm_end,
    propose_end,
    undo_confirmation,
)
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, start_next_shift
from timeclock.worktime.shifts.queries import every_shift, open_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusing import refuse_claims
from timeclock.worktime.shifts.stopping import leave_from_break, stop
from timeclock.worktime.shifts.timeline import State
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.reading.sheets import sheet_of

FIRST, AFTER = date(2026, 2, 23), date(2026, 3, 16)
BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
LIMIT = timedelta(hours=8)
QUARTER = timedelta(minutes=15)
back = st.integers(0, 40).map(lambda quarters: quarters * QUARTER)
_names = iter(range(10**9))
Quarters = set[datetime]


class AnyWay(RuleBasedStateMachine):
    """Eli and Maya do whatever the table has. `vouched` are the quarters of an hour that Eli was
    seen at work, within the limit of the clock, and those of shifts about which Maya decided.
    """

    def __init__(self, company: Company, watch: Watch) -> None:
        super().__init__()
        self.company, self.watch = company, watch
        self.vouched: Quarters = set()
        self.decided: dict[int, Quarters] = {}  # what one decision added, by shift

    @initialize()
    def begin(self) -> None:
        name, at = f"Eli{next(_names)}", f"@{self.company.workspace_id}.test"
        self.eli: CompanyMember = hire(self.company.operator, name, Role.EMPLOYEE, at)
        assign(self.company.operator, clock_id=self.company.shop, member_id=self.eli.member_id)
        self.actor, self.manager = self.eli.actor, self.company.maya.actor
        self.watch.at(BEGIN)

    @rule(quarters=st.sampled_from([1, 2, 3, 4, 8, 16, 40]))
    def time_goes_on(self, quarters: int) -> None:
        self.decided.clear()
        for _ in range(quarters):
            start = self.now
            running = self.running()
            if running is not None and running.timeline.state is State.WORKING:
                self.vouched.add(start)
            self.watch.at(start + QUARTER)
        if (running := self.running()) and self.now - running.timeline.started_at > LIMIT:
            self.vouched -= work_of(running, self.now)

    # What Eli does

    @rule(claim=back)
    def clocks_in(self, claim: timedelta) -> None:
        shop = self.company.shop
        self.attempt(clock_in, self.actor, clock_id=shop, claimed=self.ago(claim))

    @rule(claim=back)
    def starts_the_next_shift(self, claim: timedelta) -> None:
        self.attempt(start_next_shift, self.actor, claimed=self.ago(claim))

    @rule(claim=back)
    def pauses(self, claim: timedelta) -> None:
        kind = self.company.lunch
        self.attempt(pause, self.actor, kind_id=kind, claimed=self.ago(claim))

    @rule(claim=back)
    def resumes(self, claim: timedelta) -> None:
        self.attempt(resume, self.actor, claimed=self.ago(claim))

    @rule(claim=back)
    def clocks_out(self, claim: timedelta) -> None:
        self.attempt(clock_out, self.actor, end=self.ago(claim))

    @rule(claim=back)
    def leaves_from_a_break(self, claim: timedelta) -> None:
        self.attempt(leave_from_break, self.actor, claimed=self.ago(claim))

    @rule(claim=back)
    def ends_the_entry(self, claim: timedelta) -> None:
        if running := self.running():
            end = self.now - claim
            who = self.eli.member_id
            self.attempt(amend_running, self.actor, member_id=who, shift_id=running.id, end=end)

    @rule(claim=back)
    def says_when_he_left(self, claim: timedelta) -> None:
        for each in self.shifts():
            end = self.ago(claim)
            self.attempt(propose_end, self.actor, shift_id=each.id, end=end)

    @rule()
    def says_that_an_end_is_right(self) -> None:
        for each in self.shifts():
            self.attempt(confirm_end, self.actor, shift_id=each.id)

    @rule(first=back, last=back)
    def tells_of_work(self, first: timedelta, last: timedelta) -> None:
        start, end = self.now - first, self.now - last
        self.attempt(tell_worked, self.actor, start=start, end=end)

    @rule(first=back, last=back)
    def tells_of_a_break(self, first: timedelta, last: timedelta) -> None:
        start, end = self.now - first, self.now - last
        self.attempt(tell_rest, self.actor, start=start, end=end)

    @rule(by=back, earlier=st.booleans())
    def asks_for_a_correction(self, by: timedelta, earlier: bool) -> None:
        if draft := self.moved(by, earlier=earlier):
            shift_id, wanted = draft
            self.attempt(
                asking.ask, self.actor, shift_id=shift_id, drafts=(wanted,), reason="It was so"
            )

    @rule()
    def changes_a_description(self) -> None:
        if ended := self.ended():
            wanted = replace(Draft.of(ended), note=f"Rolls {self.now}")
            self.attempt(
                asking.ask, self.actor, shift_id=ended.id, drafts=(wanted,), reason="A note"
            )

    @rule()
    def disputes(self) -> None:
        for each in self.corrections(CorrectionState.APPLIED):
            self.attempt(
                deciding.dispute, self.actor, correction_id=each.id, reason="It was not so"
            )

    @rule()
    def undoes(self) -> None:
        self.attempt(undo, self.actor)

    # What Maya, the operator and the clock do

    @rule(claim=back, says=st.booleans())
    def is_stopped(self, claim: timedelta, says: bool) -> None:
        who, end = self.eli.member_id, self.now - claim if says else None
        running = self.running()
        if self.attempt(stop, self.manager, member_id=who, reason="Left", end=end):
            assert running is not None
            if claim and says:
                self.vouch(running.id)

    @rule()
    def is_deactivated(self) -> None:
        who, operator = self.eli.member_id, self.company.operator
        self.attempt(deactivate_member, operator, member_id=who)
        reactivate(operator, member_id=who)

    @rule()
    def is_closed_by_the_clock(self) -> None:
        if running := self.running():
            self.attempt(
                close_provisionally,
                self.company.workspace_id,
                member_id=self.eli.member_id,
                shift_id=running.id,
            )

    @rule()
    def is_confirmed(self) -> None:
        for each in self.shifts():
            if self.attempt(confirm_end, self.manager, shift_id=each.id):
                self.vouch(each.id)

    @rule()
    def is_refused(self) -> None:
        for each in self.shifts():
            self.attempt(refuse_claims, self.manager, shift_id=each.id)

    @rule()
    def a_confirmation_is_undone(self) -> None:
        for each in self.shifts():
            if self.attempt(undo_confirmation, self.manager, shift_id=each.id):
                self.vouched -= self.decided.pop(each.id, set())

    @rule(approves=st.booleans())
    def a_request_is_decided(self, approves: bool) -> None:
        for each in self.corrections(CorrectionState.ASKED):
            if not approves:
                self.attempt(
                    deciding.refuse, self.manager, correction_id=each.id, reason="It was not so"
                )
            elif self.attempt(deciding.approve, self.manager, correction_id=each.id):
                self.vouch(each.shift_id)

    @rule(keeps=st.booleans())
    def a_dispute_is_settled(self, keeps: bool) -> None:
        for each in self.corrections(CorrectionState.DISPUTED):
            executive = self.company.edda.actor
            self.attempt(
                deciding.settle, executive, correction_id=each.id, keep=keeps, reason="So it is"
            )

    @rule()
    def a_decision_is_undone(self) -> None:
        for each in self.corrections(*CorrectionState):
            if self.attempt(undoing.undo, self.manager, correction_id=each.id):
                self.vouched -= self.decided.pop(each.shift_id or 0, set())

    @rule(by=back, earlier=st.booleans())
    def is_corrected(self, by: timedelta, earlier: bool) -> None:
        if draft := self.moved(by, earlier=earlier):
            shift_id, wanted = draft
            if self.attempt(
                asking.propose,
                self.manager,
                member_id=self.eli.member_id,
                shift_id=shift_id,
                drafts=(wanted,),
                reason="The door says so",
            ):
                self.vouch(shift_id)

    @invariant()
    def nothing_else_is_paid(self) -> None:
        if not hasattr(self, "eli"):
            return
        totals = sheet_of(
            self.company.workspace_id, self.eli.member_id, FIRST, AFTER, self.now
        ).totals
        work = {each for record in self.shifts() for each in work_of(record, self.now)}
        assert totals.worked <= len(work & self.vouched) * QUARTER.total_seconds()

    # What every act has in common

    @property
    def now(self) -> datetime:
        return self.watch.now

    def ago(self, claim: timedelta) -> datetime | None:
        """The claimed time; None is no claim."""
        return self.now - claim if claim else None

    def running(self) -> ShiftRecord | None:
        return open_shift(self.company.workspace_id, self.eli.member_id)

    def shifts(self) -> list[ShiftRecord]:
        found = every_shift(db.session.connection(), self.company.workspace_id, self.eli.member_id)
        return [each for each in found if not each.voided]

    def ended(self) -> ShiftRecord | None:
        """The newest shift that is over."""
        over = [each for each in self.shifts() if each.timeline.ended_at is not None]
        return max(over, key=lambda each: each.timeline.started_at, default=None)

    def corrections(self, *states: CorrectionState) -> Collection[CorrectionView]:
        found = corrections_of(self.company.workspace_id, self.eli.member_id)
        return [each for each in found if each.state in states]

    def moved(self, by: timedelta, *, earlier: bool) -> tuple[int, Draft] | None:
        """The newest ended shift, with an end that is moved."""
        ended = self.ended()
        if ended is None:
            return None
        draft = Draft.of(ended)
        end = draft.ended_at - by if earlier else min(draft.ended_at + by, self.now)
        return ended.id, replace(draft, ended_at=end)

    def attempt(self, act: Callable[..., object], *about: object, **wanted: object) -> bool:
        """Try an act, and say whether it was done; what the product refuses changes nothing."""
        before = self.shifts()
        try:
            act(*about, **wanted)
        except ProductError:
            assert self.shifts() == before
            return False
        return True

    def vouch(self, shift_id: int | None) -> None:
        """All of a shift counts, because another person decided about it."""
        for each in self.shifts():
            if each.id == shift_id:
                added = work_of(each, self.now) - self.vouched
                self.decided[each.id] = added
                self.vouched |= added


def work_of(record: ShiftRecord, now: datetime) -> Quarters:
    """The quarters of a shift without its breaks, which are unpaid."""
    line = record.timeline
    work = quarters(line.started_at, line.ended_at or now)
    for rest in line.pauses:
        work -= quarters(rest.started_at, rest.ended_at or line.ended_at or now)
    return work


def quarters(start: datetime, end: datetime) -> Quarters:
    """The quarters of an hour between two instants."""
    return {start + number * QUARTER for number in range((end - start) // QUARTER)}


@pytest.mark.databases("sqlite")
@pytest.mark.timeout(600)
def test_paid_time_is_punched_or_confirmed(company: Company, watch: Watch, thorough: bool) -> None:
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(
            name="Shop",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=int(LIMIT.total_seconds()) // 60,
            closes_forgotten=True,
        ),
    )
    run_state_machine_as_test(
        lambda: AnyWay(company, watch),
        settings=settings(
            max_examples=300 if thorough else 15, stateful_step_count=25, deadline=None
        ),
    )
    assert verify(company.workspace_id).problems == ()
