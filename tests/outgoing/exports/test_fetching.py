"""An export is written in a process of its own; its download holds nothing of the database."""

import itertools
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import psutil
import pytest
from flask import Flask
from sqlalchemy import text

from tests.fixtures.company import Company, Watch
from tests.outgoing.exports.scenes import PATIENCE, question, written
from tests.outgoing.exports.test_memory import LAST, staff
from tests.worktime.timesheets.at_work import work
from timeclock.errors import Busy
from timeclock.outgoing.exports.fetching import fetch_made, make, standing_of, take_or_make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.places import ExportState
from timeclock.outgoing.exports.queries import export
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.storage.transactions import db
from timeclock.wire.files import file_answer
from timeclock.worktime.shifts.punching import clock_in, clock_out

LONGEST_PUNCH = 1.0  # seconds


@pytest.fixture(autouse=True)
def empty_folder(company_app: Flask) -> None:
    shutil.rmtree(Path(company_app.instance_path) / "exports", ignore_errors=True)


@pytest.fixture(autouse=True)
def processes_are_forked() -> None:
    """They are not: each is found by its own command line."""


def fetched(company: Company, export_id: int) -> bytes:
    """What Olive gets from the process."""
    found = take_or_make(company.olive.actor, export_id, patience=PATIENCE)
    with found.file:
        content = found.file.read()
    assert found.size == len(content)
    return content


def state(company: Company, export_id: int) -> ExportState:
    db.session.rollback()
    found = export(company.workspace_id, export_id)
    assert found is not None
    return standing_of(company.olive.actor, found).state


def left(app: Flask) -> list[str]:
    """What exports have left in the instance folder."""
    folder = Path(app.instance_path) / "exports"
    return sorted(path.name for path in folder.iterdir() if path.name != "guard")


def children() -> list[psutil.Process]:
    """The processes that write exports."""
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE
        and "timeclock.outgoing.exports.child" in child.cmdline()
    ]


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_process_writes_the_same_bytes(
    company_app: Flask, company: Company, watch: Watch
) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    for what, form in zip(What, cycle(FileFormat), strict=False):
        export_id = order(company.olive.actor, question(what, form))
        assert fetched(company, export_id) == written(company.olive.actor, export_id)
    assert left(company_app) == []


def test_a_killed_process_is_a_refusal_and_leaves_nothing(
    company_app: Flask, company: Company
) -> None:
    export_id = order(company.olive.actor, question())
    assert make(company.olive.actor, export_id, patience=0) is None
    wait_until(children)
    (child,) = children()
    child.kill()
    wait_until(lambda: state(company, export_id) is ExportState.FAILED)
    found = export(company.workspace_id, export_id)
    assert found is not None
    assert "was stopped" in str(standing_of(company.olive.actor, found).why)
    assert [Path(name).suffix for name in left(company_app)] == [".failed"]
    assert fetched(company, export_id)
    assert left(company_app) == []


def test_a_waiting_request_is_refused_when_the_process_is_killed(
    company_app: Flask, company: Company
) -> None:
    export_id = order(company.olive.actor, question())
    make(company.olive.actor, export_id, patience=0)
    wait_until(children)
    (child,) = children()
    child.suspend()
    with pytest.raises(Busy) as under_way:
        take_or_make(company.olive.actor, export_id, patience=0)
    assert under_way.value.code == "export_under_way"
    assert make(company.olive.actor, export_id, patience=0) is None  # and is not begun twice
    assert children() == [child]
    later = threading.Timer(0.5, child.kill)
    later.start()
    with pytest.raises(Busy) as refused:
        take_or_make(company.olive.actor, export_id, patience=PATIENCE)
    assert refused.value.code == "export_stopped"
    later.join()


def test_an_export_that_reads_for_too_long_is_stopped(
    company_app: Flask, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.outgoing.exports.running.LONGEST", 0.0)
    export_id = order(company.olive.actor, question())
    with pytest.raises(Busy) as refused:
        take_or_make(company.olive.actor, export_id, patience=PATIENCE)
    assert refused.value.code == "took_too_long"
    assert left(company_app) == []


def test_a_stalled_download_holds_nothing_of_the_database(
    company_app: Flask, company: Company
) -> None:
    export_id = order(company.olive.actor, question())
    found = take_or_make(company.olive.actor, export_id, patience=PATIENCE)
    assert left(company_app) == []
    with company_app.test_request_context():
        answer = file_answer(found.file, size=found.size, mimetype=found.mimetype)
    parts = iter(answer.iter_encoded())
    assert next(parts)
    db.session.rollback()
    for _ in range(20):
        clock_in(company.eli.actor, clock_id=company.shop, job_id=company.baking)
        clock_out(company.eli.actor)
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection = connection.execution_options(timeclock_autocommit=True)
            row = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            assert tuple(row) == (0, 0, 0)
        else:
            held = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()"
            )
            assert connection.scalar(held) == 0
    answer.close()
    assert found.file.closed


def test_a_server_can_send_the_file_itself(company_app: Flask, company: Company) -> None:
    found = take_or_make(
        company.olive.actor, order(company.olive.actor, question()), patience=PATIENCE
    )
    given: list[object] = []

    def wrapper(file: object, size: int = 0) -> Iterator[bytes]:
        given.append(file)
        return iter(())

    with company_app.test_request_context(environ_overrides={"wsgi.file_wrapper": wrapper}):
        answer = file_answer(found.file, size=found.size, mimetype=found.mimetype)
    assert given == [found.file]
    assert answer.content_length == found.size
    found.file.close()


@pytest.mark.timeout(600)
def test_punches_stay_fast_while_two_exports_are_written(
    company: Company, watch: Watch, thorough: bool
) -> None:
    staff(company, 200 if thorough else 20)
    asked = question(What.PUNCHES, FileFormat.XLSX, first=LAST.replace(day=1), last=LAST)
    asked_at_once = [order(company.olive.actor, asked) for _ in range(2)]
    for export_id in asked_at_once:
        assert make(company.olive.actor, export_id, patience=0) is None
    longest, beside = 0.0, 0
    for turn in itertools.count():
        states = [state(company, export_id) for export_id in asked_at_once]
        if ExportState.BEGUN not in states:
            break
        beside += states == [ExportState.BEGUN, ExportState.BEGUN]
        begun = time.monotonic()
        if turn % 2:
            clock_out(company.eli.actor)
        else:
            clock_in(company.eli.actor, clock_id=company.shop, job_id=company.baking)
        longest = max(longest, time.monotonic() - begun)
    assert beside > 4
    assert longest < LONGEST_PUNCH
    for export_id in asked_at_once:
        made = fetch_made(company.olive.actor, export_id)
        assert made is not None
        made.file.close()
