"""Deactivating a member: off the clock, signed out, but never the last owner."""

import pytest

from tests.fixtures.company import PASSWORD, Company, Watch
from timeclock.authority.actor import Role
from timeclock.company.people.membership import add_member, reactivate, set_role
from timeclock.company.people.queries import member
from timeclock.company.people.sessions import find_visitor
from timeclock.company.people.signing_in import sign_in
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.queries import entries, last_entry
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, pause
from timeclock.worktime.shifts.queries import open_shift, shift


def test_a_shift_under_way_is_stopped_with_that_reason(company: Company, watch: Watch) -> None:
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    pause(company.eli.actor)
    watch.later(hours=1)
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    assert begun is not None
    ended = shift(company.workspace_id, begun.id)
    assert ended is not None
    assert (ended.stopped, ended.stop_reason) == (True, "Deactivated")
    assert ended.ended_by_id == company.edda.member_id
    assert ended.timeline.ended_at == ended.timeline.pauses[0].ended_at == watch.now
    assert [e.kind for e in entries(company.workspace_id, company.eli.chain_id)][:1] == [
        "shift.stopped"
    ]


def test_who_is_off_leaves_an_entry_too(company: Company) -> None:
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.kind == "member.deactivated"


def test_twice_it_changes_nothing(company: Company) -> None:
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    before = last_entry(company.workspace_id, company.eli.chain_id)
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    assert last_entry(company.workspace_id, company.eli.chain_id) == before


def test_a_deactivated_member_does_not_clock_in(company: Company) -> None:
    eli = company.eli.actor
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    for actor in (eli, company.olive.actor):
        with pytest.raises(NotFound) as refused:
            clock_in(actor, member_id=company.eli.member_id, clock_id=company.shop)
        assert refused.value.code == "member_not_found"
    reactivate(company.edda.actor, member_id=company.eli.member_id)
    assert clock_in(eli, clock_id=company.shop).changed


def test_sessions_in_that_company_end(company: Company) -> None:
    token = sign_in(company.eli.email, PASSWORD, address="1.2.3.4", device="phone").token
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    assert find_visitor(token) is None
    again = find_visitor(sign_in(company.eli.email, PASSWORD, address="1.2.3.4", device="").token)
    assert again is not None
    assert (again.workspace_id, again.member_id, again.role) == (None, None, None)


def test_a_clock_that_steps_back_an_hour_gives_each_act_its_own_time(
    company: Company, watch: Watch
) -> None:
    """Out at 09:00; the clock falls back to 08:00; deactivated, taken back, in again."""
    watch.at("07:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    back = watch.at("08:00")
    reactivate(company.edda.actor, member_id=company.eli.member_id)
    deactivate_member(company.edda.actor, member_id=company.eli.member_id)
    reactivate(company.edda.actor, member_id=company.eli.member_id)
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    assert begun.timeline.started_at == back
    earlier = shift(company.workspace_id, begun.id - 1)
    assert earlier is not None
    assert (earlier.timeline.ended_at, earlier.unconfirmed) == (back, "doubtful")


class TestWhoMay:
    @pytest.mark.parametrize("name", ["eli", "maya"])
    def test_not_employees_and_managers(self, company: Company, name: str) -> None:
        with pytest.raises(NotAllowed):
            deactivate_member(getattr(company, name).actor, member_id=company.otto.member_id)

    @pytest.mark.parametrize("name", ["olive", "edda"])
    def test_an_executive_manager_not_an_equal_or_an_owner(
        self, company: Company, name: str
    ) -> None:
        set_role(company.olive.actor, member_id=company.maya.member_id, role=Role.EXECUTIVE_MANAGER)
        with pytest.raises(NotAllowed):
            deactivate_member(company.maya.actor, member_id=getattr(company, name).member_id)

    def test_not_someone_elses_owner(self, company: Company) -> None:
        for member_id in (company.eli.member_id, 999_999):
            with pytest.raises(NotFound) as refused:
                deactivate_member(company.nora.actor, member_id=member_id)
            assert refused.value.code == "member_not_found"

    def test_no_one_oneself(self, company: Company) -> None:
        with pytest.raises(Conflict) as refused:
            deactivate_member(company.edda.actor, member_id=company.edda.member_id)
        assert refused.value.code == "own_membership"


def test_the_last_owner_stays(company: Company) -> None:
    olive = company.olive.member_id
    for act in (
        lambda: deactivate_member(company.operator, member_id=olive),
        lambda: set_role(company.olive.actor, member_id=olive, role=Role.EMPLOYEE),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "last_owner"
    set_role(company.olive.actor, member_id=company.edda.member_id, role=Role.OWNER)
    deactivate_member(company.edda.actor, member_id=olive)
    found = member(company.workspace_id, olive)
    assert found is not None
    assert not found.is_active
    assert open_shift(company.workspace_id, olive) is None


def test_an_owner_who_never_came_does_not_count(company: Company) -> None:
    """Otherwise a company could be left to someone whose invitation no one accepted."""
    add_member(
        company.olive.actor,
        email=f"ghost{company.workspace_id}@bakery.test",
        name="Ghost",
        role=Role.OWNER,
    )
    with pytest.raises(Conflict):
        deactivate_member(company.operator, member_id=company.olive.member_id)
