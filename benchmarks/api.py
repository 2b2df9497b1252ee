"""What the API layer costs: one shift beside a bare route, and a list out of a million shifts.

    python3 start.py benchmark api [sqlite|postgresql] [shifts]

It prints; it judges nothing. Load stays on loopback and ends by itself.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from benchmarks import company, load, punch, servers, year
from benchmarks.timesheets import counted
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.people.queries import members
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Shift

BASE = "/api/timeclock/v1"
PEOPLE, SHIFTS = 200, 1_000_000
WARM, LISTS, READS = 100, 100, 600
A_YEAR = 261 * PEOPLE


def read(port: int, path: str, key: str) -> bytes:
    """The bytes of a GET with a key."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {key}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def reading(port: int, path: str, key: str) -> Any:
    """The act of the load: that one call, over and over."""
    request = read(port, path, key)

    async def act(connection: load.Connection, number: int, turn: int) -> None:
        status, _ = await connection.send(request)
        if status != 200:
            raise load.UnexpectedAnswer(f"{path}: {status}")

    return act


def measure(port: int, path: str, key: str) -> load.Measured:
    """One at a time, after some to warm up."""
    asyncio.run(load.drive(port, 1, WARM, reading(port, path, key)))
    return asyncio.run(load.drive(port, 1, LISTS, reading(port, path, key)))


def fill(app: Flask, workspace_id: int, shifts: int) -> tuple[str, int, int, int]:
    """So many shifts: a key that sees all of them, a late one's id, their number, and a user."""
    with app.app_context():
        known = members(workspace_id)
        everybody = [member.id for member, _ in known]
        days = max(round(shifts / A_YEAR * 365), 7)
        made = year.fill(workspace_id, everybody, days)
        owner = everybody[0]
        issued = issue_key(
            Actor.operator(workspace_id), member_id=owner, name="benchmark", scope=Scope.READ
        )
        last = db.session.scalar(select(func.max(Shift.id))) or 1
        return issued.key, last, made, known[5][1].id


def statements(app: Flask, path: str, key: str) -> int:
    """How many statements the call takes."""
    client = app.test_client()
    headers = {"Authorization": f"Bearer {key}"}
    client.get(path, headers=headers)
    with app.app_context(), counted() as seen:
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
    return len([each for each in seen if not each.startswith("BEGIN")])


def run(kind: str, shifts: int) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, punch.database(kind, Path(name)) as (url, _):
        folder = Path(name)
        app = company.product(url, folder, servers.SECRET)
        people = company.found(app, PEOPLE)
        begun = time.monotonic()
        key, last, made, user_id = fill(app, people[0].workspace_id, shifts)
        print(f"{made:,} shifts, written in {time.monotonic() - begun:.0f} s")
        lists = {
            "newest 200": f"{BASE}/shifts?limit=200",
            "200 of a person": f"{BASE}/shifts?limit=200&user_id={user_id}",
            "200 of a month": (
                f"{BASE}/shifts?limit=200&start=2025-03-01T00:00:00Z&end=2025-04-01T00:00:00Z"
            ),
        }
        for what, path in lists.items():
            few = statements(app, path.replace("limit=200", "limit=10"), key)
            print(f"   {what}: {statements(app, path, key)} statements, {few} for a page of 10")
        with (
            servers.serving("app:app", url, folder) as port,
            servers.serving("benchmarks.bare_api:app", url, folder) as bare,
        ):
            for what, path in lists.items():
                report(what, measure(port, path, key))
            ours = (port, reading(port, f"{BASE}/shifts/{last}", key))
            theirs = (bare, reading(bare, f"/shifts/{last}", key))
            asyncio.run(load.in_turns(WARM, ours, theirs))
            one, plain = asyncio.run(load.in_turns(READS, ours, theirs))
        report("one shift", one)
        report("one shift, bare route", plain)
        print(f"   API ÷ bare, median: {one.percentile(50) / plain.percentile(50):.2f}")


def report(what: str, seen: load.Measured) -> None:
    """One line."""
    print(
        f"   {what}: p50 {seen.percentile(50):.1f} ms, p99 {seen.percentile(99):.1f} ms,"
        f" errors {len(seen.errors)} {seen.errors[:2]}"
    )


if __name__ == "__main__":
    kinds = [each for each in sys.argv[1:] if not each.isdecimal()] or ["sqlite"]
    sizes = [int(each) for each in sys.argv[1:] if each.isdecimal()] or [SHIFTS]
    start = time.monotonic()
    for each in kinds:
        run(each, sizes[0])
    print(f"took {time.monotonic() - start:.0f} s")
