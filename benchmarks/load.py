"""A load generator over plain sockets: small enough that it measures the server, not itself."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field


@dataclass
class Measured:
    """What a run saw: seconds for each request, statuses that were not expected, wall time."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wall: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.wall

    def percentile(self, percent: float) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.seconds, n=1000)[int(percent * 10) - 1] * 1000


class Connection:
    """One kept-alive HTTP/1.1 connection."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def open(self) -> "Connection":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request and read a whole answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        body = await self._reader.readexactly(length) if length else b""
        return int(head[9:12]), body

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


def form_post(port: int, path: str, headers: Iterable[str], body: str) -> bytes:
    """The bytes of a form's POST."""
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def drive(
    port: int, in_flight: int, rounds: int, act: Callable[[Connection, int, int], Awaitable[None]]
) -> Measured:
    """`in_flight` connections, each doing `rounds` acts one after another; `act` may raise."""
    measured = Measured()

    async def worker(number: int) -> None:
        connection = await Connection(port).open()
        for turn in range(rounds):
            start = time.perf_counter()
            try:
                await act(connection, number, turn)
            except UnexpectedAnswer as error:
                measured.errors.append(str(error))
            measured.seconds.append(time.perf_counter() - start)
        await connection.close()

    start = time.perf_counter()
    await asyncio.gather(*(worker(number) for number in range(in_flight)))
    measured.wall = time.perf_counter() - start
    return measured


async def in_turns(
    rounds: int, *acts: tuple[int, Callable[[Connection, int, int], Awaitable[None]]]
) -> list[Measured]:
    """Each act on a connection to its port, in turns, so that all meet the same machine."""
    connections = [await Connection(port).open() for port, _ in acts]
    found = [Measured() for _ in acts]
    for turn in range(rounds):
        for connection, (_, act), measured in zip(connections, acts, found, strict=True):
            start = time.perf_counter()
            await act(connection, 0, turn)
            measured.seconds.append(time.perf_counter() - start)
    for connection in connections:
        await connection.close()
    return found


class UnexpectedAnswer(Exception):
    """The server said something else than the benchmark is about."""
