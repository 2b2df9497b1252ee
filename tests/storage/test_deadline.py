"""A snapshot ends at its deadline, whatever reads from it, and leaves nothing behind."""

import gc
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.fixtures.company import Company
from timeclock.errors import Busy
from timeclock.operations.verifying.checking import verify_in
from timeclock.storage.transactions import db, snapshot

NUMBERS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    " SELECT {what} FROM n"
)
FOR_EVER = 1_000_000_000
SHORT = 0.3
PATIENCE = 10.0  # seconds after which a deadline has failed


def one_long_statement(session: Session) -> None:
    session.scalar(text(NUMBERS.format(what="count(*)", count=FOR_EVER)))


def many_short_statements(session: Session) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        session.execute(text("SELECT 1"))


def one_long_result(session: Session) -> None:
    until = time.monotonic() + PATIENCE
    rows = text(NUMBERS.format(what="i", count=FOR_EVER))
    for _row in session.execute(rows, execution_options={"yield_per": 1000}):
        if time.monotonic() > until:
            return


def nothing(session: Session) -> None:
    session.execute(text("SELECT 1"))
    time.sleep(2 * SHORT)


def a_verification(session: Session) -> None:
    nothing(session)
    verify_in(session)


def read(reader: Callable[[Session], None]) -> None:
    with snapshot(SHORT) as session:
        reader(session)


# The driver complains about a cursor that it cannot close, because its connection is cut.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "reader", [one_long_statement, many_short_statements, one_long_result, nothing, a_verification]
)
def test_it_is_stopped_and_the_next_reader_is_not(
    company: Company, reader: Callable[[Session], None]
) -> None:
    begun = time.monotonic()
    with pytest.raises(Busy) as refused:
        read(reader)
    assert SHORT <= time.monotonic() - begun < PATIENCE
    assert refused.value.code == "took_too_long"
    gc.collect()
    demand_no_limit()


def test_a_reader_in_time_is_left_alone(company: Company) -> None:
    with snapshot() as session:
        assert verify_in(session).problems == ()
    with snapshot(PATIENCE) as session:
        assert session.scalar(text("SELECT 1")) == 1
    demand_no_limit()


def demand_no_limit() -> None:
    """A connection of the pool reads for longer than the deadline of the one before."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                assert connection.scalar(text(f"SELECT current_setting('{name}')")) == "0"
        time.sleep(SHORT)
        some = text(NUMBERS.format(what="count(*)", count=100_000))
        assert connection.scalar(some) == 100_000
