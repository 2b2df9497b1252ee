"""Several workers serve one machine: a key has its calls once, no matter who answers."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("postgresql")

LIMIT = 40


def call(server: LiveServer, key: str) -> tuple[int, int]:
    """The status, and how many calls are left; each call may meet another worker."""
    answer = httpx.get(
        f"{server.url}/api/timeclock/v1/shifts/open",
        headers={"Authorization": f"Bearer {key}"},
        timeout=30,
    )
    left = answer.headers["RateLimit"].split(";")[1].removeprefix("r=")
    return answer.status_code, int(left)


def test_what_is_left_goes_down_by_one_with_each_call(
    bakery: Bakery, make_live_server: Callable[..., LiveServer]
) -> None:
    server = make_live_server(api_limit=LIMIT)
    assert len(server.workers()) >= 2
    told = [call(server, bakery.eli.key) for _ in range(LIMIT + 10)]
    assert told == [(200, left) for left in range(LIMIT - 1, -1, -1)] + [(429, 0)] * 10
    assert call(server, bakery.maya.key) == (200, LIMIT - 1)


def test_calls_at_once_get_no_more_than_the_limit(
    bakery: Bakery, make_live_server: Callable[..., LiveServer]
) -> None:
    server = make_live_server(api_limit=LIMIT)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: call(server, bakery.eli.key), range(2 * LIMIT)))
    assert sorted(left for status, left in told if status == 200) == list(range(LIMIT))


def test_a_killed_worker_takes_no_count_with_it(
    bakery: Bakery, make_live_server: Callable[..., LiveServer]
) -> None:
    server = make_live_server(api_limit=LIMIT)
    for _ in range(10):
        call(server, bakery.eli.key)
    os.kill(server.workers()[0], signal.SIGKILL)
    told = []
    while len(told) < 10:
        try:
            told.append(call(server, bakery.eli.key))
        except httpx.TransportError:
            continue  # the worker that took this connection is gone
    assert [status for status, _ in told] == [200] * 10
    lefts = [left for _, left in told]
    assert lefts == sorted(set(lefts), reverse=True)
    assert lefts[0] < LIMIT - 10
