"""Lists of shifts: which belong to them, in which order, and page by page."""

from datetime import timedelta

from sqlalchemy import event

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.scenes import at
from timeclock.paging import Window
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.listing import (
    ShiftCursor,
    ShiftFilter,
    count_shifts,
    list_shifts,
    shift_with_break,
    shift_with_segment,
)
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job

ALL = Window(100)


def worked(watch: Watch, who: CompanyMember, clock_id: int, start: str, hours: int = 2) -> int:
    """A shift of that person; its id."""
    watch.at(at(start))
    shift = clock_in(who.actor, clock_id=clock_id).shift
    watch.later(hours=hours)
    clock_out(who.actor)
    assert shift is not None
    return shift.id


def listed(company: Company, wanted: ShiftFilter, window: Window = ALL) -> list[int]:
    """The ids of a list."""
    return [each.id for each in list_shifts(company.workspace_id, wanted, window)]


def test_the_newest_is_first(company: Company, watch: Watch) -> None:
    early = worked(watch, company.eli, company.shop, "06:00")
    late = worked(watch, company.eli, company.shop, "09:00")
    assert listed(company, ShiftFilter()) == [late, early]
    oldest = list_shifts(company.workspace_id, ShiftFilter(), ALL, newest_first=False)
    assert [each.id for each in oldest] == [early, late]


def test_a_shift_belongs_to_the_time_in_which_it_began(company: Company, watch: Watch) -> None:
    early = worked(watch, company.eli, company.shop, "06:00", hours=3)
    late = worked(watch, company.eli, company.shop, "09:00")
    assert listed(company, ShiftFilter(start=at("06:00"), end=at("09:00"))) == [early]
    assert listed(company, ShiftFilter(start=at("06:00") + timedelta(seconds=1))) == [late]
    assert listed(company, ShiftFilter(end=at("06:00"))) == []


def test_members_and_clocks_narrow_it_and_no_one_is_no_one(company: Company, watch: Watch) -> None:
    elis = worked(watch, company.eli, company.shop, "06:00")
    yanns = worked(watch, company.yann, company.yard, "09:00")
    assert listed(company, ShiftFilter(member_ids=[company.eli.member_id])) == [elis]
    assert listed(company, ShiftFilter(clock_ids=[company.yard])) == [yanns]
    assert listed(company, ShiftFilter(member_ids=[])) == []


def test_a_job_that_was_switched_to_counts(company: Company, watch: Watch) -> None:
    watch.at(at("06:00"))
    shift = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert shift is not None
    wanted = ShiftFilter(job_ids=[company.baking])
    assert listed(company, wanted) == []
    watch.later(hours=1)
    switch_job(company.eli.actor, job_id=company.baking)
    assert listed(company, wanted) == [shift.id]


def test_open_and_ended_ones_can_be_told_apart(company: Company, watch: Watch) -> None:
    ended = worked(watch, company.eli, company.shop, "06:00")
    running = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert running is not None
    assert listed(company, ShiftFilter(is_open=True)) == [running.id]
    assert listed(company, ShiftFilter(is_open=False)) == [ended]
    assert count_shifts(company.workspace_id, ShiftFilter()) == 2


def test_pages_are_whole_though_shifts_begin_in_the_same_second(
    company: Company, watch: Watch
) -> None:
    ids = [worked(watch, company.eli, company.shop, "06:00")]
    watch.at(at("09:00"))
    for who, clock_id in ((company.eli, company.shop), (company.yann, company.yard)):
        shift = clock_in(who.actor, clock_id=clock_id).shift
        assert shift is not None
        ids.append(shift.id)
    seen: list[int] = []
    mark: ShiftCursor | None = None
    while page := list_shifts(company.workspace_id, ShiftFilter(), Window(1), after=mark):
        seen.append(page[0].id)
        mark = ShiftCursor(page[0].timeline.started_at, page[0].id)
    assert seen == sorted(ids, reverse=True)
    assert listed(company, ShiftFilter(), Window(1, 1)) == [seen[1]]


def test_another_company_sees_none_of_it(company: Company, watch: Watch) -> None:
    worked(watch, company.eli, company.shop, "06:00")
    assert list_shifts(company.nora.workspace_id, ShiftFilter(), ALL) == []
    assert count_shifts(company.nora.workspace_id, ShiftFilter()) == 0


def test_breaks_and_switches_come_in_the_same_statement(company: Company, watch: Watch) -> None:
    for start in ("06:00", "09:00"):
        watch.at(at(start))
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.later(minutes=30)
        pause(company.eli.actor)
        watch.later(minutes=10)
        resume(company.eli.actor)
        watch.later(minutes=30)
        clock_out(company.eli.actor)
    sent: list[str] = []
    engine = db.engine

    def note(*facts: object) -> None:
        sent.append(str(facts[2]))

    event.listen(engine, "before_cursor_execute", note)
    found = list_shifts(company.workspace_id, ShiftFilter(), ALL)
    event.remove(engine, "before_cursor_execute", note)
    assert [len(each.timeline.pauses) for each in found] == [1, 1]
    assert len([statement for statement in sent if statement != "BEGIN"]) == 1


def test_a_shift_that_reaches_into_the_time_can_count_as_well(
    company: Company, watch: Watch
) -> None:
    early = worked(watch, company.eli, company.shop, "06:00", hours=3)
    late = worked(watch, company.eli, company.shop, "09:00")
    running = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert running is not None

    def reaching(start: str, end: str | None = None) -> list[int]:
        until = at(end) if end else None
        return listed(company, ShiftFilter(start=at(start), end=until, reaches_into=True))

    assert reaching("06:00") == [running.id, late, early]
    assert reaching("09:00") == [running.id, late, early]
    assert reaching("09:00:01") == [running.id, late]
    assert reaching("12:00") == [running.id]
    assert reaching("08:00", "09:00") == [early]


def test_a_shift_is_found_by_its_breaks_and_stretches(company: Company, watch: Watch) -> None:
    eli = company.eli.actor
    watch.at(at("06:00"))
    clock_in(eli, clock_id=company.shop)
    watch.later(hours=1)
    pause(eli)
    watch.later(minutes=10)
    resume(eli)
    watch.later(hours=1)
    shift = switch_job(eli, job_id=company.baking).shift
    assert shift is not None
    (rest,), (stretch,) = shift.timeline.pauses, shift.timeline.stretches
    here, there = company.workspace_id, company.nora.workspace_id
    assert shift_with_break(here, rest.id or 0) == shift
    assert shift_with_segment(here, stretch.id or 0) == shift
    assert shift_with_break(there, rest.id or 0) is None
    assert shift_with_segment(there, stretch.id or 0) is None
    assert shift_with_break(here, 999_999_999) is None
    # An end before them takes both out again, and their ids still name the shift.
    ended = clock_out(eli, end=at("06:30")).shift
    assert ended is not None
    assert ended.timeline.pauses == ()
    assert shift_with_break(here, rest.id or 0) == shift_with_segment(here, stretch.id or 0)
    assert shift_with_break(here, rest.id or 0) == ended
