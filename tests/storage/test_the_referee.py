"""What the database itself refuses, whatever a program forgets."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from tests.fixtures.company import Company
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.people.password_resets import issue_reset
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Base, db
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, switch_job

GLOBAL = {"account", "workspace", "sign_in", "delay"}


def tables_of_a_tenant() -> list[str]:
    return sorted(t.name for t in Base.metadata.sorted_tables if t.name not in GLOBAL)


@pytest.mark.parametrize("name", tables_of_a_tenant())
def test_the_company_is_part_of_every_key(name: str) -> None:
    table = Base.metadata.tables[name]
    assert "workspace_id" in table.c
    for key in table.foreign_key_constraints:
        if key.referred_table.name not in GLOBAL:
            pairs = {e.parent.name: e.column.name for e in key.elements}
            assert pairs.get("workspace_id") == "workspace_id", key
    if name != "link":  # the one of the setup comes before any company
        assert next(iter(table.primary_key.columns)).name == "workspace_id"


def copy(table: str, **changed: str) -> str:
    """A statement that inserts a row like another of that table, with some columns changed."""
    columns = [c.name for c in Base.metadata.tables[table].columns]
    values = [changed.get(c, c) for c in columns]
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}"


# A row of Olive's company is copied, pointing once into Nora's.
CROSSING = {
    "a member with another's chain": (
        "member",
        {"chain_id": ":chain", "account_id": ":account", "id": "id + 1000000"},
    ),
    "an assignment at another's clock": ("assignment", {"clock_id": ":clock"}),
    "an assignment of another's member": ("assignment", {"member_id": ":member"}),
    "a break kind at another's clock": ("break_kind", {"clock_id": ":clock", "id": "id + 1000000"}),
    "a job below another's job": (
        "job",
        {"parent_id": ":job", "id": "id + 1000000", "code": "NULL"},
    ),
    "a shift of another's member": ("shift", {"member_id": ":member", "id": "id + 1000000"}),
    "a shift at another's clock": ("shift", {"clock_id": ":clock", "id": "id + 1000000"}),
    "a shift on another's job": ("shift", {"job_id": ":job", "id": "id + 1000000"}),
    "a shift ended by another's member": (
        "shift",
        {"ended_by_id": ":member", "id": "id + 1000000"},
    ),
    "a break of another's kind": ("shift_break", {"kind_id": ":kind", "id": "id + 1000000"}),
    "a break in no shift": ("shift_break", {"shift_id": "-1", "id": "id + 1000000"}),
    "a segment in no shift": ("segment", {"shift_id": "-1", "id": "id + 1000000"}),
    "an entry in another's chain": ("entry", {"chain_id": ":chain"}),
    "a text of no entry": ("entry_payload", {"position": "999"}),
    "a key of another's member": (
        "api_key",
        {"member_id": ":member", "id": "id + 1000000", "token_hash": ":hash"},
    ),
    "a link of another's member": (
        "link",
        {"member_id": ":member", "id": "id + 1000000", "token_hash": ":hash"},
    ),
}


@pytest.fixture
def crossing(company: Company) -> Company:
    """A row in every table, so that each of the copies has something to copy."""
    from_page = company.eli.actor
    issue_key(company.olive.actor, member_id=company.eli.member_id, name="x", scope=Scope.READ)
    issue_reset(company.olive.actor, member_id=company.eli.member_id)
    clock_in(
        from_page, clock_id=company.shop, job_id=company.baking, details=ShiftDetails(note="Rolls")
    )
    switch_job(from_page, job_id=company.delivering)
    pause(from_page, kind_id=company.lunch)
    clock_out(from_page)
    return company


@pytest.mark.parametrize("what", CROSSING)
def test_a_row_that_points_into_another_company_is_refused(crossing: Company, what: str) -> None:
    table, changed = CROSSING[what]
    values = {
        "w": crossing.workspace_id,
        "clock": crossing.furnace,
        "member": crossing.nora.member_id,
        "job": crossing.casting,
        "chain": crossing.nora.chain_id,
        "account": crossing.nora.account_id,
        "kind": break_kinds(crossing.nora.workspace_id, crossing.furnace)[0].id,
        "hash": b"x" * 32,
    }
    statement = f"{copy(table, **changed)} WHERE workspace_id = :w"
    with db.engine.connect() as connection:
        begin(connection)
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            connection.execute(text(f"{statement} LIMIT 1"), values)


def test_the_same_copy_without_the_crossing_is_accepted(crossing: Company) -> None:
    """Otherwise the refusals above might have another reason."""
    with db.engine.connect() as connection:
        begin(connection)
        for table in ("shift", "shift_break", "segment", "job", "break_kind"):
            changed = {"id": "id + 1000000"} | ({"code": "NULL"} if table == "job" else {})
            done = connection.execute(
                text(f"{copy(table, **changed)} WHERE workspace_id = :w LIMIT 1"),
                {"w": crossing.workspace_id},
            )
            assert done.rowcount == 1
        connection.rollback()


def test_a_second_open_shift_is_refused(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    assert_unique(company, copy("shift", id="id + 1000000"))


def test_a_second_open_break_is_refused(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    pause(company.eli.actor)
    assert_unique(company, copy("shift_break", id="id + 1000000"))


def test_a_second_entry_under_one_key_is_refused(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop, once=Once.of("k", {}))
    with db.engine.connect() as connection:
        begin(connection)
        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            connection.execute(
                text(
                    f"{copy('entry', position='position + 100')}"
                    " WHERE workspace_id = :w AND key IS NOT NULL LIMIT 1"
                ),
                {"w": company.workspace_id},
            )


def test_a_second_chain_of_the_workspace_is_refused(company: Company) -> None:
    assert_unique(company, copy("chain", id="id + 1000000", pseudonym="'x'"), "AND for_workspace")


def assert_unique(company: Company, statement: str, more: str = "") -> None:
    with db.engine.connect() as connection:
        begin(connection)
        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            connection.execute(
                text(f"{statement} WHERE workspace_id = :w {more} LIMIT 1"),
                {"w": company.workspace_id},
            )


def begin(connection: Connection) -> None:
    """A transaction that is never committed."""
    connection.execute(text("SELECT 1"))
