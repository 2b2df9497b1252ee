"""PostgreSQL is killed under a server that goes on, while people punch, and started again."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.crew import A_LITTLE_LATER, Crew
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.database import migrate
from tests.fixtures.live_server import LiveServer
from tests.fixtures.postgres import PostgresCluster, running_cluster


@pytest.fixture
def cluster() -> Iterator[PostgresCluster]:
    """One of its own: others of this process go on with theirs."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def database_url(cluster: PostgresCluster, tmp_path: Path) -> str:
    url = cluster.create("punched")
    migrate(url, tmp_path)
    return url


@pytest.mark.databases("postgresql")
@pytest.mark.timeout(400)
def test_no_confirmed_punch_is_lost_and_none_counts_twice_when_postgresql_is_killed(
    live_server: LiveServer, crew: Crew, cluster: PostgresCluster, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    for number in range(10 if thorough else 2):
        with crew.at_work():
            crew.wait_for(PunchKnowledge.OK, 40)
            time.sleep(number * A_LITTLE_LATER)
            cluster.kill()
            crew.wait_for(PunchKnowledge.REFUSED, 10)
            cluster.start()
        crew.demand_truth()
        crew.settle()
        with crew.at_work():
            crew.wait_for(PunchKnowledge.OK, 20)
        crew.settle()
        crew.demand_truth()
