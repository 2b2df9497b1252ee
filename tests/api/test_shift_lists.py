"""Lists of shifts: the filters, the order, and who sees whose."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def ids(get: Get) -> Callable[..., list[int]]:
    """The ids of the shifts that a list has."""

    def read(query: str = "", **how: Any) -> list[int]:
        return [each["id"] for each in get(f"shifts{query}", **how)["shifts"]]

    return read


@pytest.fixture
def three(worked: Worked, watch: Watch, call: Call, bakery: Bakery) -> list[int]:
    """Eli's shifts of Monday at the shop, of Tuesday at the site and of today, which runs."""
    monday = worked(2, "08:00", "16:00")["id"]
    watch.at(at(3, "14:00"))
    done(call("clock-in", {"clock_id": bakery.site, "job_id": bakery.job}))
    watch.at(at(3, "18:00"))
    tuesday = done(call("clock-out"))["shift"]["id"]
    watch.at(at(4, "08:00"))
    today = done(call("clock-in", {"clock_id": bakery.shop}))["shift"]["id"]
    watch.at(at(4, "09:00"))
    return [monday, tuesday, today]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_latest_start_comes_first(
    three: list[int], ids: Callable[..., list[int]], get: Get
) -> None:
    assert ids() == three[::-1]
    newest = get("shifts?limit=1")["shifts"][0]
    assert newest["state"] == "working"
    assert newest["worked_seconds"] == 3600


@pytest.mark.databases("sqlite", "postgresql")
def test_each_filter_narrows(
    three: list[int], ids: Callable[..., list[int]], bakery: Bakery
) -> None:
    monday, tuesday, today = three
    olive = {"by": bakery.olive}
    start, end = quote(text(3, "14:00")), quote(text(4, "08:00"))
    assert ids(f"?start={start}", **olive) == [today, tuesday]
    assert ids(f"?start={start}&end={end}", **olive) == [tuesday]
    assert ids(f"?end={start}", **olive) == [monday]
    assert ids(f"?start={end}&end={start}", **olive) == []
    assert ids(f"?clock_id={bakery.shop}", **olive) == [today, monday]
    assert ids(f"?job_id={bakery.job}", **olive) == [tuesday]
    assert ids("?open=true", **olive) == [today]
    assert ids("?open=false", **olive) == [tuesday, monday]
    assert ids(f"?user_id={bakery.eli.user_id}", **olive) == three[::-1]
    assert ids(f"?user_id={bakery.otto.user_id}", **olive) == []
    assert ids(f"?clock_id={bakery.shop}&open=false", **olive) == [monday]
    for unknown in ("clock_id", "job_id", "user_id"):
        assert ids(f"?{unknown}=999999", **olive) == []


def test_a_job_that_was_switched_to_counts(
    three: list[int], ids: Callable[..., list[int]], call: Call, bakery: Bakery
) -> None:
    done(call("switch-job", {"job_id": bakery.job}))
    assert ids(f"?job_id={bakery.job}") == [three[2], three[1]]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_list_has_what_its_reader_could_read_one_by_one(
    three: list[int], ids: Callable[..., list[int]], call: Call, bakery: Bakery
) -> None:
    done(call("clock-in", {"clock_id": bakery.yard}, by=bakery.otto))
    everybody = [bakery.olive, bakery.edda, bakery.maya, bakery.eli, bakery.otto, bakery.nora]
    every = ids(by=bakery.olive)
    assert len(every) == 4
    for who in everybody:
        readable = [
            each
            for each in every
            if call(f"shifts/{each}", method="GET", by=who).status_code == 200
        ]
        assert ids(by=who) == readable
        assert ids(key=who.read_key) == readable
    assert ids(by=bakery.maya) == [three[2], three[1], three[0]]
    assert ids(f"?user_id={bakery.eli.user_id}", by=bakery.otto) == []
    assert ids(f"?user_id={bakery.nora.user_id}", by=bakery.olive) == []
    assert ids(f"?clock_id={bakery.foreign_clock}", by=bakery.olive) == []


def test_a_shift_that_was_undone_is_in_no_list(
    watch: Watch, ids: Callable[..., list[int]], call: Call, bakery: Bakery
) -> None:
    watch.at(at(2, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    done(call("undo"))
    assert ids() == ids(by=bakery.olive) == []


def test_pages_stay_right_while_shifts_come_in(
    three: list[int], get: Get, watch: Watch, call: Call, bakery: Bakery
) -> None:
    first = get("shifts?limit=1")
    watch.at(at(4, "12:00"))
    done(call("clock-out"))
    watch.at(at(4, "13:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    rest = get(f"shifts?cursor={first['next_cursor']}")
    assert [each["id"] for each in rest["shifts"]] == three[1::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("start=monday", "time"),
        ("start=2026-03-02", "time"),
        ("end=2026-03-02T08:00:00", "time"),
        ("user_id=x", "whole_number"),
        ("clock_id=0", "range"),
        ("job_id=9999999999999999999", "range"),
        ("open=maybe", "boolean"),
        ("member_id=1", "unknown_field"),
    ],
)
def test_what_no_filter_can_be(call: Call, query: str, code: str) -> None:
    (fault,) = refused(call(f"shifts?{query}", method="GET"), 422, "invalid_query")["errors"]
    assert (fault["field"], fault["code"]) == (query.partition("=")[0], code)


def test_several_ids_and_the_other_order(
    three: list[int], ids: Callable[..., list[int]], get: Get, call: Call, bakery: Bakery
) -> None:
    monday, tuesday, today = three
    olive = {"by": bakery.olive}
    both = f"?clock_id={bakery.shop}&clock_id={bakery.site}"
    assert ids(both, **olive) == [today, tuesday, monday]
    people = f"?user_id={bakery.otto.user_id}&user_id={bakery.eli.user_id}"
    assert ids(f"{people}&order=started_at", **olive) == three
    assert ids(f"?user_id={bakery.otto.user_id}&user_id=999999", **olive) == []
    found: list[int] = []
    cursor = ""
    while True:
        page = get(f"shifts?limit=1&order=started_at{cursor}")
        found += [each["id"] for each in page["shifts"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert found == three
    other = call(f"shifts?limit=1{cursor}", method="GET")
    refused(other, 422, "unknown_cursor")


def test_what_a_shift_names_comes_with_it(
    three: list[int], get: Get, call: Call, bakery: Bakery
) -> None:
    plain = get("shifts")["shifts"]
    assert all({"user", "clock", "job"}.isdisjoint(each) for each in plain)
    for query in ("expand=user,clock,job", "expand=user&expand=clock&expand=job"):
        today, tuesday, _ = get(f"shifts?{query}")["shifts"]
        assert today["user"] == {
            "user_id": bakery.eli.user_id,
            "name": "Eli Engel",
            "employee_number": None,
            "external_id": None,
        }
        assert (tuesday["clock"]["id"], tuesday["clock"]["name"]) == (bakery.site, "Site")
        assert tuesday["job"]["id"] == bakery.job
        assert today["job"] is None
    refused(call("shifts?expand=salary", method="GET"), 422, "invalid_query")


def test_an_answer_that_has_not_changed_is_not_sent_again(
    three: list[int], call: Call, bakery: Bakery
) -> None:
    for path in ("shifts?open=false", "members", f"jobs/{bakery.job}", "clocks", "exports", "me"):
        first = call(path, method="GET", by=bakery.olive)
        again = call(path, method="GET", by=bakery.olive, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]
        assert call(path, method="GET", by=bakery.olive, If_None_Match='"x"').data == first.data
    tag = call("jobs", method="GET").headers["ETag"]
    done(call("jobs", {"name": "Rye"}, by=bakery.olive), 201)
    assert call("jobs", method="GET", If_None_Match=tag).status_code == 200
