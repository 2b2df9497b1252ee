"""How fast a punch is, the whole way, beside a bare one-row insert on the same server and database.

    python3 start.py benchmark punch [sqlite|postgresql]

It prints; it judges nothing. Load stays on loopback and ends by itself.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event

from benchmarks import bare, company, load, servers
from tests.fixtures.postgres import running_cluster
from timeclock.storage.transactions import db

CYCLE = ("clock-in", "pause", "resume", "clock-out")
PEOPLE, ONE_AT_A_TIME, ROUNDS = 192, 400, 60


def punch_request(port: int, person: company.BenchmarkPerson, act: str) -> bytes:
    """What the browser's button sends."""
    body = urlencode(
        {
            "csrf_token": person.csrf,
            "workspace": person.workspace_id,
            "once": servers.new_key(),
        }
    )
    headers = [
        f"Cookie: {person.cookie}",
        "HX-Request: true",
        "Sec-Fetch-Site: same-origin",
        f"Origin: http://127.0.0.1:{port}",
    ]
    return load.form_post(port, f"/punch/{act}", headers, body)


class Crowd:
    """People who go round the cycle; each connection serves its own share of them in turn."""

    def __init__(self, port: int, people: list[company.BenchmarkPerson]) -> None:
        self.port, self.people = port, people
        self.done = [0] * len(people)

    def act(self, in_flight: int) -> Any:
        share = len(self.people) // in_flight

        async def punch(connection: load.Connection, number: int, turn: int) -> None:
            which = number * share + turn % share
            act = CYCLE[self.done[which] % len(CYCLE)]
            self.done[which] += 1
            status, _ = await connection.send(punch_request(self.port, self.people[which], act))
            if status != 200:
                raise load.UnexpectedAnswer(f"{act}: {status}")

        return punch


async def bare_act(connection: load.Connection, number: int, turn: int) -> None:
    status, _ = await connection.send(load.form_post(0, "/punch/clock-in", [], "a=1"))
    if status != 200:
        raise load.UnexpectedAnswer(str(status))


def statements_per_punch(app: Flask, person: company.BenchmarkPerson) -> dict[str, int]:
    """Statements of each act, BEGIN and COMMIT aside, the look-up of the session included."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    browser, counts = app.test_client(use_cookies=False), {}

    def press(act: str) -> None:
        answer = browser.post(
            f"/punch/{act}",
            headers={"Cookie": person.cookie, "HX-Request": "true"},
            data={
                "csrf_token": person.csrf,
                "workspace": person.workspace_id,
                "once": servers.new_key(),
            },
        )
        assert answer.status_code == 200, (act, answer.status)

    for act in CYCLE:  # fills what a server keeps in memory: clocks, jobs, kinds of break
        press(act)
    event.listen(engine, "before_cursor_execute", note)
    for act in (*CYCLE[:2], CYCLE[3], *CYCLE):
        seen.clear()
        press(act)
        name = f"{act} (on break)" if act == "clock-out" and "resume" not in counts else act
        counts[name] = len(seen)
    event.remove(engine, "before_cursor_execute", note)
    return counts


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two URLs: one for the product, one for the bare route, on the same kind of database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/clock.sqlite3", f"sqlite:///{folder}/bare.sqlite3"
        return
    with running_cluster() as cluster:
        yield cluster.create("clock"), cluster.create("bare")


def run(kind: str) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as (url, bare_url):
        folder = Path(name)
        app = company.product(url, folder, servers.SECRET)
        people = company.found(app, PEOPLE)
        print("statements:", statements_per_punch(app, people[0]))
        results = {}
        with servers.serving("app:app", url, folder) as port:
            crowd = Crowd(port, people)
            measure(crowd.act(1), port, 1, 100)
            alone = measure(crowd.act(1), port, 1, ONE_AT_A_TIME)
            report("punch, one at a time", alone)
            for in_flight in (16, 32):
                results[in_flight] = measure(crowd.act(in_flight), port, in_flight, ROUNDS)
                report(f"punch, {in_flight} in flight", results[in_flight])
        bare.make_table(bare_url)
        with servers.serving("benchmarks.bare:app", bare_url, folder) as port:
            measure(bare_act, port, 1, 100)
            report("bare route, one at a time", measure(bare_act, port, 1, ONE_AT_A_TIME))
            for in_flight in (16, 32):
                plain = measure(bare_act, port, in_flight, ROUNDS * 2)
                report(f"bare route, {in_flight} in flight", plain)
                ratio = results[in_flight].per_second / plain.per_second
                print(f"   punch ÷ bare at {in_flight}: {ratio:.2f}")


def measure(act: Any, port: int, in_flight: int, rounds: int) -> load.Measured:
    return asyncio.run(load.drive(port, in_flight, rounds, act))


def report(what: str, seen: load.Measured) -> None:
    print(
        f"   {what}: {seen.per_second:.0f}/s, p50 {seen.percentile(50):.1f} ms,"
        f" p99 {seen.percentile(99):.1f} ms, errors {len(seen.errors)} {seen.errors[:3]}"
    )


if __name__ == "__main__":
    started = time.monotonic()
    for kind in sys.argv[1:] or ["sqlite", "postgresql"]:
        run(kind)
    print(f"took {time.monotonic() - started:.0f} s")
