"""Between the server and PostgreSQL runs PgBouncer, which promises a transaction and no session."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.faults.crew import Crew, found_in_ledger
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.cast import Cast
from tests.fixtures.database import settings_for
from tests.fixtures.live_server import LiveServer
from tests.fixtures.locations import MIGRATED
from tests.fixtures.pgbouncer import Pooler
from tests.fixtures.postgres import PostgresCluster
from timeclock.factory import create_app
from timeclock.operations.upgrading import current_revision, newest_revision, upgrade
from timeclock.storage.connecting import LOCK_DEADLINE, PREPARE_AFTER, DurabilityOff
from timeclock.storage.transactions import db, reading

POOLED = "pooled"

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def database_url(pooler: Pooler, migrated_postgres: PostgresCluster) -> Iterator[str]:
    """A migrated database by way of PgBouncer."""
    migrated_postgres.create(POOLED, MIGRATED)
    yield pooler.url(POOLED)
    migrated_postgres.drop(POOLED)


@pytest.mark.timeout(600)
def test_five_hundred_punches_of_six_people_are_all_confirmed_and_all_there(
    live_server: LiveServer, crew: Crew, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    with crew.at_work():
        for _ in range(50 if thorough else 5):
            crew.wait_for(PunchKnowledge.OK, 100)
    assert crew.count(PunchKnowledge.OK) >= 500
    assert crew.count(PunchKnowledge.OK) == len(crew.sent())
    crew.demand_truth()
    with crew.app.app_context():
        assert len(found_in_ledger()) == crew.count(PunchKnowledge.OK)


def test_an_empty_database_gets_its_tables_through_it(
    pooler: Pooler, postgres: PostgresCluster, tmp_path: Path
) -> None:
    postgres.create("pooled_empty")
    try:
        app = create_app(settings_for(pooler.url("pooled_empty"), tmp_path))
        with app.app_context():
            assert upgrade() == (None, newest_revision())
            assert current_revision(db.engine) == newest_revision()
            db.engine.dispose()
    finally:
        postgres.drop("pooled_empty")


def test_a_database_that_could_lose_a_punch_is_refused_through_it(
    pooler: Pooler, postgres: PostgresCluster, tmp_path: Path
) -> None:
    direct = create_app(settings_for(postgres.create("pooled_unsafe"), tmp_path))
    try:
        with direct.app_context():
            with db.engine.begin() as connection:
                connection.exec_driver_sql(
                    "ALTER DATABASE pooled_unsafe SET synchronous_commit = off"
                )
            db.engine.dispose()
        app = create_app(settings_for(pooler.url("pooled_unsafe"), tmp_path))
        with app.app_context(), pytest.raises(DurabilityOff, match="synchronous_commit"):
            db.engine.connect()
    finally:
        postgres.drop("pooled_unsafe")


def test_nothing_is_prepared_behind_it_and_the_deadline_for_locks_is_the_transactions(
    app: Flask,
) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == (
                f"{round(LOCK_DEADLINE)}s"
            )
            for _ in range(PREPARE_AFTER + 3):
                connection.execute(text("SELECT CAST(:n AS integer)"), {"n": 1})
            count = "SELECT count(*) FROM pg_prepared_statements"
            assert connection.exec_driver_sql(count).scalar() == 0
        with reading() as connection:
            assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "0"


def test_checks_lists_and_exports_go_through_it(app: Flask, cast: Cast) -> None:
    """Among them the ones that keep one snapshot open for a while."""
    terminal, company = app.test_cli_runner(), ("--workspace", str(cast.workspace_id))
    span = ("--first", "2026-03-02", "--last", "2026-03-08")
    for command in (
        ("ledger", "verify", *company),
        ("workspaces", "list"),
        ("members", "list", *company),
        *(
            ("timesheets", "export", "-", *company, *span, "--what", what, "--format", kind)
            for what in ("timesheets", "punches")
            for kind in ("csv", "xlsx", "pdf")
        ),
    ):
        answer = terminal.invoke(args=command)
        assert answer.exit_code == 0, (command, answer.output)
        assert answer.stdout_bytes, command
