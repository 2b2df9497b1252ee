"""What was approved is what every channel says, whatever a later version would add up.

A shift of 1 April, 00:30 to 08:30 in Berlin, and one of 31 March, 08:00 to 16:00. In a tz database
in which Berlin has no summer time the first one begins on 31 March at 23:30.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.scripts import Bakery
from tests.worktime.kept.other_versions import newer_tz, other_arithmetic
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.locks.kept_models import KeptTimesheet
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import NotFound
from timeclock.ledger.recording import history_at
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.approval import comparing
from timeclock.worktime.timesheets.approval.approving import approve, reopen
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period
from timeclock.worktime.timesheets.approval.comparing import compare_kept
from timeclock.worktime.timesheets.approval.undoing import undo_decision
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

MARCH, APRIL, HOUR = date(2026, 3, 1), date(2026, 4, 1), 3600
LAST = {MARCH: date(2026, 3, 31), APRIL: date(2026, 4, 30)}
Channels = dict[str, Callable[[date], float]]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@contextmanager
def on(text: str) -> Iterator[None]:
    with history_at(at(text)):
        yield


def works(person: Actor, clock_id: int, start: str, end: str) -> None:
    with on(start):
        clock_in(person, clock_id=clock_id)
    with on(end):
        clock_out(person)


@pytest.fixture
def closed(app: Flask, cast: Cast, bakery: Bakery) -> Bakery:
    """March is closed, and April open."""
    with app.app_context():
        rules = PayRules(
            period=PeriodKind.MONTHLY,
            overtime=RuleSet.OWN,
            own=OwnRules(daily_after=7 * HOUR // 60),
        )
        change_rules(bakery.operator, first_day=ALWAYS, rules=rules)
        works(cast.eli.actor, bakery.shop, "2026-03-31T06:00", "2026-03-31T14:00")
        works(cast.eli.actor, bakery.shop, "2026-03-31T22:30", "2026-04-01T06:30")
        with on("2026-04-02T08:00"):
            close_period(cast.edda.actor, first_day=MARCH)
    return bakery


@pytest.fixture
def channels(
    app: Flask, closed: Bakery, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> Channels:
    """How many hours each channel says that a month has."""
    script, browser = app.test_client(use_cookies=False), browser_of(cast.edda)
    head = {"Authorization": f"Bearer {closed.edda.key}"}

    def got(path: str) -> Any:
        answer = script.get(f"/api/timeclock/v1/{path}", headers=head)
        assert answer.status_code == 200, answer.text
        return answer.json

    def sheet(first: date) -> Any:
        return got(f"timesheets/{closed.eli.user_id}/{first}")["timesheet"]

    def seconds(days: Iterable[Any]) -> float:
        return sum(int(day["worked_seconds"]) for day in days) / HOUR

    def terminal(first: date) -> float:
        words = ("--workspace", str(closed.workspace_id), "--email", cast.eli.email)
        words = ("timesheets", "show", *words, "--first", str(first), "--json")
        answer = app.test_cli_runner().invoke(args=words)
        assert answer.exit_code == 0, answer.output
        return seconds(json.loads(answer.output)["days"])

    def listed(first: date) -> float:
        found = got(f"timesheets?first={first}")["timesheets"]
        return seconds(each["totals"] for each in found)

    def export(first: date) -> float:
        wanted = {"what": "totals", "first_day": str(first), "last_day": str(LAST[first])}
        answer = script.post("/api/timeclock/v1/exports", json=wanted, headers=head)
        assert answer.json is not None, answer.text
        number = answer.json["export"]["id"]
        file = script.get(f"/api/timeclock/v1/exports/{number}/file", headers=head)
        rows = csv.DictReader(io.StringIO(file.text.lstrip("\ufeff")))
        return sum(float(row["Worked (h)"]) for row in rows)

    def page(first: date) -> float:
        shown = browser.client.get(f"/timesheets/{cast.eli.member_id}/{first}").text
        found = re.search(r"<dt>Worked</dt>\D*(?:(\d+)\sh\s)?(\d+)\smin", html.unescape(shown))
        assert found is not None, shown
        return int(found[1] or 0) + int(found[2]) / 60

    return {
        "totals of the API": lambda first: seconds([sheet(first)["totals"]]),
        "days of the API": lambda first: seconds(sheet(first)["days"]),
        "list of the API": listed,
        "terminal": terminal,
        "export": export,
        "page": page,
    }


def told_by(channels: Channels) -> dict[str, tuple[float, float]]:
    return {name: (says(MARCH), says(APRIL)) for name, says in channels.items()}


def test_a_newer_tz_database_moves_nothing_into_a_closed_month(
    app: Flask, closed: Bakery, channels: Channels, cast: Cast, tmp_path: Path
) -> None:
    as_approved = dict.fromkeys(channels, (8.0, 8.0))
    assert told_by(channels) == as_approved
    with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
        assert told_by(channels) == as_approved
        with app.app_context():
            assert compare_kept(60).differing == 1
            [case] = differing(cast.edda.actor)
            assert case.day == date(2026, 3, 31)
            assert "tz database" in case.sentence
            assert "worked +8" in case.sentence
            assert not differing(cast.maya.actor)
            assert verify().problems == ()
        assert told_by(channels) == as_approved


def test_a_month_approved_by_the_newer_tz_database_has_the_shift_that_the_closed_one_lacks(
    app: Flask, closed: Bakery, channels: Channels, cast: Cast, tmp_path: Path
) -> None:
    """April is approved while the newer database is there, and read without it again."""
    as_approved = dict.fromkeys(channels, (8.0, 8.0))
    with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
        with app.app_context(), on("2026-05-03T08:00"):
            close_period(cast.edda.actor, first_day=APRIL)
        assert told_by(channels) == as_approved
        with app.app_context():
            compare_kept(60)
            assert [case.day for case in differing(cast.edda.actor)] == [date(2026, 3, 31)]
    assert told_by(channels) == as_approved
    with app.app_context():
        assert compare_kept(60, all_again=True).differing == 0
        assert verify().problems == ()


def test_rules_that_are_read_otherwise_change_nothing_that_was_approved(
    app: Flask, closed: Bakery, channels: Channels, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = premium(app, closed)
    read = PayRules.from_json

    def otherwise(facts: Mapping[str, Any]) -> PayRules:
        rules = read(facts)
        return replace(rules, own=replace(rules.own, daily_after=6 * HOUR // 60))

    monkeypatch.setattr(PayRules, "from_json", otherwise)
    assert before == HOUR == premium(app, closed)
    assert told_by(channels) == dict.fromkeys(channels, (8.0, 8.0))
    with app.app_context(), other_arithmetic():
        assert compare_kept(60).differing == 1
        [case] = differing(cast.edda.actor)
        assert "the rules of these days are read otherwise" in case.sentence
        assert "at 150 % +1" in case.sentence.replace("\xa0", " ")
        assert verify().problems == ()
    assert premium(app, closed) == HOUR


def premium(app: Flask, bakery: Bakery) -> int:
    """Overtime of March as the API says it."""
    head = {"Authorization": f"Bearer {bakery.edda.key}"}
    path = f"/api/timeclock/v1/timesheets/{bakery.eli.user_id}/{MARCH}"
    answer = app.test_client(use_cookies=False).get(path, headers=head)
    assert answer.json is not None
    days = answer.json["timesheet"]["days"]
    assert answer.json["timesheet"]["totals"]["overtime_seconds"] == sum(
        day["overtime_seconds"] for day in days
    )
    return int(answer.json["timesheet"]["totals"]["overtime_seconds"])


def test_a_difference_is_seen_once_and_is_gone_with_its_reason(
    app: Flask, closed: Bakery, cast: Cast, tmp_path: Path
) -> None:
    edda, maya = cast.edda.actor, cast.maya.actor
    wanted = {"kind": CaseKind.APPROVED_DIFFERS, "day": date(2026, 3, 31)}
    with app.app_context():
        with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
            compare_kept(60)
            with pytest.raises(NotFound):
                acknowledge(maya, member_id=cast.eli.member_id, **wanted)
            acknowledge(edda, member_id=cast.eli.member_id, note="Paid in April", **wanted)
            assert not differing(edda)
            assert compare_kept(60, all_again=True).differing == 1
            assert not differing(edda)
            assert verify().problems == ()
        assert compare_kept(60).differing == 0
        assert verify().problems == ()


def test_a_sheet_that_cannot_be_added_up_does_not_stand_in_the_way_of_others(
    app: Flask,
    closed: Bakery,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with app.app_context():
        works(cast.maya.actor, closed.shop, "2026-04-01T06:00", "2026-04-01T14:00")
        with on("2026-05-02T08:00"):
            close_period(cast.edda.actor, first_day=APRIL)
        compare_kept(60)
        sound = comparing.sheet_from
        bad = db.session.query(KeptTimesheet).filter_by(first_day=MARCH).one().content

        def read(content: str, begins: str) -> object:
            if content == bad:
                raise ValueError("damaged")
            return sound(content, begins)

        monkeypatch.setattr(comparing, "sheet_from", read)
        monkeypatch.setattr(comparing, "_AT_ONCE", 1)
        found = compare_kept(60, all_again=True)
        assert found.left == 1
        assert found.compared >= 2
        assert "cannot be added up again" in caplog.text
        monkeypatch.setattr(comparing, "sheet_from", sound)
        assert compare_kept(60).left == 0


def test_a_reopened_month_is_added_up_again_and_approving_keeps_it_anew(
    app: Flask, closed: Bakery, channels: Channels, cast: Cast, tmp_path: Path
) -> None:
    again, why = {"member_id": cast.eli.member_id, "first_day": MARCH}, "No summer time"
    with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
        with app.app_context():
            compare_kept(60)
            reopen_period(cast.edda.actor, first_day=MARCH, reason=why)
        assert told_by(channels) == dict.fromkeys(channels, (8.0, 8.0)), "sheets stay approved"
        with app.app_context():
            reopen(cast.edda.actor, reason=why, **again)
            assert not differing(cast.edda.actor)
        assert told_by(channels) == dict.fromkeys(channels, (16.0, 0.0))
        with app.app_context():
            approve(cast.edda.actor, **again)
        assert told_by(channels) == dict.fromkeys(channels, (16.0, 0.0))
        with app.app_context():
            assert verify().problems == ()
            rows = db.session.query(KeptTimesheet).filter_by(first_day=MARCH).all()
            assert sorted(row.in_force for row in rows) == [False, True]


def test_a_reopening_that_is_undone_leaves_the_days_as_they_were_approved(
    app: Flask, closed: Bakery, channels: Channels, cast: Cast, tmp_path: Path
) -> None:
    again, why = {"member_id": cast.eli.member_id, "first_day": MARCH}, "By mistake"
    with app.app_context():
        reopen_period(cast.edda.actor, first_day=MARCH, reason=why)
        reopen(cast.edda.actor, reason=why, **again)
        undo_decision(cast.edda.actor, **again)
        assert verify().problems == ()
    with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
        assert told_by(channels) == dict.fromkeys(channels, (8.0, 8.0))
        with app.app_context():
            assert compare_kept(60).differing == 1
            assert verify().problems == ()


def test_a_new_person_loses_no_hour_to_a_month_that_was_closed_before(
    app: Flask, closed: Bakery, cast: Cast, tmp_path: Path
) -> None:
    """Otto had no time in March, so nothing of his was approved there."""
    with app.app_context():
        assign(closed.operator, clock_id=closed.shop, member_id=cast.otto.member_id)
        works(cast.otto.actor, closed.shop, "2026-03-31T22:30", "2026-04-01T06:30")
        now, whose = at("2026-04-02T09:00"), (closed.workspace_id, cast.otto.member_id)
        with newer_tz(tmp_path, "Europe/Berlin", "Africa/Algiers"):
            march = sheet_of(*whose, MARCH, APRIL, now)
            april = sheet_of(*whose, APRIL, date(2026, 5, 1), now)
    assert (march.totals.worked, april.totals.worked) == (0, 8 * HOUR)


def differing(actor: Actor) -> list[Any]:
    now = at("2026-12-01T12:00")
    return [each for each in cases(actor, now) if each.kind is CaseKind.APPROVED_DIFFERS]
