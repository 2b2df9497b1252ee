"""Who may clock in at a clock, and who manages it."""

import pytest

from tests.fixtures.company import Company
from timeclock.authority.actor import Role
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.clocks.queries import (
    assignments_of_clock,
    assignments_of_member,
    managed_clock_ids,
)
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.people.membership import set_role
from timeclock.errors import Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.stopping import stop


def count_of_settings(company: Company) -> int:
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    return len(entries(company.workspace_id, chain, limit=200))


def test_assigning_twice_says_nothing_the_second_time(company: Company) -> None:
    assign(company.edda.actor, clock_id=company.yard, member_id=company.eli.member_id)
    before = count_of_settings(company)
    assign(company.edda.actor, clock_id=company.yard, member_id=company.eli.member_id)
    assert count_of_settings(company) == before
    here = [m.name for _, m in assignments_of_clock(company.workspace_id, company.yard)]
    assert here == ["Eli", "Otto", "Yann"]


def test_the_same_call_makes_and_unmakes_a_manager(company: Company) -> None:
    for manages, managed in ((True, {company.shop, company.yard}), (False, {company.shop})):
        assign(
            company.edda.actor,
            clock_id=company.yard,
            member_id=company.maya.member_id,
            manages=manages,
        )
        found = managed_clock_ids(company.workspace_id, company.maya.member_id)
        assert found == frozenset(managed)


def test_an_employee_does_not_manage(company: Company) -> None:
    with pytest.raises(Invalid) as refused:
        assign(
            company.edda.actor,
            clock_id=company.shop,
            member_id=company.eli.member_id,
            manages=True,
        )
    assert (refused.value.code, refused.value.field) == ("not_a_manager", "manages")


def test_a_manager_who_becomes_an_employee_manages_no_longer(company: Company) -> None:
    set_role(company.olive.actor, member_id=company.maya.member_id, role=Role.EMPLOYEE)
    clock_in(company.eli.actor, clock_id=company.shop)
    with pytest.raises(NotAllowed):
        stop(company.maya.actor, member_id=company.eli.member_id, reason="")


def test_a_shift_under_way_runs_on_when_its_member_is_unassigned(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    unassign(company.edda.actor, clock_id=company.shop, member_id=company.eli.member_id)
    unassign(company.edda.actor, clock_id=company.shop, member_id=company.eli.member_id)
    assert clock_out(company.eli.actor).changed
    with pytest.raises(NotAllowed):
        clock_in(company.eli.actor, clock_id=company.shop)


def test_a_manager_still_stops_at_a_clock_that_was_archived(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    archive_clock(company.edda.actor, clock_id=company.shop)
    assert company.shop in managed_clock_ids(company.workspace_id, company.maya.member_id)
    assert stop(company.maya.actor, member_id=company.eli.member_id, reason="").changed


def test_lists_leave_out_who_has_left_and_what_is_archived(company: Company) -> None:
    deactivate_member(company.olive.actor, member_id=company.otto.member_id)
    here = [m.name for _, m in assignments_of_clock(company.workspace_id, company.yard)]
    assert here == ["Yann"]
    archive_clock(company.olive.actor, clock_id=company.shop)
    own = assignments_of_member(company.workspace_id, company.eli.member_id)
    assert [c.id for _, c in own] == [company.site]


def test_only_executive_managers_and_owners_assign(company: Company) -> None:
    for person in (company.eli, company.maya, company.yann):
        for act in (assign, unassign):
            with pytest.raises(NotAllowed):
                act(person.actor, clock_id=company.shop, member_id=company.otto.member_id)


def test_no_one_is_assigned_across_companies(company: Company) -> None:
    for act in (assign, unassign):
        for clock_id, member_id, code in (
            (company.shop, company.nora.member_id, "clock_not_found"),
            (company.furnace, company.eli.member_id, "member_not_found"),
        ):
            with pytest.raises(NotFound) as refused:
                act(company.nora.actor, clock_id=clock_id, member_id=member_id)
            assert refused.value.code == code
