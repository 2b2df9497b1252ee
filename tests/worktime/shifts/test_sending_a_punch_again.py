"""Idempotency: a repeat gets the first answer, another request with the key is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.fixtures.company import Company, CompanyMember, Watch
from timeclock.authority.actor import Door
from timeclock.errors import Conflict, KeyReused
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails, Whereabouts
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo

KEY = Once.of("k1", {"body": "a"})
OTHER_BODY = Once.of("k1", {"body": "b"})


def acts(company: Company) -> int:
    return db.session.scalars(
        select(func.count())
        .select_from(Entry)
        .where(Entry.workspace_id == company.workspace_id, Entry.chain_id == company.eli.chain_id)
    ).one()


def is_repeated(again: Punched, first: Punched) -> bool:
    """The same answer in everything but that it says so, and what has become of it since."""
    return again == replace(first, replayed=True, undone_at=again.undone_at, ended=None)


def test_a_clock_in_sent_twice_is_one_shift_and_one_answer(company: Company, watch: Watch) -> None:
    def send() -> Punched:
        return clock_in(
            company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Rolls"), once=KEY
        )

    first = send()
    watch.later(minutes=5)
    assert is_repeated(send(), first)
    assert acts(company) == 1


def test_every_punch_is_answered_as_at_first_whatever_has_happened_since(
    company: Company, watch: Watch
) -> None:
    """A whole day, each punch sent again at its end."""
    eli, steps = company.eli.actor, iter(range(100))

    def sent(act: Callable[..., Punched], **asked: object) -> Callable[[], Punched]:
        once = Once.of(f"step-{next(steps)}", {"act": act.__name__})
        return lambda: act(eli, once=once, **asked)

    day = [
        sent(clock_in, clock_id=company.shop, job_id=company.baking, details=ShiftDetails("Rolls")),
        sent(pause, kind_id=company.lunch),
        sent(switch_job, job_id=company.delivering, note="Bread"),
        sent(resume),
        sent(pause),
        sent(undo),
        sent(clock_out, note="Home"),
        sent(undo),
        sent(clock_out, end=watch.now + timedelta(minutes=2)),
        sent(
            clock_in, clock_id=company.site, job_id=company.cleaning, whereabouts=Whereabouts("UTC")
        ),
        sent(undo),
    ]
    answers = []
    for punch in day:
        watch.later(seconds=30)
        answers.append(punch())
    watch.later(days=40)
    recorded = acts(company)
    for punch, first in zip(day, answers, strict=True):
        assert is_repeated(punch(), first)
    assert acts(company) == recorded == len(day)


def test_a_repeat_says_when_the_punch_was_undone(company: Company, watch: Watch) -> None:
    first = clock_in(company.eli.actor, clock_id=company.shop, once=KEY)
    watch.later(seconds=20)
    undo(company.eli.actor)
    again = clock_in(company.eli.actor, clock_id=company.shop, once=KEY)
    assert again.undone_at == watch.now
    assert again.shift == first.shift
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_the_repeat_of_a_stop_is_answered_to_the_manager(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    eli = company.eli.member_id
    first = stop(company.maya.actor, member_id=eli, reason="Sent home", once=KEY)
    clock_in(company.eli.actor)
    assert is_repeated(stop(company.maya.actor, member_id=eli, reason="Sent home", once=KEY), first)
    assert open_shift(company.workspace_id, eli) is not None


def test_a_key_with_another_request_is_refused(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop, once=KEY)
    for act in (pause, resume, clock_out):
        with pytest.raises(KeyReused):
            act(company.eli.actor, once=OTHER_BODY)
    assert acts(company) == 1


def test_a_refusal_is_judged_anew(company: Company) -> None:
    with pytest.raises(Conflict):
        clock_out(company.eli.actor, once=KEY)
    clock_in(company.eli.actor, clock_id=company.shop)
    out = clock_out(company.eli.actor, once=KEY)
    assert (out.changed, out.replayed) == (True, False)


def test_a_no_op_is_judged_anew(company: Company) -> None:
    assert not resume(company.eli.actor, once=KEY).changed
    clock_in(company.eli.actor, clock_id=company.shop)
    assert not resume(company.eli.actor, once=KEY).changed
    pause(company.eli.actor)
    resumed = resume(company.eli.actor, once=KEY)
    assert (resumed.changed, resumed.replayed) == (True, False)


def test_the_scope_of_a_key_is_the_acting_member(company: Company) -> None:
    def send(person: CompanyMember) -> Punched:
        return clock_in(person.actor, clock_id=company.shop, once=KEY)

    assert [send(p).replayed for p in (company.eli, company.maya, company.eli)] == [
        False,
        False,
        True,
    ]


def test_one_manager_cannot_use_a_key_for_two_people(company: Company) -> None:
    for person in (company.eli, company.edda):
        clock_in(person.actor, clock_id=company.shop)
    stop(company.olive.actor, member_id=company.eli.member_id, reason="", once=KEY)
    with pytest.raises(KeyReused):
        stop(company.olive.actor, member_id=company.edda.member_id, reason="", once=OTHER_BODY)
    assert open_shift(company.workspace_id, company.edda.member_id) is not None


def test_the_door_does_not_matter(company: Company) -> None:
    page, script = company.eli.actor, company.eli.through(Door.CONNECTEAM)
    first = clock_in(page, clock_id=company.shop, once=KEY)
    assert is_repeated(clock_in(script, clock_id=company.shop, once=KEY), first)


def test_who_was_deactivated_since_still_hears_what_was_recorded(company: Company) -> None:
    eli = company.eli.actor
    first = clock_in(eli, clock_id=company.shop, once=KEY)
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)
    assert is_repeated(clock_in(eli, clock_id=company.shop, once=KEY), first)


def test_an_erased_note_is_not_brought_back(company: Company) -> None:
    """The answer is rebuilt without the personal text that someone had erased."""
    first = clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Ill"), once=KEY
    )
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            f"DELETE FROM entry_payload WHERE workspace_id = {company.workspace_id}"
        )
    again = clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Ill"), once=KEY
    )
    assert first.shift is not None
    assert again.shift == replace(first.shift, note="")
