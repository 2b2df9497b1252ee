"""What a script for awork asks first."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery
from timeclock.compat.ids import IdKind, uuid8

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]


def test_the_owner_of_a_token(call: Call, bakery: Bakery) -> None:
    answer = call("me", method="GET", key=bakery.eli.read_key)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["id"] == uuid8(IdKind.USER, bakery.eli.user_id)
    assert (answer.json["firstName"], answer.json["lastName"]) == ("Eli", "Engel")


def test_the_one_type_of_work(call: Call, bakery: Bakery) -> None:
    answer = call("typeofwork/", method="GET", key=bakery.eli.read_key)
    assert answer.json is not None
    (kind,) = answer.json
    assert kind["id"] == uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id)
    assert kind["name"] == "Work"
