"""From every earlier version: the ledger lists what is there, and the database verifies."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from timeclock.ledger.entry import GENESIS, canonical, link
from timeclock.operations.upgrading import demand_servable, upgrade
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db

WORKSPACE = (
    "INSERT INTO workspace (id, name, zone, location_on, tolerance, created_at{more})"
    " VALUES (1, 'Bakery', 'Europe/Berlin', false, 120, '2026-01-01'{values})"
)
# In the order in which rows refer to one another; all of these tables are in the first version.
ROWS = (
    "INSERT INTO account (id, email, name, created_at) VALUES (1, 'o@x.org', 'O', '2026-01-01')",
    "INSERT INTO account (id, email, name, created_at) VALUES (2, 'e@x.org', 'Eli', '2026-01-01')",
    (
        "INSERT INTO chain (workspace_id, id, pseudonym, for_workspace, position)"
        " VALUES (1, 1, 'w', true, 0), (1, 2, 'o', false, 0), (1, 3, 'e', false, 0)"
    ),
    (
        "INSERT INTO member (workspace_id, id, account_id, chain_id, name, role, joined_at,"
        " accepted_at) VALUES (1, 1, 1, 2, 'Olive', 'owner', '2026-01-01', '2026-01-02'),"
        " (1, 2, 2, 3, 'Eli', 'employee', '2026-01-01', '2026-01-02')"
    ),
    (
        "INSERT INTO time_clock (workspace_id, id, name, zone, job_required, limit_minutes,"
        " created_at) VALUES (1, 1, 'Shop', 'Europe/Berlin', true, 840, '2026-01-01')"
    ),
    (
        "INSERT INTO break_kind (workspace_id, id, clock_id, name, paid)"
        " VALUES (1, 1, 1, 'Break', false)"
    ),
    ("INSERT INTO assignment (workspace_id, member_id, clock_id, manages) VALUES (1, 2, 1, false)"),
    ("INSERT INTO job (workspace_id, id, name, created_at) VALUES (1, 1, 'Baking', '2026-01-01')"),
)
OF_HOURS = (
    (
        "INSERT INTO timesheet (workspace_id, id, member_id, first_day, after_day, state, totals,"
        " reason, decided_at) VALUES (1, 1, 2, '2026-01-05', '2026-01-12', 'approved',"
        " '{\"worked\": 3600}', 'Fine', '2026-01-13')"
    ),
    (
        "INSERT INTO closed_period (workspace_id, id, first_day, after_day, closed_at)"
        " VALUES (1, 1, '2026-01-05', '2026-01-12', '2026-01-14')"
    ),
    (
        "INSERT INTO correction (workspace_id, id, member_id, clock_id, kind, state, drafts,"
        " reason, asked_at, decision, shift_ids, position) VALUES (1, 1, 2, 1, 'add', 'asked',"
        " '[{\"clock\": 1, \"note\": \"Rye\"}]', 'Oven', '2026-01-15', '', '[]', 1)"
    ),
)
EARLIER = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")


def make(revision: str) -> None:
    """A company as that version kept it."""
    upgrade_to(revision)
    first = revision == "0001"
    company = WORKSPACE.format(
        more=", first_weekday" if first else "", values=", 0" if first else ""
    )
    with db.engine.begin() as connection:
        for row in (company, *ROWS, *(() if first else OF_HOURS)):
            connection.exec_driver_sql(row.replace("%", "%%"))
        key = (
            "INSERT INTO api_key (workspace_id, id, member_id, name, scope, start, token_hash,"
            " created_at) VALUES (1, 1, 2, 'Door', 'read', 'tck_abc', :token, '2026-01-01')"
        )
        connection.execute(text(key), {"token": b"t" * 32})


def say(kind: str, after: Mapping[str, Any]) -> None:
    """Write one entry into the empty chain of the company."""
    body = canonical(
        {
            "workspace": 1,
            "chain": "w",
            "position": 1,
            "kind": kind,
            "at": "2026-01-01T00:00:00Z",
            "received": "2026-01-01T00:00:00.000000Z",
            "actor": "operator",
            "undoes": None,
            "corrects": None,
            "before": None,
            "after": after,
            "payload": None,
        }
    )
    entry = (
        "INSERT INTO entry (workspace_id, chain_id, position, kind, at, received_at, body, link)"
        " VALUES (1, 1, 1, :kind, '{at}', '{at}', :body, :link)"
    )
    at = "2026-01-01 00:00:00.000000"
    at = at if db.engine.dialect.name == "sqlite" else f"{at}+00"
    with db.engine.begin() as connection:
        given = {"kind": kind, "body": body, "link": link(GENESIS, body)}
        connection.execute(text(entry.format(at=at)), given)
        connection.execute(text("UPDATE chain SET position = 1 WHERE id = 1"))


def paid() -> list[tuple[Any, ...]]:
    """What pay and rights depend on."""
    with db.engine.connect() as connection:
        return [
            tuple(row)
            for query in (
                "SELECT id, role, name FROM member ORDER BY id",
                "SELECT id, state, totals, decided_at FROM timesheet",
                "SELECT id, first_day, closed_at FROM closed_period",
                "SELECT id, state, drafts, shift_ids FROM correction",
                "SELECT id, scope FROM api_key",
            )
            for row in connection.execute(text(query))
        ]


@pytest.mark.parametrize("revision", EARLIER)
def test_a_database_of_an_earlier_version_verifies(bare: Flask, revision: str) -> None:
    make(revision)
    upgrade_to("0007")
    before = paid()
    upgrade()
    assert paid() == before
    found = verify()
    assert (found.problems, found.chains) == ((), 3)
    assert found.entries >= 7
    demand_servable()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE member SET role = 'owner' WHERE id = 2", "row 2: role is owner, but entry"),
        ("UPDATE timesheet SET binds_from = '2026-01-01'", "binds_from is 2026-01-01, but entry"),
        ("UPDATE correction SET state = 'approved'", "row 1: state is approved, but entry"),
        ("UPDATE correction SET reason = 'x'", "row 1: reason is x, but entry"),
        ("UPDATE api_key SET scope = 'admin'", "row 1: scope is admin, but entry"),
        ("DELETE FROM closed_period", "the row is missing, but entry"),
        ("UPDATE break_kind SET paid = true", "row 1: paid is true, but entry"),
        ("UPDATE rule_version SET withdrawn_at = '2026-01-01'", "withdrawn_at is"),
    ],
)
def test_what_changes_after_the_upgrade_is_found(bare: Flask, change: str, said: str) -> None:
    make("0002")
    if "rule_version" in change:
        rules = (
            "INSERT INTO rule_version (workspace_id, id, first_day, rules, created_at)"
            " VALUES (1, 9, '2026-01-01', '{}', '2026-01-01')"
        )
        with db.engine.begin() as connection:
            connection.exec_driver_sql(rules)
    upgrade()
    assert verify().sentences == ()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(change)
    assert any(said in problem for problem in verify().sentences), verify().sentences


def test_what_earlier_versions_changed_without_an_entry_is_no_contradiction(bare: Flask) -> None:
    """Accepting an invitation wrote no entry before this version."""
    make("0007")
    say("member.added", {"member": 2, "user": 2, "role": "employee", "accepted": None})
    upgrade()
    assert verify().sentences == ()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE member SET name = 'x' WHERE id = 1")
    assert len(verify().sentences) == 1


def test_a_role_that_was_raised_before_the_upgrade_is_found_after_it(bare: Flask) -> None:
    make("0007")
    say("member.added", {"member": 1, "user": 1, "role": "employee"})
    upgrade()
    [problem] = verify().sentences
    assert "table member, row 1: role is owner, but entry 1 of chain w says employee" in problem


def test_an_empty_database_gets_no_baselines(bare: Flask) -> None:
    upgrade()
    found = verify()
    assert (found.entries, found.problems) == (0, ())
