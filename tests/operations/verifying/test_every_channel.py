"""A row that was changed behind the product's back is found by every channel, in the same words."""

import html
import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.scripts import Bakery
from tests.operations.verifying.mutations import Addition, Mutation, Removal
from tests.operations.verifying.scene import live
from timeclock.operations.upgrading import demand_servable
from timeclock.operations.verifying.checking import verify
from timeclock.operations.verifying.registry import SUBJECTS
from timeclock.storage.transactions import db

MOMENT = datetime(2025, 1, 7, 3, tzinfo=UTC)
LAST_RULES = {"overtime": "none"}

MUTATIONS: dict[str, Mutation | Removal | Addition] = {
    "a shift": Mutation("shift", "id = 1", "started_at is", {"started_at": MOMENT}),
    "a shift that no one worked": Addition(
        "shift", "id = 1", "no entry describes it", {"id": 90_001}
    ),
    "a shift of another person": Mutation("shift", "id = 1", "is missing", {"member_id": 1}),
    "a break": Mutation("shift_break", "id = 1", "paid is true", {"paid": True}),
    "a lost break": Removal("shift_break", "id = 1", "is missing"),
    "a switch of job": Mutation("segment", "id = 1", "job_id is empty", {"job_id": None}),
    "rules": Mutation("rule_version", "id = 1", "rules.", {"rules": LAST_RULES}, of_company=True),
    "withdrawn rules": Mutation(
        "rule_version",
        "withdrawn_at IS NOT NULL",
        "withdrawn_at is empty",
        {"withdrawn_at": None},
        of_company=True,
    ),
    "an approval of a correction": Mutation(
        "correction",
        "state = 'asked'",
        "state is approved",
        {"state": "approved", "applied_at": MOMENT},
    ),
    "what a correction is to do": Mutation(
        "correction", "state = 'asked'", "drafts is []", {"drafts": []}
    ),
    "who decided": Mutation(
        "correction", "state = 'approved'", "decided_by_id is empty", {"decided_by_id": None}
    ),
    "an adjustment": Mutation("adjustment", "id = 1", "seconds is 36000", {"seconds": 36000}),
    "a late span": Removal("late_span", "id = 1", "is missing"),
    "a timesheet": Mutation(
        "timesheet", "state = 'submitted'", "state is approved", {"state": "approved"}
    ),
    "approved totals": Mutation("timesheet", "state = 'approved'", "totals.", {"totals": {}}),
    "approved days": Mutation(
        "kept_timesheet", "in_force", "digest is", {"content": '{"form":1,"days":[]}'}
    ),
    "approved days that are gone": Removal("kept_timesheet", "in_force", "is missing"),
    "where approved days begin": Mutation(
        "kept_timesheet", "in_force", "digest is", {"begins": "[]"}
    ),
    "what an approval binds": Mutation(
        "timesheet", "state = 'approved'", "binds_from is", {"binds_from": date(2025, 1, 1)}
    ),
    "a closed period": Removal(
        "closed_period", "reopened_at IS NULL", "is missing", of_company=True
    ),
    "a period that was reopened": Mutation(
        "closed_period",
        "reopened_at IS NULL",
        "reopened_at is",
        {"reopened_at": MOMENT},
        of_company=True,
    ),
    "an acknowledgement": Removal("acknowledgement", "id = 1", "is missing"),
    "a role": Mutation(
        "member",
        "workspace_id = 1 AND role = 'employee'",
        "role is owner",
        {"role": "owner"},
        of_company=True,
    ),
    "a deactivation": Mutation(
        "member",
        "workspace_id = 1 AND role = 'manager'",
        "deactivated_at is",
        {"deactivated_at": MOMENT},
        of_company=True,
    ),
    "an owner's invitation": Mutation(
        "member",
        "workspace_id = 1 AND role = 'owner'",
        "accepted_at is empty",
        {"accepted_at": None},
        of_company=True,
    ),
    "a scope": Mutation(
        "api_key",
        "workspace_id = 1 AND scope = 'read'",
        "scope is admin",
        {"scope": "admin"},
        of_company=True,
    ),
    "a key's hash": Mutation(
        "api_key",
        "id = 1 AND workspace_id = 1",
        "token_mark is",
        {"token_hash": b"x" * 32},
        of_company=True,
    ),
    "an expiry": Mutation(
        "api_key",
        "expires_at IS NOT NULL",
        "expires_at is empty",
        {"expires_at": None},
        of_company=True,
    ),
    "a revocation": Mutation(
        "api_key",
        "revoked_at IS NOT NULL",
        "revoked_at is empty",
        {"revoked_at": None},
        of_company=True,
    ),
    "a home clock": Mutation(
        "home_clock",
        "workspace_id = 1 AND member_id = (SELECT min(member_id) FROM home_clock"
        " WHERE workspace_id = 1)",
        "clock_id is",
        {"clock_id": 2},
        of_company=True,
    ),
    "a kiosk's clock": Mutation(
        "kiosk",
        "id = 1 AND workspace_id = 1",
        "clock_id is",
        {"clock_id": 2},
        of_company=True,
    ),
    "a kiosk's credential": Mutation(
        "kiosk",
        "id = 1 AND workspace_id = 1",
        "token_mark is",
        {"token_hash": b"x" * 32},
        of_company=True,
    ),
    "a revoked kiosk": Mutation(
        "kiosk",
        "revoked_at IS NOT NULL",
        "revoked_at is empty",
        {"revoked_at": None},
        of_company=True,
    ),
    "a kiosk's key": Mutation(
        "kiosk_key", "replaced_at IS NULL", "public_mark is", {"public": b"x" * 65}, of_company=True
    ),
    "a replaced key": Mutation(
        "kiosk_key",
        "replaced_at IS NOT NULL",
        "replaced_at is empty",
        {"replaced_at": None},
        of_company=True,
    ),
    "why a punch was held": Mutation(
        "held_punch", "decided_at IS NULL", "reason is late", {"reason": "late"}, of_company=True
    ),
    "a decision about a held punch": Mutation(
        "held_punch",
        "decided_at IS NOT NULL",
        "decision is counted",
        {"decision": "counted"},
        of_company=True,
    ),
    "a way to clock in": Mutation(
        "kiosk_ways", "workspace_id = 1", "badges is", {"badges": False}, of_company=True
    ),
    "a PIN": Mutation("pin", "workspace_id = 1", "pin_mark is", {"pin_hash": "x"}, of_company=True),
    "a badge's person": Mutation(
        "badge", "id = 1 AND workspace_id = 1", "member_id is", {"member_id": 1}, of_company=True
    ),
    "a revoked badge": Mutation(
        "badge",
        "revoked_at IS NOT NULL",
        "revoked_at is empty",
        {"revoked_at": None},
        of_company=True,
    ),
    "an assignment": Addition(
        "assignment",
        "workspace_id = 1 AND NOT manages",
        "no entry describes it",
        {"member_id": 1},
        of_company=True,
    ),
    "a manager": Mutation(
        "assignment",
        "workspace_id = 1 AND NOT manages",
        "manages is true",
        {"manages": True},
        of_company=True,
    ),
    "a company's setting": Mutation(
        "workspace", "id = 1", "tolerance is 3600", {"tolerance": 3600}, of_company=True
    ),
    "a clock's setting": Mutation(
        "time_clock",
        "workspace_id = 1 AND name = 'Yard'",
        "limit_minutes is 9000",
        {"limit_minutes": 9000},
        of_company=True,
    ),
    "the break limit of a clock": Mutation(
        "time_clock",
        "workspace_id = 1 AND name = 'Yard'",
        "break_limit_minutes is 480",
        {"break_limit_minutes": 480},
        of_company=True,
    ),
    "since when a job is required": Mutation(
        "time_clock",
        "workspace_id = 1 AND name = 'Yard'",
        "job_required_since is",
        {"job_required_since": MOMENT},
        of_company=True,
    ),
    "a former zone": Removal("former_zone", "workspace_id = 1", "is missing", of_company=True),
    "a kind of break": Mutation(
        "break_kind",
        "workspace_id = 1 AND name = 'Break'",
        "paid is true",
        {"paid": True},
        of_company=True,
    ),
    "a job": Mutation(
        "job",
        "workspace_id = 1 AND archived_at IS NOT NULL",
        "archived_at is empty",
        {"archived_at": None},
        of_company=True,
    ),
    "whom a job is done for": Mutation(
        "job",
        "workspace_id = 1 AND client_id IS NOT NULL",
        "client_id is empty",
        {"client_id": None},
        of_company=True,
    ),
    "a client": Mutation(
        "client", "workspace_id = 1", "name is Fairs", {"name": "Fairs"}, of_company=True
    ),
    "a tag": Removal("tag", "workspace_id = 1", "is missing", of_company=True),
    "the tags of a shift": Mutation(
        "shift", "tag_ids IS NOT NULL", "tag_ids is empty", {"tag_ids": None}
    ),
    "an address of a webhook": Mutation(
        "webhook",
        "removed_at IS NULL",
        "url is https://example.org/",
        {"url": "https://example.org/"},
        of_company=True,
    ),
}


@pytest.fixture
def lived(app: Flask, cast: Cast, bakery: Bakery) -> Bakery:
    with app.app_context():
        live(bakery, cast.eli.actor, cast.maya.actor, cast.edda.actor)
    return bakery


@pytest.fixture
def channels(
    app: Flask,
    lived: Bakery,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> dict[str, Callable[[], str]]:
    """What each channel says, by its name."""
    browser, script = browser_of(cast.edda), app.test_client(use_cookies=False)

    def run(*words: str) -> str:
        answer = app.test_cli_runner().invoke(args=words)
        return answer.output

    def native() -> str:
        answer = script.get(
            "/api/timeclock/v1/ledger/verification",
            headers={"Authorization": f"Bearer {lived.edda.key}"},
        )
        assert answer.json is not None
        assert answer.json["ok"] is (answer.json["problems"] == [])
        return "\n".join(answer.json["problems"])

    def start() -> str:
        caplog.clear()
        with caplog.at_level(logging.ERROR), app.app_context():
            demand_servable()
        return "\n".join(record.getMessage() for record in caplog.records)

    def restored() -> str:
        file = tmp_path / "copy.sqlite3"
        source = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(file)) as new:
            old.backup(new)
        return run("backup", "restore", str(file), "--replace")

    found = {
        "terminal": lambda: run("ledger", "verify"),
        "terminal, as JSON": lambda: "\n".join(
            json.loads(run("ledger", "verify", "--json"))["problems"]
        ),
        "native API": native,
        "page": lambda: html.unescape(browser.post("/admin/record").text),
        "start": start,
    }
    if db_is_sqlite(app):
        found["backup create"] = lambda: run("backup", "create", str(tmp_path / "new.sqlite3"))
        found["backup restore"] = restored
    return found


def db_is_sqlite(app: Flask) -> bool:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


def test_the_scene_has_rows_of_every_table_and_holds(app: Flask, lived: Bakery) -> None:
    with app.app_context():
        assert list(verify().sentences) == []
        counted = {each.name: db.session.query(each.model).count() for each in SUBJECTS}
    assert [name for name, count in counted.items() if not count] == []


def test_every_table_has_a_mutation() -> None:
    assert {each.table for each in MUTATIONS.values()} == {each.name for each in SUBJECTS}


def test_every_mutation_is_found_by_every_channel(
    app: Flask, channels: dict[str, Callable[[], str]], day_number: int, thorough: bool
) -> None:
    """Each by the start and by two other channels, which are others each day; by all if thorough.

    The channels show what one function finds. The start looks for itself.
    """
    wrong = []
    start = channels.pop("start")
    with app.app_context():
        for number, (what, mutation) in enumerate(MUTATIONS.items(), day_number):
            step = 1 if thorough else len(channels) // 2
            asked = dict(list(channels.items())[number % step :: step])
            if mutation.of_company:
                # The start reads the newest entry of a member's chain only.
                asked["start"] = start
            with mutation.made():
                problems = verify(1).sentences
                about = [each for each in problems if f"table {mutation.table}, row" in each]
                sentence = next((each for each in about if mutation.says in each), None)
                db.session.remove()
                if sentence is None:
                    wrong.append(f"{what} is not found: {problems}")
                    continue
                for name, ask in asked.items():
                    # A backup names the first problem.
                    wanted = problems[0] if name.startswith("backup") else sentence
                    said = ask()
                    db.session.remove()  # calls inside of this context leave theirs open
                    if wanted not in said:
                        wrong.append(f"{what}, {name}: {said[:300]}")
        assert not wrong, "\n".join(wrong)
        assert list(verify().sentences) == []
