"""What exports cost a punch, and what a download that stalls costs the database's log.

    python3 start.py benchmark exports [sqlite|postgresql]

It prints; it judges nothing. Load stays on loopback and ends by itself.
"""

import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psutil
from flask import Flask

from benchmarks import company, punch, servers, year
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.outgoing.exports.fetching import make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What

PEOPLE, PUNCHES, ROUNDS = 20, 150, 3
QUARTER = ExportQuestion(What.PUNCHES, date(2025, 1, 1), date(2025, 3, 31), FileFormat.XLSX)
YEAR = ExportQuestion(What.PUNCHES, date(2025, 1, 1), date(2025, 12, 31), FileFormat.CSV)


@contextmanager
def under_way(app: Flask, workspace_id: int, number: int) -> Iterator[None]:
    """So many exports are written meanwhile, one after another."""
    stop = threading.Event()

    def export() -> None:
        with app.app_context():
            actor = Actor.operator(workspace_id)
            while not stop.is_set():
                found = make(actor, order(actor, QUARTER), patience=None)
                if found is not None:
                    found.file.close()

    threads = [threading.Thread(target=export) for _ in range(number)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 30
    while number and time.monotonic() < until and len(_niced()) < number:
        time.sleep(0.05)
    try:
        yield
    finally:
        print(f"      processes: {[f'{rss // 2**20} MiB' for rss in _niced()]}")
        stop.set()
        for thread in threads:
            thread.join()


def _niced() -> list[int]:
    """The memory of the processes that write by now."""
    found = []
    for child in psutil.Process().children():
        try:
            if child.nice() > psutil.Process().nice() and "python" in child.name():
                found.append(child.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return found


@contextmanager
def stalled(app: Flask, port: int, owner: company.BenchmarkPerson) -> Iterator[None]:
    """Someone downloads the year and reads nothing of it."""
    with app.app_context():
        actor = Actor.operator(owner.workspace_id)
        key = issue_key(actor, member_id=1, name="Stalled", scope=Scope.ADMIN).key
        export_id = order(actor, YEAR)
    path = f"/api/timeclock/v1/exports/{export_id}/file"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n\r\n"
    for _ in range(20):
        with socket.socket() as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.settimeout(60)
            reader.connect(("127.0.0.1", port))
            reader.sendall(head.encode())
            first = reader.recv(64)
            if b" 200 " not in first:
                time.sleep(1)
                continue
            print(f"   stalled: {first.split(b' ')[1].decode()}")
            yield
            return
    raise SystemExit("the export was never ready")


def run(kind: str) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, punch.database(kind, Path(name)) as (url, _):
        folder = Path(name)
        app = company.product(url, folder, servers.SECRET)
        people = company.found(app, PEOPLE)
        workspace_id = people[0].workspace_id
        with app.app_context():
            count = year.fill(workspace_id, [person.member_id for person in people])
        print(f"   {count} shifts of {PEOPLE} people")
        with servers.serving("app:app", url, folder) as port:
            crowd = punch.Crowd(port, people)
            punch.measure(crowd.act(1), port, 1, 50)
            for _ in range(ROUNDS):
                for exports in (0, 1, 2):
                    with under_way(app, workspace_id, exports):
                        seen = punch.measure(crowd.act(1), port, 1, PUNCHES)
                    punch.report(f"punch beside {exports} exports", seen)
            with stalled(app, port, people[0]):
                for _ in range(3):
                    punch.measure(crowd.act(4), port, 4, PUNCHES)
                    wal = folder / "clock.sqlite3-wal"
                    size = wal.stat().st_size if wal.exists() else 0
                    print(f"   log beside a stalled download: {size / 2**20:.1f} MiB")


if __name__ == "__main__":
    started = time.monotonic()
    for each in sys.argv[1:] or ["sqlite", "postgresql"]:
        run(each)
    print(f"took {time.monotonic() - started:.0f} s")
