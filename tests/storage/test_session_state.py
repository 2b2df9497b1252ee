"""Nothing that the product asks of PostgreSQL leaves anything behind in a session."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.fixtures.company import Company, found
from tests.fixtures.database import settings_for
from tests.fixtures.overhearing import OverheardLine, overheard
from tests.fixtures.postgres import PostgresCluster
from tests.fixtures.session_state import LEFT_BEHIND
from timeclock.factory import create_app
from timeclock.operations.upgrading import upgrade
from timeclock.operations.verifying.checking import verify
from timeclock.storage.connecting import LOCK_DEADLINE, PREPARE_AFTER
from timeclock.storage.transactions import db, reading, snapshot
from timeclock.worktime.shifts.punching import clock_in, clock_out

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def line(postgres: PostgresCluster) -> Iterator[OverheardLine]:
    # A socket's path has to be short.
    with (
        tempfile.TemporaryDirectory(prefix="tc-", dir="/tmp") as folder,
        overheard(postgres.folder, Path(folder)) as line,
    ):
        yield line


@pytest.fixture
def far_away(
    line: OverheardLine, postgres: PostgresCluster, database_url: str, tmp_path: Path
) -> Iterator[Company]:
    """The company of the tests, by way of the line."""
    here, there = str(postgres.folder), str(Path(str(line.server_address)).parent)
    app = create_app(settings_for(database_url.replace(here, there), tmp_path))
    with app.app_context():
        upgrade()
        yield found()
        db.session.remove()
        db.engine.dispose()


def test_no_statement_on_the_line_is_remembered_by_a_session(
    far_away: Company, line: OverheardLine
) -> None:
    for _ in range(PREPARE_AFTER + 2):
        clock_in(far_away.eli.actor, clock_id=far_away.shop)
        clock_out(far_away.eli.actor)
    verify()
    with reading() as connection:
        connection.execute(text("SELECT 1"))
    with snapshot() as session:
        session.execute(text("SELECT 1"))
    assert [said for said in line.statements if LEFT_BEHIND.search(said)] == []
    assert line.prepared == []


def test_every_transaction_begins_with_its_deadline_in_the_same_message(
    far_away: Company, line: OverheardLine
) -> None:
    line.statements.clear()  # how the connection was opened
    clock_in(far_away.eli.actor, clock_id=far_away.shop)
    with snapshot() as session:
        session.execute(text("SELECT 1"))
    begun = {said for said in line.statements if said.startswith("BEGIN")}
    deadline = f"SET LOCAL lock_timeout = {round(LOCK_DEADLINE * 1000)}"
    assert begun == {f"BEGIN; {deadline}", f"BEGIN ISOLATION LEVEL REPEATABLE READ; {deadline}"}


def test_a_punch_takes_five_statements_and_two_messages_around_them(
    far_away: Company, line: OverheardLine
) -> None:
    eli, shop = far_away.eli.actor, far_away.shop
    clock_in(eli, clock_id=shop)
    clock_out(eli)
    db.session.rollback()
    line.statements.clear()
    clock_in(eli, clock_id=shop)
    begin, *statements, commit = line.statements
    assert (begin.split(";")[0], commit) == ("BEGIN", "COMMIT")
    assert len(statements) <= 5


@pytest.mark.parametrize(
    "statement",
    [
        "SET lock_timeout = 1",
        "BEGIN; SET lock_timeout = 1",
        "set session characteristics as transaction read only",
        "LISTEN punches",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock(1)",
        "SELECT set_config('lock_timeout', '1', false)",
        "CREATE TEMPORARY TABLE seen (id int)",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "PREPARE p AS SELECT 1",
        "DEALLOCATE ALL",
    ],
)
def test_the_watch_over_all_tests_refuses(company: Company, statement: str) -> None:
    with (
        db.engine.connect() as connection,
        pytest.raises(AssertionError, match="another client"),
    ):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET LOCAL lock_timeout = 1",
        "SELECT pg_advisory_xact_lock(1)",
        "UPDATE chain SET position = position",
        "SELECT set_config('lock_timeout', '1', true)",
    ],
)
def test_it_lets_pass_what_ends_with_the_transaction(company: Company, statement: str) -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.rollback()
