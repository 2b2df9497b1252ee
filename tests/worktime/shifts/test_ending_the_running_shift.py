"""A clock-in that ends the shift under way at the same instant, as two vendors have it."""

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.errors import Invalid
from timeclock.ledger.queries import entries
from timeclock.worktime.shifts.punching import clock_in, pause, start_next_shift
from timeclock.worktime.shifts.queries import open_shift, shift


def test_the_old_one_ends_where_the_new_one_begins(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    first = clock_in(company.eli.actor, clock_id=company.shop).shift
    watch.at("12:00")
    pause(company.eli.actor)
    watch.at("12:30")
    punched = start_next_shift(company.eli.actor, clock_id=company.site, job_id=company.baking)
    assert first is not None
    assert punched.ended is not None
    assert punched.shift is not None
    assert punched.ended.id == first.id
    assert punched.ended.timeline.ended_at == punched.shift.timeline.started_at == watch.now
    assert shift(company.workspace_id, first.id) == punched.ended
    assert open_shift(company.workspace_id, company.eli.member_id) == punched.shift


def test_both_acts_stand_in_the_ledger(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    start_next_shift(company.eli.actor, clock_id=company.shop)
    assert [e.kind for e in entries(company.workspace_id, company.eli.chain_id)] == [
        "shift.clocked_in",
        "shift.clocked_out",
        "shift.clocked_in",
    ]


def test_without_a_clock_named_it_stays_at_the_same(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    again = start_next_shift(company.eli.actor, job_id=company.baking).shift
    assert again is not None
    assert again.clock_id == company.site


def test_a_clock_that_is_archived_by_now_gives_way_to_another(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    archive_clock(company.olive.actor, clock_id=company.shop)
    punched = start_next_shift(company.eli.actor, job_id=company.baking)
    assert punched.ended is not None
    assert punched.shift is not None
    assert (punched.ended.clock_id, punched.shift.clock_id) == (company.shop, company.site)


def test_it_may_be_claimed_back_to_the_start_of_the_old_one_and_no_further(
    company: Company, watch: Watch
) -> None:
    before = watch.at("07:00")
    start = watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    with pytest.raises(Invalid) as refused:
        start_next_shift(company.eli.actor, claimed=before)
    assert refused.value.code == "overlaps"
    punched = start_next_shift(company.eli.actor, claimed=start)
    assert punched.ended is not None
    assert punched.ended.timeline.ended_at == start


def test_nothing_ends_when_the_new_one_cannot_begin(company: Company) -> None:
    running = clock_in(company.eli.actor, clock_id=company.shop).shift
    with pytest.raises(Invalid) as refused:
        start_next_shift(company.eli.actor, clock_id=company.site)
    assert refused.value.code == "job_required"
    assert open_shift(company.workspace_id, company.eli.member_id) == running


def test_with_nothing_running_it_is_a_plain_clock_in(company: Company) -> None:
    punched = start_next_shift(company.eli.actor, clock_id=company.shop)
    assert (punched.changed, punched.ended) == (True, None)
