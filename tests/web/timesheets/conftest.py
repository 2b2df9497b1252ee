"""Maya before the timesheets of Eli, and Edda before those of everybody, on a Monday morning."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.cast import Browser, Cast, Person
from tests.fixtures.hours import Hours
from timeclock.database import db


@pytest.fixture
def maya(hours: Hours, cast: Cast, browser_of: Callable[[Person], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.maya)


@pytest.fixture
def edda(hours: Hours, cast: Cast, browser_of: Callable[[Person], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.edda)


@pytest.fixture
def eli(hours: Hours, cast: Cast, browser_of: Callable[[Person], Browser]) -> Browser:
    hours.monday()
    return browser_of(cast.eli)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that is sent, in order."""
    sent: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
