"""Where a shift begins to be forgotten, and what follows its end.

tests/worktime/paid_time has the table of every way to end one, by every role.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.errors import Conflict, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.amending import amend_running
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.ending import EndNotSaid
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, start_next_shift
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.stopping import leave_from_break, stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases
from timeclock.worktime.timesheets.reading.sheets import sheet_of

FRIDAY = datetime(2026, 2, 27, 8, 2, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 7, 14, tzinfo=UTC)
FIVE = FRIDAY.replace(hour=16, minute=0)
YESTERDAY = MONDAY - timedelta(hours=11)
WEEK = date(2026, 2, 23)

End = Callable[[Company, Actor, datetime], object]


def forget(company: Company, watch: Watch, who: CompanyMember) -> ShiftRecord:
    """In since Friday morning, on a paid break since 12:00, and now it is Monday."""
    watch.at(FRIDAY)
    clock_in(who.actor, clock_id=company.shop)
    watch.at(FRIDAY.replace(hour=11))
    begun = pause(who.actor, kind_id=company.rest).shift
    assert begun is not None
    watch.at(MONDAY)
    return begun


def after(company: Company, record: ShiftRecord) -> ShiftRecord:
    found = shift(company.workspace_id, record.id)
    assert found is not None
    return found


def paid(company: Company, record: ShiftRecord, now: datetime) -> tuple[int, int]:
    """Seconds worked and seconds unconfirmed on the day of the shift."""
    day = record.timeline.started_at.date()
    sheet = sheet_of(company.workspace_id, record.member_id, day, day + timedelta(days=1), now)
    return sheet.totals.worked, sheet.totals.unconfirmed


def length(record: ShiftRecord) -> int:
    """The seconds of an ended shift, whose break is paid."""
    assert record.timeline.ended_at is not None
    return int((record.timeline.ended_at - record.timeline.started_at).total_seconds())


def eli(company: Company) -> int:
    return company.eli.member_id


def running(company: Company) -> int:
    found = open_shift(company.workspace_id, company.eli.member_id)
    assert found is not None
    return found.id


# Each way to end Eli's shift that does not say when he left.
UNSAID: dict[str, End] = {
    "clocks out": lambda c, a, now: clock_out(a, member_id=eli(c)),
    "sends the present time": lambda c, a, now: clock_out(a, member_id=eli(c), end=now),
    "clocks out within the tolerance": lambda c, a, now: clock_out(
        a, member_id=eli(c), end=now - timedelta(seconds=119)
    ),
    "leaves from the break": lambda c, a, now: leave_from_break(a, member_id=eli(c)),
    "starts the next shift": lambda c, a, now: start_next_shift(
        a, member_id=eli(c), clock_id=c.shop
    ),
    "starts the next shift earlier": lambda c, a, now: start_next_shift(
        a, member_id=eli(c), clock_id=c.shop, claimed=YESTERDAY
    ),
    "ends the entry now": lambda c, a, now: amend_running(
        a, member_id=eli(c), shift_id=running(c), end=now
    ),
    "stops without an end": lambda c, a, now: stop(
        a, member_id=eli(c), reason="Forgot to clock out"
    ),
}


@pytest.mark.parametrize("way", UNSAID)
def test_within_the_limit_each_way_counts_at_once(company: Company, watch: Watch, way: str) -> None:
    watch.at(MONDAY - timedelta(hours=14))
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    watch.at(MONDAY - timedelta(hours=12))
    pause(company.eli.actor)
    watch.at(MONDAY)
    UNSAID[way](company, company.maya.actor, MONDAY)
    assert begun is not None
    assert after(company, begun).unconfirmed is None


def test_one_second_beyond_the_limit_it_does_not(company: Company, watch: Watch) -> None:
    watch.at(MONDAY - timedelta(hours=14, seconds=1))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(MONDAY)
    ended = clock_out(company.eli.actor).shift
    assert ended is not None
    assert ended.unconfirmed is UnconfirmedEnd.FORGOTTEN


def test_the_limit_is_that_of_the_clock_of_the_shift(company: Company, watch: Watch) -> None:
    """Not that of the clock at which the next shift begins."""
    forgotten = forget(company, watch, company.eli)
    start_next_shift(company.eli.actor, clock_id=company.site, job_id=company.baking)
    assert after(company, forgotten).unconfirmed is UnconfirmedEnd.FORGOTTEN


class TestAfterwards:
    @pytest.fixture
    def ended(self, company: Company, watch: Watch) -> ShiftRecord:
        begun = forget(company, watch, company.eli)
        clock_out(company.eli.actor)
        return after(company, begun)

    def test_it_is_a_case_for_the_manager_and_a_question_for_the_person(
        self, company: Company, ended: ShiftRecord
    ) -> None:
        for waits in (
            cases(company.maya.actor, MONDAY),
            own_cases(company.workspace_id, company.eli.member_id, MONDAY),
        ):
            assert [(each.kind, each.shift_id) for each in waits] == [
                (CaseKind.UNCONFIRMED_END, ended.id)
            ]

    def test_the_timesheet_cannot_be_approved(
        self, company: Company, watch: Watch, ended: ShiftRecord
    ) -> None:
        with pytest.raises(Conflict) as refused:
            approve(company.maya.actor, member_id=company.eli.member_id, first_day=WEEK)
        obstacles = refused.value.details["obstacles"]
        assert isinstance(obstacles, tuple)
        assert [each.kind for each in obstacles] == [ObstacleKind.UNCONFIRMED_END]

    def test_the_day_says_why(self, company: Company, ended: ShiftRecord) -> None:
        sheet = sheet_of(
            company.workspace_id, company.eli.member_id, WEEK, WEEK + timedelta(days=7), MONDAY
        )
        assert [(flag.kind, flag.shift_id) for flag in sheet.flags] == [
            (CaseKind.UNCONFIRMED_END, ended.id)
        ]
        assert sheet.flags[0].sentence.startswith(
            "This shift ended after the limit of its time clock and no one has said when"
        )

    def test_the_person_alone_cannot_confirm_it(self, company: Company, ended: ShiftRecord) -> None:
        confirm_end(company.eli.actor, shift_id=ended.id)
        assert after(company, ended).unconfirmed is UnconfirmedEnd.PROPOSED
        with pytest.raises(NotAllowed) as refused:
            confirm_end(company.eli.actor, shift_id=ended.id)
        assert refused.value.code == "own_decision"

    def test_the_person_says_when_they_left_and_the_manager_confirms(
        self, company: Company, ended: ShiftRecord
    ) -> None:
        propose_end(company.eli.actor, shift_id=ended.id, end=FIVE)
        assert after(company, ended).unconfirmed is UnconfirmedEnd.PROPOSED
        confirm_end(company.maya.actor, shift_id=ended.id)
        found = after(company, ended)
        assert found.timeline.ended_at == FIVE
        assert paid(company, found, MONDAY) == (length(found), 0)
        assert verify(company.workspace_id).problems == ()

    def test_the_same_end_as_punched_can_be_proposed(
        self, company: Company, watch: Watch, ended: ShiftRecord
    ) -> None:
        watch.later(hours=2)
        propose_end(company.eli.actor, shift_id=ended.id, end=MONDAY)
        found = after(company, ended)
        assert (found.timeline.ended_at, found.end_edited) == (MONDAY, False)
        assert found.unconfirmed is UnconfirmedEnd.PROPOSED

    def test_the_manager_confirms_the_end_as_it_is(
        self, company: Company, ended: ShiftRecord
    ) -> None:
        confirm_end(company.maya.actor, shift_id=ended.id, seen=MONDAY)
        assert paid(company, ended, MONDAY) == (length(ended), 0)

    def test_an_undo_opens_the_shift_again(self, company: Company, ended: ShiftRecord) -> None:
        undo(company.eli.actor)
        found = after(company, ended)
        assert (found.timeline.ended_at, found.unconfirmed) == (None, None)
        assert verify(company.workspace_id).problems == ()


def test_working_until_now_waits_for_confirmation(company: Company, watch: Watch) -> None:
    forgotten = forget(company, watch, company.eli)
    propose_end(company.eli.actor, shift_id=forgotten.id, end=None)
    found = after(company, forgotten)
    assert found.timeline.ended_at == MONDAY
    assert (found.unconfirmed, found.end_edited) == (UnconfirmedEnd.PROPOSED, False)
    assert verify(company.workspace_id).problems == ()


def test_a_page_can_ask_first(company: Company, watch: Watch) -> None:
    forgotten = forget(company, watch, company.eli)
    once = Once.of("a", {})
    with pytest.raises(EndNotSaid):
        clock_out(company.eli.actor, asks_when_late=True, once=once)
    assert after(company, forgotten).timeline.ended_at is None
    assert clock_out(company.eli.actor, end=YESTERDAY, asks_when_late=True, once=once).changed


def test_a_repeated_clock_out_gets_its_first_answer(company: Company, watch: Watch) -> None:
    """A page that asks first does not ask about a clock-out that is recorded."""
    watch.at(MONDAY - timedelta(hours=8))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(MONDAY)
    answers: list[Punched] = []
    for _ in range(2):
        answers.append(clock_out(company.eli.actor, asks_when_late=True, once=Once.of("out", {})))
        watch.later(days=3)
    assert [each.replayed for each in answers] == [False, True]
    assert answers[0].shift == answers[1].shift


def test_a_manager_cannot_decide_about_their_own(company: Company, watch: Watch) -> None:
    forgotten = forget(company, watch, company.maya)
    clock_out(company.maya.actor, end=YESTERDAY)
    found = after(company, forgotten)
    assert (found.unconfirmed, found.proposed_by_id) == (
        UnconfirmedEnd.PROPOSED,
        company.maya.member_id,
    )


def test_where_no_one_else_decides_the_own_word_counts(company: Company, watch: Watch) -> None:
    """Nora is alone in her company."""
    assign(
        Actor.operator(company.nora.workspace_id),
        clock_id=company.furnace,
        member_id=company.nora.member_id,
    )
    watch.at(FRIDAY)
    clock_in(company.nora.actor, clock_id=company.furnace)
    watch.at(MONDAY)
    unsaid = clock_out(company.nora.actor).shift
    assert unsaid is not None
    assert unsaid.unconfirmed is UnconfirmedEnd.FORGOTTEN
    confirmed = confirm_end(company.nora.actor, shift_id=unsaid.id).shift
    assert confirmed is not None
    assert confirmed.unconfirmed is None
