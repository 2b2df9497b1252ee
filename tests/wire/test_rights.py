"""Every JSON address × who calls: one table, and an address that is not in it fails."""

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.json_calls import JsonCall
from tests.fixtures.scripts import Bakery, KeyHolder
from timeclock.compat.ids import Kind, uuid8

pytestmark = pytest.mark.databases("sqlite")

EVERYBODY = {"olive", "edda", "maya", "eli", "otto", "nora"}
WHO_REACHES_ELI = {"olive", "edda", "maya", "eli"}
MAY = {
    "api.clock_in": WHO_REACHES_ELI,
    "api.pause": WHO_REACHES_ELI,
    "api.resume": WHO_REACHES_ELI,
    "api.clock_out": WHO_REACHES_ELI,
    "api.stop": WHO_REACHES_ELI,
    "api.undo": WHO_REACHES_ELI,
    "api.switch_job": WHO_REACHES_ELI,
    "api.open_shifts": EVERYBODY,
    "awork.resume": {"eli"},
    "awork.pause": {"eli"},
    "awork.stop": {"eli"},
    "awork.start": {"eli"},
    "awork.me": EVERYBODY,
    "awork.types_of_work": EVERYBODY,
    "clockify.stop_running_entry": WHO_REACHES_ELI,
    "clockify.user": EVERYBODY,
    "clockify.workspaces": EVERYBODY,
    "connecteam.clock_in": WHO_REACHES_ELI,
    "connecteam.clock_out": WHO_REACHES_ELI,
    "webwork.stop": {"olive", "edda"},
}


def body_about_eli(call: JsonCall, bakery: Bakery) -> dict[str, object]:
    """What the call takes, about Eli at the shop."""
    eli = bakery.eli.user_id
    if call.door == "connecteam":
        return {"userId": eli}
    if call.door == "webwork":
        return {"workspace_id": bakery.workspace_id, "user_id": eli}
    if call.endpoint == "clockify.stop_running_entry":
        return {"end": "2026-01-01T00:00:00Z"}
    if call.endpoint == "awork.start":
        kind = uuid8(Kind.TYPE_OF_WORK, bakery.workspace_id)
        return {"typeOfWorkId": kind, "timezone": "UTC"}
    if call.door != "api" or call.method == "GET":
        return {}
    more: dict[str, dict[str, object]] = {
        "api.switch_job": {"job_id": bakery.job},
        "api.stop": {"reason": "Closing"},
        "api.clock_in": {"clock_id": bakery.shop},
    }
    return {"user_id": eli} | more.get(call.endpoint, {})


def is_kept_out(call: JsonCall, answer: TestResponse) -> bool:
    """Whether the door said no to the person, rather than to the moment."""
    assert answer.status_code < 500
    if answer.status_code == 400 and call.door == "awork":
        return answer.json is not None and "own time trackings" in answer.json["description"]
    if answer.status_code == 404 and call.door == "clockify":
        return False
    return answer.status_code in (401, 403, 404)


def about_eli(calls: list[JsonCall]) -> list[JsonCall]:
    """awork's `me` is always oneself, so it is asked for elsewhere."""
    return [call for call in calls if "/me/" not in call.path]


def test_the_table_has_every_address(json_calls: list[JsonCall]) -> None:
    assert {call.endpoint for call in json_calls} == set(MAY)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_may(json_calls: list[JsonCall], bakery: Bakery, name: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for call in about_eli(json_calls):
        answer = call.send(body_about_eli(call, bakery), key=holder.key)
        may = name in MAY[call.endpoint]
        assert is_kept_out(call, answer) != may, f"{call.path}: {answer.status_code} {answer.text}"


def test_a_key_that_only_reads_only_reads(json_calls: list[JsonCall], bakery: Bakery) -> None:
    for call in json_calls:
        answer = call.send(body_about_eli(call, bakery), key=bakery.eli.read_key)
        assert is_kept_out(call, answer) == (call.method != "GET"), call.path
