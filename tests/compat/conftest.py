"""What the tests of every vendor's door share."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.compat.forgotten_doors import doors
from tests.fixtures.scripts import Bakery, KeyHolder
from timeclock.worktime.shifts.leaving import deactivate_member

__all__ = ["doors"]


@pytest.fixture
def let_go(app: Flask, bakery: Bakery) -> Callable[[KeyHolder], None]:
    """Someone leaves the company."""

    def leave(holder: KeyHolder) -> None:
        with app.app_context():
            deactivate_member(bakery.operator, member_id=holder.member_id)

    return leave
