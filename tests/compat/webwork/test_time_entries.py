"""Someone's time entries of a day, as a script for WebWork reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.webwork.conftest import (
    NO_RIGHT,
    UNKNOWN_USER,
    WORKSPACE,
    Get,
    data_of,
    demand_failure,
    demand_invalid,
    pagination,
)
from tests.fixtures.scripts import Bakery, Call, KeyHolder
from tests.fixtures.statements import Counting
from tests.fixtures.stored_objects import StoredObjects
from timeclock.timekeeping import local_date
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak

pytestmark = pytest.mark.databases("sqlite")
HOUR = timedelta(hours=1)


def day_of(moment: datetime) -> str:
    return local_date(moment, "Europe/Berlin").isoformat()


@pytest.fixture
def three(app: Flask, bakery: Bakery) -> datetime:
    """Eli's three shifts of a day last month, from 08:00 UTC on; the second on a job."""
    first = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - 30 * 24 * HOUR
    with app.app_context():
        for number, job in enumerate((None, bakery.job, None)):
            start = first + 3 * number * HOUR
            propose(
                bakery.operator,
                member_id=bakery.eli.member_id,
                shift_id=None,
                drafts=[Draft(bakery.shop, start, start + 2 * HOUR, job_id=job)],
                reason="The clock was broken",
            )
    return first


def test_an_entry(get: Get, bakery: Bakery, stored: StoredObjects) -> None:
    answer = get("time-entries", user_id=bakery.eli.user_id, date=day_of(stored.start))
    expected = {
        "id": stored.shift,
        "user_id": bakery.eli.user_id,
        "contract_id": None,
        "project_id": None,
        "project_name": None,
        "task_id": None,
        "task_title": None,
        "activity_description": "Rolls",
        "method": "Manually added time",
        "date": day_of(stored.start),
        "start_time": stored.start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "end_time": (stored.start + 8 * HOUR).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duration_minutes": 480,
    }
    (found,) = data_of(answer)
    assert found == expected
    assert list(found) == list(expected)
    assert pagination(answer) == [1, 20, 1, 1]


def test_an_entry_that_runs(get: Get, start: Call, bakery: Bakery) -> None:
    begun = data_of(start())
    today = day_of(datetime.fromisoformat(begun["start_time"]))
    (found,) = data_of(get("time-entries/", user_id=bakery.eli.user_id, date=today))
    assert (found["end_time"], found["duration_minutes"]) == (None, 0)
    assert found["method"] == "Web tracker"


def test_an_unpaid_break_is_no_work(app: Flask, get: Get, bakery: Bakery, three: datetime) -> None:
    start = three - 24 * HOUR
    rest = DraftBreak(start + HOUR, start + 2 * HOUR)
    with app.app_context():
        propose(
            bakery.operator,
            member_id=bakery.eli.member_id,
            shift_id=None,
            drafts=[Draft(bakery.shop, start, start + 4 * HOUR, breaks=(rest,))],
            reason="The clock was broken",
        )
    (found,) = data_of(get("time-entries", user_id=bakery.eli.user_id, date=day_of(start)))
    assert found["duration_minutes"] == 180


def test_pages_oldest_first(get: Get, bakery: Bakery, three: datetime) -> None:
    query = {"user_id": bakery.eli.user_id, "date": day_of(three), "per_page": 2}
    first, second, third = (get("time-entries", **query, page=page) for page in (1, 2, 3))
    starts = [each["start_time"][11:13] for answer in (first, second) for each in data_of(answer)]
    assert starts == ["08", "11", "14"]
    assert data_of(third) == []
    assert [pagination(each) for each in (first, third)] == [[1, 2, 3, 2], [3, 2, 3, 2]]


def test_one_project_with_its_name(get: Get, bakery: Bakery, three: datetime) -> None:
    query = {"user_id": bakery.eli.user_id, "date": day_of(three)}
    (found,) = data_of(get("time-entries", **query, project_id=bakery.job))
    assert (found["project_id"], found["project_name"]) == (bakery.job, "Counter")
    for unknown in (999, 2**63, 0, -1):
        assert data_of(get("time-entries", **query, project_id=unknown)) == []


def test_another_day(get: Get, bakery: Bakery, three: datetime) -> None:
    for day in (day_of(three - 24 * HOUR), day_of(three + 24 * HOUR)):
        assert data_of(get("time-entries", user_id=bakery.eli.user_id, date=day)) == []


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("olive", 200, ""),
        ("edda", 200, ""),
        ("maya", 200, ""),
        ("eli", 200, ""),
        ("otto", 403, NO_RIGHT),
        ("nora", 404, WORKSPACE),
    ],
)
def test_who_sees_them(
    get: Get, bakery: Bakery, three: datetime, name: str, status: int, message: str
) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = get("time-entries", key=key, user_id=bakery.eli.user_id, date=day_of(three))
        if status == 200:
            assert len(data_of(answer)) == 3
        else:
            demand_failure(answer, status, message)


def test_people_out_of_reach_are_no_one(get: Get, bakery: Bakery) -> None:
    for user in (bakery.otto.user_id, bakery.nora.user_id, 999, 2**63, 0, -1):
        answer = get("time-entries", by=bakery.maya, user_id=user, date="2026-01-29")
        demand_failure(answer, 404, UNKNOWN_USER)


def test_missing_and_wrong_fields(call: Call, get: Get) -> None:
    demand_invalid(
        call("time-entries", method="GET"),
        workspace_id="The workspace id field is required.",
        user_id="The user id field is required.",
        date="The date field is required.",
    )
    demand_invalid(
        get("time-entries", user_id="x", date="29.1.2026", per_page=51, project_id="x"),
        user_id="The user id must be an integer.",
        date="The date is not a valid date.",
        per_page="Give a whole number from 1 to 50.",
        project_id="The project id must be an integer.",
    )
    for day in ("2026-02-30", "1999-12-31", "2101-01-01", ""):
        answer = get("time-entries", user_id=1, date=day)
        demand_invalid(answer, date="The date is not a valid date.")


def test_lists_take_a_constant_number_of_statements(
    get: Get, bakery: Bakery, three: datetime, counting: Counting
) -> None:
    asked: list[tuple[str, dict[str, Any], int]] = [
        ("time-entries", {"user_id": bakery.eli.user_id, "date": day_of(three)}, 8),
        ("members", {}, 5),
        ("workspaces", {}, 4),
    ]
    for path, query, most in asked:
        get(path, by=bakery.maya, **query)  # notes the key's use for a minute
        with counting() as few:
            get(path, by=bakery.maya, **query, per_page=1)
        with counting() as many:
            get(path, by=bakery.maya, **query)
        assert len(few) == len(many) <= most, path
