"""What is said when the commit itself goes wrong, and what is true then."""

import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import OperationalError

from tests.fixtures.company import Company
from tests.storage.test_transactions import name_of, psycopg_error
from timeclock.company.jobs.models import Job
from timeclock.errors import Busy, Unconfirmed
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.shifts.punching import clock_in, pause
from timeclock.worktime.shifts.queries import open_shift


class TestCommitting:
    """What is said when the commit itself goes wrong."""

    def test_a_commit_refused_is_nothing_recorded(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refusal = (
            sqlite3.OperationalError("database or disk is full")
            if _on_sqlite()
            else psycopg_error("53100")
        )
        with monkeypatch.context() as broken:
            broken.setattr(Connection, "commit", _fails(refusal))
            with pytest.raises(Busy) as refused:
                clock_in(company.eli.actor, clock_id=company.shop)
        assert refused.value.code == "busy"
        assert open_shift(company.workspace_id, company.eli.member_id) is None

    def test_an_answer_lost_after_the_commit_is_unconfirmed_and_settled_by_the_key(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        once, commit = Once.of("k", {}), Connection.commit
        lost = (
            sqlite3.OperationalError("disk I/O error")
            if _on_sqlite()
            else psycopg.OperationalError("server closed the connection unexpectedly")
        )

        def commit_and_lose(connection: Connection) -> None:
            commit(connection)
            raise OperationalError("COMMIT", {}, lost)

        with monkeypatch.context() as broken:
            broken.setattr(Connection, "commit", commit_and_lose)
            with pytest.raises(Unconfirmed):
                clock_in(company.eli.actor, clock_id=company.shop, once=once)
        again = clock_in(company.eli.actor, clock_id=company.shop, once=once)
        assert again.replayed
        assert again.position == 1

    def test_an_answer_lost_before_the_commit_counts_once_all_the_same(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        once = Once.of("k", {})
        lost = (
            sqlite3.OperationalError("disk I/O error")
            if _on_sqlite()
            else psycopg.OperationalError("server closed the connection unexpectedly")
        )
        with monkeypatch.context() as broken:
            broken.setattr(Connection, "commit", _fails(lost))
            with pytest.raises(Unconfirmed):
                clock_in(company.eli.actor, clock_id=company.shop, once=once)
        again = clock_in(company.eli.actor, clock_id=company.shop, once=once)
        assert (again.replayed, again.position) == (False, 1)

    @pytest.mark.databases("postgresql")
    def test_a_server_that_ends_the_connection_recorded_nothing(
        self, company_app: Flask, company: Company
    ) -> None:
        killed = []

        @transaction
        def punch_and_be_killed(tx: Transaction) -> None:
            pid = tx.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            tx.session.get_one(Job, (company.workspace_id, company.baking)).name = "Rolls"
            tx.session.flush()
            with db.engine.begin() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            killed.append(pid)

        with pytest.raises((Busy, Unconfirmed)):
            punch_and_be_killed()
        assert len(killed) == 1
        assert name_of(company) == "Baking"
        assert clock_in(company.eli.actor, clock_id=company.shop).changed
        assert pause(company.eli.actor).changed

    @pytest.mark.databases("sqlite")
    def test_a_full_disk_is_nothing_recorded(self, company: Company) -> None:
        with db.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        @transaction
        def fill(tx: Transaction) -> None:
            tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
            try:
                for number in range(200):
                    job = Job(
                        workspace_id=company.workspace_id,
                        name="x" * 200,
                        code=str(number),
                        created_at=tx.session.get_one(
                            Job, (company.workspace_id, company.baking)
                        ).created_at,
                    )
                    tx.session.add(job)
                    tx.session.flush()
            finally:
                tx.connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")

        with pytest.raises(Busy):
            fill()
        count = select(func.count()).where(Job.workspace_id == company.workspace_id)
        assert db.session.scalar(count) == 3
        assert clock_in(company.eli.actor, clock_id=company.shop).changed


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _fails(error: Exception) -> Callable[[Connection], None]:
    def commit(_connection: Connection) -> None:
        raise OperationalError("COMMIT", {}, error)

    return commit
