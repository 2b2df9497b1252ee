"""A clock that is wrong for a moment: no punch after it is moved, and no time is invented."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from tests.fixtures.company import Company
from tests.fixtures.machine import Machine
from tests.worktime.corrections.scenes import assert_true, at, newest_entries
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import Conflict, NotAllowed
from timeclock.ledger.entry import CLOCK_OFF_BY, Once
from timeclock.steadiness import TOLERANCE
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import shift as find
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
TIMES = ("08:00", "10:00", "10:30", "11:00", "16:00", "17:00", "18:00")
Act = Callable[[], Punched]


def acts(company: Company, *, stopped: bool = False) -> tuple[Act, ...]:
    """A day of Eli's, and an evening; Maya may have to stop him."""
    eli, maya = company.eli.actor, company.maya.actor

    def ends() -> Punched:
        if stopped:
            return stop(maya, member_id=company.eli.member_id, reason="Late")
        return clock_out(eli)

    return (
        lambda: clock_in(eli, clock_id=company.shop),
        lambda: pause(eli, kind_id=company.lunch),
        lambda: resume(eli),
        lambda: switch_job(eli, job_id=company.baking),
        ends,
        lambda: clock_in(eli, clock_id=company.shop),
        lambda: clock_out(eli),
    )


def live(
    company: Company, machine: Machine, wrong: int, ahead: timedelta, *, stopped: bool = False
) -> list[Punched]:
    """The whole day, with the clock so far ahead at one of the punches and right at all others."""
    done = []
    for number, act in enumerate(acts(company, stopped=stopped)):
        machine.at(at(TIMES[number]), ahead if number == wrong else timedelta(0))
        done.append(act())
    machine.at(at("20:00"))
    return done


def stored(company: Company, punched: Punched) -> ShiftRecord:
    assert punched.shift is not None
    found = find(company.workspace_id, punched.shift.id)
    assert found is not None
    return found


def doubted(company: Company, now: datetime) -> list[Case]:
    """What Maya has to look at because of the clock."""
    return [
        case
        for case in cases(company.maya.actor, now)
        if case.shift is not None and case.shift.unconfirmed is UnconfirmedEnd.DOUBTFUL
    ]


def shown(wrong: int, ahead: timedelta) -> list[datetime]:
    """What the clock shows at each punch."""
    return [at(time) + ahead * (number == wrong) for number, time in enumerate(TIMES)]


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("ahead", [DAY, -DAY, HOUR, -HOUR])
@pytest.mark.parametrize("wrong", range(len(TIMES)))
def test_the_punches_of_a_right_clock_have_their_own_time(
    company: Company, company_app: Flask, machine: Machine, wrong: int, ahead: timedelta, kept: bool
) -> None:
    if kept:
        machine.keep(company_app)
    done = live(company, machine, wrong, ahead)
    for number, punched in enumerate(done):
        assert punched.at == at(TIMES[number]) or number == wrong
    day, evening = stored(company, done[0]), stored(company, done[6])
    contradicted = any(later < sooner for sooner, later in pairwise(shown(wrong, ahead)))
    for found, certain in ((day, wrong > 4), (evening, wrong < 5)):
        line = found.timeline
        assert line.ended_at is not None
        assert line.started_at <= line.ended_at
        assert line.worked(machine.true) >= timedelta(0)
        if certain and not (ahead < timedelta(0) and not kept):
            assert found.unconfirmed is None
    if kept or contradicted:
        # A start that is a day too early makes the shift a forgotten one, which waits as well.
        suspects = {found.id for found in (day, evening) if found.unconfirmed}
        waiting = [
            case
            for case in cases(company.maya.actor, machine.true)
            if case.shift is not None and case.shift.unconfirmed
        ]
        assert suspects
        assert {case.shift_id for case in waiting} == suspects
        assert {case.kind for case in waiting} == {CaseKind.UNCONFIRMED_END}
    assert_true(company)


@pytest.mark.parametrize("stopped", [True, False])
def test_an_end_in_the_future_is_drawn_back_and_waits(
    company: Company, machine: Machine, stopped: bool
) -> None:
    done = live(company, machine, 4, DAY, stopped=stopped)
    day = stored(company, done[0])
    assert (day.timeline.started_at, day.timeline.ended_at) == (at("08:00"), at("17:00"))
    assert (day.unconfirmed, day.end_edited) == (UnconfirmedEnd.DOUBTFUL, True)
    ended, drawn, begun, _ = newest_entries(company.eli, 4)
    assert (drawn.kind, drawn.at, drawn.door) == ("shift.doubted", at("17:00"), "background")
    assert drawn.before == ended.after
    assert ended.after is not None
    assert ended.after["end"] == "2026-03-03T16:00:00Z"
    assert (begun.kind, begun.at) == ("shift.clocked_in", at("17:00"))
    (case,) = own_cases(company.workspace_id, company.eli.member_id, machine.true)
    assert case.shift_id == day.id


def test_what_was_recorded_in_doubt_says_by_how_much(
    company: Company, company_app: Flask, machine: Machine
) -> None:
    machine.keep(company_app)
    live(company, machine, 1, DAY)
    marks = [
        (entry.kind, (entry.after or {}).get(CLOCK_OFF_BY))
        for entry in newest_entries(company.eli, len(TIMES) + 1)
    ]
    assert marks[:3] == [
        ("shift.clocked_in", None),
        ("shift.paused", 86_400),
        ("shift.doubted", None),
    ]
    assert {mark for _, mark in marks[2:]} == {None}


def test_a_clock_that_steps_back_does_not_draw_back_what_was_right(
    company: Company, company_app: Flask, machine: Machine
) -> None:
    machine.keep(company_app)
    done = live(company, machine, 1, -DAY)
    day = stored(company, done[0])
    assert done[1].at == at("08:00")
    assert (day.timeline.started_at, day.timeline.ended_at) == (at("08:00"), at("16:00"))
    assert day.unconfirmed is UnconfirmedEnd.DOUBTFUL
    assert stored(company, done[6]).unconfirmed is None


@pytest.mark.parametrize("ahead", [TOLERANCE, -TOLERANCE])
@pytest.mark.parametrize("kept", [True, False])
def test_within_the_tolerance_nothing_is_doubted(
    company: Company, company_app: Flask, machine: Machine, ahead: timedelta, kept: bool
) -> None:
    if kept:
        machine.keep(company_app)
    machine.at(at("08:00"), ahead)
    clock_in(company.eli.actor, clock_id=company.shop)
    machine.at(at("08:00"))
    ended = clock_out(company.eli.actor)
    assert ended.at == max(at("08:00"), at("08:00") + ahead)
    assert stored(company, ended).unconfirmed is None
    assert doubted(company, at("20:00")) == []


def test_a_shift_over_a_step_that_holds_is_doubted(
    company: Company, company_app: Flask, machine: Machine
) -> None:
    keeper = machine.keep(company_app)
    machine.at(at("08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    for minute in range(120):
        machine.at(at("09:00") + timedelta(minutes=minute), HOUR)
        keeper.judge(at("10:00") + timedelta(minutes=minute))
    assert not keeper.off_by
    ended = clock_out(company.eli.actor)
    begun = clock_in(company.eli.actor, clock_id=company.shop)
    assert stored(company, ended).unconfirmed is UnconfirmedEnd.DOUBTFUL
    assert stored(company, begun).unconfirmed is None
    assert_true(company)


def test_what_was_undone_in_the_future_leaves_no_trace_in_the_next_punch(
    company: Company, machine: Machine
) -> None:
    machine.at(at("08:00"), DAY)
    clock_in(company.eli.actor, clock_id=company.shop)
    undo(company.eli.actor)
    machine.at(at("08:10"))
    begun = clock_in(company.eli.actor, clock_id=company.shop)
    assert (begun.at, stored(company, begun).unconfirmed) == (at("08:10"), None)
    machine.at(at("08:10") + 30 * SECOND)
    undone = undo(company.eli.actor)
    assert stored(company, undone).voided
    assert_true(company)


def test_a_repeat_gets_the_first_answer(company: Company, machine: Machine) -> None:
    eli = company.eli.actor
    machine.at(at("08:00"), DAY)
    first = clock_in(eli, clock_id=company.shop, once=Once.of("in", {}))
    machine.at(at("09:00"))
    again = clock_in(eli, clock_id=company.shop, once=Once.of("in", {}))
    assert (again.replayed, again.at, again.shift) == (True, first.at, first.shift)
    out = clock_out(eli, once=Once.of("out", {}))
    machine.at(at("09:05"))
    again = clock_out(eli, once=Once.of("out", {}))
    assert (again.replayed, again.at, again.shift) == (True, at("09:00"), out.shift)
    assert_true(company)


def test_a_refusal_draws_nothing_back(company: Company, machine: Machine) -> None:
    machine.at(at("08:00"), DAY)
    clock_in(company.eli.actor, clock_id=company.shop)
    machine.at(at("09:00"))
    with pytest.raises(Conflict, match="already clocked in"):
        clock_in(company.eli.actor, clock_id=company.shop)
    (entry,) = newest_entries(company.eli, 1)
    assert entry.kind == "shift.clocked_in"
    assert_true(company)


class TestTheWord:
    @pytest.fixture
    def day(self, company: Company, machine: Machine) -> ShiftRecord:
        return stored(company, live(company, machine, 4, DAY)[0])

    def test_is_not_ones_own(self, company: Company, day: ShiftRecord) -> None:
        with pytest.raises(NotAllowed):
            confirm_end(company.eli.actor, shift_id=day.id)

    def test_comes_from_the_manager(self, company: Company, day: ShiftRecord) -> None:
        confirm_end(company.maya.actor, shift_id=day.id, seen=at("17:00"))
        confirmed = find(company.workspace_id, day.id)
        assert confirmed is not None
        assert confirmed.unconfirmed is None
        assert_true(company)

    def test_may_be_the_persons_answer_that_a_manager_confirms(
        self, company: Company, day: ShiftRecord
    ) -> None:
        propose_end(company.eli.actor, shift_id=day.id, end=at("16:00"))
        confirm_end(company.maya.actor, shift_id=day.id, seen=at("16:00"))
        confirmed = find(company.workspace_id, day.id)
        assert confirmed is not None
        assert (confirmed.unconfirmed, confirmed.timeline.ended_at) == (None, at("16:00"))
        assert_true(company)


def test_no_one_confirms_an_end_in_the_future(
    company: Company, company_app: Flask, machine: Machine
) -> None:
    machine.keep(company_app)
    machine.at(at("08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    machine.at(at("16:00"), DAY)
    ended = clock_out(company.eli.actor).shift
    machine.at(at("16:30"))
    assert ended is not None
    for seen in (None, ended.timeline.ended_at):
        with pytest.raises(Conflict) as refused:
            confirm_end(company.maya.actor, shift_id=ended.id, seen=seen)
        assert refused.value.code == "changed_since"


def test_an_open_shift_in_doubt_waits_for_its_end_first(
    company: Company, company_app: Flask, machine: Machine
) -> None:
    machine.keep(company_app)
    machine.at(at("08:00"), DAY)
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    machine.at(at("09:00"))
    assert begun is not None
    assert begun.unconfirmed is UnconfirmedEnd.DOUBTFUL
    assert cases(company.maya.actor, machine.true) == ()
    with pytest.raises(Conflict) as refused:
        confirm_end(company.maya.actor, shift_id=begun.id)
    assert refused.value.code == "nothing_to_confirm"
    with pytest.raises(Conflict) as refused:
        propose_end(company.eli.actor, shift_id=begun.id, end=at("08:30"))
    assert refused.value.code == "not_forgotten"


def test_other_people_are_left_alone(company: Company, machine: Machine) -> None:
    machine.at(at("08:00"))
    clock_in(company.edda.actor, clock_id=company.shop)
    live(company, machine, 4, DAY)
    ended = clock_out(company.edda.actor)
    assert stored(company, ended).unconfirmed is None


@pytest.mark.parametrize("minutes_ago", [None, 30])
def test_a_clock_in_doubt_gives_no_end_that_counts_by_the_persons_word(
    company: Company, company_app: Flask, machine: Machine, minutes_ago: int | None
) -> None:
    """The rule that counts times of one's own at once does not reach as far as this."""
    change_rules(
        company.operator,
        first_day=ALWAYS,
        rules=PayRules(claimed_times=ClaimedTimes.COUNT),
    )
    machine.keep(company_app)
    machine.at(at("08:00"))
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    shown_by_it = machine.at(at("08:00") + 15 * HOUR, HOUR)
    end = None if minutes_ago is None else shown_by_it - timedelta(minutes=minutes_ago)
    ended = stored(company, propose_end(company.eli.actor, shift_id=begun.id, end=end))
    assert ended.is_unpaid
    assert_true(company)
