"""Whether a request costs more because there is a long history behind it.

    python3 start.py benchmark growth [sqlite|postgresql] [shifts ...]

A company of 200 people whose weeks are all approved and closed, at an empty history and at each
number of shifts (100 thousand and 1 million unless given), two ledger entries a shift; then the
same without anything closed. It prints processor time of this process, statements, rows read and
the ratio to the empty history. It judges nothing.

Rows read are steps of SQLite's virtual machine, or what PostgreSQL's statistics count.
"""

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from benchmarks import company, history, punch, servers
from benchmarks.timesheets import counted
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.people.queries import members
from timeclock.operations.verifying.checking import verify
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.writing import manuscript
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Shift

PEOPLE, TIMES = 200, 11
SIZES = (100_000, 1_000_000)
API = "/api/timeclock/v1"


@dataclass(frozen=True)
class Cost:
    """What a request costs: milliseconds of processor time, statements, rows or steps."""

    ms: float
    statements: int
    read: int

    def line(self, what: str, empty: "Cost | None") -> str:
        ratio = f", ÷ empty {self.ms / empty.ms:.2f}" if empty else ""
        unit = f"{self.ms:8.2f} ms, {self.statements:3} statements, {self.read:9,} read"
        return f"   {what:24} {unit}{ratio}"


class Staff:
    """The people who ask, and the requests that they send."""

    def __init__(self, app: Flask, people: list[company.BenchmarkPerson], owner: str) -> None:
        self.app, self.people, self.owner = app, people, owner
        self.client = app.test_client(use_cookies=False)
        self._turn = 0
        with app.app_context():
            workspace_id = people[0].workspace_id
            known = members(workspace_id)
            issued = issue_key(
                Actor.operator(workspace_id),
                member_id=known[0][0].id,
                name="growth",
                scope=Scope.READ,
            )
            self.key = issued.key
            self.last = db.session.scalar(
                select(func.max(Shift.id)).where(Shift.workspace_id == workspace_id)
            )

    def acts(self) -> dict[str, Callable[[], object]]:
        """Each request by its name; the punch goes round the cycle of one person after another."""
        member, today = self.people[5], datetime.now(UTC).date()
        day = (today - timedelta(days=9)).isoformat()
        week = today - timedelta(days=today.weekday() + 7)
        month = f"start={today - timedelta(days=35)}T00:00:00Z&end={today}T00:00:00Z"
        pages = {
            "clock page": ("/", member.cookie),
            "poll of the clock": ("/clock/changes", member.cookie),
            "my day of the clock": ("/clock/day", member.cookie),
            "my week": ("/my/week", member.cookie),
            "why this total": (f"/my/day/{day}", member.cookie),
            "my record": ("/my/ledger", member.cookie),
            "my timesheet": ("/my/timesheet", member.cookie),
            "board": ("/board", self.owner),
            "poll of the board": ("/board/live", self.owner),
            "people": ("/admin/people", self.owner),
            "timesheets": (f"/timesheets?first={week}", self.owner),
            "timesheets, this week": (f"/timesheets?first={today}", self.owner),
            "one timesheet": (f"/timesheets/{member.member_id}/{week}", self.owner),
            "inbox": ("/inbox", self.owner),
            "close": ("/close", self.owner),
        }
        found: dict[str, Callable[[], object]] = {"punch": self.punch}
        found |= {name: self._page(*page) for name, page in pages.items()}
        found["API: newest 50 shifts"] = self._call("/shifts?limit=50")
        found["API: shifts of a month"] = self._call(f"/shifts?limit=50&{month}")
        if self.last:
            found["API: one shift"] = self._call(f"/shifts/{self.last}")
        return found

    def punch(self) -> None:
        """The next button of the cycle."""
        person, act = self.people[self._turn // 4 % PEOPLE], punch.CYCLE[self._turn % 4]
        self._turn += 1
        answer = self.client.post(
            f"/punch/{act}",
            headers={"Cookie": person.cookie, "HX-Request": "true"},
            data={
                "csrf_token": person.csrf,
                "workspace": person.workspace_id,
                "once": servers.new_key(),
            },
        )
        assert answer.status_code == 200, (act, answer.status)

    def _page(self, path: str, cookie: str) -> Callable[[], object]:
        return lambda: self._ask(path, {"Cookie": cookie})

    def _call(self, path: str) -> Callable[[], object]:
        return lambda: self._ask(API + path, {"Authorization": f"Bearer {self.key}"})

    def _ask(self, path: str, headers: dict[str, str]) -> None:
        answer = self.client.get(path, headers=headers)
        assert answer.status_code in (200, 204), (path, answer.status)


def measure(app: Flask, act: Callable[[], object]) -> Cost:
    """The median of some runs, after four to warm up."""
    for _ in range(4):
        act()
    spent = []
    for _ in range(TIMES):
        begun = time.process_time()
        act()
        spent.append(time.process_time() - begun)
    with app.app_context():
        with counted() as seen, rows_read() as read:
            act()
        few = [each for each in seen if not each.startswith("BEGIN")]
    return Cost(statistics.median(spent) * 1000, len(few), read[0])


@contextmanager
def rows_read() -> Iterator[list[int]]:
    """How much the database read meanwhile; one number, there once the block has ended."""
    found = [0]
    if db.engine.dialect.name == "postgresql":
        before = _tuples()
        yield found
        found[0] = _tuples() - before
        return
    watched: list[Any] = []

    def step() -> int:
        found[0] += 1
        return 0

    def watch(connection: Any, cursor: Any, *rest: Any) -> None:
        driver = cursor.connection
        if driver not in watched:
            driver.set_progress_handler(step, 1)
            watched.append(driver)

    event.listen(db.engine, "before_cursor_execute", watch)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", watch)
        for driver in watched:
            driver.set_progress_handler(None, 0)


def _tuples() -> int:
    db.session.rollback()
    time.sleep(1.1)  # a session reports at most once a second
    db.engine.dispose()
    time.sleep(0.1)
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)"
            " FROM pg_stat_user_tables"
        ).scalar_one()
    db.engine.dispose()
    return int(found)


def heavy(app: Flask, workspace_id: int, first: date) -> None:
    """What reads all of something: the verification, and the export of a month."""
    with app.app_context():
        begun = time.process_time()
        verified = verify(workspace_id)
        spent = time.process_time() - begun
        print(
            f"   verification: {spent:.1f} s of {verified.entries:,} entries,"
            f" {len(verified.problems)} problems"
        )
        question = ExportQuestion(What.PUNCHES, first, first + timedelta(days=30), FileFormat.CSV)
        begun = time.process_time()
        export_id = order(Actor.operator(workspace_id), question)
        with tempfile.TemporaryFile() as to, manuscript(workspace_id, export_id) as found:
            found.write(to, lambda done: None)
        print(f"   export of a month of punches: {time.process_time() - begun:.2f} s")


def at_size(kind: str, shifts: int, empty: dict[str, Cost]) -> dict[str, Cost]:
    """Everything at one number of shifts."""
    with tempfile.TemporaryDirectory() as name, punch.database(kind, Path(name)) as (url, _):
        app = company.product(url, Path(name), secrets.token_urlsafe(32))
        people = company.found(app, PEOPLE)
        owner = company.sign_in_owner(app, people[0])
        today = datetime.now(UTC).date()
        monday = today - timedelta(days=today.weekday())
        if not shifts:
            return report(Staff(app, people, owner), "no history", empty)
        with app.app_context():
            past = history.History(people[0].workspace_id, monday)
            made = past.write(shifts)
        heavy(app, people[0].workspace_id, monday - timedelta(days=40))
        report(Staff(app, people, owner), f"{made:,} shifts, nothing closed", empty)
        with app.app_context():
            past.close()
        found = report(Staff(app, people, owner), f"{made:,} shifts, all closed", empty)
        with app.app_context():
            db.engine.dispose()
        return found


def report(staff: Staff, title: str, empty: dict[str, Cost]) -> dict[str, Cost]:
    """One block of lines."""
    print(f"-- {title}")
    found = {}
    for what, act in staff.acts().items():
        found[what] = measure(staff.app, act)
        print(found[what].line(what, empty.get(what)), flush=True)
    return found


def run(kind: str, sizes: list[int]) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}, processor time of the process that answers")
    empty: dict[str, Cost] = at_size(kind, 0, {})
    for shifts in sizes:
        at_size(kind, shifts, empty)


if __name__ == "__main__":
    kinds = [each for each in sys.argv[1:] if not each.isdecimal()] or ["sqlite", "postgresql"]
    wanted = [int(each) for each in sys.argv[1:] if each.isdecimal()] or list(SIZES)
    started = time.monotonic()
    for each in kinds:
        run(each, wanted)
    print(f"took {time.monotonic() - started:.0f} s")
