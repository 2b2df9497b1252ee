"""How many cases a manager has settled today: each once, and none that was undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.hours import Hours, wall
from timeclock.worktime.corrections.approval import deciding, undoing
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end, undo_confirmation
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.timesheets.inbox.decided import settled_today

Count = Callable[[], int]


@pytest.fixture
def settled(app: Flask, cast: Cast, watch: Watch) -> Count:
    """How many Maya has settled since midnight in Berlin."""

    def count() -> int:
        with app.app_context():
            return settled_today(cast.maya.actor, watch.now, "Europe/Berlin")

    return count


def test_a_request_counts_once_however_often_it_is_decided(
    app: Flask, cast: Cast, hours: Hours, settled: Count
) -> None:
    maya = cast.maya.actor
    asked = hours.ask(cast.eli, hours.work(cast.eli, "03-03 08:00", "16:00"), "Why", minutes=-9)
    hours.monday()
    counts = [settled()]
    with app.app_context():
        deciding.approve(maya, correction_id=asked)
    counts.append(settled())
    with app.app_context():
        undoing.undo(maya, correction_id=asked)
    counts.append(settled())
    with app.app_context():
        deciding.refuse(maya, correction_id=asked, reason="No")
    counts.append(settled())
    assert counts == [0, 1, 0, 1]
    hours.watch.later(days=1)
    assert settled() == 0


def test_a_confirmed_end_counts(app: Flask, cast: Cast, hours: Hours, settled: Count) -> None:
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        propose_end(cast.eli.actor, shift_id=shift_id, end=wall("03-05 14:30"))
    hours.monday()
    with app.app_context():
        confirm_end(cast.maya.actor, shift_id=shift_id)
    assert settled() == 1
    with app.app_context():
        undo_confirmation(cast.maya.actor, shift_id=shift_id)
    assert settled() == 0


@pytest.mark.parametrize(("begun", "counted"), [("03-05 06:00", 1), ("03-09 06:00", 0)])
def test_a_stop_counts_where_the_shift_was_forgotten(
    app: Flask, cast: Cast, hours: Hours, settled: Count, begun: str, counted: int
) -> None:
    hours.work(cast.eli, begun, None)
    hours.monday()
    with app.app_context():
        end = wall(begun) + timedelta(hours=2)
        stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Forgot", end=end)
    assert settled() == counted


def test_a_correction_counts_where_it_answers_a_case(
    app: Flask, cast: Cast, hours: Hours, settled: Count
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "16:00")
    asked = hours.ask(cast.eli, shift_id, "Why", minutes=-9)
    hours.monday()
    edited = hours.work(cast.eli, "03-04 08:00", "16:00")
    hours.monday()
    hours.edit(cast.maya, edited, "Late", minutes=9)
    assert settled() == 0
    with app.app_context():
        draft = hours.draft(shift_id, lambda draft: draft)
        later = Draft(draft.clock_id, draft.started_at, draft.ended_at - timedelta(minutes=1))
        propose(
            cast.maya.actor,
            member_id=cast.eli.member_id,
            shift_id=shift_id,
            drafts=(later,),
            reason="This instead",
            replaces_id=asked,
        )
    assert settled() == 1


def test_ones_own_time_is_no_case(app: Flask, cast: Cast, hours: Hours, settled: Count) -> None:
    shift_id = hours.work(cast.maya, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        propose_end(cast.maya.actor, shift_id=shift_id, end=wall("03-05 14:30"))
    hours.monday()
    assert settled() == 0
