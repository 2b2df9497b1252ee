"""From the first tables to those of hours: nothing that was recorded is copied or changed."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.operations.migrations.conftest import upgrade_to
from timeclock.company.pay_rules.choices import ShortBreaks
from timeclock.company.pay_rules.rule_book import rule_book, store_version
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.ledger.recording import present
from timeclock.operations.upgrading import newest_revision, upgrade
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.shifts.queries import shift

COMPANIES = """
INSERT INTO workspace (id, name, zone, location_on, tolerance, first_weekday, created_at)
VALUES (1, 'Bakery', 'Europe/Berlin', false, 120, 6, '2026-01-01'),
       (2, 'Foundry', 'Europe/Oslo', false, 120, 0, '2026-01-01'),
       (3, 'Mill', 'UTC', false, 120, 5, '2026-01-01')
"""
ROWS = (
    "INSERT INTO account (id, email, name, created_at) VALUES (1, 'e@x.org', 'Eli', '2026-01-01')",
    (
        "INSERT INTO chain (workspace_id, id, pseudonym, for_workspace, position)"
        " VALUES (1, 1, 'p', false, 1)"
    ),
    (
        "INSERT INTO entry (workspace_id, chain_id, position, kind, at, received_at, body, link)"
        " VALUES (1, 1, 1, 'shift.clocked_in', '2026-02-02', '2026-02-02', '{}', '0')"
    ),
    (
        "INSERT INTO member (workspace_id, id, account_id, chain_id, name, role, joined_at)"
        " VALUES (1, 1, 1, 1, 'Eli', 'employee', '2026-01-01')"
    ),
    (
        "INSERT INTO time_clock"
        " (workspace_id, id, name, zone, job_required, limit_minutes, created_at)"
        " VALUES (1, 1, 'Shop', 'Europe/Berlin', false, 840, '2026-01-01')"
    ),
    (
        "INSERT INTO shift (workspace_id, id, member_id, clock_id, started_at, start_zone,"
        " start_source, start_edited, ended_at, end_edited, stopped, stop_reason, note, billable,"
        " created_at, changed_at) VALUES (1, 7, 1, 1, '2026-02-02 06:00:00+00', 'UTC', 'pc', false,"
        " '2026-02-02 14:00:00+00', false, false, '', 'Rye', false, '2026-02-02', '2026-02-02')"
    ),
)


def spelled(row: str) -> str:
    """The row for this test's database: SQLite has no offsets, and another form for bytes."""
    row = row.replace("+00'", "'")
    return row.replace("'{}', '0')", "'{}', x'30')") if db.engine.dialect.name == "sqlite" else row


@pytest.fixture
def first_tables(bare: Flask) -> None:
    upgrade_to("0001")
    with db.engine.begin() as connection:
        connection.execute(text(COMPANIES))
        for row in ROWS:
            connection.execute(text(spelled(row)))
    assert upgrade() == ("0001", newest_revision())


@pytest.mark.usefixtures("first_tables")
class TestFromTheFirstTables:
    def test_the_day_on_which_weeks_begin_becomes_the_first_rules(self) -> None:
        firsts = [rule_book(number).on(date(2026, 2, 2)).first_weekday for number in (1, 2, 3)]
        assert firsts == [6, 0, 5]
        assert rule_book(1).versions[0].first_day == ALWAYS
        stored = PayRules(first_weekday=6, short_breaks=ShortBreaks.AS_BEFORE)
        assert rule_book(1).on(ALWAYS) == stored

    def test_new_rules_get_ids_of_their_own(self) -> None:
        @transaction
        def add(tx: Transaction) -> int:
            return store_version(tx, 1, date(2026, 3, 1), PayRules(rounding=15), None, present())

        assert add() == 3
        assert rule_book(1).on(date(2026, 3, 1)).rounding == 15

    def test_shifts_are_as_they_were(self) -> None:
        found = shift(1, 7)
        assert found is not None
        assert (found.note, found.worked_through, found.unconfirmed) == ("Rye", False, None)
        assert found.timeline.ended_at is not None

    @pytest.mark.parametrize("change", ["UPDATE entry SET kind = 'x'", "DELETE FROM entry"])
    def test_the_ledger_is_guarded_as_before(self, change: str) -> None:
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text(change))
