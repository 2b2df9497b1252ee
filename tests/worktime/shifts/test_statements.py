"""A punch stays cheap: few statements, each by an index, none that grows with history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.company import Company, Watch
from tests.fixtures.machine import Machine
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import db
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

FIVE, SIX = 5, 6
Sent = list[tuple[str, object]]


@contextmanager
def statements() -> Iterator[Sent]:
    """What goes to the database, BEGIN and COMMIT aside."""
    sent: Sent = []

    def note(_conn: object, _cursor: object, text: str, values: object, *_: object) -> None:
        if not text.startswith("BEGIN"):
            sent.append((text, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("watched", [True, False])
def test_a_punch_takes_at_most_five_statements_and_six_where_a_break_ends_too(
    company: Company, company_app: Flask, machine: Machine, watch: Watch, watched: bool
) -> None:
    if watched:
        machine.keep(company_app)
    eli = company.eli.actor
    once = iter(range(100))

    def sent(act: Callable[..., object], **asked: object) -> int:
        watch.later(seconds=10)
        with statements() as seen:
            act(eli, once=Once.of(str(next(once)), {}), **asked)
        return len(seen)

    assert sent(clock_in, clock_id=company.shop, job_id=company.baking) <= FIVE
    assert sent(pause, kind_id=company.lunch) <= FIVE
    assert sent(resume) <= FIVE
    assert sent(switch_job, job_id=company.delivering) <= FIVE
    assert sent(pause) <= FIVE
    assert sent(clock_out) <= SIX
    assert sent(clock_in) <= FIVE
    assert sent(clock_out) <= FIVE


@pytest.mark.databases("sqlite")
def test_a_punch_with_a_claimed_time_reads_the_rules_once(company: Company, watch: Watch) -> None:
    eli, hour = company.eli.actor, timedelta(hours=1)
    acts = (clock_in, pause, resume, start_next_shift, clock_out)
    now = watch.at("12:00")
    for number, act in enumerate(acts):
        at = now + number * 2 * hour
        watch.at(at + hour)
        with statements() as seen:
            act(eli, claimed=at) if act is not clock_out else act(eli, end=at)
        assert sum(text.startswith("SELECT rule_version.id") for text, _ in seen) == 1, act


def test_a_refusal_and_a_no_op_take_two(company: Company) -> None:
    eli = company.eli.actor
    with statements() as seen:
        resume(eli)
    assert len(seen) == 2
    clock_in(eli, clock_id=company.shop)
    with statements() as seen, pytest.raises(Exception, match="already clocked in"):
        clock_in(eli, clock_id=company.shop)
    assert len(seen) == 2


@pytest.mark.databases("sqlite")
def test_every_statement_finds_its_rows_by_an_index(company: Company) -> None:
    eli = company.eli.actor
    with statements() as seen:
        clock_in(eli, clock_id=company.shop, once=Once.of("a", {}))
        clock_in(eli, clock_id=company.shop, once=Once.of("a", {}))
        pause(eli)
        stop(company.maya.actor, member_id=company.eli.member_id, reason="x")
        undo(company.maya.actor, member_id=company.eli.member_id)
        clock_out(eli)
        clock_in(eli, claimed=None)
        undo(eli)
    for text, values in seen:
        with db.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
        scans = [step.detail for step in plan if step.detail.startswith("SCAN")]
        assert [s for s in scans if s != "SCAN CONSTANT ROW"] == [], text


@pytest.mark.databases("sqlite")
def test_the_lock_is_taken_before_the_first_read(company: Company) -> None:
    eli, sent = company.eli.actor, []

    def note(_conn: object, _cursor: object, text: str, *_: object) -> None:
        sent.append(text)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        clock_in(eli, clock_id=company.shop)
        assert sent[0] == "BEGIN IMMEDIATE"
        assert sent[1].startswith("UPDATE chain")
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
