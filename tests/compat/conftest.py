"""What the tests of every vendor's door share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.scripts import Bakery, KeyHolder
from timeclock.database import db
from timeclock.shifts.leaving import deactivate_member


@pytest.fixture
def counting(app: Flask) -> Callable[[], Any]:
    """How many statements something takes: `with counting() as seen: ...; len(seen)`."""
    with app.app_context():
        engine = db.engine

    @contextmanager
    def count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.startswith("BEGIN"):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)

    return count


@pytest.fixture
def let_go(app: Flask, bakery: Bakery) -> Callable[[KeyHolder], None]:
    """Somebody leaves the company."""

    def leave(holder: KeyHolder) -> None:
        with app.app_context():
            deactivate_member(bakery.operator, member_id=holder.member_id)

    return leave
