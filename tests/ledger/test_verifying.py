"""Verification finds what was changed, dropped, added or exchanged, and only that."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from tests.fixtures.company import Company, Watch
from tests.ledger.behind_the_guards import rewritable_ledger
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume

Tamper = Callable[[Connection, Company], None]


@pytest.fixture
def worked(company: Company) -> Company:
    clock_in(company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Rolls"))
    pause(company.eli.actor)
    resume(company.eli.actor)
    clock_out(company.eli.actor, note="Home")
    return company


def test_a_ledger_as_it_was_written_holds(worked: Company) -> None:
    found = verify(worked.workspace_id)
    assert found.problems == ()
    assert (found.chains, found.entries > 20) == (7, True)  # six members and the workspace itself


def change(statement: str, **values: object) -> Tamper:
    def tamper(connection: Connection, company: Company) -> None:
        here = {"w": company.workspace_id, "c": company.eli.chain_id}
        done = connection.execute(
            text(f"{statement} AND workspace_id = :w AND chain_id = :c"), here | values
        )
        assert done.rowcount == 1

    return tamper


def swap(connection: Connection, company: Company) -> None:
    """Exchange the second and the third entry, positions and all."""
    for old, new in ((2, 99), (3, 2), (99, 3)):
        change("UPDATE entry SET position = :new WHERE position = :old", old=old, new=new)(
            connection, company
        )


def swap_contents(connection: Connection, company: Company) -> None:
    rows = connection.execute(
        text(
            "SELECT body, link FROM entry WHERE workspace_id = :w AND chain_id = :c"
            " AND position IN (2, 3) ORDER BY position"
        ),
        {"w": company.workspace_id, "c": company.eli.chain_id},
    ).all()
    for position, row in ((2, rows[1]), (3, rows[0])):
        change(
            "UPDATE entry SET body = :body, link = :link WHERE position = :p",
            p=position,
            body=row.body,
            link=row.link,
        )(connection, company)


def add_one(connection: Connection, company: Company) -> None:
    connection.execute(
        text(
            "INSERT INTO entry"
            " (workspace_id, chain_id, position, kind, at, received_at, body, link)"
            " SELECT workspace_id, chain_id, 5, kind, at, received_at, body, link FROM entry"
            " WHERE workspace_id = :w AND chain_id = :c AND position = 4"
        ),
        {"w": company.workspace_id, "c": company.eli.chain_id},
    )


def both(*tampers: Tamper) -> Tamper:
    def tamper(connection: Connection, company: Company) -> None:
        for one in tampers:
            one(connection, company)

    return tamper


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "one letter": (
        change("UPDATE entry SET body = replace(body, 'paused', 'pauzed') WHERE position = 2"),
        "entry 2: its link does not fit",
    ),
    "the kind": (change("UPDATE entry SET kind = 'shift.x' WHERE position = 2"), "(kind)"),
    "the moment": (
        change("UPDATE entry SET at = '2026-03-02 05:00:00.000000' WHERE position = 2"),
        "(at)",
    ),
    "the receipt": (
        change("UPDATE entry SET received_at = '2026-03-02 05:00:00.000000' WHERE position = 2"),
        "(received)",
    ),
    "a link": (
        change("UPDATE entry SET link = :link WHERE position = 2", link=bytes(32)),
        "entry 2: its link does not fit",
    ),
    "one missing in the middle": (
        change("DELETE FROM entry WHERE position = 2"),
        "entry 2 is missing",
    ),
    "the last one missing": (
        both(
            change("DELETE FROM entry_payload WHERE position = 4"),
            change("DELETE FROM entry WHERE position = 4"),
        ),
        "ends at 3 and should end at 4",
    ),
    "two exchanged": (swap, "does not fit"),
    "two contents exchanged": (swap_contents, "does not fit"),
    "one too many": (add_one, "ends at 5 and should end at 4"),
    "a note": (
        change('UPDATE entry_payload SET content = \'{"note":"Cakes"}\' WHERE position = 1'),
        "entry 1: its text differs",
    ),
    "a salt": (
        change("UPDATE entry_payload SET salt = :s WHERE position = 1", s=b"x" * 32),
        "entry 1: its text differs",
    ),
    "a note moved to another entry": (
        change("UPDATE entry_payload SET position = 2 WHERE position = 1"),
        "entry 2: its text differs",
    ),
    "content that is no JSON": (
        change("UPDATE entry SET body = 'x' WHERE position = 2"),
        "not readable",
    ),
    "content that is no entry": (
        change("UPDATE entry SET body = '[1]' WHERE position = 2"),
        "not readable",
    ),
}


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_found(worked: Company, what: str) -> None:
    tamper, said = TAMPERED[what]
    with rewritable_ledger() as connection:
        tamper(connection, worked)
    problems = verify(worked.workspace_id).sentences
    assert any(said in problem for problem in problems), problems
    assert all(f"workspace {worked.workspace_id}" in problem for problem in problems)


def test_a_change_in_one_company_is_not_told_of_another(worked: Company) -> None:
    with rewritable_ledger() as connection:
        TAMPERED["one letter"][0](connection, worked)
    assert verify(worked.nora.workspace_id).sentences == ()


def test_a_changed_entry_is_told_and_not_those_after_it(worked: Company) -> None:
    with rewritable_ledger() as connection:
        TAMPERED["one letter"][0](connection, worked)
    assert all("entry 2:" in problem for problem in verify(worked.workspace_id).sentences)


def test_erasing_personal_text_breaks_nothing(worked: Company) -> None:
    with rewritable_ledger() as connection:
        connection.execute(
            text("DELETE FROM entry_payload WHERE workspace_id = :w"), {"w": worked.workspace_id}
        )
    assert verify(worked.workspace_id).sentences == ()


@pytest.mark.databases("sqlite")
def test_text_that_is_no_utf8_any_more_is_told(worked: Company) -> None:
    with rewritable_ledger() as connection:
        TAMPERED["one letter"][0](connection, worked)
        connection.exec_driver_sql(
            "UPDATE entry SET body = CAST(X'7BFF7D' AS TEXT)"
            f" WHERE workspace_id = {worked.workspace_id} AND position = 3"
            f" AND chain_id = {worked.eli.chain_id}"
        )
    problems = verify(worked.workspace_id).sentences
    assert any("cannot be read to its end" in problem for problem in problems)


def test_a_check_while_punches_go_on_raises_no_false_alarm(
    company_app: Flask, company: Company, watch: Watch
) -> None:
    watch.stop()
    eli, done = company.eli.actor, threading.Event()
    clock_in(eli, clock_id=company.shop)
    faults: list[BaseException] = []

    def punch() -> None:
        with company_app.app_context():
            try:
                while not done.is_set():
                    pause(eli)
                    resume(eli)
            except BaseException as fault:  # noqa: BLE001  (whatever it was, the test tells)
                faults.append(fault)

    thread = threading.Thread(target=punch)
    thread.start()
    try:
        counted = [verify(company.workspace_id) for _ in range(10)]
    finally:
        done.set()
        thread.join(30)
    assert faults == []
    assert [found.problems for found in counted] == [()] * 10
    assert counted[-1].entries > counted[0].entries
