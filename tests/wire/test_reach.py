"""What is out of reach is answered as what does not exist, word for word, at every address."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Cast, hire
from tests.fixtures.json_calls import JsonCall, _objects
from tests.fixtures.scripts import Bakery
from tests.fixtures.stored_objects import StoredObjects
from tests.wire.test_rights import body_about_eli
from timeclock.authority.actor import Actor, Role, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.compat.ids import IdKind, hex24, uuid8

pytestmark = pytest.mark.databases("sqlite")

MISSING = 7_654_321_987
# What has its own kind of id in the vendors' addresses.
_KINDS = {
    "user": IdKind.USER,
    "entry": IdKind.SHIFT,
    "workspace": IdKind.WORKSPACE,
    "project": IdKind.JOB,
}
# Jobs and workspaces are everyone's in the company, `first` is a day, the rest has no person.
ABOUT_ELI = {"clock", "kind", "user", "member", "shift", "entry", "correction", "key"}
# The sentence of Connecteam's contract for a clock that the person is not assigned to.
NOT_ASSIGNED = {"connecteam.clock_in"}


@pytest.fixture
def keys(app: Flask, cast: Cast, bakery: Bakery) -> Mapping[str, str]:
    """Who has no say over Eli: Otto, who works elsewhere; Yves, who manages there; Nora."""
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        yves = hire(cast.workspace_id, "Yves Yard", Role.MANAGER)
        assign(operator, clock_id=cast.yard, member_id=yves.member_id, manages=True)
        issued = issue_key(operator, member_id=yves.member_id, name="Yves", scope=Scope.ADMIN)
    return {"otto": bakery.otto.key, "yves": issued.key, "nora": bakery.nora.key}


def missing(door: str, name: str) -> str:
    """An id in the door's form that nothing has."""
    write_id: Callable[[IdKind, int], str] = hex24 if door == "clockify" else uuid8
    plain = door in ("api", "connecteam", "webwork")
    return str(MISSING) if plain else write_id(_KINDS[name], MISSING)


def about(
    call: JsonCall, app: Flask, bakery: Bakery, stored: StoredObjects
) -> Iterator[tuple[str, JsonCall, dict[str, object]]]:
    """The call with each of its ids that are about Eli replaced by one that nothing has."""
    objects, body = _objects(call.door, bakery, stored), body_about_eli(call, bakery)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint == call.endpoint]
    for rule in rules:
        known = objects | {"kind": call.path.split("/manual-breaks/")[-1].split("/")[0]}
        names = re.findall(r"<(\w+)>", rule.rule)
        if "break-kinds" in rule.rule and "kind" in names:
            known["kind"] = call.path.split("/break-kinds/")[-1].split("/")[0]
        if _filled(rule.rule, known) != call.path:
            continue
        for name in set(names) & ABOUT_ELI:
            other = {**known, name: missing(call.door, name)}
            yield name, _at(call, _filled(rule.rule, other)), body
    for field in {"user_id", "userId"} & body.keys():
        yield field, call, {**body, field: MISSING}
    if "user_id=" in call.query:
        query = re.sub(r"user_id=\d+", f"user_id={MISSING}", call.query)
        yield "user_id", _at(call, call.path, query), body


def _filled(rule: str, values: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda found: values[found[1]], rule)


def _at(call: JsonCall, path: str, query: str | None = None) -> JsonCall:
    asked = call.query if query is None else query
    return JsonCall(
        call.door,
        call.method,
        call.methods,
        path,
        call.endpoint,
        call.script,
        call.key,
        asked,
    )


def plain(
    answer: TestResponse, bakery: Bakery, stored: StoredObjects, door: str
) -> tuple[int, str]:
    """The answer without the ids that were sent, and without what differs at every call."""
    text = answer.get_data(as_text=True)
    objects = _objects(door, bakery, stored)
    for name in sorted(ABOUT_ELI & objects.keys()):
        text = re.sub(rf"\b{re.escape(objects[name])}\b", "ID", text)
    for name in _KINDS:
        text = text.replace(missing(door, name), "ID")
    text = re.sub(r'"(requestId|timestamp|response_time)": ?"[^"]*"', "", text)
    return answer.status_code, text.replace(str(MISSING), "ID")


@pytest.mark.parametrize("who", ["otto", "yves", "nora"])
def test_out_of_reach_is_missing(
    app: Flask,
    json_calls: list[JsonCall],
    bakery: Bakery,
    stored: StoredObjects,
    keys: Mapping[str, str],
    who: str,
) -> None:
    asked, told = 0, []
    for call in json_calls:
        theirs = call.send(body_about_eli(call, bakery), key=keys[who])
        said = plain(theirs, bakery, stored, call.door)
        for name, other, body in about(call, app, bakery, stored):
            answer = plain(other.send(body, key=keys[who]), bakery, stored, call.door)
            asked += 1
            if answer != said and call.endpoint not in NOT_ASSIGNED:
                told.append((call.endpoint, call.method, name, said, answer))
    assert told == []
    assert asked > 100
