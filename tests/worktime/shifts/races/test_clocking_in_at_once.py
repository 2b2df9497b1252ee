"""However many clock-ins arrive in one moment, there is one shift."""

from dataclasses import replace

from flask import Flask

from tests.fixtures.company import Company
from tests.worktime.shifts.races.at_once import at_once, refusals
from tests.worktime.shifts.races.conftest import assert_whole
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, start_next_shift
from timeclock.worktime.shifts.queries import open_shifts


def test_two_hundred_clock_ins_are_one_shift(company_app: Flask, bakery: Company) -> None:
    eli = bakery.eli.actor
    outcomes = at_once(company_app, [lambda: clock_in(eli, clock_id=bakery.shop)] * 200)
    assert refusals(outcomes) == ["already_clocked_in"] * 199
    (shift,) = open_shifts(bakery.workspace_id)
    since = {o.details["shift_id"] for o in outcomes if isinstance(o, Conflict)}
    assert since == {shift.id}
    assert len(entries(bakery.workspace_id, bakery.eli.chain_id)) == 1
    assert_whole(bakery)


def test_one_key_sent_fifty_times_is_one_punch_and_one_answer(
    company_app: Flask, bakery: Company
) -> None:
    eli, once = bakery.eli.actor, Once.of("k", {"a": 1})
    outcomes = at_once(
        company_app,
        [lambda: clock_in(eli, clock_id=bakery.shop, details=ShiftDetails(note="Hi"), once=once)]
        * 50,
    )
    answers = [o for o in outcomes if isinstance(o, Punched)]
    assert len(answers) == 50
    assert sum(not a.replayed for a in answers) == 1
    assert [a for a in answers if a != replace(answers[0], replayed=a.replayed)] == []
    assert len(open_shifts(bakery.workspace_id)) == 1
    assert len(entries(bakery.workspace_id, bakery.eli.chain_id)) == 1


def test_different_requests_under_one_key_are_one_punch(
    company_app: Flask, bakery: Company
) -> None:
    eli = bakery.eli.actor
    outcomes = at_once(
        company_app,
        [
            lambda n=n: clock_in(eli, clock_id=bakery.shop, once=Once.of("k", {"body": n}))
            for n in range(20)
        ],
    )
    assert refusals(outcomes) == ["key_reused"] * 19


def test_one_managers_key_for_two_people_at_once_counts_for_one(
    company_app: Flask, bakery: Company
) -> None:
    """Two chains are locked at once here, so only the index on keys is in between."""
    olive = bakery.olive.actor
    people = [bakery.eli, bakery.maya, bakery.edda]
    outcomes = at_once(
        company_app,
        [
            lambda p=p: clock_in(
                olive,
                member_id=p.member_id,
                clock_id=bakery.shop,
                once=Once.of("k", {"member": p.member_id}),
            )
            for p in people
        ],
    )
    assert refusals(outcomes) == ["key_reused"] * 2
    assert len(open_shifts(bakery.workspace_id)) == 1
    assert_whole(bakery)


def test_colleagues_do_not_stand_in_each_others_way(company_app: Flask, bakery: Company) -> None:
    people = [bakery.eli, bakery.maya, bakery.edda, bakery.olive] * 8
    outcomes = at_once(
        company_app,
        [lambda a=p.actor: start_next_shift(a, clock_id=bakery.shop) for p in people],
    )
    assert refusals(outcomes) == []
    assert len(open_shifts(bakery.workspace_id)) == 4
    assert_whole(bakery)
