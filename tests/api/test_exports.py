"""Files of hours through our own API."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call, Script
from tests.outgoing.exports.scenes import PATIENCE
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.outgoing.exports.places import AT_ONCE, Places

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
WEEK = {"first_day": "2026-03-02", "last_day": "2026-03-08"}


@pytest.fixture
def week(worked: Worked, watch: Watch) -> None:
    """Eli's Monday; it is the Monday after."""
    worked(2, "08:00", "16:00")
    watch.at(at(9, "09:00"))


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("kind", "mimetype", "magic"),
    [
        ("csv", "text/csv", None),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_file_is_ordered_told_of_and_sent(
    week: None,
    call: Call,
    get: Get,
    script: Script,
    bakery: Bakery,
    kind: str,
    mimetype: str,
    magic: bytes | None,
) -> None:
    answer = call("exports", WEEK | {"format": kind}, by=bakery.edda)
    export = done(answer, 202)["export"]
    assert answer.headers["Location"] == export["address"]
    assert (export["what"], export["format"], export["finished_at"]) == ("timesheets", kind, None)
    assert export["asked_by_user_id"] == bakery.edda.user_id
    bearer = {"Authorization": f"Bearer {bakery.edda.read_key}"}
    file = script.send("GET", export["file"], headers=bearer)
    assert (file.status_code, file.mimetype) == (200, mimetype)
    assert file.headers["Content-Disposition"].startswith('attachment; filename="timesheets-2026')
    content = file.get_data()
    assert content.startswith(magic) if magic else b"Eli Engel" in content
    told = get(f"exports/{export['id']}", by=bakery.olive)["export"]
    assert told["people_done"] == told["people"]
    assert told["finished_at"]


def test_only_some_people_clocks_and_jobs(week: None, call: Call, bakery: Bakery) -> None:
    body = WEEK | {
        "what": "punches",
        "user_ids": [bakery.eli.user_id],
        "clock_ids": [bakery.shop],
        "job_ids": [bakery.job],
    }
    export = done(call("exports", body, by=bakery.edda), 202)["export"]
    assert (export["user_ids"], export["people"]) == ([bakery.eli.user_id], 1)
    assert (export["clock_ids"], export["job_ids"]) == ([bakery.shop], [bakery.job])
    for name, stranger, code in (
        ("user_ids", bakery.nora.user_id, "member_not_found"),
        ("user_ids", 999, "member_not_found"),
        ("clock_ids", bakery.foreign_clock, "clock_not_found"),
        ("job_ids", 999, "job_not_found"),
    ):
        refused(call("exports", body | {name: [stranger]}, by=bakery.edda), 404, code)


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_key_orders_one_file_which_is_in_the_ledger(
    app: Flask, week: None, call: Call, bakery: Bakery
) -> None:
    first = call("exports", WEEK, by=bakery.edda, Idempotency_Key="x")
    again = call("exports", WEEK, by=bakery.edda, Idempotency_Key="x")
    assert again.get_data() == first.get_data()
    address = f"exports/{done(first, 202)['export']['id']}"
    assert call(f"{address}/file", method="GET", by=bakery.edda).get_data()
    assert done(call(address, method="GET", by=bakery.edda))["export"]["finished_at"]
    again = call("exports", WEEK, by=bakery.edda, Idempotency_Key="x")
    assert again.get_data() == first.get_data()
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true"
    with app.app_context():
        chain = workspace_chain_id(bakery.workspace_id)
        found = entries(bakery.workspace_id, chain or 0)
    assert [each.kind for each in found].count("hours.exported") == 1


def test_a_third_export_at_once_is_asked_to_come_back(
    app: Flask, week: None, call: Call, bakery: Bakery
) -> None:
    export = done(call("exports", WEEK, by=bakery.edda), 202)["export"]["id"]
    places = Places(Path(app.instance_path))
    others = [places.add(f"other-{number}", queue=False) for number in range(AT_ONCE)]
    answer = call(f"exports/{export}/file", method="GET", by=bakery.edda)
    refused(answer, 503, "exports_busy")
    assert answer.headers["Retry-After"] == "10"
    for other in others:
        assert other is not None
        places.drop(other)


def test_a_long_export_is_fetched_by_a_later_call(
    week: None, call: Call, bakery: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.api.exports._PATIENCE", 0.0)
    export = done(call("exports", WEEK, by=bakery.edda), 202)["export"]["id"]
    until = time.monotonic() + PATIENCE
    while (
        answer := call(f"exports/{export}/file", method="GET", by=bakery.edda)
    ).status_code != 200:
        refused(answer, 503, "export_under_way")
        assert answer.headers["Retry-After"] == "5"
        assert time.monotonic() < until
        time.sleep(0.05)
    assert b"Eli Engel" in answer.get_data()


def test_who_exports(week: None, call: Call, bakery: Bakery) -> None:
    export = done(call("exports", WEEK, by=bakery.edda), 202)["export"]["id"]
    for who in (bakery.eli, bakery.maya):
        refused(call("exports", WEEK, by=who), 403, "not_allowed")
        for path in (f"exports/{export}", f"exports/{export}/file", "exports/999"):
            refused(call(path, method="GET", by=who), 403, "not_allowed")
    said = {
        call(path, method="GET", by=bakery.nora).text
        for number in (export, 999, "x", 2**60)
        for path in (f"exports/{number}", f"exports/{number}/file")
    }
    assert len(said) == 1
    assert "export_not_found" in next(iter(said))


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"last_day": "2026-03-01"}, "last_day", "invalid_span"),
        ({"last_day": "2027-06-01"}, "last_day", "span_too_long"),
        ({"format": "doc"}, "format", "invalid_body"),
        ({"what": None}, "what", "invalid_body"),
        ({"user_ids": [0]}, "user_ids.0", "invalid_body"),
        ({"clock_ids": 1}, "clock_ids", "invalid_body"),
        ({"sql": "drop"}, "sql", "invalid_body"),
    ],
)
def test_a_question_without_an_answer(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    assert refused(call("exports", WEEK | body, by=bakery.edda), 422, code)["field"] == field


def test_what_was_ordered_is_listed_newest_first(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    orders = [
        done(call("exports", WEEK | {"what": what}, by=bakery.edda), 202)["export"]
        for what in ("timesheets", "totals", "punches")
    ]
    assert get("exports", by=bakery.edda) == {"exports": orders[::-1], "next_cursor": None}
    page = get("exports?limit=2", by=bakery.olive)
    rest = get(f"exports?limit=2&cursor={page['next_cursor']}", by=bakery.olive)
    assert page["exports"] + rest["exports"] == orders[::-1]
    assert get("exports", by=bakery.nora)["exports"] == []
    refused(call("exports", method="GET", by=bakery.maya), 403, "not_allowed")


def test_figures_are_written_as_asked(
    week: None, call: Call, script: Script, bakery: Bakery
) -> None:
    asked = {"hours": "h_mm", "separator": "semicolon", "decimal_mark": "comma", "what": "jobs"}
    export = done(call("exports", WEEK | asked, by=bakery.edda), 202)["export"]
    assert {name: export[name] for name in asked} == asked
    bearer = {"Authorization": f"Bearer {bakery.edda.read_key}"}
    content = script.send("GET", export["file"], headers=bearer).get_data().decode("utf-8-sig")
    assert content.startswith("Name;Employee number;Date;Clock;Job;Client;Worked (h);")
    assert ";8:00;" in content
    plain = done(call("exports", WEEK, by=bakery.edda), 202)["export"]
    assert (plain["hours"], plain["separator"], plain["decimal_mark"]) == (
        "decimal_4",
        "comma",
        "point",
    )
    for name in ("hours", "separator", "decimal_mark"):
        answer = call("exports", WEEK | {name: "other"}, by=bakery.edda)
        assert answer.status_code == 422, name
