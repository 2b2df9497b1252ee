"""The version differs as soon as anything on the board may, and each minute."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Cast, hire
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.jobs.service import update_job
from timeclock.company.people.membership import update_member
from timeclock.worktime.board import queries
from timeclock.worktime.shifts import punching, stopping, undoing

Act = Callable[[Cast], object]


def operator(cast: Cast) -> Actor:
    return Actor.operator(cast.workspace_id)


ACTS: dict[str, Act] = {
    "clock in": lambda cast: punching.clock_in(cast.eli.actor),
    "pause": lambda cast: punching.pause(cast.maya.actor),
    "switch": lambda cast: punching.switch_job(cast.maya.actor, job_id=cast.job),
    "stop": lambda cast: stopping.stop(cast.olive.actor, member_id=cast.maya.member_id, reason="x"),
    "undo": lambda cast: undoing.undo(cast.maya.actor),
    "rename": lambda cast: update_member(
        operator(cast), member_id=cast.eli.member_id, name="Elias", employee_number=None
    ),
    "job": lambda cast: update_job(
        operator(cast), job_id=cast.job, name="Till", code=None, parent_id=None
    ),
    "assign": lambda cast: assign(
        operator(cast), clock_id=cast.shop, member_id=cast.otto.member_id
    ),
    "unassign": lambda cast: unassign(
        operator(cast), clock_id=cast.shop, member_id=cast.eli.member_id
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("viewer", ["maya", "olive"])
def test_it_changes_with_every_act(
    watch: Watch, app: Flask, cast: Cast, act: str, viewer: str
) -> None:
    actor = getattr(cast, viewer).actor
    with app.app_context():
        punching.clock_in(cast.maya.actor)
        before = queries.version(actor, watch.now)
        assert queries.version(actor, watch.now) == before
        ACTS[act](cast)
        assert queries.version(actor, watch.now) != before


def test_it_changes_each_minute(watch: Watch, app: Flask, cast: Cast) -> None:
    with app.app_context():
        before = queries.version(cast.maya.actor, watch.now)
        assert queries.version(cast.maya.actor, watch.later(seconds=59)) == before
        assert queries.version(cast.maya.actor, watch.later(seconds=1)) != before


def test_what_a_manager_does_not_see_does_not_change_it(
    watch: Watch, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        before = queries.version(cast.maya.actor, watch.now)
        punching.clock_in(cast.otto.actor)
        punching.clock_in(cast.ned.actor)
        assert queries.version(cast.maya.actor, watch.now) == before


def test_a_person_who_comes_in_at_anothers_clock_changes_it(
    watch: Watch, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        assign(operator(cast), clock_id=cast.yard, member_id=cast.eli.member_id)
        before = queries.version(cast.maya.actor, watch.now)
        punching.clock_in(cast.eli.actor, clock_id=cast.yard)
        assert queries.version(cast.maya.actor, watch.now) != before


def test_a_new_colleague_changes_it(watch: Watch, app: Flask, cast: Cast) -> None:
    with app.app_context():
        before = queries.version(cast.olive.actor, watch.now)
        hire(cast.workspace_id, "Zoe Zander")
        assert queries.version(cast.olive.actor, watch.now) != before
