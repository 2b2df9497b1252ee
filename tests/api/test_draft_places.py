"""What is wrong with a draft is named by its place in the list that was sent."""

from typing import Any

import pytest

from tests.api.conftest import done, refused, text
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
AN_HOUR = {"clock_id": 1, "started_at": text(2, "08:00"), "ended_at": text(2, "09:00")}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"ended_at": text(2, "07:00")}, "end_before_start", "drafts.0.ended_at"),
        ({"ended_at": text(9, "07:00")}, "end_in_future", "drafts.0.ended_at"),
        ({"note": "x" * 2001}, "too_long", "drafts.0.note"),
        (
            {"breaks": [{"started_at": text(2, "06:00"), "ended_at": text(2, "09:00")}]},
            "break_outside",
            "drafts.0.breaks.0",
        ),
        (
            {"switches": [{"started_at": text(2, "06:00"), "job_id": None}]},
            "switch_outside",
            "drafts.0.switches.0",
        ),
        ({}, "no_change", None),
    ],
)
def test_what_cannot_be_a_shift_is_refused(
    call: Call,
    shift: dict[str, Any],
    draft: dict[str, Any],
    change: dict[str, Any],
    code: str,
    field: str | None,
) -> None:
    body = {"shift_id": shift["id"], "drafts": [draft | change], "reason": "x"}
    assert refused(call("corrections", body), 422, code)["field"] == field


EARLY = {"started_at": text(2, "08:00"), "ended_at": text(2, "10:00")}
LATE = {"started_at": text(2, "12:00"), "ended_at": text(2, "14:00")}
A_BREAK = {"started_at": text(2, "12:30"), "ended_at": text(2, "13:00")}


@pytest.mark.parametrize(
    ("late", "code", "place"),
    [
        ({"ended_at": text(2, "11:00")}, "end_before_start", ".ended_at"),
        ({"note": "x" * 2001}, "too_long", ".note"),
        ({"breaks": [A_BREAK] * 201}, "too_many_breaks", ".breaks"),
        (
            {"breaks": [A_BREAK, {**A_BREAK, "ended_at": text(2, "12:00")}]},
            "break_ends_early",
            ".breaks.1.ended_at",
        ),
        (
            {"breaks": [A_BREAK, {**A_BREAK, "started_at": text(2, "11:00")}]},
            "break_outside",
            ".breaks.1",
        ),
        (
            {"breaks": [{**A_BREAK, "started_at": text(2, "12:45")}, A_BREAK]},
            "breaks_overlap",
            ".breaks.0",
        ),
        (
            {
                "switches": [
                    {"started_at": text(2, "13:00"), "job_id": None},
                    {"started_at": text(2, "15:00"), "job_id": None},
                ]
            },
            "switch_outside",
            ".switches.1",
        ),
        ({"started_at": text(2, "09:00")}, "parts_overlap", ""),
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_a_draft_at_fault_is_named_by_its_place_in_the_list_that_was_sent(
    call: Call,
    bakery: Bakery,
    shift: dict[str, Any],
    draft: dict[str, Any],
    late: dict[str, Any],
    code: str,
    place: str,
    first: int,
) -> None:
    """Whatever order the drafts are in, and no matter who sends them."""
    drafts = [draft | EARLY, draft | LATE | late]
    if first:
        drafts.reverse()
    body = {"shift_id": shift["id"], "drafts": drafts, "reason": "x"}
    for who in (bakery.eli, bakery.edda):
        told = refused(
            call("corrections", body | {"user_id": bakery.eli.user_id}, by=who), 422, code
        )
        assert told["field"] == f"drafts.{1 - first}{place}"


def test_a_job_that_is_missing_is_named_where_it_is_missing(
    call: Call, bakery: Bakery, shift: dict[str, Any], draft: dict[str, Any]
) -> None:
    strict = {"name": "Counter", "timezone": "UTC", "job_required": True}
    clock = done(call("clocks", strict, by=bakery.olive), 201)["clock"]["id"]
    there = draft | EARLY | {"clock_id": clock}
    switch = {"started_at": text(2, "09:00"), "job_id": None}
    body = {"user_id": bakery.eli.user_id, "shift_id": shift["id"], "reason": "x"}
    for with_job, place in (
        ({}, "drafts.1.job_id"),
        ({"job_id": bakery.job, "switches": [switch]}, "drafts.1.switches.0.job_id"),
    ):
        drafts = [draft | LATE, there | with_job]
        answer = call("corrections", body | {"drafts": drafts}, by=bakery.olive)
        assert refused(answer, 422, "job_required")["field"] == place


def test_a_wrong_value_in_a_later_draft_is_named_with_its_place(call: Call, bakery: Bakery) -> None:
    ends_never = {"started_at": text(2, "12:30"), "ended_at": None}
    drafts = [AN_HOUR, AN_HOUR | {"note": 5, "breaks": [A_BREAK, ends_never]}]
    problem = refused(call("corrections", {"drafts": drafts, "reason": "x"}), 422, "invalid_body")
    assert {each["field"]: each["code"] for each in problem["errors"]} == {
        "drafts.1.note": "text",
        "drafts.1.breaks.1.ended_at": "null",
    }
    assert problem["field"] == problem["errors"][0]["field"]


def test_a_wrong_value_within_a_draft_is_named_by_its_path(call: Call, bakery: Bakery) -> None:
    draft = {
        "clock_id": bakery.shop,
        "started_at": "2026-03-02T08:00:00",
        "ended_at": text(2, "16:00"),
        "breaks": [{"started_at": text(2, "12:00"), "ended_at": None, "kind": 1}],
    }
    problem = refused(call("corrections", {"drafts": [draft], "reason": "x"}), 422, "invalid_body")
    assert {each["field"]: each["code"] for each in problem["errors"]} == {
        "drafts.0.started_at": "time",
        "drafts.0.breaks.0.ended_at": "null",
        "drafts.0.breaks.0.kind": "unknown_field",
    }
