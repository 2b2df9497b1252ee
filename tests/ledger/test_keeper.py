"""The keeper of the clock: what it says, and what it takes for right when a server starts."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.fixtures.cast import Cast
from timeclock.authority.actor import Actor
from timeclock.company.jobs.service import add_job
from timeclock.ledger.entry import CLOCK_OFF_BY
from timeclock.ledger.keeper import EXTENSION, ClockKeeper, attach, look_at_the_clock
from timeclock.ledger.models import Entry
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db

DAY = timedelta(days=1)
A_MOMENT = timedelta(seconds=30)
Keep = Callable[[], ClockKeeper]


class Seconds:
    """True seconds since the machine began; a day fewer of them is a clock a day ahead."""

    less = 0.0

    def __call__(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) - self.less


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def start_keeper(app: Flask, cast: Cast, seconds: Seconds) -> Iterator[Keep]:
    """Starts a server's keeper on the database of the cast."""
    yield lambda: attach(app, ClockKeeper(count=seconds))
    app.extensions.pop(EXTENSION, None)


@pytest.fixture
def write(app: Flask, cast: Cast) -> Callable[[str], int | None]:
    """Records something, and tells what its entry says of the clock."""

    def act(name: str) -> int | None:
        with app.app_context():
            add_job(Actor.operator(cast.workspace_id), name=name)
            newest = select(Entry.body).where(
                Entry.workspace_id == cast.workspace_id, Entry.kind == "job.added"
            )
            body = db.session.scalars(newest.order_by(Entry.position.desc())).first()
            assert verify().problems == ()
        assert body is not None
        return mark_of(body)

    return act


def mark_of(body: str) -> int | None:
    _, found, rest = body.partition(f'"{CLOCK_OFF_BY}":')
    return int(rest.split(",")[0].rstrip("}")) if found else None


def look(app: Flask) -> bool:
    with app.app_context():
        return look_at_the_clock()


def near(found: timedelta, expected: timedelta) -> bool:
    return abs(found - expected) < A_MOMENT


def test_without_a_keeper_every_clock_is_believed(
    app: Flask, write: Callable[[str], int | None]
) -> None:
    assert look(app)
    assert write("Kneading") is None


def test_a_clock_that_jumps_ahead_is_told_once_and_marks_what_is_recorded(
    app: Flask,
    start_keeper: Keep,
    seconds: Seconds,
    write: Callable[[str], int | None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    keeper = start_keeper()
    assert look(app)
    assert write("Kneading") is None
    with caplog.at_level(logging.WARNING, "timeclock.ledger.keeper"):
        seconds.less = 86_400
        assert not look(app)
        assert not look(app)
        assert near(timedelta(seconds=write("Shaping") or 0), DAY)
        assert near(keeper.off_by, DAY)
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "the clock is in doubt" in caplog.text
        seconds.less = 0
        assert look(app)
        assert look(app)
        assert write("Proving") is None
        assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
        seconds.less = -86_400
        assert not look(app)
        assert near(keeper.off_by, -DAY)


@pytest.mark.databases("sqlite")
def test_a_start_before_the_newest_receipt_is_in_doubt(
    start_keeper: Keep, write: Callable[[str], int | None]
) -> None:
    write("Kneading")
    with time_machine.travel(datetime.now(UTC) - DAY):
        keeper = start_keeper()
        assert near(keeper.off_by, -DAY)
        assert near(timedelta(seconds=write("Shaping") or 0), -DAY)
    assert write("Proving") is None
    assert not keeper.off_by


@pytest.mark.databases("sqlite")
def test_what_was_recorded_in_doubt_does_not_make_the_next_start_doubtful(
    start_keeper: Keep, write: Callable[[str], int | None]
) -> None:
    start_keeper()
    with time_machine.travel(datetime.now(UTC) + DAY):
        assert write("Kneading") is not None
    assert not start_keeper().off_by


@pytest.mark.databases("sqlite")
def test_what_was_recorded_by_a_wrong_clock_unseen_does(
    start_keeper: Keep, write: Callable[[str], int | None]
) -> None:
    with time_machine.travel(datetime.now(UTC) + DAY):
        assert write("Kneading") is None
    assert near(start_keeper().off_by, -DAY)


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize("ahead", [DAY, -DAY])
def test_a_machine_that_disagrees_with_its_database_is_told_of_it_and_marks_nothing(
    app: Flask,
    start_keeper: Keep,
    write: Callable[[str], int | None],
    caplog: pytest.LogCaptureFixture,
    ahead: timedelta,
) -> None:
    keeper = start_keeper()
    with caplog.at_level(logging.WARNING, "timeclock.ledger.keeper"):
        with time_machine.travel(datetime.now(UTC) + ahead):
            assert not look(app)
            assert not look(app)
            assert near(keeper.apart, ahead)
            assert not keeper.off_by
            assert write("Kneading") is None
        assert look(app)
        assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_a_database_that_is_away_at_the_start_is_asked_later(
    app: Flask, cast: Cast, write: Callable[[str], int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OSError("gone")

    with monkeypatch.context() as away:
        away.setattr("timeclock.ledger.keeper.reading", gone)
        keeper = attach(app)
    try:
        assert write("Kneading") is None
        assert look(app)
        assert not keeper.off_by
    finally:
        app.extensions.pop(EXTENSION, None)
