"""How many SQL statements a list costs, however long it is."""

import pytest
from flask import Flask

from tests.compat.clockify.conftest import Call, of
from tests.fixtures.scripts import Bakery
from tests.fixtures.statements import Counting
from tests.fixtures.stored_objects import StoredObjects
from timeclock.compat.ids import IdKind, hex24
from timeclock.worktime.shifts.punching import pause, start_next_shift

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("{eli}", 9),
        ("time-entries/status/in-progress", 8),
        ("time-entries/{entry}", 8),
        ("users", 6),
        ("projects", 3),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(
    clockify: Call,
    bakery: Bakery,
    stored: StoredObjects,
    counting: Counting,
    app: Flask,
    path: str,
    statements: int,
) -> None:
    where = path.format(eli=of(bakery.eli), entry=hex24(IdKind.SHIFT, stored.shift))
    clockify("GET", "tags", by=bakery.maya)  # notes the key's use for a minute
    eli, costs = bakery.eli.member_id, []
    for _ in range(3):
        with counting() as seen:
            assert clockify("GET", where, by=bakery.maya).status_code == 200
        costs.append(len(seen))
        with app.app_context():
            start_next_shift(bakery.operator, member_id=eli, clock_id=bakery.shop)
            pause(bakery.operator, member_id=eli)
    assert costs == [statements] * 3
