"""What open clock pages cost: punches alone, and while 500 pages ask every 4 s what is new.

    python3 start.py benchmark open_pages [sqlite|postgresql]

Both are measured in turns on the same server. It prints; it judges nothing. Load stays on loopback
and ends by itself.
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


class OpenPages:
    """Pages that are open at once, and what their polls took.

    The server closes connections that rest between two polls, so each poll opens one.
    """

    def __init__(self, port: int, people: list[company.BenchmarkPerson]) -> None:
        self.port, self.people = port, people
        self.polls = load.Measured()
        self._ended = asyncio.Event()

    async def run(self, number: int) -> None:
        """One page: it is read once, and asks until all are closed."""
        person = self.people[number]
        _, page = await self._ask("/clock/panel", person)
        found = _SEEN.search(page)
        seen = found[1].decode() if found else ""
        await self._wait(EVERY * number / len(self.people))  # spread over the 4 s
        while not self._ended.is_set():
            start = time.perf_counter()
            path = f"/clock/changes?seen={seen}"
            status, _ = await self._ask(path, person)
            self.polls.seconds.append(time.perf_counter() - start)
            if status != 204:
                self.polls.errors.append(str(status))
            await self._wait(EVERY)

    def close(self) -> None:
        """Let every page end after its present poll."""
        self._ended.set()

    async def _ask(self, path: str, person: company.BenchmarkPerson) -> tuple[int, bytes]:
        connection = await load.Connection(self.port).open()
        answer = await connection.send(get(self.port, path, person))
        await connection.close()
        return answer

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return


async def punches_beside(
    port: int, crowd: Crowd, people: list[company.BenchmarkPerson]
) -> tuple[load.Measured, load.Measured]:
    """Punches while the pages of these people are open, and the polls of the pages."""
    pages = OpenPages(port, people)
    open_pages = [asyncio.create_task(pages.run(number)) for number in range(len(people))]
    start = time.perf_counter()
    await asyncio.sleep(EVERY if people else 0)
    punched = await load.drive(port, IN_FLIGHT, ROUNDS, crowd.act(IN_FLIGHT))
    pages.close()
    await asyncio.gather(*open_pages)
    pages.polls.wall = time.perf_counter() - start
    return punched, pages.polls


def run(kind: str) -> None:
    """Both figures for one kind of database."""
    print(f"== {kind}")
    with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as (url, _):
        app = company.product(url, Path(name), servers.SECRET)
        people = company.found(app, PUNCHING + PAGES)
        with servers.serving("app:app", url, Path(name)) as port:
            crowd = Crowd(port, people[:PUNCHING])
            asyncio.run(punches_beside(port, crowd, []))  # fills what a server keeps in memory
            for turn in range(1, TURNS + 1):
                alone, _ = asyncio.run(punches_beside(port, crowd, []))
                beside, polls = asyncio.run(punches_beside(port, crowd, people[PUNCHING:]))
                print(f"   turn {turn}")
                report("punches alone", alone)
                report(f"punches beside {PAGES} pages", beside)
                report("polls", polls)
                print(f"   beside ÷ alone: {beside.per_second / alone.per_second:.2f}")


if __name__ == "__main__":
    for kind in sys.argv[1:] or ["sqlite", "postgresql"]:
        run(kind)
