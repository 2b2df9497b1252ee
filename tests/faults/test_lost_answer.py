"""The punch is recorded and its answer never arrives; anyone who sent it sends it again."""

import time

from flask import Flask

from tests.faults.crew import PATIENCE, Crew, found_in_ledger
from tests.faults.employee import DAY
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer


def test_sent_again_after_the_commit_it_counts_once_and_gets_the_first_answer(
    live_server: LiveServer, crew: Crew, app: Flask
) -> None:
    crew.go_to(live_server.url)

    def wait_for_commit(key: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not _is_there(app, key):
            assert time.monotonic() < deadline, "the punch is never recorded"
            time.sleep(0.01)

    for _ in DAY:
        for person in crew.people:
            person.punch_and_hang_up(wait_for_commit)
        crew.demand_truth()
        crew.settle()
    assert crew.count(PunchKnowledge.OK) == len(DAY) * len(crew.people)
    crew.demand_truth()


def test_whenever_the_line_breaks_a_second_try_settles_it(
    live_server: LiveServer, crew: Crew
) -> None:
    crew.go_to(live_server.url)
    for number in range(4 * len(DAY)):
        for person in crew.people:
            person.punch_and_hang_up(lambda _key, n=number: time.sleep(n / 4000))
        crew.settle()
    assert crew.count(PunchKnowledge.OK) == 4 * len(DAY) * len(crew.people)
    crew.demand_truth()


def _is_there(app: Flask, key: str) -> bool:
    with app.app_context():
        return any(entry.key == key for entry in found_in_ledger())
