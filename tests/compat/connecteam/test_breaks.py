"""Live breaks: a break closes one shift and opens the next."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.compat.connecteam.conftest import Call, data, demand_detail, demand_fault
from tests.fixtures.scripts import Bakery, Script

pytestmark = pytest.mark.databases("sqlite")
HOUR = 3600
NO_SHIFT = "User does not have an open shift"
NO_BREAK = "User does not have an open manual break"
ON_BREAK = "User already has an open manual break"

Act = Callable[..., TestResponse]


@pytest.fixture
def pause(call: Call, bakery: Bakery, kind: int) -> Act:
    """`pause()`: Eli's, of the shop's kind, unless `which` says otherwise."""

    def send(which: object = None, **given: Any) -> TestResponse:
        return act(call, bakery, f"manual-breaks/{which or kind}/clock-in", given)

    return send


@pytest.fixture
def resume(call: Call, bakery: Bakery) -> Act:
    """`resume(isResumeShift=False)`: Eli's."""

    def send(**given: Any) -> TestResponse:
        return act(call, bakery, "manual-breaks/clock-out", given)

    return send


def act(call: Call, bakery: Bakery, verb: str, given: dict[str, Any]) -> TestResponse:
    names = ("by", "key", "clock", "Idempotency_Key")
    how = {name: given.pop(name) for name in names if name in given}
    return call(verb, {"userId": bakery.eli.user_id} | given, **how)


@pytest.fixture
def began(call: Call, bakery: Bakery) -> int:
    """Eli has been in at the shop for an hour, since this second."""
    moment = int(datetime.now(UTC).timestamp()) - HOUR
    body = {"userId": bakery.eli.user_id, "timestamp": moment, "jobId": str(bakery.job)}
    assert call("clock-in", body).status_code == 200
    return moment


def test_a_break_closes_the_shift(pause: Act, bakery: Bakery, began: int) -> None:
    found = data(pause())
    assert list(found) == ["id", "start", "isSwitchFromShift", "closedShift"]
    assert found["isSwitchFromShift"] is True
    assert found["start"]["timezone"] == "Europe/Berlin"
    assert found["start"]["source"] == {"type": "api"}
    closed = found["closedShift"]
    assert closed["start"]["timestamp"] == began
    assert closed["end"]["timestamp"] == found["start"]["timestamp"]
    assert closed["jobId"] == str(bakery.job)


def test_its_end_opens_the_next(pause: Act, resume: Act, began: int) -> None:
    begun = data(pause(timestamp=began + 60))
    found = data(resume(timestamp=began + 120))
    assert list(found) == ["id", "end", "isResumeShift", "resumedShift"]
    assert (found["id"], found["isResumeShift"]) == (begun["id"], True)
    assert found["end"]["timestamp"] == began + 120
    part = found["resumedShift"]
    assert part["id"] == f"{begun['closedShift']['id']}-{begun['id']}"
    assert part["start"]["timestamp"] == began + 120
    assert "end" not in part
    assert part["jobId"] == begun["closedShift"]["jobId"]


def test_a_clock_out_answers_the_part_after_the_break(
    call: Call, bakery: Bakery, pause: Act, resume: Act, began: int
) -> None:
    pause(timestamp=began + 60)
    part = data(resume(timestamp=began + 120))["resumedShift"]
    out = data(call("clock-out", {"userId": bakery.eli.user_id}))["shift"]
    assert (out["id"], out["start"]) == (part["id"], part["start"])


def test_awork_sees_the_same_break(
    script: Script, bakery: Bakery, pause: Act, resume: Act, began: int
) -> None:
    header = {"Authorization": f"Bearer {bakery.eli.key}"}
    pause(timestamp=began + 60)
    resume(timestamp=began + 120)
    entry: Any = script.send("GET", "/api/v1/me/timeentries/last", None, header).json
    (rest,) = entry["breaks"]
    assert (rest["duration"], entry["endTimeUtc"]) == (60, None)


def test_no_one_goes_on_who_does_not_want_to(
    call: Call, bakery: Bakery, pause: Act, resume: Act, began: int
) -> None:
    begun = data(pause(timestamp=began + 60))
    found = data(resume(isResumeShift="false", timestamp=began + 120))
    assert list(found) == ["id", "end", "isResumeShift"]
    assert (found["id"], found["isResumeShift"]) == (begun["id"], False)
    assert found["end"]["timestamp"] == began + 120
    demand_detail(call("clock-out", {"userId": bakery.eli.user_id}), 400, NO_SHIFT)


@pytest.mark.parametrize("goes_on", [True, "true", None])
def test_going_on_in_other_words(pause: Act, resume: Act, began: int, goes_on: object) -> None:
    pause()
    assert data(resume(isResumeShift=goes_on))["isResumeShift"] is True


def test_zones_of_ones_own(pause: Act, resume: Act, began: int) -> None:
    zone = "America/New_York"
    assert data(pause(timezone=zone))["start"]["timezone"] == zone
    assert data(resume(timezone=zone))["end"]["timezone"] == zone


def test_a_second_break_at_once(pause: Act, began: int) -> None:
    assert pause().status_code == 200
    demand_detail(pause(), 400, ON_BREAK)


def test_resuming_while_running(resume: Act, began: int) -> None:
    for goes_on in (True, False):
        demand_detail(resume(isResumeShift=goes_on), 400, NO_BREAK)
    assert resume(isResumeShift=False).status_code == 400


def test_who_is_not_in(pause: Act, resume: Act, bakery: Bakery) -> None:
    for answer in (pause(), resume(), resume(isResumeShift=False)):
        demand_detail(answer, 400, NO_SHIFT)


def test_the_shift_is_at_another_clock(pause: Act, resume: Act, bakery: Bakery, began: int) -> None:
    demand_detail(pause(clock=bakery.site), 400, NO_SHIFT)
    demand_detail(resume(clock=bakery.site), 400, NO_SHIFT)
    for act in (pause, resume):  # Eli is not at the yard, so it does not exist for him
        demand_detail(act(clock=bakery.yard), 404, f"Time clock {bakery.yard} not found")


def test_an_unknown_clock(pause: Act, resume: Act, bakery: Bakery, began: int) -> None:
    for clock in (12345, bakery.foreign_clock, "abc"):
        sentence = f"Time clock {clock} not found"
        for answer in (pause(clock=clock), resume(clock=clock)):
            demand_detail(answer, 404, sentence)


def test_an_unknown_kind(pause: Act, began: int) -> None:
    for which in (999, "abc", 2**63, -1):
        demand_detail(pause(which), 404, f"Manual break {which} not found")


def test_an_unknown_user(pause: Act, resume: Act, bakery: Bakery) -> None:
    for user in (9_170_357, bakery.nora.user_id, 2**63):
        for answer in (pause(userId=user, by=bakery.edda), resume(userId=user, by=bakery.edda)):
            demand_detail(answer, 400, NO_SHIFT)


@pytest.mark.parametrize(
    ("name", "may"),
    [("olive", True), ("edda", True), ("maya", True), ("eli", True), ("otto", False)],
)
def test_who_may(
    pause: Act,
    resume: Act,
    bakery: Bakery,
    began: int,
    name: str,
    may: bool,
) -> None:
    by = getattr(bakery, name)
    answers = (pause(by=by), resume(by=by), pause(by=by), resume(by=by, isResumeShift=False))
    for answer in answers:
        if may:
            assert answer.status_code == 200, answer.text
        else:
            demand_detail(answer, 403, "Not allowed")


def test_a_key_that_only_reads(pause: Act, resume: Act, bakery: Bakery, began: int) -> None:
    for holder in (bakery.eli, bakery.olive):
        demand_detail(pause(key=holder.read_key), 403, "Not allowed")
        demand_detail(resume(key=holder.read_key), 403, "Not allowed")


def test_a_time_before_the_last_punch(pause: Act, resume: Act, began: int) -> None:
    demand_fault(pause(timestamp=began - 1), "body", "timestamp")
    assert pause(timestamp=began + 60).status_code == 200
    demand_fault(resume(timestamp=began + 59), "body", "timestamp")
    for end in (began + 59, began + 60):
        demand_fault(resume(timestamp=end, isResumeShift=False), "body", "timestamp")


@pytest.mark.parametrize("ago", [-120, 13 * HOUR])
def test_a_time_that_is_not_taken(pause: Act, began: int, ago: int) -> None:
    moment = int(datetime.now(UTC).timestamp()) - ago
    demand_fault(pause(timestamp=moment), "body", "timestamp")


def test_odd_bodies(call: Call, pause: Act, resume: Act, kind: int) -> None:
    for verb in (f"manual-breaks/{kind}/clock-in", "manual-breaks/clock-out/"):
        for body in (None, b"", b"{}"):
            demand_fault(call(verb, body), "body", "userId", "value_error.missing")
        demand_fault(call(verb, b'{"userId": true}'), "body", "userId", "type_error.integer")
    demand_fault(resume(isResumeShift="maybe"), "body", "isResumeShift", "type_error.bool")
    demand_fault(pause(timezone="Mars/Phobos"), "body", "timezone")


def test_the_same_key_again(pause: Act, resume: Act, began: int) -> None:
    """Whatever has happened since, byte for byte."""
    acts: dict[str, Callable[[], TestResponse]] = {
        "pause": lambda: pause(Idempotency_Key="pause"),
        "resume": lambda: resume(Idempotency_Key="resume"),
        "again": lambda: pause(Idempotency_Key="again", timezone="UTC"),
        "home": lambda: resume(Idempotency_Key="home", isResumeShift=False),
    }
    first = {name: send() for name, send in acts.items()}
    assert {answer.status_code for answer in first.values()} == {200}
    for name, send in acts.items():
        again = send()
        assert again.headers["Idempotent-Replayed"] == "true"
        assert again.get_data() == first[name].get_data()
        assert "Idempotent-Replayed" not in first[name].headers
    assert resume(Idempotency_Key="pause").status_code == 422
