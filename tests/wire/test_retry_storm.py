"""Impatient scripts: the same punch over and over, and two different ones at once."""

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.fixtures.cast import Cast, hire
from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.listing import ShiftFilter, count_shifts

PEOPLE, TIMES = 20, 3
PUNCHES_EACH, THOROUGHLY = 10, 50  # two hundred punches, and a thousand if thorough
CYCLE = ("clock-in", "pause", "resume", "clock-out")
Asked = tuple[str, str, str, dict[str, str]]


@dataclass(frozen=True)
class StormAnswer:
    """What one of several senders was answered."""

    status: int
    repeated: bool
    body: bytes


def send(server: LiveServer, asked: Asked, start: threading.Barrier) -> StormAnswer:
    """Send over a connection of its own, at the same moment as the others."""
    method, path, body, headers = asked
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=60)
    connection.connect()
    start.wait(60)
    connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
    answer = connection.getresponse()
    told = StormAnswer(
        answer.status, answer.headers.get("Idempotent-Replayed") == "true", answer.read()
    )
    connection.close()
    return told


def all_at_once(server: LiveServer, requests: Sequence[Asked]) -> list[StormAnswer]:
    """What each of these is answered when they are sent together."""
    start = threading.Barrier(len(requests))
    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(lambda asked: send(server, asked, start), requests))


def crowd(app: Flask, cast: Cast) -> list[str]:
    """Keys of people at the shop."""
    operator = Actor.operator(cast.workspace_id)
    keys = []
    with app.app_context():
        for number in range(PEOPLE):
            person = hire(cast.workspace_id, f"Person{number} Storm")
            assign(operator, clock_id=cast.shop, member_id=person.member_id)
            issued = issue_key(
                operator, member_id=person.member_id, name="storm", scope=Scope.PUNCH
            )
            keys.append(issued.key)
    return keys


def test_each_of_many_punches_sent_three_times_is_one_punch(
    app: Flask, cast: Cast, live_server: LiveServer, *, thorough: bool
) -> None:
    punches_each = THOROUGHLY if thorough else PUNCHES_EACH
    keys = crowd(app, cast)

    def storm(key: str) -> list[list[StormAnswer]]:
        answers = []
        for number in range(punches_each):
            act = CYCLE[number % len(CYCLE)]
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"{key}-{number}"}
            asked = ("POST", f"/api/timeclock/v1/{act}", "{}", headers)
            answers.append(all_at_once(live_server, [asked] * TIMES))
        return answers

    with ThreadPoolExecutor(4) as pool:
        every = [told for answers in pool.map(storm, keys) for told in answers]
    assert len(every) == PEOPLE * punches_each
    for told in every:
        assert [each.status for each in told] == [200] * TIMES, told
        assert Counter(each.repeated for each in told) == {False: 1, True: TIMES - 1}
        assert len({each.body for each in told}) == 1
    with app.app_context():
        punches = db.session.scalar(
            select(func.count())
            .select_from(Entry)
            .where(Entry.workspace_id == cast.workspace_id, Entry.key.like("tck_%"))
        )
        assert punches == PEOPLE * punches_each
        shifts = count_shifts(cast.workspace_id, ShiftFilter())
        assert shifts == PEOPLE * -(-punches_each // len(CYCLE))


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def connecteam(bakery: Bakery) -> Asked:
    path = f"/time-clock/v1/time-clocks/{bakery.shop}/clock-in"
    body = json.dumps({"userId": bakery.eli.user_id})
    return "POST", path, body, {"X-API-KEY": bakery.eli.key}


def clockify(bakery: Bakery) -> Asked:
    path = f"/api/v1/workspaces/{hex24(IdKind.WORKSPACE, bakery.workspace_id)}/time-entries"
    return "POST", path, json.dumps({"start": None}), {"X-Api-Key": bakery.eli.key}


def awork(bakery: Bakery) -> Asked:
    work = uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id)
    body = json.dumps({"typeOfWorkId": work, "timezone": "Europe/Berlin"})
    return "POST", "/api/v1/me/timetracking/start", body, bearer(bakery.eli.key)


def webwork(bakery: Bakery) -> Asked:
    body = json.dumps({"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id})
    return "POST", "/time-tracking/start", body, bearer(bakery.eli.key)


def native(bakery: Bakery) -> Asked:
    body = json.dumps({"clock_id": bakery.shop})
    return "POST", "/api/timeclock/v1/clock-in", body, bearer(bakery.eli.key)


# Clockify and awork start anew and end what runs, so there both succeed.
@pytest.mark.parametrize(
    ("asked", "statuses", "words"),
    [
        (native, [200, 409], b"already_clocked_in"),
        (connecteam, [200, 400], b"User already has an open shift"),
        (webwork, [200, 400], b"must stop the current tracker"),
        (clockify, [201, 201], b""),
        (awork, [200, 200], b""),
    ],
)
def test_two_different_clock_ins_at_once(
    asked: Callable[[Bakery], Asked],
    statuses: list[int],
    words: bytes,
    app: Flask,
    bakery: Bakery,
    live_server: LiveServer,
) -> None:
    both = [asked(bakery), asked(bakery)]
    for number, (*_, headers) in enumerate(both):
        headers["Idempotency-Key"] = f"storm-{number}"
    told = sorted(all_at_once(live_server, both), key=lambda each: each.status)
    assert [each.status for each in told] == statuses, told
    assert words in told[-1].body
    with app.app_context():
        assert count_shifts(bakery.workspace_id, ShiftFilter(is_open=True)) == 1
        assert count_shifts(bakery.workspace_id, ShiftFilter()) == statuses.count(statuses[0])
