"""Looking up jobs, archived ones too, a page at a time."""

from typing import Any

from tests.fixtures.company import Company
from timeclock.company.jobs.directory import JobFilter, look_up
from timeclock.company.jobs.queries import job_names, job_tree
from timeclock.company.jobs.service import add_job, archive_job
from timeclock.paging import Window

ALL = Window(100)


def found(company: Company, window: Window = ALL, **sought: Any) -> list[str]:
    return [job.name for job in look_up(company.workspace_id, JobFilter(**sought), window)]


def test_all_by_name(company: Company) -> None:
    assert found(company) == ["Baking", "Cleaning", "Delivering"]
    backwards = look_up(company.workspace_id, JobFilter(), ALL, last_first=True)
    assert [job.name for job in backwards] == ["Delivering", "Cleaning", "Baking"]


def test_pages(company: Company) -> None:
    assert found(company, Window(1, 1)) == ["Cleaning"]
    assert found(company, Window(10, 3)) == []


def test_some(company: Company) -> None:
    archive_job(company.operator, job_id=company.cleaning)
    add_job(company.operator, name="Rolls", code="R", parent_id=company.baking)
    assert found(company, is_archived=False) == ["Baking", "Delivering", "Rolls"]
    assert found(company, is_archived=True) == ["Cleaning"]
    assert found(company, job_ids=[company.baking]) == ["Baking", "Rolls"]
    assert found(company, job_ids=[]) == []
    assert found(company, names=["Rolls", "rolls"]) == ["Rolls"]
    assert found(company, codes=["R", "X"]) == ["Rolls"]


def test_by_a_piece_of_the_name(company: Company) -> None:
    add_job(company.operator, name="100%_Rye")
    for piece in ("rye", "RYE", "0%_", "%"):
        assert found(company, piece=piece) == ["100%_Rye"]
    assert found(company, piece="1_0") == found(company, piece="100% Rye") == []
    assert found(company, piece="ing", is_archived=True) == []


def test_none_of_another_company(company: Company) -> None:
    assert found(company, job_ids=[company.casting]) == []
    assert found(company, names=["Casting"]) == []


def test_names(company: Company) -> None:
    archive_job(company.operator, job_id=company.cleaning)
    wanted = [company.cleaning, company.baking, company.casting, 0]
    assert job_names(company.workspace_id, wanted) == {
        company.baking: "Baking",
        company.cleaning: "Cleaning",
    }
    assert job_names(company.workspace_id, []) == {}


def test_the_tree_of_jobs(company: Company) -> None:
    rolls = add_job(company.operator, name="Rolls", parent_id=company.baking)
    rye = add_job(company.operator, name="Rye rolls", parent_id=rolls)
    assert found(company, is_sub_job=True) == ["Rolls", "Rye rolls"]
    assert found(company, is_sub_job=False) == ["Baking", "Cleaning", "Delivering"]
    tree = job_tree(company.workspace_id)
    assert [tree.top(each) for each in (rye, rolls, company.baking)] == [company.baking] * 3
    assert tree.below(company.baking) == {company.baking, rolls, rye}
    assert tree.below(rolls) == {rolls, rye}
    assert tree.below(company.cleaning) == {company.cleaning}
    assert [tree.is_sub_job(each) for each in (rye, rolls, company.baking)] == [True, True, False]
