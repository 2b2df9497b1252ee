"""From the tables before them: home clocks come from the ledger, and no rule changes."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import COMPANIES, ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.company.pay_rules.rule_book import read_book_of, read_homes, read_rule_book
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db

ASSIGNED = (
    (
        "INSERT INTO time_clock"
        " (workspace_id, id, name, zone, job_required, limit_minutes, created_at)"
        " VALUES (1, 2, 'Yard', 'Europe/Berlin', false, 840, '2026-01-01')"
    ),
    (
        "INSERT INTO chain (workspace_id, id, pseudonym, for_workspace, position)"
        " VALUES (1, 2, 'w', true, 2)"
    ),
    *(
        "INSERT INTO entry (workspace_id, chain_id, position, kind, at, received_at, body, link)"
        f" VALUES (1, 2, {position}, 'clock.assigned', '2026-02-01', '2026-02-01',"
        f""" '{{"after": {{"member": 1, "clock": {clock}, "manages": false}}}}', LINK)"""
        for position, clock in ((1, 2), (2, 1))
    ),
)


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, 18)])
def test_members_go_by_the_companys_rules_as_before(bare: Flask, revision: str) -> None:
    upgrade_to(revision)
    with db.engine.begin() as connection:
        company = COMPANIES if revision == "0001" else COMPANY
        for row in (company, *ROWS):
            connection.execute(text(spelled(row)))
        link = "x'30'" if connection.dialect.name == "sqlite" else "'0'"
        for row in ASSIGNED:
            connection.exec_driver_sql(row.replace("LINK", link))
    upgrade()
    with db.engine.connect() as connection:
        assert read_homes(connection, 1, 1) == ((ALWAYS, 2),)
        assert read_book_of(connection, 1, 1) == read_rule_book(connection, 1)
        assert connection.execute(text("SELECT count(*) FROM home_clock")).scalar() == 1
