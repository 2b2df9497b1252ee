"""The ledger through our own API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text as sql

from tests.api.conftest import Worked, done, refused
from tests.fixtures.scripts import Bakery, Call
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.mark.databases("sqlite", "postgresql")
def test_ones_own_entries_newest_first(worked: Worked, get: Get, bakery: Bakery) -> None:
    worked(2, "08:00", "16:00", note="Rolls")
    out, in_ = get("ledger")["entries"]
    assert (in_["kind"], out["kind"]) == ("shift.clocked_in", "shift.clocked_out")
    assert (in_["at"], in_["timezone"]) == ("2026-03-02T08:00:00+01:00", "Europe/Berlin")
    assert (in_["door"], in_["actor_user_id"]) == ("native", bakery.eli.user_id)
    assert in_["received_at"] == "2026-03-02T07:00:00+00:00"
    assert in_["text"]["note"] == "Rolls"
    assert out["position"] == in_["position"] + 1
    assert out["after"]["end"] == "2026-03-02T15:00:00Z"
    assert get("ledger", key=bakery.eli.read_key)["entries"] == [out, in_]


def test_others_and_the_company_are_for_who_sees_everyone(
    worked: Worked, call: Call, get: Get, bakery: Bakery
) -> None:
    worked(2, "08:00", "16:00")
    about_eli, about_all = f"ledger?user_id={bakery.eli.user_id}", "ledger?about=workspace"
    for who in (bakery.olive, bakery.edda):
        assert get(about_eli, by=who)["entries"] == get("ledger")["entries"]
        kinds = {each["kind"] for each in get(f"{about_all}&limit=200", by=who)["entries"]}
        assert {"clock.opened", "key.issued", "member.added"} <= kinds
    assert get(about_eli)["entries"] == get("ledger")["entries"]
    for who in (bakery.maya, bakery.otto):
        refused(call(about_eli, method="GET", by=who), 403, "not_allowed")
        refused(call(about_all, method="GET", by=who), 403, "not_allowed")
    for stranger in (bakery.nora.user_id, 999_999):
        answer = call(f"ledger?user_id={stranger}", method="GET", by=bakery.olive)
        refused(answer, 404, "member_not_found")
    assert get(f"ledger?user_id={bakery.nora.user_id}", by=bakery.nora)["entries"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_the_ledger_is_checked_for_the_own_company(
    worked: Worked, call: Call, get: Get, bakery: Bakery
) -> None:
    worked(2, "08:00", "16:00")
    found = get("ledger/verification", by=bakery.edda)
    assert (found["ok"], found["problems"]) == (True, [])
    assert found["chains"] == 6
    other = get("ledger/verification", by=bakery.nora)
    assert other["entries"] < found["entries"]
    for who in (bakery.maya, bakery.eli):
        refused(call("ledger/verification", method="GET", by=who), 403, "not_allowed")


def test_what_was_changed_behind_the_guards_is_named(
    app: Flask, worked: Worked, get: Get, bakery: Bakery
) -> None:
    worked(2, "08:00", "16:00")
    with app.app_context(), db.engine.begin() as connection:
        for (name,) in connection.execute(
            sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
        ).all():
            connection.execute(sql(f'DROP TRIGGER "{name}"'))
        connection.execute(
            sql(
                "UPDATE entry SET body = replace(body, '2026-03-02', '2026-03-01')"
                " WHERE kind = 'shift.clocked_in'"
            )
        )
    found = get("ledger/verification", by=bakery.olive)
    assert found["ok"] is False
    assert any("its link does not fit" in problem for problem in found["problems"])


def test_the_ledger_takes_no_other_words(call: Call, bakery: Bakery) -> None:
    for query, field in (("about=all", "about"), ("user_id=x", "user_id"), ("before=1", "before")):
        answer = call(f"ledger?{query}", method="GET", by=bakery.olive)
        assert refused(answer, 422, "invalid_query")["errors"][0]["field"] == field


def test_an_undo_names_what_it_undoes(call: Call, get: Get, bakery: Bakery) -> None:
    done(call("clock-in", {"clock_id": bakery.shop}))
    done(call("undo"))
    undone, punched = get("ledger")["entries"]
    assert undone["undoes"] == punched["position"]
