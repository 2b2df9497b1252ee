"""How fast hours are read: a year of 200 people, beside one bare SELECT of the same rows.

    python3 start.py benchmark timesheets [sqlite|postgresql]

It prints; it judges nothing. Run benchmarks.punch beside it: reading hours must cost a punch
nothing, and the same punch is timed here on the year's history too.
"""

import gc
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from benchmarks import company, load, punch, servers, year
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.writing import manuscript
from timeclock.storage.transactions import db
from timeclock.worktime.hours.weeks import period_of
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.reading.sheets import sheet_of, sheets_of

PEOPLE, TIMES, PUNCHES = 200, 9, 300
A_DAY = date(2025, 11, 12)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def timed(act: Callable[[], Any]) -> float:
    """The median of a few runs in milliseconds, after one to warm up."""
    act()
    seen = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        act()
        seen.append(time.perf_counter() - begun)
    return statistics.median(seen) * 1000


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []
    engine = db.engine

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def show(what: str, act: Callable[[], Any], bare_ms: float | None = None) -> float:
    """Print the time and the statements of something read."""
    with counted() as statements:
        act()
        db.session.rollback()
    found = timed(lambda: (act(), db.session.rollback()))
    ratio = f", ÷ bare {found / bare_ms:.1f}" if bare_ms else ""
    print(f"   {what}: {found:.1f} ms, {len(statements)} statements{ratio}")
    return found


def bare_read(workspace_id: int, first: date, after: date) -> Callable[[], int]:
    """What the database alone needs to hand out the shifts of those days."""
    start = datetime.combine(first, datetime.min.time(), UTC)
    end = datetime.combine(after, datetime.min.time(), UTC)
    query = select(Shift.member_id, Shift.started_at, Shift.ended_at).where(
        Shift.workspace_id == workspace_id, Shift.started_at >= start, Shift.started_at < end
    )
    return lambda: len(db.session.execute(query).all())


def read(app: Flask, people: list[company.BenchmarkPerson]) -> None:
    """The sheets themselves, and the pages that show them."""
    workspace_id, member_id = people[0].workspace_id, people[0].member_id
    with app.app_context():
        week = period_of(A_DAY, rule_book(workspace_id))
        month = (date(2025, 11, 1), date(2025, 12, 1))
        bare_week = show("bare: the week's rows", bare_read(workspace_id, week.first, week.after))
        bare_month = show("bare: the month's rows", bare_read(workspace_id, *month))
        show(
            "one person's week",
            lambda: sheet_of(workspace_id, member_id, week.first, week.after, NOW),
        )
        show(
            "one person's year (250 shifts)",
            lambda: sheet_of(workspace_id, member_id, date(2025, 1, 1), date(2026, 1, 1), NOW),
        )
        show(
            f"a week of {PEOPLE}",
            lambda: sheets_of(workspace_id, None, week.first, week.after, NOW),
            bare_week,
        )
        show(
            f"a month of {PEOPLE}",
            lambda: sheets_of(workspace_id, None, *month, NOW),
            bare_month,
        )
        show(
            f"what waits after two months of {PEOPLE} that no one closed",
            lambda: cases(Actor.operator(workspace_id), NOW),
        )
    employee, owner = app.test_client(use_cookies=False), company.sign_in_owner(app, people[0])
    day = A_DAY.isoformat()
    for what, client, cookie, path in (
        ("page: my week", employee, people[0].cookie, f"/my/week?day={day}"),
        ("page: why this total", employee, people[0].cookie, f"/my/day/{day}"),
        (f"page: timesheets of {PEOPLE}", employee, owner, f"/timesheets?first={week.first}"),
        ("page: inbox", employee, owner, "/inbox"),
    ):
        page(app, what, client, cookie, path)


def page(app: Flask, what: str, client: Any, cookie: str, path: str) -> None:
    """A whole page over the app, without the network."""

    def ask() -> None:
        answer = client.get(path, headers={"Cookie": cookie})
        assert answer.status_code == 200, (path, answer.status)

    with app.app_context(), counted() as statements:
        ask()
    print(f"   {what}: {timed(ask):.1f} ms, {len(statements)} statements")


def export(app: Flask, workspace_id: int) -> None:
    """The year as files, and the most memory that this process has held so far."""
    with app.app_context():
        actor = Actor.operator(workspace_id)
        for what in What:
            for form in FileFormat:
                question = ExportQuestion(what, date(2025, 1, 1), date(2025, 12, 31), form)
                begun = time.perf_counter()
                export_id = order(actor, question)
                with tempfile.TemporaryFile() as to:
                    with manuscript(workspace_id, export_id) as found:
                        found.write(to, lambda done: None)
                    size = to.tell()
                took = time.perf_counter() - begun
                held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(
                    f"   export, a year of {what} as {form}: {took:.1f} s,"
                    f" {size / 1e6:.1f} MB, at most {held} MiB held"
                )


def run(kind: str) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, punch.database(kind, Path(name)) as (url, _):
        folder = Path(name)
        app = company.product(url, folder, servers.SECRET)
        people = company.found(app, PEOPLE)
        members = [person.member_id for person in people]
        with servers.serving("app:app", url, folder) as port:
            crowd = punch.Crowd(port, people)
            punch.measure(crowd.act(1), port, 1, 100)
            empty = punch.measure(crowd.act(1), port, 1, PUNCHES)
        with app.app_context():
            count = year.fill(people[0].workspace_id, members)
            assert db.session.scalar(select(func.count()).select_from(Shift)) is not None
        print(f"   {count} shifts of {PEOPLE} people in a year")
        gc.collect()
        gc.freeze()  # as app.py does before it serves
        read(app, people)
        export(app, people[0].workspace_id)
        with servers.serving("app:app", url, folder) as port:
            crowd = punch.Crowd(port, people)
            punch.measure(crowd.act(1), port, 1, 100)
            full = punch.measure(crowd.act(1), port, 1, PUNCHES)
        compare(empty, full)


def compare(empty: load.Measured, full: load.Measured) -> None:
    """The same punch before and after the year."""
    before, after = empty.percentile(50), full.percentile(50)
    print(
        f"   punch, one at a time, p50: {before:.1f} ms on an empty database,"
        f" {after:.1f} ms after the year, ratio {after / before:.2f}"
    )


if __name__ == "__main__":
    started = time.monotonic()
    for each in sys.argv[1:] or ["sqlite", "postgresql"]:
        run(each)
    print(f"took {time.monotonic() - started:.0f} s")
