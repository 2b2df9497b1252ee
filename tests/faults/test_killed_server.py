"""The whole server is killed while people punch, and started again."""

import time

import pytest

from tests.faults.crew import A_LITTLE_LATER, Crew
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer


@pytest.mark.timeout(400)
def test_no_confirmed_punch_is_lost_and_none_counts_twice_when_the_server_is_killed(
    live_server: LiveServer, crew: Crew, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    for number in range(20 if thorough else 2):
        with crew.at_work():
            crew.wait_for(PunchKnowledge.OK, 20)
            time.sleep(number * A_LITTLE_LATER)
            live_server.kill()
        crew.demand_truth()
        live_server.start()
        crew.settle()
        crew.demand_truth()
