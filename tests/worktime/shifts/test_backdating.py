"""Time that is told afterwards, both ends at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, close_week
from timeclock.authority.actor import Door, Scope
from timeclock.company.clocks.assigning import unassign
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.backdating import tell_rest, tell_worked, usual_clock
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import open_shift

Tell = Callable[[str, str], Punched]


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}+00:00")


@pytest.fixture
def tell(company: Company, watch: Watch) -> Tell:
    watch.at("18:00")
    return lambda start, end: tell_worked(company.eli.actor, start=at(start), end=at(end))


def test_a_shift_that_has_ended(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    told = tell_worked(
        company.eli.through(Door.CLOCKIFY),
        start=at("08:00:00.9"),
        end=at("12:00"),
        job_id=company.baking,
        details=ShiftDetails(note=" Rolls ", billable=True),
    )
    assert told.kind is Act.ADDED
    shift = told.shift
    assert shift is not None
    line = shift.timeline
    assert (line.started_at, line.ended_at, line.job_id) == (
        at("08:00"),
        at("12:00"),
        company.baking,
    )
    assert (shift.start_edited, shift.end_edited, shift.start_source) == (True, True, "api")
    assert (shift.note, shift.billable) == ("Rolls", True)
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert (entry.at, entry.claimed) == (at("18:00"), at("08:00"))
    assert_true(company)


def test_only_what_is_beyond_the_tolerance_is_edited(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    told = tell_worked(company.eli.actor, start=at("17:00"), end=at("17:59")).shift
    assert told is not None
    assert (told.start_edited, told.end_edited) == (True, False)


def test_no_later_punch_is_moved(company: Company, watch: Watch, tell: Tell) -> None:
    tell("08:00", "12:00")
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=at("13:00")).shift
    assert begun is not None
    assert begun.timeline.started_at == at("13:00")
    assert_true(company)


def test_a_shift_under_way_goes_on(company: Company, watch: Watch) -> None:
    watch.at("14:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    running = open_shift(company.workspace_id, company.eli.member_id)
    watch.at("18:00")
    told = tell_worked(company.eli.actor, start=at("08:00"), end=at("14:00"))
    assert told.shift is not None
    assert told.shift.clock_id == company.shop
    assert open_shift(company.workspace_id, company.eli.member_id) == running
    with pytest.raises(Conflict) as refused:
        tell_worked(company.eli.actor, start=at("13:00"), end=at("14:01"))
    assert refused.value.code == "overlaps"
    assert_true(company)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("12:00", "11:59", "end_before_start"),
        ("12:00", "18:02", "end_in_future"),
        ("18:02", "18:02", "end_in_future"),
    ],
)
def test_times_that_cannot_be(tell: Tell, start: str, end: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        tell(start, end)
    assert refused.value.code == code


def test_for_others_it_reaches_12_hours_back(company: Company, watch: Watch) -> None:
    watch.at("21:00")
    eli, start, end = company.eli.member_id, at("08:00"), at("12:00")
    for who in (company.olive, company.maya):
        with pytest.raises(Invalid, match="12 hours"):
            tell_worked(who.actor, member_id=eli, start=start, end=end)


def test_an_end_a_little_ahead_is_now(company: Company, tell: Tell) -> None:
    told = tell("17:00", "18:01").shift
    assert told is not None
    assert told.timeline.ended_at == at("18:00")


def test_no_two_shifts_at_the_same_time(tell: Tell) -> None:
    tell("08:00", "12:00")
    tell("12:00", "13:00")
    for start, end in (("09:00", "10:00"), ("07:00", "08:01"), ("12:30", "14:00")):
        with pytest.raises(Conflict) as refused:
            tell(start, end)
        assert refused.value.code == "overlaps"


def test_who_may(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    eli = company.eli.member_id
    for number, who in enumerate((company.olive, company.edda, company.maya, company.eli)):
        start = at(f"{8 + number:02}:00")
        told = tell_worked(who.actor, member_id=eli, start=start, end=start + timedelta(hours=1))
        assert told.shift is not None
    for who in (company.yann, company.otto):
        with pytest.raises(NotAllowed):
            tell_worked(who.actor, member_id=eli, start=at("15:00"), end=at("16:00"))
    reading = company.eli.through(Door.CLOCKIFY, Scope.READ)
    with pytest.raises(NotAllowed):
        tell_worked(reading, start=at("15:00"), end=at("16:00"))
    with pytest.raises(NotFound):
        tell_worked(company.eli.actor, start=at("15:00"), end=at("16:00"), job_id=999_999)


def test_the_same_request_again_tells_once(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    once = Once.of("k", {})
    first = tell_worked(company.eli.actor, start=at("08:00"), end=at("12:00"), once=once)
    again = tell_worked(company.eli.actor, start=at("08:00"), end=at("12:00"), once=once)
    assert (again.replayed, again.shift) == (True, first.shift)


@pytest.fixture
def working(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("12:00")


@pytest.mark.usefixtures("working")
class TestRest:
    def test_a_break_that_has_ended(self, company: Company) -> None:
        told = tell_rest(company.eli.actor, start=at("10:00"), end=at("10:20"))
        assert (told.kind, told.at) == (Act.RESUMED, at("10:20"))
        shift = open_shift(company.workspace_id, company.eli.member_id)
        assert shift == told.shift
        assert shift is not None
        (pause,) = shift.timeline.pauses
        assert (pause.started_at, pause.ended_at) == (at("10:00"), at("10:20"))
        assert_true(company)

    def test_it_is_behind_every_other_punch(self, company: Company) -> None:
        tell_rest(company.eli.actor, start=at("10:00"), end=at("10:20"))
        for start, end in (("07:59", "08:10"), ("09:00", "09:10"), ("10:10", "10:30")):
            with pytest.raises(Invalid) as refused:
                tell_rest(company.eli.actor, start=at(start), end=at(end))
            assert refused.value.code == "overlaps"

    def test_while_another_is_under_way(self, company: Company) -> None:
        pause(company.eli.actor)
        with pytest.raises(Conflict, match="under way"):
            tell_rest(company.eli.actor, start=at("12:00"), end=at("12:00"))

    def test_without_a_shift(self, company: Company) -> None:
        clock_out(company.eli.actor)
        with pytest.raises(Conflict, match="not clocked in"):
            tell_rest(company.eli.actor, start=at("11:00"), end=at("11:30"))

    def test_the_same_request_again(self, company: Company) -> None:
        once = Once.of("k", {})
        first = tell_rest(company.eli.actor, start=at("10:00"), end=at("10:20"), once=once)
        again = tell_rest(company.eli.actor, start=at("10:00"), end=at("10:20"), once=once)
        assert (again.replayed, again.shift) == (True, first.shift)

    def test_someone_who_may_not(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            tell_rest(
                company.yann.actor,
                member_id=company.eli.member_id,
                start=at("10:00"),
                end=at("10:20"),
            )


def test_the_usual_clock_is_the_last_one_or_that_with_the_lowest_id(
    company: Company, watch: Watch
) -> None:
    eli = company.eli.member_id
    assert usual_clock(company.workspace_id, eli) == company.shop
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    assert usual_clock(company.workspace_id, eli) == company.site
    unassign(company.operator, clock_id=company.site, member_id=eli)
    assert usual_clock(company.workspace_id, eli) == company.shop
    unassign(company.operator, clock_id=company.shop, member_id=eli)
    assert usual_clock(company.workspace_id, eli) is None


def test_a_day_that_is_closed(company: Company, watch: Watch) -> None:
    watch.at(at("18:00"))
    close_week(company)
    with pytest.raises(Conflict) as refused:
        tell_worked(company.eli.actor, start=at("08:00"), end=at("12:00"))
    assert refused.value.code == "period_closed"
