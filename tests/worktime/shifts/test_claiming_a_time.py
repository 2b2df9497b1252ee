"""A client's own time at clock-in, pause and resume: accepted within bounds and shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.workspaces.service import update_workspace
from timeclock.errors import Invalid
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.undoing import undo

Act = Callable[..., object]


def test_an_offline_clock_in_counts_from_when_it_was_made(company: Company, watch: Watch) -> None:
    claimed = watch.at("08:00")
    watch.at("09:00")
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed).shift
    assert begun is not None
    assert (begun.timeline.started_at, begun.start_edited) == (claimed, True)
    assert begun.created_at == watch.now
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert (entry.at, entry.claimed, entry.received_at) == (claimed, claimed, watch.now)


@pytest.mark.parametrize(("seconds", "edited"), [(120, False), (121, True)])
def test_beyond_the_tolerance_it_is_shown_as_edited(
    company: Company, watch: Watch, seconds: int, edited: bool
) -> None:
    claimed = watch.at("09:00") - timedelta(seconds=seconds)
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed).shift
    assert begun is not None
    assert (begun.timeline.started_at, begun.start_edited) == (claimed, edited)


def test_the_workspace_sets_the_tolerance(company: Company, watch: Watch) -> None:
    update_workspace(
        company.olive.actor,
        name="Bakery",
        zone="Europe/Berlin",
        location_on=False,
        tolerance=0,
    )
    claimed = watch.at("09:00") - timedelta(seconds=1)
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed).shift
    assert begun is not None
    assert begun.start_edited


def test_fractions_of_a_claim_are_floored(company: Company, watch: Watch) -> None:
    claimed = watch.at("08:00:10.900")
    watch.at("08:01")
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed).shift
    assert begun is not None
    assert begun.timeline.started_at == claimed.replace(microsecond=0)


def test_too_far_ahead_is_refused(company: Company, watch: Watch) -> None:
    claimed = watch.at("20:00") + timedelta(seconds=61)
    with pytest.raises(Invalid) as refused:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed)
    assert refused.value.code == "end_in_future"


def test_who_may_correct_claims_any_time_for_others_and_for_oneself(
    company: Company, watch: Watch
) -> None:
    claimed = watch.now - timedelta(days=2)
    for member_id in (company.eli.member_id, None):
        begun = clock_in(
            company.maya.actor, member_id=member_id, clock_id=company.shop, claimed=claimed
        ).shift
        assert begun is not None
        assert begun.start_edited  # also where one does it to oneself


def test_a_claim_inside_an_earlier_shift_is_refused(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    inside = watch.at("09:00")
    end = watch.at("10:00")
    clock_out(company.eli.actor)
    watch.at("11:00")
    with pytest.raises(Invalid) as refused:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=inside)
    assert refused.value.code == "overlaps"
    assert clock_in(company.eli.actor, clock_id=company.shop, claimed=end).changed


def test_a_claim_inside_the_later_of_two_shifts_begun_in_one_second_is_refused(
    company: Company, watch: Watch
) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    clock_out(company.eli.actor)
    clock_in(company.eli.actor, clock_id=company.shop)
    inside = watch.at("09:00")
    watch.at("10:00")
    clock_out(company.eli.actor)
    with pytest.raises(Invalid):
        clock_in(company.eli.actor, clock_id=company.shop, claimed=inside)


def test_a_shift_undone_is_in_no_ones_way(company: Company, watch: Watch) -> None:
    claimed = watch.at("08:00")
    watch.at("09:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    undo(company.eli.actor)
    assert clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed).changed


@pytest.mark.parametrize("act", [pause, resume])
def test_a_claimed_break_is_after_the_last_punch(company: Company, watch: Watch, act: Act) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    if act is resume:
        watch.at("09:00")
        pause(company.eli.actor)
    last = watch.now
    watch.at("10:00")
    with pytest.raises(Invalid) as refused:
        act(company.eli.actor, claimed=last - timedelta(seconds=1))
    assert refused.value.code == "overlaps"
    act(company.eli.actor, claimed=last)
    running = open_shift(company.workspace_id, company.eli.member_id)
    assert running is not None
    assert running.timeline.last_change == last
