"""A shift beyond its clock's limit needs someone, whatever its state."""

from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.worktime.board import queries
from timeclock.worktime.shifts import punching


def test_forgotten_shifts_come_first_and_count_as_what_they_are(
    watch: Watch, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor)
        punching.clock_in(cast.otto.actor)
        punching.pause(cast.otto.actor)
        watch.later(hours=14, seconds=1)
        board = queries.board(cast.olive.actor, watch.now)
    assert [row.name for row in board.needs] == ["Eli Engel", "Otto Ott"]
    assert board.working == board.on_break == ()
    assert (board.working_count, board.break_count) == (1, 1)
    assert [row.counting for row in board.needs] == [True, False]


def test_the_limit_itself_is_not_beyond_it(watch: Watch, app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor)
        watch.later(hours=14)
        assert queries.board(cast.olive.actor, watch.now).needs == ()


def test_hours_are_real_over_a_change_of_clocks(watch: Watch, app: Flask, cast: Cast) -> None:
    watch.at(watch.now.replace(month=10, day=24, hour=20))
    with app.app_context():
        punching.clock_in(cast.eli.actor)
        watch.later(hours=9)
        row = queries.board(cast.olive.actor, watch.now).working[0]
    assert row.worked.total_seconds() == 9 * 3600
