"""Jobs: codes, jobs below jobs, archiving."""

from collections.abc import Callable

import pytest

from tests.fixtures.company import Company
from timeclock.authority.actor import Actor
from timeclock.company.jobs.queries import job, jobs
from timeclock.company.jobs.service import add_job, archive_job, restore_job, update_job
from timeclock.errors import Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import entries, workspace_chain_id


def test_a_job_has_a_name_a_code_and_a_place(company: Company) -> None:
    job_id = add_job(company.edda.actor, name=" Rolls ", code=" R-1 ", parent_id=company.baking)
    made = job(company.workspace_id, job_id)
    assert made is not None
    assert (made.name, made.code, made.parent_id) == ("Rolls", "R-1", company.baking)


def test_a_code_belongs_to_one_job_of_the_company(company: Company) -> None:
    first = add_job(company.edda.actor, name="Rolls", code="R")
    for act in (
        lambda: add_job(company.edda.actor, name="Bread", code="R"),
        lambda: update_job(
            company.edda.actor, job_id=company.baking, name="B", code="R", parent_id=None
        ),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert (refused.value.code, refused.value.field) == ("code_taken", "code")
    update_job(company.edda.actor, job_id=first, name="Rolls!", code="R", parent_id=None)
    add_job(company.nora.actor, name="Rails", code="R")


def test_an_empty_code_is_none(company: Company) -> None:
    for name in ("A", "B"):
        made = job(company.workspace_id, add_job(company.edda.actor, name=name, code="  "))
        assert made is not None
        assert made.code is None


def test_a_job_never_is_below_itself(company: Company) -> None:
    below = add_job(company.edda.actor, name="Rolls", parent_id=company.baking)
    deepest = add_job(company.edda.actor, name="Seeds", parent_id=below)
    for parent_id in (company.baking, below, deepest):
        with pytest.raises(Invalid) as refused:
            update_job(
                company.edda.actor,
                job_id=company.baking,
                name="Baking",
                code=None,
                parent_id=parent_id,
            )
        assert refused.value.code == "job_circle"


def test_archiving_hides_and_restoring_shows(company: Company) -> None:
    archive_job(company.edda.actor, job_id=company.baking)
    archive_job(company.edda.actor, job_id=company.baking)
    assert [j.name for j in jobs(company.workspace_id)] == ["Cleaning", "Delivering"]
    assert len(jobs(company.workspace_id, include_archived=True)) == 3
    restore_job(company.edda.actor, job_id=company.baking)
    assert next(j.name for j in jobs(company.workspace_id)) == "Baking"


def test_each_change_is_one_entry_and_none_where_nothing_changes(company: Company) -> None:
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    update_job(company.edda.actor, job_id=company.baking, name="Bakery", code=None, parent_id=None)
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("job.changed", company.edda.member_id)
    for _ in range(2):
        update_job(
            company.edda.actor, job_id=company.baking, name="Bakery", code=None, parent_id=None
        )
    assert entries(company.workspace_id, chain, limit=1)[0] == entry


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "\ud800"])
def test_a_name_is_required(company: Company, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_job(company.edda.actor, name=name)
    assert refused.value.field == "name"


Act = Callable[[Actor, Company], object]
ACTS: dict[str, Act] = {
    "update": lambda a, c: update_job(a, job_id=c.baking, name="x", code=None, parent_id=None),
    "archive": lambda a, c: archive_job(a, job_id=c.baking),
    "restore": lambda a, c: restore_job(a, job_id=c.baking),
    "add below": lambda a, c: add_job(a, name="x", parent_id=c.baking),
}


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("act", ACTS)
def test_only_executive_managers_and_owners_decide(company: Company, act: str) -> None:
    for person in (company.eli, company.maya):
        with pytest.raises(NotAllowed):
            ACTS[act](person.actor, company)


@pytest.mark.parametrize("act", ACTS)
def test_another_companys_jobs_do_not_exist(company: Company, act: str) -> None:
    with pytest.raises(NotFound) as refused:
        ACTS[act](company.nora.actor, company)
    assert refused.value.code == "job_not_found"
    assert job(company.nora.workspace_id, company.baking) is None
