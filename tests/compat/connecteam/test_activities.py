"""What people did at a clock, as a script for Connecteam reads it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.connecteam.conftest import Call, Get, data, demand_detail, demand_fault
from tests.fixtures.scripts import Bakery, KeyHolder
from tests.fixtures.statements import Counting
from tests.fixtures.stored_objects import StoredObjects
from timeclock.compat.connecteam import activities
from timeclock.timekeeping import local_date
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch

pytestmark = pytest.mark.databases("sqlite")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TYPES = {"shift": "shifts", "manual_break": "manualBreaks"}


@pytest.fixture
def eight() -> datetime:
    """08:00 UTC of a day last month."""
    return datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - 30 * DAY


@pytest.fixture
def worked(app: Flask, bakery: Bakery) -> Callable[..., int]:
    """`worked(who, start, hours)` at the shop."""

    def add(who: KeyHolder, start: datetime, hours: int = 4, **more: Any) -> int:
        with app.app_context():
            clock = more.pop("clock", bakery.shop)
            draft = Draft(clock, start, start + hours * HOUR, **more)
            return propose(
                bakery.operator,
                member_id=who.member_id,
                shift_id=None,
                drafts=[draft],
                reason="The clock was broken",
            ).shift_ids[0]

    return add


@pytest.fixture
def ask(get: Get, bakery: Bakery, eight: datetime) -> Get:
    """`ask(userIds=[…])`: of that day at the shop, unless it says otherwise."""

    def send(clock: object = None, **query: Any) -> Any:
        day = local_date(eight, "Europe/Berlin").isoformat()
        where = bakery.shop if clock is None else clock
        path = f"/time-clock/v1/time-clocks/{where}/time-activities"
        return get(path, **({"startDate": day, "endDate": day} | query))

    return send


def by_user(answer: Any) -> dict[int, Any]:
    found = data(answer)
    assert list(found) == ["timeActivitiesByUsers"]
    return {each["userId"]: each for each in found["timeActivitiesByUsers"]}


def test_a_shift_in_its_parts(
    ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime, kind: int
) -> None:
    shift = worked(
        bakery.eli,
        eight,
        breaks=(DraftBreak(eight + HOUR, eight + 2 * HOUR, kind_id=kind),),
        switches=(DraftSwitch(eight + 3 * HOUR, bakery.job),),
    )
    one = by_user(ask())[bakery.eli.user_id]
    assert list(one) == ["userId", "shifts", "manualBreaks", "timeOffs"]
    assert one["timeOffs"] == []
    (rest,) = one["manualBreaks"]
    first, after_break, after_switch = one["shifts"]
    assert first["id"] == str(shift)
    assert after_break["id"] == f"{shift}-{rest['id']}"
    assert after_switch["id"].startswith(f"{shift}-s")
    assert [part["jobId"] for part in one["shifts"]] == [None, None, str(bakery.job)]
    begins = int(eight.timestamp())
    hours = [
        ((part["start"]["timestamp"] - begins) // 3600, (part["end"]["timestamp"] - begins) // 3600)
        for part in (first, rest, after_break, after_switch)
    ]
    assert hours == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert rest | {"start": 0, "end": 0} == {
        "id": rest["id"],
        "userId": bakery.eli.user_id,
        "manualBreakId": str(kind),
        "isPaid": False,
        "start": 0,
        "end": 0,
        "jobId": None,
        "createdAt": begins + 3600,
        "modifiedAt": begins + 7200,
    }


def test_a_shift_that_runs_has_no_end(ask: Get, call: Call, bakery: Bakery, kind: int) -> None:
    begun = data(call("clock-in", {"userId": bakery.eli.user_id}))["shift"]
    days = {"startDate": date.today() - DAY, "endDate": date.today() + DAY}  # noqa: DTZ011
    assert by_user(ask(**days))[bakery.eli.user_id]["shifts"] == [begun | {"isAutoClockOut": False}]
    call(f"manual-breaks/{kind}/clock-in", {"userId": bakery.eli.user_id})
    one = by_user(ask(**days))[bakery.eli.user_id]
    assert [("end" in each) for each in (*one["shifts"], *one["manualBreaks"])] == [True, False]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", {"maya", "eli"}),
        ("edda", {"maya", "eli"}),
        ("maya", {"maya", "eli"}),
        ("eli", {"eli"}),
    ],
)
def test_people_in_sight(
    ask: Get,
    worked: Callable[..., int],
    bakery: Bakery,
    eight: datetime,
    name: str,
    sees: set[str],
) -> None:
    """Otto was at another clock; the shop does not exist for him."""
    worked(bakery.maya, eight)
    worked(bakery.eli, eight)
    worked(bakery.otto, eight, clock=bakery.yard)
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        found = by_user(ask(key=key))
        assert sorted(found) == sorted(getattr(bakery, each).user_id for each in sees)
    demand_detail(ask(by=bakery.otto), 404, f"Time clock {bakery.shop} not found")


def test_chosen_users(
    ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime
) -> None:
    worked(bakery.maya, eight)
    worked(bakery.eli, eight)
    eli, maya = bakery.eli.user_id, bakery.maya.user_id
    for users, expected in (
        ([eli], [eli]),
        ([maya, eli], sorted([eli, maya])),
        ([eli, bakery.nora.user_id, 999, 2**63, -1], [eli]),
        ([bakery.nora.user_id], []),
    ):
        assert list(by_user(ask(by=bakery.olive, userIds=users))) == expected
    assert list(by_user(ask(by=bakery.eli, userIds=[maya]))) == []


def test_chosen_jobs(ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime) -> None:
    """Parts on other jobs are left out, and breaks from them."""
    worked(
        bakery.eli,
        eight,
        job_id=bakery.job,
        breaks=(DraftBreak(eight + HOUR, eight + 2 * HOUR),),
        switches=(DraftSwitch(eight + 3 * HOUR, None),),
    )
    worked(bakery.eli, eight + 5 * HOUR, 1)
    one = by_user(ask(jobIds=[bakery.job]))[bakery.eli.user_id]
    assert [part["jobId"] for part in one["shifts"]] == [str(bakery.job)] * 2
    assert [rest["jobId"] for rest in one["manualBreaks"]] == [str(bakery.job)]
    for unknown in (999, "abc", 2**63):
        assert by_user(ask(jobIds=[unknown])) == {}


def test_chosen_types(
    ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime
) -> None:
    worked(bakery.eli, eight, breaks=(DraftBreak(eight + HOUR, eight + 2 * HOUR),))
    for chosen in (["shift"], ["manual_break"], ["shift", "manual_break"]):
        one = by_user(ask(activityTypes=chosen))[bakery.eli.user_id]
        assert {name for name in TYPES if one[TYPES[name]]} == set(chosen)
    assert by_user(ask(activityTypes=["time_off"])) == {}


def test_a_shift_belongs_to_the_day_on_which_it_begins_in_the_clocks_zone(
    ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime
) -> None:
    day = local_date(eight, "Europe/Berlin")
    worked(bakery.eli, eight + 15 * HOUR, 2)  # past midnight in Berlin, 23:00 in UTC
    assert by_user(ask()) == {}
    assert by_user(ask(startDate=day + DAY, endDate=day + DAY))
    assert by_user(ask(startDate=day - DAY, endDate=day + DAY))


def test_oldest_first(
    ask: Get, worked: Callable[..., int], bakery: Bakery, eight: datetime
) -> None:
    later, sooner = worked(bakery.eli, eight + 3 * HOUR, 1), worked(bakery.eli, eight, 1)
    one = by_user(ask())[bakery.eli.user_id]
    assert [part["id"] for part in one["shifts"]] == [str(sooner), str(later)]


def test_92_days_at_most(ask: Get) -> None:
    first = date(2026, 7, 1)
    assert ask(startDate=first, endDate=date(2026, 9, 30)).status_code == 200
    demand_fault(ask(startDate=first, endDate=date(2026, 10, 1)), "query", "endDate")
    demand_fault(ask(startDate=first, endDate=first - DAY), "query", "endDate")
    assert by_user(ask(startDate="2100-12-31", endDate="2100-12-31")) == {}


def test_no_more_than_can_be_sent(
    ask: Get,
    worked: Callable[..., int],
    bakery: Bakery,
    eight: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(activities, "MOST", 1)
    worked(bakery.eli, eight, 1)
    assert ask().status_code == 200
    worked(bakery.eli, eight + 2 * HOUR, 1)
    demand_fault(ask(), "query", "endDate")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("startDate", "1.7.2026", "value_error"),
        ("endDate", "2026-02-30", "value_error"),
        ("startDate", "1999-12-31", "value_error"),
        ("userIds", "x", "type_error.integer"),
        ("activityTypes", "nap", "value_error"),
    ],
)
def test_a_wrong_value_is_named(ask: Get, name: str, value: str, kind: str) -> None:
    demand_fault(ask(**{name: value}), "query", name, kind)


def test_missing_days(get: Get, bakery: Bakery) -> None:
    answer = get(f"/time-clock/v1/time-clocks/{bakery.shop}/time-activities/")
    assert answer.status_code == 422
    said: Any = answer.json
    assert [problem["loc"] for problem in said["detail"]] == [
        ["query", "startDate"],
        ["query", "endDate"],
    ]
    assert {problem["msg"] for problem in said["detail"]} == {"field required"}


def test_an_unknown_clock(ask: Get, bakery: Bakery) -> None:
    for clock in (12345, bakery.foreign_clock, "abc", 2**63):
        demand_detail(ask(clock), 404, f"Time clock {clock} not found")


def test_a_constant_number_of_statements(
    ask: Get,
    worked: Callable[..., int],
    bakery: Bakery,
    eight: datetime,
    stored: StoredObjects,
    counting: Counting,
) -> None:
    ask(by=bakery.maya)  # notes the key's use for a minute
    counts = []
    for number in range(3):
        worked(bakery.eli, eight + number * 2 * HOUR, 1)
        with counting() as seen:
            assert ask(by=bakery.maya, userIds=[bakery.eli.user_id]).status_code == 200
        counts.append(len(seen))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
