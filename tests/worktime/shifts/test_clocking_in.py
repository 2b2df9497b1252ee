"""Where, on what and by whom a shift may be begun."""

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.authority.actor import Door, Scope
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.jobs.service import archive_job
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound, ProductError
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.details import ShiftDetails, Whereabouts
from timeclock.worktime.shifts.punching import clock_in, clock_out, start_next_shift
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.timeline import State
from timeclock.worktime.shifts.undoing import undo


def refusal(kind: type[ProductError], company: Company, **asked: object) -> str:
    """The code of a clock-in of Eli's that must be refused, leaving nothing behind."""
    before = last_entry(company.workspace_id, company.eli.chain_id)
    with pytest.raises(kind) as refused:
        clock_in(company.eli.actor, **asked)  # type: ignore[arg-type]
    assert open_shift(company.workspace_id, company.eli.member_id) is None
    assert last_entry(company.workspace_id, company.eli.chain_id) == before
    return refused.value.code


def test_clocking_in_begins_a_shift_at_the_moment_of_the_server(
    company: Company, watch: Watch
) -> None:
    watch.at("08:00:30.700")
    punched = clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Hi"),
    )
    begun = punched.shift
    assert begun is not None
    assert begun.timeline.state is State.WORKING
    assert begun.timeline.started_at == watch.now.replace(microsecond=0)
    assert (begun.clock_id, begun.timeline.job_id, begun.note) == (
        company.shop,
        company.baking,
        "Hi",
    )
    assert (begun.start_zone, begun.start_source, begun.start_edited) == (
        "Europe/Berlin",
        "pc",
        False,
    )
    assert begun.created_at == punched.received_at == watch.now
    assert shift(company.workspace_id, begun.id) == begun
    assert open_shift(company.workspace_id, company.eli.member_id) == begun


def test_a_second_clock_in_changes_nothing_and_says_since_when(
    company: Company, watch: Watch
) -> None:
    watch.at("07:02")
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    watch.at("09:00")
    with pytest.raises(Conflict) as refused:
        clock_in(company.eli.actor, clock_id=company.shop)
    assert refused.value.code == "already_clocked_in"
    assert refused.value.sentence == "You are already clocked in, since 08:02."  # Berlin
    since = begun.timeline.started_at
    assert refused.value.details == {"since": since, "shift_id": begun.id}
    assert open_shift(company.workspace_id, company.eli.member_id) == begun


def test_one_is_in_at_one_clock_only(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    with pytest.raises(Conflict):
        clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)


def test_who_is_in_hears_so_even_when_the_clock_is_archived_by_now(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    archive_clock(company.operator, clock_id=company.shop)
    with pytest.raises(Conflict) as refused:
        clock_in(company.eli.actor)
    assert refused.value.code == "already_clocked_in"


def test_only_assigned_people_may_clock_in(company: Company) -> None:
    with pytest.raises(NotAllowed) as refused:
        clock_in(company.eli.actor, clock_id=company.yard)
    assert refused.value.code == "not_assigned"
    assert refused.value.details == {
        "member_id": company.eli.member_id,
        "account_id": company.eli.account_id,
        "clock_id": company.yard,
    }
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_not_even_the_owner_clocks_in_unassigned(company: Company) -> None:
    with pytest.raises(NotAllowed, match="not assigned"):
        clock_in(company.olive.actor, clock_id=company.yard)


def test_a_clock_that_wants_a_job_gets_one(company: Company) -> None:
    assert refusal(Invalid, company, clock_id=company.site) == "job_required"
    assert clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking).changed


def test_a_missing_a_foreign_and_an_archived_job_read_alike(company: Company) -> None:
    archive_job(company.operator, job_id=company.cleaning)
    for job_id in (company.cleaning, company.casting, 999_999):
        code = refusal(NotFound, company, clock_id=company.shop, job_id=job_id)
        assert code == "job_not_found"


def test_a_missing_a_foreign_and_an_archived_clock_read_alike(company: Company) -> None:
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    archive_clock(company.operator, clock_id=company.yard)
    for clock_id in (company.yard, company.furnace, 999_999):
        assert refusal(NotFound, company, clock_id=clock_id) == "clock_not_found"


def test_an_unknown_zone_is_refused(company: Company) -> None:
    assert (
        refusal(Invalid, company, clock_id=company.shop, whereabouts=Whereabouts("localtime"))
        == "unknown_zone"
    )


def test_a_note_beyond_the_limit_is_refused(company: Company) -> None:
    assert (
        refusal(Invalid, company, clock_id=company.shop, details=ShiftDetails("x" * 2001))
        == "too_long"
    )
    assert clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="x" * 2000)
    ).changed


def test_the_zone_given_is_a_label(company: Company) -> None:
    begun = clock_in(
        company.eli.actor, clock_id=company.shop, whereabouts=Whereabouts(zone="UTC")
    ).shift
    assert begun is not None
    assert begun.start_zone == "UTC"
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.tz == "UTC"


class TestWithoutAClockNamed:
    """The one last used, otherwise the assigned one with the lowest id."""

    def test_the_assigned_one_with_the_lowest_id(self, company: Company) -> None:
        assert self.clock_taken(company) == company.shop

    def test_the_one_last_used(self, company: Company, watch: Watch) -> None:
        clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
        clock_out(company.eli.actor)
        watch.at("07:00")
        assert self.clock_taken(company, job_id=company.baking) == company.site

    def test_the_one_of_the_later_shift_where_two_began_in_one_second(
        self, company: Company
    ) -> None:
        for clock_id in (company.site, company.shop, company.site):
            clock_in(company.eli.actor, clock_id=clock_id, job_id=company.baking)
            clock_out(company.eli.actor)
        assert self.clock_taken(company, job_id=company.baking) == company.site

    def test_what_others_used_last_does_not_count(self, company: Company, watch: Watch) -> None:
        clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
        clock_out(company.eli.actor)
        watch.at("07:00")
        clock_in(company.maya.actor, clock_id=company.shop)
        assert self.clock_taken(company, job_id=company.baking) == company.site

    def test_a_clock_in_undone_did_not_use_its_clock(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
        undo(company.eli.actor)
        assert self.clock_taken(company) == company.shop

    def test_not_one_that_is_archived_or_no_longer_ones_own(
        self, company: Company, watch: Watch
    ) -> None:
        assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
        for clock_id in (company.shop, company.yard):
            clock_in(company.eli.actor, clock_id=clock_id)
            clock_out(company.eli.actor)
            watch.later(hours=1)
        unassign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
        archive_clock(company.operator, clock_id=company.shop)
        assert self.clock_taken(company, job_id=company.baking) == company.site

    def test_none_at_all_is_refused(self, company: Company) -> None:
        for clock_id in (company.shop, company.site):
            unassign(company.operator, clock_id=clock_id, member_id=company.eli.member_id)
        assert refusal(Invalid, company) == "no_clock"

    def clock_taken(self, company: Company, job_id: int | None = None) -> int:
        begun = clock_in(company.eli.actor, job_id=job_id).shift
        assert begun is not None
        return begun.clock_id


class TestForSomebodyElse:
    """Managers at their clocks, executive managers and owners everywhere."""

    def test_a_manager_at_the_clock_that_is_managed(self, company: Company) -> None:
        eli = company.eli.member_id
        begun = clock_in(company.maya.actor, member_id=eli, clock_id=company.shop).shift
        assert begun is not None
        assert (begun.member_id, begun.start_source) == (eli, "admin")

    def test_a_manager_not_at_another_clock(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            clock_in(
                company.maya.actor,
                member_id=company.eli.member_id,
                clock_id=company.site,
                job_id=company.baking,
            )

    def test_a_manager_not_by_way_of_a_shift_that_runs_at_ones_own(self, company: Company) -> None:
        """Ending Eli's shift at Maya's shop must not let her begin one at someone else's site."""
        clock_in(company.eli.actor, clock_id=company.shop)
        with pytest.raises(NotAllowed):
            start_next_shift(
                company.maya.actor,
                member_id=company.eli.member_id,
                clock_id=company.site,
                job_id=company.baking,
            )
        running = open_shift(company.workspace_id, company.eli.member_id)
        assert running is not None
        assert running.clock_id == company.shop

    @pytest.mark.parametrize("name", ["edda", "olive"])
    def test_executive_managers_and_owners_anywhere(self, company: Company, name: str) -> None:
        actor = getattr(company, name).actor
        otto = company.otto.member_id
        assert clock_in(actor, member_id=otto, clock_id=company.yard).changed

    def test_colleagues_not_at_all(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            clock_in(company.otto.actor, member_id=company.eli.member_id, clock_id=company.shop)

    def test_another_companys_people_do_not_exist(self, company: Company) -> None:
        for member_id in (company.eli.member_id, 999_999):
            with pytest.raises(NotFound) as refused:
                clock_in(company.nora.actor, member_id=member_id, clock_id=company.shop)
            assert refused.value.code == "member_not_found"

    def test_a_key_to_punch_is_for_oneself(self, company: Company) -> None:
        key = company.maya.through(Door.NATIVE, Scope.PUNCH)
        with pytest.raises(NotAllowed):
            clock_in(key, member_id=company.eli.member_id, clock_id=company.shop)
        assert clock_in(key, clock_id=company.shop).changed

    def test_a_key_to_read_punches_nothing(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            clock_in(company.eli.through(Door.NATIVE, Scope.READ), clock_id=company.shop)
