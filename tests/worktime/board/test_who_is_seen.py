"""Managers see the people of their clocks, executive managers everyone, no one another company."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.errors import NotAllowed, NotFound
from timeclock.worktime.board import queries
from timeclock.worktime.board.board import Board
from timeclock.worktime.shifts import punching


def seen(actor: Actor, **chosen: object) -> Board:
    return queries.board(actor, datetime.now(UTC), **chosen)  # type: ignore[arg-type]


def names(rows: object) -> list[str]:
    return [row.name for row in rows]  # type: ignore[attr-defined]


def test_everyone_is_once_by_what_they_are_doing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor, job_id=cast.job)
        punching.clock_in(cast.otto.actor)
        punching.pause(cast.otto.actor)
        board = seen(cast.olive.actor)
    assert names(board.working) == ["Eli Engel"]
    assert names(board.on_break) == ["Otto Ott"]
    assert names(board.off) == ["Edda Ernst", "Maya Meyer", "Olive Owens"]
    assert board.needs == board.elsewhere == ()
    assert (board.working_count, board.break_count, board.people) == (1, 1, 5)


def test_a_row_says_where_on_what_and_since_when(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punched = punching.clock_in(cast.eli.actor, job_id=cast.job)
        row = seen(cast.maya.actor).working[0]
    assert (row.clock_name, row.job_name, row.zone) == (
        "Shop Kreuzberg",
        "Counter",
        "Europe/Berlin",
    )
    assert row.since == row.started_at == punched.at
    assert row.may_stop
    assert row.counting


def test_a_manager_sees_the_people_of_the_clocks_they_manage(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.otto.actor)
        board = seen(cast.maya.actor)
    assert names(board.off) == ["Eli Engel", "Maya Meyer"]
    assert board.working == ()


def test_ones_person_at_anothers_clock_is_in_elsewhere_and_no_more(app: Flask, cast: Cast) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
        punching.clock_in(cast.eli.actor, clock_id=cast.yard, job_id=cast.job)
        board = seen(cast.maya.actor)
    row = board.elsewhere[0]
    assert row.name == "Eli Engel"
    assert (row.clock_name, row.job_name, row.since, row.may_stop) == (None, None, None, False)
    assert board.present == ()


def test_who_was_unassigned_while_in_is_still_seen_by_the_manager_of_that_clock(
    app: Flask, cast: Cast
) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor)
        operator = Actor.operator(cast.workspace_id)
        unassign(operator, clock_id=cast.shop, member_id=cast.eli.member_id)
        board = seen(cast.maya.actor)
    assert names(board.working) == ["Eli Engel"]


def test_one_clock_can_be_chosen(app: Flask, cast: Cast) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
        punching.clock_in(cast.eli.actor, clock_id=cast.yard)
        shop = seen(cast.olive.actor, clock_id=cast.shop)
        yard = seen(cast.olive.actor, clock_id=cast.yard)
    assert names(shop.off) == ["Maya Meyer"]
    assert [(row.name, row.clock_name) for row in shop.elsewhere] == [("Eli Engel", "Yard")]
    assert names(yard.working) == ["Eli Engel"]


def test_a_clock_that_is_not_ones_own_does_not_exist(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for clock_id in (cast.yard, cast.other_clock, 987654):
            with pytest.raises(NotFound, match="time clock"):
                seen(cast.maya.actor, clock_id=clock_id)


def test_words_are_looked_for_in_names_numbers_and_jobs(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor, job_id=cast.job)
        olive = cast.olive.actor
        assert names(seen(olive, find="eng COUNTER").working) == ["Eli Engel"]
        assert names(seen(olive, find="m").off) == ["Maya Meyer"]
        no_one = seen(olive, find="eli baking")
    assert (no_one.working, no_one.off, no_one.people) == ((), (), 5)


def test_one_person_is_found_where_the_actor_may_see_them(app: Flask, cast: Cast) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        assert queries.person(cast.maya.actor, now, cast.eli.member_id).name == "Eli Engel"
        for hidden in (cast.otto.member_id, cast.ned.member_id + 900, cast.nora.member_id + 900):
            with pytest.raises(NotFound, match="person"):
                queries.person(cast.maya.actor, now, hidden)


def test_an_employee_sees_no_board(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for ask in (queries.version, queries.board):
            with pytest.raises(NotAllowed):
                ask(cast.eli.actor, datetime.now(UTC))


def test_another_company_sees_its_own_people_only(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor)
        board = seen(cast.nora.actor)
    assert names(board.off) == ["Ned Nyberg", "Nora Nilsson"]


def test_no_one_stops_themselves_from_the_board(app: Flask, cast: Cast) -> None:
    with app.app_context():
        punching.clock_in(cast.maya.actor)
        assert not seen(cast.maya.actor).working[0].may_stop
        assert seen(cast.olive.actor).working[0].may_stop
