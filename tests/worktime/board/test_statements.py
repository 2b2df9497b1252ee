"""Ten people or a hundred: the same statements; its version is one, over indexes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.cast import Cast, hire
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.storage.transactions import db
from timeclock.worktime.board import queries
from timeclock.worktime.shifts import punching


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def staff(cast: Cast, number: int) -> None:
    operator = Actor.operator(cast.workspace_id)
    for each in range(number):
        who = hire(cast.workspace_id, f"Helper{number}x{each}")
        assign(operator, clock_id=cast.shop, member_id=who.member_id)
        punching.clock_in(who.actor, job_id=cast.job)
        punching.pause(who.actor)


@pytest.mark.parametrize("viewer", ["maya", "olive"])
def test_the_board_takes_the_same_statements_for_more_people(
    app: Flask, cast: Cast, viewer: str
) -> None:
    actor, counts = getattr(cast, viewer).actor, []
    with app.app_context():
        for number in (2, 8):
            staff(cast, number)
            db.session.rollback()
            with statements() as found:
                queries.board(actor, datetime.now(UTC))
            counts.append(len(found))
    assert counts[0] == counts[1] <= 7


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("viewer", ["maya", "olive"])
def test_the_version_is_one_statement_that_scans_no_table(
    app: Flask, cast: Cast, viewer: str
) -> None:
    actor = getattr(cast, viewer).actor
    with app.app_context():
        with statements() as found:
            queries.version(actor, datetime.now(UTC))
        (statement, values), *more = found
        assert not more
        connection = db.session.connection()
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [row.detail for row in plan]
    assert not [step for step in steps if step.startswith("SCAN") and "USING" not in step], steps
