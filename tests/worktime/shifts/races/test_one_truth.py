"""Acts that contradict each other in one moment leave one legal history."""

from flask import Flask
from sqlalchemy import func, select

from tests.fixtures.company import Company
from tests.worktime.shifts.races.at_once import at_once, refusals
from tests.worktime.shifts.races.conftest import assert_whole
from timeclock.authority.actor import Role
from timeclock.company.people.membership import reactivate, set_role
from timeclock.company.people.queries import member
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.models import Break
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo

ROUNDS = 8


def open_breaks(company: Company) -> int:
    return db.session.scalars(
        select(func.count())
        .select_from(Break)
        .where(
            Break.workspace_id == company.workspace_id,
            Break.ended_at.is_(None),
            Break.voided_at.is_(None),
        )
    ).one()


def test_a_clock_out_and_two_pauses(company_app: Flask, bakery: Company) -> None:
    """Without a lock before the first read all three have been seen to succeed."""
    eli = bakery.eli.actor
    for _ in range(ROUNDS):
        clock_in(eli, clock_id=bakery.shop)
        outcomes = at_once(
            company_app, [lambda: pause(eli), lambda: clock_out(eli), lambda: pause(eli)]
        )
        assert refusals(outcomes[1:2]) == []
        assert set(refusals(outcomes)) <= {"not_clocked_in"}
        assert open_shift(bakery.workspace_id, bakery.eli.member_id) is None
        assert open_breaks(bakery) == 0
    assert_whole(bakery)


def test_pauses_and_resumes_in_any_order(company_app: Flask, bakery: Company) -> None:
    eli = bakery.eli.actor
    clock_in(eli, clock_id=bakery.shop)
    for _ in range(ROUNDS):
        outcomes = at_once(company_app, [lambda: pause(eli), lambda: resume(eli)] * 8)
        assert refusals(outcomes) == []
        assert open_breaks(bakery) <= 1
    assert_whole(bakery)


def test_two_managers_stop_the_same_person(company_app: Flask, bakery: Company) -> None:
    eli, managers = bakery.eli, [bakery.maya.actor, bakery.edda.actor]
    for _ in range(ROUNDS):
        clock_in(eli.actor, clock_id=bakery.shop)
        outcomes = at_once(
            company_app,
            [lambda m=m: stop(m, member_id=eli.member_id, reason=m.role.value) for m in managers],
        )
        assert refusals(outcomes) == ["not_clocked_in"]
    assert_whole(bakery)


def test_a_stop_and_an_undo_of_the_clock_in(company_app: Flask, bakery: Company) -> None:
    eli, maya = bakery.eli, bakery.maya.actor
    for _ in range(ROUNDS):
        clock_in(eli.actor, clock_id=bakery.shop)
        outcomes = at_once(
            company_app,
            [
                lambda: stop(maya, member_id=eli.member_id, reason=""),
                lambda a=eli.actor: undo(a),
            ],
        )
        assert len(refusals(outcomes)) == 1
        assert open_shift(bakery.workspace_id, eli.member_id) is None
    assert_whole(bakery)


def test_deactivation_against_a_clock_in(company_app: Flask, bakery: Company) -> None:
    """No matter who comes first, no one who has left is on the clock."""
    eli, otto, olive = bakery.eli, bakery.eli.actor, bakery.olive.actor
    for _ in range(ROUNDS):
        outcomes = at_once(
            company_app,
            [
                lambda: deactivate_member(olive, member_id=eli.member_id),
                lambda: clock_in(otto, clock_id=bakery.shop),
            ],
        )
        assert set(refusals(outcomes)) <= {"member_not_found"}
        assert open_shift(bakery.workspace_id, eli.member_id) is None
        reactivate(olive, member_id=eli.member_id)
    assert_whole(bakery)


def test_two_owners_who_turn_each_other_out(company_app: Flask, bakery: Company) -> None:
    olive, edda = bakery.olive, bakery.edda
    for _ in range(ROUNDS):
        set_role(bakery.operator, member_id=edda.member_id, role=Role.OWNER)
        pairs = [(olive, edda), (edda, olive)]
        outcomes = at_once(
            company_app,
            [lambda a=a.actor, b=b.member_id: deactivate_member(a, member_id=b) for a, b in pairs],
        )
        assert refusals(outcomes) == ["last_owner"]
        left = [
            p
            for p in (olive, edda)
            if member(bakery.workspace_id, p.member_id).is_active  # type: ignore[union-attr]
        ]
        assert len(left) == 1
        for person in (olive, edda):
            reactivate(bakery.operator, member_id=person.member_id)
    assert_whole(bakery)
