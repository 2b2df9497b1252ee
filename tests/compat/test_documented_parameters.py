"""No parameter that a vendor documents for a list is passed over: it works, or it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, KeyHolder, Script
from tests.fixtures.stored_objects import StoredObjects
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.jobs.service import add_job
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label, archive_label
from timeclock.company.people.queries import account
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.wire.openapi.building import built
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class NamedThings:
    """What the lists are asked about: names that stand for ids and times in the tables below."""

    names: Mapping[str, object]

    def said(self, value: object) -> object:
        return value.format_map(self.names) if isinstance(value, str) else value


@pytest.fixture
def world(
    app: Flask, bakery: Bakery, stored: StoredObjects, let_go: Callable[[KeyHolder], None]
) -> NamedThings:
    """Eli has a shift of last week without a job, and one on a sub-job with a break of a kind."""
    with app.app_context():
        for kind in LabelKind:
            names = ("Zoo", "Fair", "Old")
            made = [add_label(bakery.operator, kind=kind, name=name) for name in names]
            archive_label(bakery.operator, kind=kind, label_id=made[2])
        till = add_job(bakery.operator, name="Till", code="T", parent_id=bakery.job)
        add_job(bakery.operator, name="Bread ovens")
        add_job(bakery.operator, name="Shelf", parent_id=bakery.job)
        kind = break_kinds(bakery.workspace_id, bakery.shop)[0].id
        start = stored.start - timedelta(days=20)
        rests = (
            DraftBreak(start + HOUR, start + 2 * HOUR, kind, plan=None),
            DraftBreak(start + 3 * HOUR, start + 4 * HOUR, plan=None),
        )
        for begins, job, pauses in ((start, till, rests), (start + 9 * HOUR, bakery.job, ())):
            propose(
                bakery.operator,
                member_id=bakery.eli.member_id,
                shift_id=None,
                drafts=[
                    Draft(
                        bakery.shop,
                        begins,
                        begins + 6 * HOUR,
                        job_id=job,
                        note="Bread",
                        breaks=pauses,
                    )
                ],
                reason="The clock was broken",
            )
        eli = account(bakery.eli.user_id)
        assert eli is not None
        address = eli.email
    let_go(bakery.otto)
    return NamedThings(
        {
            "w": hex24(IdKind.WORKSPACE, bakery.workspace_id),
            "eli": hex24(IdKind.USER, bakery.eli.user_id),
            "counter": hex24(IdKind.JOB, bakery.job),
            "task": hex24(IdKind.TASK, till),
            "unknown": hex24(IdKind.JOB, 999_999),
            "entry": hex24(IdKind.SHIFT, stored.shift),
            "tag": hex24(IdKind.TAG, made[0]),
            "address": address,
            "week": stored.start.strftime("%Y-%m-%dT00:00:00Z"),
            "later": (stored.start + timedelta(days=1)).strftime("%Y-%m-%dT00:00:00Z"),
            "month": f"{start:%Y-%m-%d}",
            "day": f"{stored.start:%Y-%m-%d}",
            "tomorrow": f"{datetime.now(UTC) + 2 * 24 * HOUR:%Y-%m-%d}",
            "soon": int(datetime.now(UTC).timestamp()) + 86_400,
            "shop": bakery.shop,
            "yard": bakery.yard,
            "eli_id": bakery.eli.user_id,
            "maya_id": bakery.maya.user_id,
            "workspace_id": bakery.workspace_id,
            "job_id": bakery.job,
            "till_id": till,
            "kind_id": kind,
            "eli_uuid": uuid8(IdKind.USER, bakery.eli.user_id),
            "job_uuid": uuid8(IdKind.JOB, bakery.job),
        }
    )


@dataclass(frozen=True)
class Fewer:
    """With this value the list is shorter, and not because it was refused."""

    value: object


@dataclass(frozen=True)
class IsRefused:
    """With this value the call is refused in the vendor's words."""

    value: object


@dataclass(frozen=True)
class Otherwise:
    """With this value the same things come in another order or with other members."""

    value: object


Expected = Fewer | IsRefused | Otherwise


@dataclass(frozen=True)
class Asked:
    """A list: its address in the document, the address that is called, and its parameters."""

    address: str
    call: str
    parameters: Mapping[str, Expected]
    needs: Mapping[str, object] = field(default_factory=dict)


PAGES = {"page": Fewer(9), "page-size": Fewer(1)}
WS = "/api/v1/workspaces"
CLOCKIFY = (
    Asked("/api/v1/user", "/api/v1/user", {"include-memberships": Otherwise("0")}),
    Asked(WS, WS, {"page": Fewer(9), "roles": Fewer("TEAM_MANAGER"), "page-size": IsRefused("x")}),
    Asked(
        f"{WS}/{{workspace}}/users",
        f"{WS}/{{w}}/users",
        {
            **PAGES,
            "email": Fewer("{address}"),
            "project-id": IsRefused("{unknown}"),
            "status": Fewer("INACTIVE"),
            "account-statuses": Fewer("DELETED"),
            "name": Fewer("mAy"),
            "sort-column": Otherwise("NAME"),
            "sort-order": Otherwise("DESCENDING"),
            "memberships": Otherwise("NONE"),
            "include-roles": IsRefused("true"),
        },
    ),
    Asked(
        f"{WS}/{{workspace}}/user/{{user}}/time-entries",
        f"{WS}/{{w}}/user/{{eli}}/time-entries",
        {
            **PAGES,
            "description": Fewer("rolls"),
            "start": Fewer("{week}"),
            "end": Fewer("{week}"),
            "project": Fewer("{counter}"),
            "task": Fewer("{task}"),
            "tags": Fewer("{unknown},{task}"),
            "project-required": Fewer("1"),
            "task-required": Fewer("True"),
            "hydrated": Otherwise("true"),
            "in-progress": Fewer("1"),
            "get-week-before": Fewer("{later}"),
        },
    ),
    Asked(
        f"{WS}/{{workspace}}/time-entries/{{entry}}",
        f"{WS}/{{w}}/time-entries/{{entry}}",
        {"hydrated": Otherwise("true")},
    ),
    Asked(
        f"{WS}/{{workspace}}/time-entries/status/in-progress",
        f"{WS}/{{w}}/time-entries/status/in-progress",
        {"page": IsRefused("x"), "page-size": IsRefused("x")},
    ),
    Asked(
        f"{WS}/{{workspace}}/projects",
        f"{WS}/{{w}}/projects",
        {
            **PAGES,
            "name": Fewer("ount"),
            "strict-name-search": IsRefused("perhaps"),
            "archived": Fewer("0"),
            "billable": Fewer("true"),
            "clients": Fewer("{unknown}"),
            "contains-client": IsRefused("perhaps"),
            "client-status": Fewer("ARCHIVED"),
            "users": IsRefused("{eli}"),
            "contains-user": IsRefused("true"),
            "user-status": IsRefused("ACTIVE"),
            "is-template": Fewer("true"),
            "sort-column": Otherwise("ID"),
            "sort-order": Otherwise("DESCENDING"),
            "hydrated": Otherwise("true"),
            "access": Fewer("PRIVATE"),
            "expense-limit": IsRefused("20"),
            "expense-date": IsRefused("2026-01-01"),
            "userGroups": IsRefused("{unknown}"),
            "contains-group": IsRefused("true"),
        },
    ),
    Asked(
        f"{WS}/{{workspace}}/projects/{{project}}",
        f"{WS}/{{w}}/projects/{{counter}}",
        {
            "hydrated": Otherwise("true"),
            "custom-field-entity-type": IsRefused("TIMEENTRY"),
            "expense-limit": IsRefused("20"),
            "expense-date": IsRefused("2026-01-01"),
        },
    ),
    Asked(
        f"{WS}/{{workspace}}/projects/{{project}}/tasks",
        f"{WS}/{{w}}/projects/{{counter}}/tasks",
        {
            **PAGES,
            "name": Fewer("x"),
            "strict-name-search": IsRefused("perhaps"),
            "is-active": Fewer("false"),
            "sort-column": Otherwise("ID"),
            "sort-order": Otherwise("DESCENDING"),
        },
    ),
)
NAMED = {
    **PAGES,
    "name": Fewer("air"),
    "archived": Fewer("false"),
    "sort-column": Otherwise("ID"),
    "sort-order": Otherwise("DESCENDING"),
}
CLOCKIFY = (
    *CLOCKIFY,
    Asked(f"{WS}/{{workspace}}/clients", f"{WS}/{{w}}/clients", NAMED),
    Asked(
        f"{WS}/{{workspace}}/tags",
        f"{WS}/{{w}}/tags",
        {**NAMED, "strict-name-search": IsRefused("perhaps"), "excluded-ids": Fewer("{tag}")},
    ),
)
CONNECTEAM = (
    Asked(
        "/time-clock/v1/time-clocks",
        "/time-clock/v1/time-clocks",
        {"limit": Fewer(1), "offset": Fewer(2)},
    ),
    Asked(
        "/users/v1/users",
        "/users/v1/users",
        {
            "limit": Fewer(1),
            "offset": Fewer(2),
            "sort": IsRefused("phone"),
            "order": Otherwise("desc"),
            "userIds": Fewer("{eli_id},{maya_id}"),
            "userStatus": Fewer("archived"),
            "fullNames": Fewer("Eli Engel,Maya"),
            "phoneNumbers": Fewer("+4930123456"),
            "emailAddresses": Fewer("{address}"),
            "createdAt": Fewer("{soon}"),
            "modifiedAt": IsRefused("{soon}"),
            "archivedAt": Fewer("{soon}"),
            "lastLogin": IsRefused("{soon}"),
        },
    ),
    Asked(
        "/jobs/v1/jobs",
        "/jobs/v1/jobs",
        {
            "limit": Fewer(1),
            "offset": Fewer(1),
            "instanceIds": Fewer("999"),
            "jobIds": Fewer("{job_id},999"),
            "jobNames": Fewer("Till"),
            "jobCodes": Fewer("T,C"),
            "includeDeleted": Fewer("0"),
            "sort": IsRefused("color"),
            "order": Otherwise("desc"),
        },
    ),
    Asked(
        "/time-clock/v1/time-clocks/{clock}/time-activities",
        "/time-clock/v1/time-clocks/{shop}/time-activities",
        {
            "startDate": Fewer("{day}"),
            "endDate": Fewer("{month}"),
            "userIds": Fewer("{maya_id},999"),
            "jobIds": Fewer("{till_id},999"),
            "manualBreakIds": Fewer("{kind_id},999"),
            "policyTypeIds": IsRefused("1"),
            "activityTypes": Fewer("shift,time_off"),
        },
        {"startDate": "{month}", "endDate": "{tomorrow}"},
    ),
    Asked(
        "/time-clock/v1/time-clocks/{clock}/timesheet",
        "/time-clock/v1/time-clocks/{shop}/timesheet",
        {
            "startDate": Fewer("{day}"),
            "endDate": Fewer("{month}"),
            "userIds": Fewer("{maya_id},999"),
            "groupIds": IsRefused("1"),
            "jobIds": Fewer("{till_id},999"),
            "isApproved": Fewer("true"),
            "isSubmitted": Fewer("1"),
            "isLocked": Fewer("true"),
        },
        {"startDate": "{month}", "endDate": "{tomorrow}"},
    ),
)
AWORK = (
    Asked(
        "/api/v1/timeentries",
        "/api/v1/timeentries",
        {
            "filterby": Fewer("note eq 'Rolls' and startDateUtc ge datetime'{week}'"),
            "orderby": Otherwise("startDateUtc asc, startTimeUtc asc"),
            "page": Fewer(9),
            "pageSize": Fewer(1),
        },
    ),
    Asked(
        "/api/v1/users",
        "/api/v1/users",
        {
            "filterby": Fewer("firstName eq 'eli' or isArchived eq true"),
            "orderby": Otherwise("firstName desc"),
            "page": Fewer(9),
            "pageSize": Fewer(1),
        },
    ),
    Asked(
        "/api/v1/projects",
        "/api/v1/projects",
        {
            "filterby": Fewer("startswith(name, 'count') and key eq 'C'"),
            "orderby": Otherwise("name desc"),
            "page": Fewer(9),
            "pageSize": Fewer(1),
        },
    ),
    Asked(
        "/api/v1/typeofwork",
        "/api/v1/typeofwork",
        {
            "filterby": Fewer("isArchived eq true"),
            "orderby": IsRefused("colour"),
            "page": Fewer(9),
            "pageSize": IsRefused("0"),
        },
    ),
)
WEBWORK = (
    Asked(
        "/api/v2/workspaces", "/api/v2/workspaces", {"page": Fewer(9), "per_page": IsRefused("x")}
    ),
    Asked(
        "/api/v2/members",
        "/api/v2/members",
        {
            "page": Fewer(9),
            "per_page": Fewer(1),
            "workspace_id": IsRefused("999"),
            "email": Fewer("{address}"),
            "status": Fewer("inactive"),
            "role": Fewer("Owner"),
        },
    ),
    Asked(
        "/api/v2/members/{member}", "/api/v2/members/{eli_id}", {"workspace_id": IsRefused("999")}
    ),
    Asked(
        "/api/v2/time-entries",
        "/api/v2/time-entries",
        {
            "page": Fewer(9),
            "per_page": Fewer(1),
            "workspace_id": IsRefused("999"),
            "user_id": Fewer("{maya_id}"),
            "date": Fewer("{tomorrow}"),
            "project_id": Fewer("{job_id}"),
            "task_id": Fewer("{till_id}"),
        },
        {"workspace_id": "{workspace_id}", "user_id": "{eli_id}", "date": "{month}"},
    ),
    Asked(
        "/api/v2/time-tracking/current-data",
        "/api/v2/time-tracking/current-data",
        {"workspace_id": IsRefused("999"), "user_id": IsRefused("999")},
        {"workspace_id": "{workspace_id}", "user_id": "{eli_id}"},
    ),
)
VENDORS = {"clockify": CLOCKIFY, "connecteam": CONNECTEAM, "awork": AWORK, "webwork": WEBWORK}
# Lists of what does not exist here: whatever is asked for, they have nothing to pass over.
EMPTY = tuple(f"{WS}/{{workspace}}/{name}" for name in ("custom-fields", "user-groups"))
OTHER_BASES = ("/v1/", "/time-tracking/")


def items(answer: TestResponse) -> list[Any]:
    """What a list has in it, in whichever envelope."""
    assert answer.status_code == 200, answer.text
    said: Any = answer.json
    data = said["data"] if isinstance(said, dict) and "data" in said else said
    if isinstance(data, dict) and "timeActivitiesByUsers" in data:
        return [
            each
            for user in data["timeActivitiesByUsers"]
            for each in (*user["shifts"], *user["manualBreaks"])
        ]
    if isinstance(data, dict) and "startDate" in data:
        return [each for user in data["users"] for each in user["dailyRecords"]]
    if isinstance(data, dict):
        lists = [each for each in data.values() if isinstance(each, list)]
        return lists[0] if len(data) == 1 and lists else [data]
    return list(data)


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_parameter_works_or_is_refused(
    vendor: str, script: Script, bakery: Bakery, world: NamedThings
) -> None:
    keys = {
        "clockify": {"X-Api-Key": bakery.olive.key},
        "connecteam": {"X-API-KEY": bakery.olive.key},
    }
    headers = keys.get(vendor, {"Authorization": f"Bearer {bakery.olive.key}"})

    def ask(asked: Asked, more: Mapping[str, object]) -> TestResponse:
        query = {name: world.said(value) for name, value in (asked.needs | more).items()}
        path = asked.call.format_map(world.names)
        return script.send("GET", f"{path}?{urlencode(query)}", None, headers)

    for asked in VENDORS[vendor]:
        whole = items(ask(asked, {}))
        for name, expected in asked.parameters.items():
            answer = ask(asked, {name: expected.value})
            where = f"{asked.address}?{name}={expected.value}"
            if isinstance(expected, IsRefused):
                assert 400 <= answer.status_code < 500, where
            elif isinstance(expected, Fewer):
                assert len(items(answer)) < len(whole), where
            else:
                found = items(answer)
                assert len(found) == len(whole), where
                assert found != whole, where


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_tables_above_have_every_parameter_of_the_documents(app: Flask, vendor: str) -> None:
    document = built(app, vendor) or {}
    documented = {
        path: {each["name"] for each in methods["get"].get("parameters", ()) if _is_asked(each)}
        for path, methods in document["paths"].items()
        if "get" in methods and not path.startswith(OTHER_BASES) and path not in EMPTY
    }
    tried = {asked.address: set(asked.parameters) for asked in VENDORS[vendor]}
    assert {path: names for path, names in documented.items() if names} == tried


def _is_asked(parameter: Mapping[str, object]) -> bool:
    return parameter["in"] == "query"


def test_two_values_at_once_narrow_further(
    script: Script, bakery: Bakery, world: NamedThings
) -> None:
    path = "/api/v1/workspaces/{w}/projects".format_map(world.names)
    headers = {"X-Api-Key": bakery.olive.key}
    for query, names in (
        ("name=Counter&strict-name-search=1", ["Counter"]),
        ("name=ounter&strict-name-search=1", []),
        ("name=ounter&strict-name-search=0", ["Counter"]),
        ("clients=x&contains-client=0&archived=0", ["Bread ovens", "Counter"]),
    ):
        found = items(script.send("GET", f"{path}?{query}", None, headers))
        assert [each["name"] for each in found] == names, query


def test_lists_are_taken_in_every_way_of_writing_them(
    script: Script, bakery: Bakery, world: NamedThings
) -> None:
    eli, maya = bakery.eli.user_id, bakery.maya.user_id
    headers = {"X-API-KEY": bakery.olive.key}
    for query in (
        f"userIds={eli}&userIds={maya}",
        f"userIds={eli},{maya}",
        f"userIds={eli}, {maya}",
        f"userIds[]={eli}&userIds[]={maya}",
        f"userIds%5B%5D={eli},{maya}",
    ):
        found = items(script.send("GET", f"/users/v1/users?{query}", None, headers))
        assert {each["userId"] for each in found} == {eli, maya}, query
