"""Projects and tasks that scripts add are jobs and sub-jobs."""

import pytest

from tests.compat.clockify.conftest import DENIED, NO_PROJECT, Call, entry_in, error
from tests.fixtures.scripts import Bakery
from timeclock.compat.ids import IdKind, hex24
from timeclock.wire.notices import NOTICE

pytestmark = pytest.mark.databases("sqlite")


def test_a_project(clockify: Call, bakery: Bakery) -> None:
    body = {"name": " Catering ", "clientId": "64c777ddd3fcab07cfbb210c", "isPublic": True}
    answer = clockify("POST", "projects", body, by=bakery.olive)
    made = entry_in(answer, 201)
    assert (made["name"], made["archived"], made["clientId"]) == ("Catering", False, "")
    assert answer.headers[NOTICE].startswith("clientId, isPublic: not kept")
    found = entry_in(clockify("GET", f"projects/{made['id']}"))
    assert found == made
    begun = entry_in(clockify("POST", "time-entries", {"projectId": made["id"]}), 201)
    assert begun["projectId"] == made["id"]


def test_a_task(clockify: Call, bakery: Bakery) -> None:
    top = hex24(IdKind.JOB, bakery.job)
    answer = clockify("POST", f"projects/{top}/tasks", {"name": "Tables"}, by=bakery.olive)
    made = entry_in(answer, 201)
    assert (made["name"], made["projectId"], made["status"]) == ("Tables", top, "ACTIVE")
    assert NOTICE not in answer.headers
    listed = clockify("GET", f"projects/{top}/tasks").json
    assert listed == [made]
    begun = entry_in(clockify("POST", "time-entries", {"taskId": made["id"]}), 201)
    assert (begun["projectId"], begun["taskId"]) == (top, made["id"])


def test_a_repeated_call_adds_nothing(clockify: Call, bakery: Bakery) -> None:
    sent = {"name": "Catering"}
    for path in ("projects", f"projects/{hex24(IdKind.JOB, bakery.job)}/tasks"):
        answers = [
            clockify("POST", path, sent, by=bakery.olive, Idempotency_Key=f"one {path}")
            for _ in range(2)
        ]
        assert entry_in(answers[0], 201) == entry_in(answers[1], 201)
        assert answers[1].headers["Idempotent-Replayed"] == "true"


def test_names_that_cannot_be(clockify: Call, bakery: Bakery) -> None:
    top = hex24(IdKind.JOB, bakery.job)
    for path in ("projects", f"projects/{top}/tasks"):
        entry_in(clockify("POST", path, {"name": "Rye"}, by=bakery.olive), 201)
        for body in ({"name": "Rye"}, {"name": "Rye "}, {}, {"name": None}, {"name": " "}):
            answer = clockify("POST", path, body, by=bakery.olive)
            assert error(answer)[::2] == (400, 501), body
    assert error(clockify("POST", "projects", {"name": "x" * 300}, by=bakery.olive))[0] == 400


def test_a_task_of_no_project(clockify: Call, bakery: Bakery) -> None:
    for name in ("x", hex24(IdKind.JOB, 999)):
        answer = clockify("POST", f"projects/{name}/tasks", {"name": "Rye"}, by=bakery.olive)
        assert error(answer) == NO_PROJECT


@pytest.mark.parametrize("name", ["maya", "eli", "otto", "nora"])
def test_who_may_not_add(clockify: Call, bakery: Bakery, name: str) -> None:
    top = hex24(IdKind.JOB, bakery.job)
    for path in ("projects", f"projects/{top}/tasks"):
        assert error(clockify("POST", path, {"name": "Rye"}, by=getattr(bakery, name))) == DENIED
        assert error(clockify("POST", path, {}, key=bakery.olive.read_key)) == DENIED
