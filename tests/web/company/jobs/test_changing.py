"""Changing a job."""

from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast
from timeclock.company.jobs.models import Job

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/admin/jobs/{cast.job}"


def test_a_new_name_and_code_are_saved(
    edda: Browser, path: str, job_named: Callable[[str], Job]
) -> None:
    assert edda.post(path, name="Shop floor", code="", parent="").status_code == 303
    assert "Saved." in edda.client.get("/admin/jobs").text
    assert job_named("Shop floor").code is None


def test_its_own_code_is_not_taken(edda: Browser, path: str) -> None:
    assert edda.post(path, name="Shop floor", code="C", parent="").status_code == 303


def test_it_cannot_lie_below_itself(
    cast: Cast, edda: Browser, path: str, job_named: Callable[[str], Job]
) -> None:
    edda.post("/admin/jobs/add", name="Drinks", code="", parent=cast.job)
    below = job_named("Drinks").id
    page = edda.client.get(path).text
    assert f'<option value="{below}">' not in page
    assert f'<option value="{cast.job}">' not in page
    assert edda.post(path, name="Counter", code="", parent=below).status_code == 422
    assert edda.post(path, name="Counter", code="", parent=cast.job).status_code == 422


def test_a_sub_job_of_an_archived_job_can_be_saved_where_it_is(
    cast: Cast, edda: Browser, path: str, job_named: Callable[[str], Job]
) -> None:
    edda.post("/admin/jobs/add", name="Drinks", code="", parent=cast.job)
    edda.post(f"{path}/archive")
    sub_job = f"/admin/jobs/{job_named('Drinks').id}"
    assert f'<option selected value="{cast.job}">' in edda.client.get(sub_job).text
    assert edda.post(sub_job, name="Coffee", code="", parent=cast.job).status_code == 303
    assert job_named("Coffee").parent_id == cast.job


def test_a_wrong_answer_is_shown_on_the_same_page(edda: Browser, path: str) -> None:
    answer = edda.post(path, name="", code="C", parent="")
    assert answer.status_code == 422
    assert "Enter the name of the job." in answer.text
    assert "<h1>Counter</h1>" in answer.text
