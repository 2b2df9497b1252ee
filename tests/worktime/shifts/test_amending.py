"""What is said of a shift is put right while it runs."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.scenes import assert_true
from timeclock.authority.actor import Door, Scope
from timeclock.errors import Conflict, Invalid, KeyReused, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, last_entry
from timeclock.worktime.shifts.amending import Amendment, amend_running
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.record import ShiftRecord

Amend = Callable[..., Punched]


@pytest.fixture
def running(company: Company, watch: Watch) -> ShiftRecord:
    watch.at("08:00")
    begun = clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Rolls")
    ).shift
    watch.at("09:00")
    assert begun is not None
    return begun


@pytest.fixture
def amend(company: Company, running: ShiftRecord) -> Amend:
    def act(by: CompanyMember | None = None, **said: Any) -> Punched:
        return amend_running(
            (by or company.eli).actor,
            member_id=company.eli.member_id,
            shift_id=said.pop("shift_id", running.id),
            end=said.pop("end", None),
            once=said.pop("once", None),
            amendment=Amendment(**said),
        )

    return act


def now(company: Company) -> ShiftRecord | None:
    return open_shift(company.workspace_id, company.eli.member_id)


def test_the_note_and_whether_it_is_billable(company: Company, amend: Amend) -> None:
    amended = amend(note=" Bread ", billable=True)
    assert amended.shift is not None
    assert (amended.kind, amended.shift.note, amended.shift.billable) == (Act.NOTED, "Bread", True)
    assert now(company) == amended.shift
    assert_true(company)


def test_the_job_from_where_the_part_began(company: Company, watch: Watch, amend: Amend) -> None:
    amend(rebooks=True, job_id=company.baking)
    pause(company.eli.actor)
    watch.at("09:30")
    resume(company.eli.actor)
    watch.at("10:00")
    amended = amend(rebooks=True, job_id=company.delivering)
    assert amended.kind is Act.JOB_SWITCHED
    assert amended.shift is not None
    parts = [(f"{p.started_at:%H:%M}", p.job_id) for p in amended.shift.timeline.parts()]
    assert parts == [("08:00", company.baking), ("09:00", None), ("09:30", company.delivering)]
    assert now(company) == amended.shift
    assert_true(company)


def test_all_of_it_and_the_end(company: Company, watch: Watch, amend: Amend) -> None:
    end = watch.at("12:00")
    ended = amend(note="Bread", rebooks=True, job_id=company.baking, billable=True, end=end).shift
    assert ended is not None
    line = ended.timeline
    assert (line.ended_at, line.job_id, ended.note, ended.billable) == (
        end,
        company.baking,
        "Bread",
        True,
    )
    told = [each.kind for each in entries(company.workspace_id, company.eli.chain_id, limit=2)]
    assert told == [Act.CLOCKED_OUT, Act.JOB_SWITCHED]
    assert_true(company)


def test_the_end_alone_is_a_clock_out(company: Company, watch: Watch, amend: Amend) -> None:
    end = watch.at("10:00")
    watch.at("10:30")
    ended = amend(end=end)
    assert (ended.kind, ended.shift and ended.shift.timeline.ended_at) == (Act.CLOCKED_OUT, end)
    assert_true(company)


def test_what_is_so_already_is_not_written(company: Company, amend: Amend) -> None:
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert not amend(note="Rolls", billable=False, rebooks=True, job_id=None).changed
    assert last_entry(company.workspace_id, company.eli.chain_id) == entry


def test_the_same_request_again_answers_as_it_did(company: Company, amend: Amend) -> None:
    once = Once.of("k", {"note": "Bread"})
    first = amend(note="Bread", once=once)
    amend(note="Cake")
    again = amend(note="Bread", once=once)
    assert (again.replayed, again.shift) == (True, first.shift)
    ended = amend(note="Pie", end=first.at, once=Once.of("e", {}))
    again = amend(note="Pie", end=first.at, once=Once.of("e", {}))
    assert (again.replayed, again.shift) == (True, ended.shift)
    with pytest.raises(KeyReused):
        amend(note="Tart", once=Once.of("k", {"note": "Tart"}))


def test_a_shift_that_runs_no_more(company: Company, watch: Watch, amend: Amend) -> None:
    clock_out(company.eli.actor)
    with pytest.raises(Conflict, match="not clocked in"):
        amend(note="Bread")
    watch.at("10:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    with pytest.raises(Conflict, match="already ended"):
        amend(note="Bread")


def test_refusals_leave_everything_as_it_was(
    company: Company, running: ShiftRecord, amend: Amend
) -> None:
    with pytest.raises(NotFound):
        amend(note="Bread", rebooks=True, job_id=999_999)
    with pytest.raises(Invalid, match="before the start"):
        amend(note="Bread", end=running.timeline.started_at.replace(hour=7))
    with pytest.raises(NotAllowed):
        amend(company.otto, note="Bread")
    with pytest.raises(NotAllowed):
        amend(company.yann, note="Bread")
    with pytest.raises(NotAllowed):
        amend_running(
            company.eli.through(Door.CLOCKIFY, Scope.READ),
            member_id=company.eli.member_id,
            shift_id=running.id,
            amendment=Amendment(note="Bread"),
        )
    assert now(company) == running


def test_managers_amend_it_too(company: Company, amend: Amend) -> None:
    for who in (company.maya, company.edda, company.olive):
        amended = amend(who, note=f"Bread {who.member_id}").shift
        assert amended is not None
        assert amended.note == f"Bread {who.member_id}"
    assert_true(company)
