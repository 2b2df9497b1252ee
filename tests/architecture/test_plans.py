"""No statement reads the history of a company: SQLite's plans with and without statistics."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.architecture.conftest import Stage
from tests.architecture.routes import PAGES
from tests.fixtures.cast import Cast
from tests.fixtures.json_calls import JsonCall
from tests.fixtures.long_history import LongHistory
from tests.fixtures.scripts import Bakery
from tests.wire.test_rights import body_about_eli, body_about_hours
from timeclock.operations.background import each_minute
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")

# What grows for as long as people work. All other tables are as large as the company is.
GROWING = {
    *(
        "shift",
        "shift_break",
        "segment",
        "late_span",
        "adjustment",
        "correction",
        "acknowledgement",
    ),
    *("entry", "entry_payload", "timesheet", "closed_period", "kept_timesheet"),
    *("sign_in", "link", "webhook_attempt", "export"),
}
# Partial indexes that hold what is open or waits, however long the history is.
OF_OPEN = frozenset(
    {
        "uq_shift_open",
        "ix_shift_unconfirmed",
        "uq_shift_break_open",
        "ix_timesheet_submitted",
        "ix_timesheet_not_kept",
        "ix_kept_timesheet_differs",
        "ix_correction_open",
        "ix_webhook_attempt_waiting",
    }
)
# What may read more than it binds, by an expression for plan and statement, each with the reason.
ALLOWED = {
    r"INDEX (ix_shift_started|sqlite_autoindex_\w+) .* ORDER BY .* DESC LIMIT \? OFFSET \?$": (
        "A list reads newest first, in the order of its index, until its page is full."
    ),
    r"in SELECT count\(\*\) AS count_1 FROM shift WHERE": (
        "awork and WebWork promise how many shifts there are in all."
    ),
    r"^\w+ closed_period .* FROM closed_period": (
        "A company has one row for each pay period that it closed."
    ),
    r"^\w+ timesheet .* timesheet\.state = \? UNION ALL SELECT closed_period": (
        "A change of rules or its preview looks at everything that was ever approved."
    ),
    r"FROM adjustment WHERE adjustment\.workspace_id = \? GROUP BY adjustment\.member_id": (
        "A change of rules looks at all late changes of closed days."
    ),
    r"FROM (adjustment|acknowledgement|kept_timesheet)"
    r" WHERE \w+\.workspace_id = \? AND \w+\.member_id = \?$": "The verification reads everything.",
}

Overheard = dict[str, Any]
_STEP = re.compile(r"(?P<how>SCAN|SEARCH) (?P<table>\w+)(?: USING (?P<using>.*))?")
_INDEX = re.compile(r"INDEX (?P<name>\w+)(?: \((?P<terms>[^)]*)\))?")


@contextmanager
def overheard(app: Flask) -> Iterator[Overheard]:
    """Each statement that runs meanwhile, once, with values that it ran with."""
    found: Overheard = {}

    def note(
        _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "INSERT")):
            found.setdefault(statement, values[0] if many else values)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def faults(file: str, said: Overheard) -> list[str]:
    """The steps that read more than they bind, of the plans on that database."""
    with sqlite3.connect(file) as connection:
        tables = dict(
            connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'")
        )
        wrong = []
        for statement, values in said.items():
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            for _id, _parent, _unused, detail in plan:
                if _reads_history(detail, tables):
                    wrong.append(f"{detail} in {' '.join(statement.split())}")
    return [each for each in wrong if not any(re.search(known, each) for known in ALLOWED)]


def _reads_history(detail: str, tables: dict[str, str]) -> bool:
    step = _STEP.match(detail)
    if step is None:
        return False
    index = _INDEX.search(step["using"] or "")
    table = tables[index["name"]] if index else re.sub(r"_\d+$", "", step["table"])
    if table not in GROWING or (index and index["name"] in OF_OPEN):
        return False
    return step["how"] == "SCAN" or not index or index["terms"] == "workspace_id=?"


def demand_sound(app: Flask, history: LongHistory, said: Overheard) -> None:
    with app.app_context():
        file = db.engine.url.database or ""
        db.engine.dispose()
    history.add(1, 60)
    assert faults(file, said) == []
    history.analyze()
    assert faults(file, said) == []


def test_no_page_reads_the_history(stage: Stage, long_history: LongHistory) -> None:
    with overheard(stage.app) as said:
        for route in PAGES:
            for names, who, status in route.cells():
                if who in ("eli", "maya", "olive") and status in (200, 303):
                    stage.send(route, names, who)
    assert len(said) > 100
    demand_sound(stage.app, long_history, said)


def test_no_call_reads_the_history(
    app: Flask,
    cast: Cast,
    bakery: Bakery,
    json_calls: list[JsonCall],
    long_history: LongHistory,
) -> None:
    with overheard(app) as said:
        for call in json_calls:
            for body in (body_about_eli, body_about_hours):
                call.send(body(call, bakery), key=bakery.olive.key)
            call.send(body_about_eli(call, bakery), key=bakery.maya.key)
    assert len(said) > 100
    demand_sound(app, long_history, said)


def test_no_round_in_the_background_reads_the_history(
    app: Flask, cast: Cast, long_history: LongHistory
) -> None:
    with overheard(app) as said, app.app_context():
        each_minute()
    assert said
    demand_sound(app, long_history, said)
