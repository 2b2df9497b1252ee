"""Corrections through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from tests.fixtures.statements import Counting

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
AN_HOUR = {"clock_id": 1, "started_at": text(2, "08:00"), "ended_at": text(2, "09:00")}


@pytest.fixture
def demand(call: Call, shift: dict[str, Any], draft: dict[str, Any]) -> dict[str, Any]:
    """Eli asks for an hour more."""
    body = {
        "shift_id": shift["id"],
        "drafts": [draft | {"ended_at": text(2, "17:00")}],
        "reason": "I stayed on",
    }
    found: dict[str, Any] = done(call("corrections", body), 201)["correction"]
    return found


@pytest.mark.databases("sqlite", "postgresql")
def test_a_request_is_approved(
    call: Call, get: Get, demand: dict[str, Any], bakery: Bakery, shift: dict[str, Any]
) -> None:
    assert (demand["kind"], demand["state"]) == ("change", "asked")
    assert (demand["user_id"], demand["asked_by_user_id"]) == (bakery.eli.user_id,) * 2
    assert demand["before"]["ended_at"] == "2026-03-02T16:00:00+01:00"
    assert demand["drafts"][0]["ended_at"] == "2026-03-02T17:00:00+01:00"
    assert demand["drafts"][0]["note"] == "Rolls"
    approved = done(call(f"corrections/{demand['id']}/approve", by=bakery.maya))["correction"]
    assert (approved["state"], approved["shift_ids"]) == ("approved", [shift["id"]])
    assert approved["decided_by_user_id"] == bakery.maya.user_id
    now = get(f"shifts/{shift['id']}")["shift"]
    assert now["worked_seconds"] == 9 * 3600
    assert now["original"]["ended_at"] == "2026-03-02T16:00:00+01:00"
    assert now["corrected"] is True


def test_a_request_is_refused_or_taken_back(
    call: Call, demand: dict[str, Any], draft: dict[str, Any], bakery: Bakery
) -> None:
    refused(call(f"corrections/{demand['id']}/refuse", {}, by=bakery.maya), 422, "invalid_body")
    body = {"reason": "You left at four"}
    said = done(call(f"corrections/{demand['id']}/refuse", body, by=bakery.maya))["correction"]
    assert (said["state"], said["decision"]) == ("refused", "You left at four")
    again = refused(call(f"corrections/{demand['id']}/withdraw"), 409, "already_decided")
    assert again["state"] == "refused"
    longer = draft | {"note": "Bread", "ended_at": text(2, "18:00")}
    wanted = {"drafts": [longer], "reason": "x", "shift_id": demand["shift_id"]}
    other = done(call("corrections", wanted), 201)["correction"]
    gone = done(call(f"corrections/{other['id']}/withdraw"))["correction"]
    assert gone["state"] == "withdrawn"


@pytest.mark.databases("sqlite", "postgresql")
def test_an_edit_is_disputed_and_settled(
    call: Call, get: Get, shift: dict[str, Any], draft: dict[str, Any], bakery: Bakery
) -> None:
    body = {
        "user_id": bakery.eli.user_id,
        "shift_id": shift["id"],
        "drafts": [draft | {"ended_at": text(2, "15:00")}],
        "reason": "The oven was off",
    }
    edit = done(call("corrections", body, by=bakery.maya), 201)["correction"]
    assert (edit["state"], edit["asked_by_user_id"]) == ("applied", bakery.maya.user_id)
    assert get(f"shifts/{shift['id']}")["shift"]["worked_seconds"] == 7 * 3600
    at_edit = f"corrections/{edit['id']}"
    refused(call(f"{at_edit}/confirm", by=bakery.maya), 403, "not_yours")
    done(call(f"{at_edit}/dispute", {"reason": "I was cleaning"}))
    body = {"keep": False, "reason": "You were"}
    settled = done(call(f"{at_edit}/settle", body, by=bakery.edda))["correction"]
    assert settled["state"] == "taken_back"
    assert get(f"shifts/{shift['id']}")["shift"]["worked_seconds"] == 8 * 3600


def test_an_edit_is_confirmed(
    call: Call, shift: dict[str, Any], draft: dict[str, Any], bakery: Bakery
) -> None:
    middle = text(2, "12:00")
    parts = [draft | {"ended_at": middle}, draft | {"started_at": middle, "job_id": bakery.job}]
    body = {
        "user_id": bakery.eli.user_id,
        "shift_id": shift["id"],
        "drafts": parts,
        "reason": "The afternoon was for the counter",
    }
    edit = done(call("corrections", body, by=bakery.edda), 201)["correction"]
    assert (edit["kind"], len(edit["shift_ids"])) == ("split", 2)
    confirmed = done(call(f"corrections/{edit['id']}/confirm"))["correction"]
    assert confirmed["state"] == "confirmed"


def test_a_shift_is_added_with_breaks_and_another_one_removed(
    call: Call, get: Get, shift: dict[str, Any], bakery: Bakery
) -> None:
    added = {
        "clock_id": bakery.shop,
        "started_at": text(2, "18:00"),
        "ended_at": text(2, "22:00"),
        "breaks": [{"started_at": text(2, "19:00"), "ended_at": text(2, "19:30")}],
        "switches": [{"started_at": text(2, "20:00"), "job_id": bakery.job}],
        "note": "Evening",
    }
    body = {"drafts": [added], "reason": "I forgot to clock in"}
    wish = done(call("corrections", body), 201)["correction"]
    assert (wish["kind"], wish["before"]) == ("add", None)
    body = {"shift_id": shift["id"], "drafts": [], "reason": "That was my brother"}
    gone = done(call("corrections", body), 201)["correction"]
    assert gone["kind"] == "remove"
    for each in (wish, gone):
        done(call(f"corrections/{each['id']}/approve", by=bakery.maya))
    (made,) = get(f"corrections/{wish['id']}")["correction"]["shift_ids"]
    found = get(f"shifts/{made}")["shift"]
    assert (found["worked_seconds"], found["unpaid_break_seconds"]) == (3 * 3600 + 1800, 1800)
    assert [part["job_id"] for part in found["segments"]] == [None, bakery.job]
    assert found["note"] == "Evening"
    removed = get(f"shifts/{shift['id']}")["shift"]
    assert removed["voided"] is True


def test_a_proposal_answers_a_request(
    call: Call, demand: dict[str, Any], draft: dict[str, Any], get: Get, bakery: Bakery
) -> None:
    body = {
        "user_id": bakery.eli.user_id,
        "shift_id": demand["shift_id"],
        "drafts": [draft | {"ended_at": text(2, "16:30")}],
        "reason": "Half past four, I think",
        "replaces_id": demand["id"],
    }
    proposal = done(call("corrections", body, by=bakery.maya), 201)["correction"]
    assert proposal["replaces_id"] == demand["id"]
    assert get(f"corrections/{demand['id']}")["correction"]["state"] == "replaced"


def test_another_shift_at_that_time_is_named(
    call: Call, worked: Worked, watch: Watch, shift: dict[str, Any], draft: dict[str, Any]
) -> None:
    other = worked(3, "08:00", "16:00")
    watch.at(at(4, "08:00"))
    body = {
        "shift_id": shift["id"],
        "drafts": [draft | {"ended_at": text(3, "09:00")}],
        "reason": "x",
    }
    problem = refused(call("corrections", body), 409, "overlaps")
    assert (problem["shift_id"], problem["since"]) == (other["id"], "2026-03-03T07:00:00+00:00")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"reason": "x"}, "drafts", "missing"),
        ({"drafts": []}, "reason", "missing"),
        ({"drafts": {}, "reason": "x"}, "drafts", "list"),
        ({"drafts": [AN_HOUR] * 25, "reason": "x"}, "drafts", "range"),
        ({"drafts": [], "reason": "x", "because": 1}, "because", "unknown_field"),
        ({"drafts": [], "reason": "x", "shift_id": "1"}, "shift_id", "whole_number"),
        ({"drafts": [1], "reason": "x"}, "drafts.0", "object"),
    ],
)
def test_a_wrong_body_is_named(call: Call, body: dict[str, object], field: str, code: str) -> None:
    problem = refused(call("corrections", body), 422, "invalid_body")
    assert [(e["field"], e["code"]) for e in problem["errors"]] == [(field, code)]


def test_who_sees_a_correction(
    call: Call, get: Get, demand: dict[str, Any], bakery: Bakery
) -> None:
    for who in (bakery.eli, bakery.maya, bakery.edda, bakery.olive):
        assert get(f"corrections/{demand['id']}", by=who)["correction"]["id"] == demand["id"]
        assert [each["id"] for each in get("corrections", by=who)["corrections"]] == [demand["id"]]
    said = {
        call(f"corrections/{number}{tail}", method=method, by=who).text
        for number in (demand["id"], 999, "x", 2**60)
        for tail, method in (("", "GET"), ("/approve", "POST"), ("/withdraw", "POST"))
        for who in (bakery.otto, bakery.nora)
    }
    assert len(said) == 1
    assert "correction_not_found" in next(iter(said))
    for who in (bakery.otto, bakery.nora):
        assert get("corrections", by=who)["corrections"] == []


def test_whom_one_may_propose_for(call: Call, bakery: Bakery, shift: dict[str, Any]) -> None:
    body = {"user_id": bakery.eli.user_id, "shift_id": shift["id"], "drafts": [], "reason": "x"}
    refused(call("corrections", body, by=bakery.otto), 403, "not_allowed")
    for user in (bakery.nora.user_id, bakery.otto.user_id, 999):
        problem = call("corrections", body | {"user_id": user}, by=bakery.maya)
        refused(problem, 404, "member_not_found")
    own = body | {"user_id": bakery.maya.user_id, "shift_id": shift["id"]}
    refused(call("corrections", own, by=bakery.maya), 404, "shift_not_found")
    refused(call("corrections", body, key=bakery.eli.read_key), 403, "not_allowed")


def test_the_list_is_read_page_by_page(
    call: Call, get: Get, shift: dict[str, Any], draft: dict[str, Any], bakery: Bakery
) -> None:
    made = []
    for note in "abc":
        longer = draft | {"note": note, "ended_at": text(2, "18:00")}
        body = {"shift_id": shift["id"], "drafts": [longer], "reason": note}
        made.append(done(call("corrections", body), 201)["correction"]["id"])
    done(call(f"corrections/{made[0]}/withdraw"))
    first = get("corrections?limit=2")
    assert [each["id"] for each in first["corrections"]] == [made[2], made[1]]
    rest = get(f"corrections?limit=2&cursor={first['next_cursor']}")
    assert ([each["id"] for each in rest["corrections"]], rest["next_cursor"]) == ([made[0]], None)
    waiting = get(f"corrections?state=asked&user_id={bakery.eli.user_id}", by=bakery.edda)
    assert {each["id"] for each in waiting["corrections"]} == set(made[1:])
    for stranger in (bakery.nora.user_id, bakery.otto.user_id, 999):
        assert get(f"corrections?user_id={stranger}", by=bakery.edda)["corrections"] == []
    for query in ("state=maybe", "limit=0", "limit=201", "cursor=1&cursor=2", "page=2"):
        refused(call(f"corrections?{query}", method="GET"), 422, "invalid_query")
    refused(call("corrections?cursor=x", method="GET"), 422, "unknown_cursor")


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_key_again_counts_once(
    call: Call, get: Get, shift: dict[str, Any], bakery: Bakery
) -> None:
    body = {"shift_id": shift["id"], "drafts": [], "reason": "x"}
    first = call("corrections", body, Idempotency_Key="c")
    again = call("corrections", body, Idempotency_Key="c")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_data() == first.get_data()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    refused(call("corrections", body | {"reason": "y"}, Idempotency_Key="c"), 422, "key_reused")
    assert len(get("corrections")["corrections"]) == 1
    approve = f"corrections/{done(first, 201)['correction']['id']}/approve"
    for marked in (None, "true"):
        answer = call(approve, by=bakery.maya, Idempotency_Key="a")
        assert answer.status_code == 200
        assert answer.headers.get("Idempotent-Replayed") == marked


def test_ten_take_as_many_statements_as_two(
    call: Call,
    get: Get,
    shift: dict[str, Any],
    draft: dict[str, Any],
    counting: Counting,
) -> None:
    counts = []
    for number in (2, 10):
        for each in range(number):
            body = {
                "shift_id": shift["id"],
                "drafts": [draft | {"note": f"{number} {each}"}],
                "reason": "x",
            }
            done(call("corrections", body), 201)
        with counting() as seen:
            get("corrections")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
