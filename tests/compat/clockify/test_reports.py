"""The detailed report as scripts for Clockify ask for it, on the same host."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.clockify.conftest import DENIED, ago, error
from tests.fixtures.scripts import Bakery, KeyHolder, Script
from timeclock.company.jobs.service import add_job, update_job
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label
from timeclock.compat.clockify import reports
from timeclock.compat.ids import IdKind, from_hex24, hex24
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak

HOUR = timedelta(hours=1)
FIELDS = {
    *("_id", "id", "description", "userId", "userName", "userEmail", "timeInterval", "billable"),
    *("projectId", "projectName", "projectColor", "clientId", "clientName", "taskId", "taskName"),
    *("tagIds", "tags", "approvalRequestId", "type", "locked", "isLocked"),
}
Ask = Callable[..., Any]


@pytest.fixture
def ask(script: Script, bakery: Bakery) -> Ask:
    """`ask(description="Rye")`: the report of the last days, as Olive unless told otherwise."""

    def send(
        *, by: KeyHolder | None = None, key: str | None = None, base: str = "/v1", **more: object
    ) -> Any:
        company = hex24(IdKind.WORKSPACE, bakery.workspace_id)
        body = {
            "dateRangeStart": f"{ago(6000):%Y-%m-%dT%H:%M:%S}.000Z",
            "dateRangeEnd": f"{ago(0):%Y-%m-%dT%H:%M:%S}Z",
            "detailedFilter": {"page": 1, "pageSize": 50},
            "exportType": "JSON",
            **more,
        }
        return script.send(
            "POST",
            f"{base}/workspaces/{company}/reports/detailed",
            body,
            {"X-Api-Key": key or (by or bakery.olive).key},
        )

    return send


@pytest.fixture
def report_of(app: Flask, bakery: Bakery) -> dict[str, str]:
    """Eli worked 4 hours on a sub-job with a break, Otto one hour on nothing; the ids by name."""
    with app.app_context():
        night, fair = (add_label(bakery.operator, kind=kind, name="Fair") for kind in LabelKind)
        update_job(bakery.operator, job_id=bakery.job, client_id=night)
        till = add_job(bakery.operator, name="Till", parent_id=bakery.job)
        start = ago(1000)
        rest = DraftBreak(start + HOUR, start + 2 * HOUR)
        for holder, clock, draft in (
            (
                bakery.eli,
                bakery.shop,
                {"job_id": till, "breaks": (rest,), "note": "Rye", "tag_ids": (fair,)},
            ),
            (bakery.otto, bakery.yard, {}),
        ):
            length = 4 * HOUR if draft else HOUR
            propose(
                bakery.operator,
                member_id=holder.member_id,
                shift_id=None,
                drafts=[Draft(clock, start, start + length, billable=bool(draft), **draft)],  # type: ignore[arg-type]
                reason="The clock was broken",
            )
    return {
        "eli": hex24(IdKind.USER, bakery.eli.user_id),
        "job": hex24(IdKind.JOB, bakery.job),
        "till": hex24(IdKind.TASK, till),
        "client": hex24(IdKind.CLIENT, night),
        "tag": hex24(IdKind.TAG, fair),
        "other": hex24(IdKind.JOB, 999),
    }


def found(answer: Any) -> list[tuple[str, int]]:
    """Whose entries of which length, in seconds."""
    assert answer.status_code == 200, answer.text
    return [
        (each["userName"].split()[0], each["timeInterval"]["duration"])
        for each in answer.json["timeentries"]
    ]


def test_every_base_answers_the_same(ask: Ask, report_of: dict[str, str]) -> None:
    first = ask()
    assert found(first) == [("Otto", 3600), ("Eli", 7200), ("Eli", 3600), ("Eli", 3600)]
    assert first.json["totals"] == [
        {
            "_id": "",
            "totalTime": 18_000,
            "totalBillableTime": 10_800,
            "entriesCount": 4,
            "amounts": [],
        }
    ]
    for base in ("/api/v1", "/report/v1"):
        assert ask(base=base).json == first.json


def test_an_entry_has_the_names_of_its_ids(ask: Ask, report_of: dict[str, str]) -> None:
    (entry,) = ask(tags={"ids": [report_of["tag"]]}, detailedFilter={"pageSize": 1}).json[
        "timeentries"
    ]
    assert set(entry) == FIELDS
    assert (entry["projectName"], entry["taskName"], entry["clientName"]) == (
        "Counter",
        "Till",
        "Fair",
    )
    assert [each["name"] for each in entry["tags"]] == ["Fair"]
    assert (entry["userName"], entry["userEmail"]) == ("Eli Engel", "eli@1.example")


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"users": {"ids": ["{eli}"], "contains": "CONTAINS", "status": "ALL"}}, 3),
        ({"users": {"ids": ["{eli}"], "contains": "DOES_NOT_CONTAIN"}}, 1),
        ({"projects": {"ids": ["{job}"]}}, 2),
        ({"projects": {"ids": ["{other}", "nonsense"]}}, 0),
        ({"tasks": {"ids": ["{till}"]}}, 2),
        ({"clients": {"ids": ["{client}"]}}, 2),
        ({"tags": {"ids": ["{tag}"], "containedInTimeentry": "CONTAINS"}}, 2),
        ({"tags": {"ids": ["{tag}"], "containedInTimeentry": "DOES_NOT_CONTAIN"}}, 2),
        ({"description": "rY"}, 3),
        ({"withoutDescription": True}, 1),
        ({"billable": True}, 2),
        ({"approvalState": "APPROVED"}, 0),
        ({"approvalState": "UNAPPROVED"}, 4),
        ({"invoicingState": "INVOICED"}, 0),
        ({"dateRangeEnd": "2020-01-01T00:00:00"}, 0),
        ({"detailedFilter": {"page": 2, "pageSize": 3}}, 1),
        ({"users": {"ids": []}, "rounding": False, "customFields": []}, 4),
    ],
)
def test_filters(ask: Ask, report_of: dict[str, str], more: dict[str, Any], left: int) -> None:
    named = {
        name: {
            key: [each.format_map(report_of) for each in value] if key == "ids" else value
            for key, value in said_of.items()
        }
        if isinstance(said_of, dict) and "ids" in said_of
        else said_of
        for name, said_of in more.items()
    }
    assert len(found(ask(**named))) == left


@pytest.mark.parametrize(
    "more",
    [
        {"rounding": True},
        {"customFields": [{"id": "x"}]},
        {"userGroups": {"ids": ["x"]}},
        {"exportType": "PDF"},
        {"users": {"ids": ["x"], "status": "PENDING"}},
        {"detailedFilter": {"auditFilter": {"withoutTask": True}}},
        {"detailedFilter": {"sortColumn": "COLOR"}},
        {"dateRangeStart": None},
        {"dateRangeStart": "yesterday"},
        {"dateRangeStart": "0001-01-01T00:00:00", "timeZone": "Asia/Tokyo"},
        {"dateRangeEnd": "9999-12-31T23:59:59", "timeZone": "UTC"},
        {"dateRangeEnd": "9999-12-31T23:59:59", "timeZone": "America/New_York"},
        {"dateRangeEnd": "9999-12-31T23:59:59.999999Z"},
        {"dateRangeEnd": "2026-11-09T00:00+25"},
    ],
)
def test_what_cannot_be_judged_is_refused(ask: Ask, more: dict[str, Any]) -> None:
    assert error(ask(**more))[::2] == (400, 501)


def test_ids_are_read_once_for_all_entries(
    ask: Ask, report_of: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(kind: IdKind, text: str) -> int | None:
        read.append(text)
        return from_hex24(kind, text)

    monkeypatch.setattr(reports, "from_hex24", counted)
    assert len(found(ask(users={"ids": [report_of["eli"]] * 3}))) == 3
    assert len(read) == 3


def test_orders(ask: Ask, report_of: dict[str, str]) -> None:
    longest = ask(detailedFilter={"sortColumn": "DURATION"}, sortOrder="DESCENDING")
    assert found(longest)[0] == ("Eli", 7200)
    by_name = ask(detailedFilter={"sortColumn": "USER"}, sortOrder="ASCENDING")
    assert [name for name, _ in found(by_name)] == ["Eli", "Eli", "Eli", "Otto"]
    assert found(ask(sortOrder="ASCENDING")) == found(ask())[::-1]
    without = ask(detailedFilter={"options": {"totals": "EXCLUDE"}})
    assert without.json["totals"] == []


def test_one_sees_as_far_as_on_the_pages(
    ask: Ask, report_of: dict[str, str], bakery: Bakery
) -> None:
    assert len(found(ask(by=bakery.maya))) == 3
    assert len(found(ask(key=bakery.eli.read_key))) == 3
    assert len(found(ask(by=bakery.otto))) == 1
    assert error(ask(by=bakery.nora)) == DENIED
