"""Seven days without use, thirty at most; what a page asks by itself is no use."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast, CastMember
from timeclock.company.people.models import SignIn
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def maya(
    time: time_machine.Traveller, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> FlaskClient:
    """Maya, signed in in the morning."""
    return client_of(cast.maya)


def last_seen(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(SignIn.last_seen_at)).one()


def test_a_page_keeps_it_alive_and_is_noted_once_a_minute(
    app: Flask, maya: FlaskClient, time: time_machine.Traveller
) -> None:
    time.shift(timedelta(seconds=30))
    maya.get("/")
    assert last_seen(app) == MORNING
    time.shift(timedelta(seconds=30))
    maya.get("/")
    assert last_seen(app) == MORNING + timedelta(minutes=1)


def test_a_poll_does_not(app: Flask, maya: FlaskClient, time: time_machine.Traveller) -> None:
    time.shift(timedelta(hours=1))
    assert maya.get("/board/live", headers=HTMX).status_code == 200
    assert last_seen(app) == MORNING


def test_it_ends_after_seven_days_without_use(
    maya: FlaskClient, time: time_machine.Traveller
) -> None:
    time.shift(timedelta(days=7))
    assert maya.get("/").status_code == 200
    time.shift(timedelta(days=7, seconds=1))
    assert maya.get("/").status_code == 303


def test_with_daily_use_it_ends_after_thirty(
    maya: FlaskClient, time: time_machine.Traveller
) -> None:
    for _day in range(29):
        time.shift(timedelta(days=1))
        assert maya.get("/").status_code == 200
    time.shift(timedelta(days=1, seconds=1))
    assert maya.get("/").status_code == 303
