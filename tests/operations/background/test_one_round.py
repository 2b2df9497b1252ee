"""One round of the background: forgotten shifts end at the limit, marked, and wait for a word."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import QueuePool

from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.machine import Machine
from tests.operations.background.forgotten import (
    LIMIT,
    clocked_in_at,
    closings,
    helpers_at_the_shop,
    let_the_shop_close,
)
from tests.worktime.shifts.test_statements import statements
from timeclock.authority.actor import Actor
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.operations.background import each_minute, one_round
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import pause
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases

START = datetime(2026, 3, 2, 7, tzinfo=UTC)


@pytest.fixture
def shop(app: Flask, cast: Cast, watch: Watch) -> Iterator[Cast]:
    """A shop that closes shifts after ten hours; Eli has been in since seven o'clock."""
    with app.app_context():
        let_the_shop_close(cast)
        clocked_in_at(watch.at(START), cast.eli, cast.shop)
        yield cast


def test_a_forgotten_shift_ends_at_its_limit_and_is_not_paid_before_someone_says_so(
    shop: Cast, watch: Watch
) -> None:
    running = open_shift(shop.workspace_id, shop.eli.member_id)
    assert running is not None
    watch.later(hours=24)
    assert one_round() == 1
    closed = shift(shop.workspace_id, running.id)
    assert closed is not None
    assert closed.timeline.ended_at == START + LIMIT
    assert closed.unconfirmed is UnconfirmedEnd.PROVISIONAL
    assert (closed.stopped, closed.end_edited, closed.end_source) == (True, True, "autoClockOut")
    (entry,) = closings(shop.eli)
    assert (entry.door, entry.actor_pseudonym, entry.actor_id) == ("background", "clock", None)
    assert verify(shop.workspace_id).problems == ()


def test_the_person_and_the_managers_are_asked_for_the_same_word(shop: Cast, watch: Watch) -> None:
    watch.later(hours=24)
    one_round()
    (own,) = own_cases(shop.workspace_id, shop.eli.member_id, watch.now)
    (case,) = cases(shop.maya.actor, watch.now)
    assert own.kind is case.kind is CaseKind.UNCONFIRMED_END
    assert case.shift_id is not None
    confirm_end(shop.maya.actor, shift_id=case.shift_id)
    assert cases(shop.maya.actor, watch.now) == ()
    assert one_round() == 0


def test_at_the_limit_it_is_not_forgotten_yet(shop: Cast, watch: Watch) -> None:
    watch.at(START + LIMIT)
    assert one_round() == 0
    watch.later(seconds=1)
    assert one_round() == 1
    assert one_round() == 0


def test_a_clock_that_does_not_close_is_left_alone(shop: Cast, watch: Watch) -> None:
    let_the_shop_close(shop, closes=False)
    clocked_in_at(watch.now, shop.otto, shop.yard)
    watch.later(days=30)
    assert one_round() == 0


def test_an_archived_clock_still_closes(shop: Cast, watch: Watch) -> None:
    archive_clock(Actor.operator(shop.workspace_id), clock_id=shop.shop)
    watch.later(hours=24)
    assert one_round() == 1


def test_a_break_under_way_ends_with_the_shift(shop: Cast, watch: Watch) -> None:
    watch.later(hours=5)
    pause(shop.eli.actor)
    watch.later(hours=24)
    assert one_round() == 1
    (own,) = own_cases(shop.workspace_id, shop.eli.member_id, watch.now)
    assert own.shift is not None
    (rest,) = own.shift.timeline.pauses
    assert (rest.ended_at, rest.cut) == (START + LIMIT, True)


def test_everyone_who_is_due_in_every_company(shop: Cast, watch: Watch) -> None:
    people = helpers_at_the_shop(shop, 4)
    for person in people:
        clocked_in_at(watch.now, person, shop.shop)
    watch.later(hours=11)
    clocked_in_at(watch.now, shop.ned, shop.other_clock)
    assert one_round() == 5
    assert [len(closings(person)) for person in (*people, shop.eli)] == [1] * 5
    assert closings(shop.ned) == []


def test_a_round_with_nothing_to_do_is_one_statement(shop: Cast, watch: Watch) -> None:
    watch.later(hours=2)
    with statements() as sent:
        assert one_round() == 0
    assert len(sent) == 1


@pytest.mark.databases("sqlite")
def test_it_looks_at_open_shifts_only_whatever_the_history(shop: Cast) -> None:
    with statements() as sent:
        one_round()
    ((text, values),) = sent
    with db.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
    scans = [step.detail for step in plan if step.detail.startswith("SCAN")]
    assert scans == ["SCAN shift USING INDEX uq_shift_open"]


def test_it_keeps_no_connection(shop: Cast, watch: Watch) -> None:
    watch.later(hours=24)
    db.session.remove()
    one_round()
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    assert pool.checkedout() == 0


@pytest.mark.databases("sqlite")
def test_a_clock_in_doubt_closes_nothing(app: Flask, shop: Cast, machine: Machine) -> None:
    machine.at(START)
    machine.keep(app)
    machine.at(START + timedelta(hours=1), timedelta(days=1))
    each_minute()
    running = open_shift(shop.workspace_id, shop.eli.member_id)
    assert running is not None
    machine.at(START + timedelta(hours=11))
    each_minute()
    assert open_shift(shop.workspace_id, shop.eli.member_id) is None
