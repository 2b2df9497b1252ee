"""The scope and the role that the document names are the least that a call takes."""

import pytest

from tests.fixtures.json_calls import JsonCall
from tests.fixtures.scripts import Bakery
from tests.wire.test_rights import about_eli, body_about_eli
from timeclock.api.rights import RIGHTS
from timeclock.authority.actor import Actor, Role, Scope
from timeclock.company.api_keys.service import issue_key

pytestmark = pytest.mark.databases("sqlite")
READS = frozenset({"rules.preview", "rules.preview_of_withdrawal", "home_clocks.preview"})


def own(calls: list[JsonCall]) -> list[tuple[JsonCall, str]]:
    return [
        (call, call.endpoint.removeprefix("api."))
        for call in about_eli(calls)
        if call.door == "api"
    ]


def test_each_call_says_what_it_needs(json_calls: list[JsonCall]) -> None:
    assert {operation for _, operation in own(json_calls)} == set(RIGHTS)


def test_a_scope_below_it_is_kept_out(
    json_calls: list[JsonCall], bakery: Bakery, app: object
) -> None:
    scopes = sorted(Scope, key=lambda scope: scope.rank)
    with app.app_context():  # type: ignore[attr-defined]
        keys = {
            scope: issue_key(
                Actor.operator(bakery.workspace_id),
                member_id=bakery.olive.member_id,
                name=f"only {scope.value}",
                scope=scope,
            ).key
            for scope in scopes
        }
    for call, operation in own(json_calls):
        least = RIGHTS[operation].scope
        if least.rank > scopes[0].rank:
            below = scopes[scopes.index(least) - 1]
            answer = call.send(body_about_eli(call, bakery), key=keys[below])
            assert answer.status_code == 403, f"{operation} with {below}: {answer.text}"


def test_a_role_below_it_is_kept_out(json_calls: list[JsonCall], bakery: Bakery) -> None:
    below = {
        Role.MANAGER: bakery.otto.key,
        Role.EXECUTIVE_MANAGER: bakery.maya.key,
        Role.OWNER: bakery.edda.key,
    }
    for call, operation in own(json_calls):
        least = RIGHTS[operation].role
        if least in below:
            answer = call.send(body_about_eli(call, bakery), key=below[least])
            assert answer.status_code in (403, 404), f"{operation}: {answer.text}"
