"""The people of a Monday morning, and what their pages ask of the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.web.monday import edda, eli, maya
from timeclock.storage.transactions import db

__all__ = ["edda", "eli", "maya", "statements"]


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
