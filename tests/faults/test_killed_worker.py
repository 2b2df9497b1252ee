"""The server's worker is killed while people punch; the server starts another one."""

import os
import signal
import time

import pytest

from tests.faults.crew import A_LITTLE_LATER, PATIENCE, Crew
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer


@pytest.mark.databases("sqlite")
@pytest.mark.timeout(400)
def test_no_confirmed_punch_is_lost_and_none_counts_twice_when_the_worker_is_killed(
    live_server: LiveServer, crew: Crew, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    kills = 20 if thorough else 4
    for number in range(kills):
        with crew.at_work():
            crew.wait_for(PunchKnowledge.OK, 20)
            time.sleep(number * A_LITTLE_LATER)
            (worker,) = live_server.workers()
            os.kill(worker, signal.SIGKILL)
            _wait_for_another(live_server, worker)
        crew.demand_truth()
        crew.settle()
        crew.demand_truth()
    assert live_server.log.read_text().count("was killed by signal 9; another one starts") == kills


def _wait_for_another(server: LiveServer, worker: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.workers() in ([], [worker]):
        assert time.monotonic() < deadline
        time.sleep(0.01)
