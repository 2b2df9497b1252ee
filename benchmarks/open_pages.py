"""What open clock pages cost: punches alone, and while 500 pages ask every 4 s what is new.

    python3 start.py benchmark open_pages [sqlite|postgresql]

Both are measured in turns on the same server; then the pages alone, for the processor time of the
server for each poll, which other work on the machine changes least. It prints; it judges nothing.
Load stays on loopback and ends by itself.
"""

import asyncio
import re
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import company, load, servers
from benchmarks.punch import Crowd, database, report

PAGES, PUNCHING, IN_FLIGHT, ROUNDS, TURNS = 500, 192, 32, 40, 3
EVERY = 4.0
_SEEN = re.compile(rb"/clock/changes\?seen=(\d+)")


def get(port: int, path: str, person: company.BenchmarkPerson) -> bytes:
    """What a browser sends to read."""
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {person.cookie}",
        "HX-Request: true",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class PollingPages:
    """Pages that are open at once, each on a connection of its own, and what their polls took."""

    def __init__(self, port: int, people: list[company.BenchmarkPerson]) -> None:
        self.port, self.people = port, people
        self.polls = load.Measured()
        self._ended = asyncio.Event()
        self._open: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Open every page, and let each ask for a while."""
        self._open = [asyncio.create_task(self._run(number)) for number in range(len(self.people))]
        await asyncio.sleep(2 * EVERY if self.people else 0)

    async def close(self) -> None:
        """Let every page end after its present poll."""
        self._ended.set()
        await asyncio.gather(*self._open)

    async def _run(self, number: int) -> None:
        person = self.people[number]
        await self._wait(EVERY * number / len(self.people))  # spread over the 4 s
        connection = await load.Connection(self.port).open()
        _, page = await connection.send(get(self.port, "/clock/panel", person))
        found = _SEEN.search(page)
        asked = get(self.port, f"/clock/changes?seen={found[1].decode() if found else ''}", person)
        while not self._ended.is_set():
            start = time.perf_counter()
            status, _ = await connection.send(asked)
            self.polls.seconds.append(time.perf_counter() - start)
            if status != 204:
                self.polls.errors.append(str(status))
            await self._wait(EVERY)
        await connection.close()

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return


async def punches_beside(
    port: int, crowd: Crowd, people: list[company.BenchmarkPerson]
) -> tuple[load.Measured, load.Measured]:
    """Punches while the pages of these people are open, and the polls of the pages."""
    pages, start = PollingPages(port, people), time.perf_counter()
    await pages.open()
    punched = await load.drive(port, IN_FLIGHT, ROUNDS, crowd.act(IN_FLIGHT))
    await pages.close()
    pages.polls.wall = time.perf_counter() - start
    return punched, pages.polls


async def processor_time(port: int, people: list[company.BenchmarkPerson]) -> float:
    """Milliseconds of the server's processor time for each poll, without anything beside it."""
    pages = PollingPages(port, people)
    await pages.open()
    spent, asked = servers.processor_seconds(), len(pages.polls.seconds)
    await asyncio.sleep(5 * EVERY)
    spent, asked = servers.processor_seconds() - spent, len(pages.polls.seconds) - asked
    await pages.close()
    return 1000 * spent / asked


def run(kind: str) -> None:
    """All figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as (url, _):
        app = company.product(url, Path(name), servers.SECRET)
        people = company.found(app, PUNCHING + PAGES)
        with servers.serving("app:app", url, Path(name)) as port:
            crowd, reading = Crowd(port, people[:PUNCHING]), people[PUNCHING:]
            asyncio.run(punches_beside(port, crowd, []))  # fills what a server keeps in memory
            for turn in range(1, TURNS + 1):
                alone, _ = asyncio.run(punches_beside(port, crowd, []))
                beside, polls = asyncio.run(punches_beside(port, crowd, reading))
                print(f"   turn {turn}")
                report("punches alone", alone)
                report(f"punches beside {PAGES} pages", beside)
                report("polls", polls)
                print(f"   beside ÷ alone: {beside.per_second / alone.per_second:.2f}")
            spent = asyncio.run(processor_time(port, reading))
            print(f"   processor time of the server for a poll: {spent:.2f} ms", flush=True)


if __name__ == "__main__":
    for kind in sys.argv[1:] or ["sqlite", "postgresql"]:
        run(kind)
