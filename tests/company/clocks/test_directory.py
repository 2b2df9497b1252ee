"""Looking up clocks, archived ones too, a page at a time."""

from tests.fixtures.company import Company
from timeclock.company.clocks.directory import look_up
from timeclock.company.clocks.queries import assigned_clock_ids
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.paging import Window

ALL = Window(100)


def test_all_by_name(company: Company) -> None:
    archive_clock(company.operator, clock_id=company.site)
    clocks = look_up(company.workspace_id, ALL)
    assert [clock.name for clock in clocks] == ["Shop", "Site", "Yard"]
    assert [clock.id for clock in look_up(company.workspace_id, Window(1, 2))] == [company.yard]


def test_named_ones_of_this_company(company: Company) -> None:
    wanted = [company.yard, company.furnace, 0]
    clocks = look_up(company.workspace_id, ALL, clock_ids=wanted)
    assert [clock.id for clock in clocks] == [company.yard]
    assert look_up(company.workspace_id, ALL, clock_ids=[]) == []


def test_the_clocks_of_a_member(company: Company) -> None:
    eli, yann, nora = company.eli.member_id, company.yann.member_id, company.nora.member_id
    assert assigned_clock_ids(company.workspace_id, eli) == {company.shop, company.site}
    assert assigned_clock_ids(company.workspace_id, yann) == {company.yard}
    assert assigned_clock_ids(company.workspace_id, nora) == frozenset()
