"""Adding a job."""

from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast
from timeclock.company.jobs.models import Job

pytestmark = pytest.mark.databases("sqlite")

PATH = "/admin/jobs/add"


def test_a_new_job_is_on_the_list(edda: Browser, job_named: Callable[[str], Job]) -> None:
    answer = edda.post(PATH, name="Night bake", code="NB", parent="")
    assert (answer.status_code, answer.location) == (303, "/admin/jobs")
    page = edda.client.get("/admin/jobs").text
    assert "Night bake is added." in page
    assert page.count("Night bake") == 2
    assert job_named("Night bake").code == "NB"


def test_a_sub_job_is_behind_the_job_that_it_is_part_of(
    cast: Cast, edda: Browser, job_named: Callable[[str], Job]
) -> None:
    edda.post(PATH, name="Drinks", code="", parent=cast.job)
    edda.post(PATH, name="Cleaning", code="", parent="")
    assert job_named("Drinks").parent_id == cast.job
    page = edda.client.get("/admin/jobs").text
    table = page[page.index("<tbody") :]
    assert table.index("Cleaning") < table.index("Counter") < table.index("Drinks")


def test_a_double_click_adds_one(edda: Browser, job_named: Callable[[str], Job]) -> None:
    form = edda.fill(name="Night bake", code="", parent="")
    answers = [edda.client.post(PATH, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert job_named("Night bake")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter the name of the job."),
        ("name", "x" * 201, "Field cannot be longer than 200 characters."),
        ("name", "\u202e", "This cannot be empty."),
        ("code", "C", "Another job has this code."),
        ("code", "x" * 41, "Field cannot be longer than 40 characters."),
        ("parent", "999", "Not a valid choice."),
        ("parent", "nothing", "Not a valid choice."),
    ],
)
def test_a_wrong_answer_is_shown_at_its_field_and_the_others_are_kept(
    edda: Browser, field: str, value: str, sentence: str
) -> None:
    given = {"name": "Night bake", "code": "NB", "parent": ""} | {field: value}
    answer = edda.post(PATH, **given)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert sentence in answer.text
    kept = "NB" if field == "name" else "Night bake"
    assert f'value="{kept}"' in answer.text


def test_a_job_of_another_company_is_no_place(cast: Cast, edda: Browser) -> None:
    assert edda.post(PATH, name="Sacks", code="", parent=cast.other_job).status_code == 422


def test_without_any_job_the_list_says_what_to_do(cast: Cast, edda: Browser) -> None:
    edda.post(f"/admin/jobs/{cast.job}/archive")
    page = edda.client.get("/admin/jobs").text
    assert "There are no jobs" in page
    assert 'href="/admin/jobs/add"' in page
