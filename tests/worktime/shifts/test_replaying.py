"""Rebuilding shifts from the ledger finds whatever the tables say otherwise."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.fixtures.company import Company, Watch
from tests.ledger.behind_the_guards import rewritable_ledger
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import (
    clock_in,
    clock_out,
    pause,
    resume,
    start_next_shift,
    switch_job,
)
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo


@pytest.fixture
def worked(company: Company, watch: Watch) -> None:
    """A day with everything in it."""
    eli = company.eli.actor
    watch.at("08:00")
    clock_in(eli, clock_id=company.shop, job_id=company.baking, details=ShiftDetails(note="Rolls"))
    watch.at("10:00")
    pause(eli, kind_id=company.rest)
    watch.at("10:10")
    switch_job(eli, job_id=company.delivering)
    watch.at("10:15")
    resume(eli)
    watch.at("12:00")
    pause(eli)
    watch.at("12:20")
    stop(company.maya.actor, member_id=company.eli.member_id, reason="Oops", end=watch.at("11:00"))
    watch.later(seconds=5)
    undo(company.maya.actor, member_id=company.eli.member_id)
    watch.at("16:00")
    clock_out(eli, note="Home")
    clock_in(eli, clock_id=company.site, job_id=company.cleaning)
    undo(eli)
    clock_in(eli, clock_id=company.shop)
    start_next_shift(eli, clock_id=company.site, job_id=company.cleaning)
    watch.at("17:00")
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)


@pytest.mark.usefixtures("worked")
def test_a_true_ledger_and_true_tables_agree(company: Company) -> None:
    assert verify(company.workspace_id).sentences == ()


TAMPERED = {
    "a start": ("UPDATE shift SET started_at = {earlier}", "table shift,", "started_at is"),
    "an end": ("UPDATE shift SET ended_at = {earlier}", "table shift,", "ended_at is"),
    "a note": ("UPDATE shift SET note = 'x' WHERE note <> ''", "table shift,", "note is x"),
    "a job": ("UPDATE shift SET job_id = {cleaning}", "table shift,", "job_id is"),
    "a reason": (
        "UPDATE shift SET stop_reason = '' WHERE stopped",
        "table shift,",
        "stop_reason is",
    ),
    "who stopped": ("UPDATE shift SET ended_by_id = NULL", "table shift,", "ended_by_id is empty"),
    "a void": (
        "UPDATE shift SET voided_at = NULL WHERE voided_at IS NOT NULL",
        "table shift,",
        "voided is false",
    ),
    "an original": ("UPDATE shift SET original = '{{}}'", "table shift,", "original is {{}}"),
    "a version": ("UPDATE shift SET changed_at = {later}", "table shift,", "changed_at is"),
    "a break": ("UPDATE shift_break SET ended_at = {earlier}", "table shift_break,", "ended_at is"),
    "a paid break": ("UPDATE shift_break SET paid = NOT paid", "table shift_break,", "paid is"),
    "a voided break": (
        "UPDATE shift_break SET voided_at = {earlier}",
        "table shift_break,",
        "voided is",
    ),
    "a switch": ("UPDATE segment SET started_at = {earlier}", "table segment,", "started_at is"),
    "a lost switch": ("DELETE FROM segment", "table segment,", "the row is missing"),
    "a mark": (
        "UPDATE shift SET start_edited = NOT start_edited",
        "table shift,",
        "start_edited is",
    ),
}


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("what", TAMPERED)
def test_a_changed_row_is_found(company: Company, what: str) -> None:
    statement, table, said = TAMPERED[what]
    tamper(company, statement)
    found = verify(company.workspace_id).sentences
    assert found
    of_table = [line for line in found if table in line]
    assert any(said.format() in line for line in of_table), found
    assert all("entry " in line and "of chain" in line for line in found)


@pytest.mark.usefixtures("worked")
def test_a_shift_that_the_ledger_does_not_know_is_found(company: Company) -> None:
    columns = "started_at, start_zone, start_source, start_edited, end_edited, stopped, stop_reason"
    columns += ", note, billable, created_at, changed_at, clock_id, ended_at"
    tamper(
        company,
        f"INSERT INTO shift (workspace_id, id, member_id, {columns})"
        f" SELECT workspace_id, id + 1000000, member_id, {columns} FROM shift",
    )
    found = verify(company.workspace_id).sentences
    assert len(found) == 4
    assert all("no entry describes it" in line for line in found)


@pytest.mark.usefixtures("worked")
def test_a_shift_that_is_gone_is_found(company: Company) -> None:
    tamper(company, "DELETE FROM shift_break", "DELETE FROM segment", "DELETE FROM shift")
    assert (
        len([each for each in verify(company.workspace_id).sentences if "table shift," in each])
        == 4
    )


@pytest.mark.usefixtures("worked")
def test_erased_text_is_not_missed(company: Company) -> None:
    tamper(company, "DELETE FROM entry_payload")
    assert verify(company.workspace_id).sentences == ()


Forge = Callable[[str], str]
FORGED: dict[str, tuple[Forge, str]] = {
    "a longer shift": (
        lambda b: b.replace('"end":"2026-03-02T16', '"end":"2026-03-02T17'),
        "rules",
    ),
    "another beginning": (
        lambda b: b.replace('"before":{"billable":false', '"before":{"billable":true'),
        "does not begin",
    ),
    "no facts": (lambda b: b.replace('"shift":', '"shaft":'), "replayed"),
    "no JSON": (lambda b: b[:-1], "replayed"),
}


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("how", FORGED)
def test_an_entry_that_the_rules_would_not_have_made_is_found(company: Company, how: str) -> None:
    """Someone who holds everything rewrites entries; the chain's own check is another test."""
    forge, said = FORGED[how]
    with rewritable_ledger() as connection:
        entries = connection.execute(
            text("SELECT chain_id, position, body FROM entry WHERE workspace_id = :w"),
            {"w": company.workspace_id},
        ).all()
        for entry in entries:
            connection.execute(
                text(
                    "UPDATE entry SET body = :body WHERE workspace_id = :w AND chain_id = :c"
                    " AND position = :p"
                ),
                {
                    "w": company.workspace_id,
                    "c": entry.chain_id,
                    "p": entry.position,
                    "body": forge(entry.body),
                },
            )
    assert any(said in line for line in verify(company.workspace_id).sentences)


def tamper(company: Company, *statements: str) -> None:
    """Change rows of this company behind the application's back."""
    earlier, later = "'2026-03-02 07:00:00.000000'", "'2026-03-03 07:00:00.000000'"
    with db.engine.begin() as connection:
        for statement in statements:
            ready = statement.format(earlier=earlier, later=later, cleaning=company.cleaning)
            joint = "AND" if " WHERE " in ready else "WHERE"
            connection.exec_driver_sql(f"{ready} {joint} workspace_id = {company.workspace_id}")
