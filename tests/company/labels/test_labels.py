"""Clients of jobs and tags of shifts: one name once, archived and never lost."""

import pytest

from tests.fixtures.company import Company
from timeclock.company.jobs.queries import client_names, job
from timeclock.company.jobs.service import add_job, update_job
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import label_names, labels
from timeclock.company.labels.service import (
    add_label,
    archive_label,
    rename_label,
    restore_label,
)
from timeclock.errors import Invalid, NotAllowed, NotFound
from timeclock.operations.verifying.checking import verify

KINDS = pytest.mark.parametrize("kind", LabelKind)
pytestmark = [pytest.mark.usefixtures("company_app"), pytest.mark.databases("sqlite", "postgresql")]


@KINDS
def test_a_label_is_added_renamed_archived_and_offered_again(
    company: Company, kind: LabelKind
) -> None:
    actor, workspace = company.edda.actor, company.workspace_id
    night = add_label(actor, kind=kind, name=" Night ")
    rename_label(actor, kind=kind, label_id=night, name="Nights")
    archive_label(actor, kind=kind, label_id=night)
    assert labels(workspace, kind) == []
    assert label_names(workspace, kind) == {night: "Nights"}
    restore_label(actor, kind=kind, label_id=night)
    assert [each.name for each in labels(workspace, kind)] == ["Nights"]
    assert verify(workspace).problems == ()


@KINDS
def test_a_name_is_there_once(company: Company, kind: LabelKind) -> None:
    actor = company.edda.actor
    add_label(actor, kind=kind, name="Night")
    day = add_label(actor, kind=kind, name="Day")
    for act in (
        lambda: add_label(actor, kind=kind, name="Night"),
        lambda: rename_label(actor, kind=kind, label_id=day, name="Night"),
        lambda: add_label(actor, kind=kind, name="  "),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.field == "name"


@KINDS
def test_who_may_not_add_jobs_may_not_add_labels(company: Company, kind: LabelKind) -> None:
    for who in (company.eli, company.maya):
        with pytest.raises(NotAllowed):
            add_label(who.actor, kind=kind, name="Night")


def test_a_job_has_a_client_and_keeps_one_that_is_archived(company: Company) -> None:
    actor, workspace = company.edda.actor, company.workspace_id
    fair = add_label(actor, kind=LabelKind.CLIENT, name="Fair")
    stand = add_job(actor, name="Stand", client_id=fair)
    other = add_job(actor, name="Other")
    assert client_names(workspace, [stand, other]) == {stand: "Fair"}
    archive_label(actor, kind=LabelKind.CLIENT, label_id=fair)
    update_job(actor, job_id=stand, name="Stall", client_id=fair)
    for missing in (fair, 999):
        with pytest.raises(NotFound) as refused:
            update_job(actor, job_id=other, client_id=missing)
        assert refused.value.code == "client_not_found"
    update_job(actor, job_id=stand, client_id=None)
    found = job(workspace, stand)
    assert found is not None
    assert (found.name, found.client_id) == ("Stall", None)
    assert verify(workspace).problems == ()
