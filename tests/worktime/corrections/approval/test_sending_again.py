"""A request that comes a second time counts once, and answers with the same correction."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, draft, longer, stored, worked
from timeclock.errors import KeyReused
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import (
    approve,
    confirm,
    dispute,
    refuse,
    settle,
    withdraw,
)
from timeclock.worktime.corrections.reading.queries import CorrectionView, corrections_of


def key(name: str) -> Once:
    return Once.of(name, {"address": name})


def test_asking_twice_is_one_request(company: Company, watch: Watch) -> None:
    watch.at("20:00")
    wanted = [draft(company, "08:00", "09:00")]
    first, again = (
        ask(company.eli.actor, shift_id=None, drafts=wanted, reason="x", once=key("a"))
        for _ in range(2)
    )
    assert first == again
    assert len(corrections_of(company.workspace_id, company.eli.member_id)) == 1
    assert_true(company)


def test_the_first_answer_comes_again_whatever_has_happened_since(
    company: Company, watch: Watch
) -> None:
    shift = worked(company, watch)
    given = {"shift_id": shift.id, "drafts": [longer(shift)], "reason": "x", "once": key("a")}
    request = ask(company.eli.actor, **given)  # type: ignore[arg-type]
    watch.at("20:01")
    done = approve(company.maya.actor, correction_id=request.id, once=key("b"))
    assert ask(company.eli.actor, **given) == request  # type: ignore[arg-type]
    assert approve(company.maya.actor, correction_id=request.id, once=key("b")) == done
    assert len(entries(company.workspace_id, company.eli.chain_id)) == 5
    assert_true(company)


def test_an_edit_that_was_disputed_and_taken_back_is_told_as_it_was_made(
    company: Company, watch: Watch
) -> None:
    shift = worked(company, watch)
    eli, maya = company.eli.actor, company.maya.actor

    def edit() -> CorrectionView:
        return propose(
            maya,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[longer(shift)],
            reason="x",
            once=key("a"),
        )

    def dispute_it() -> CorrectionView:
        return dispute(eli, correction_id=made.id, reason="No", once=key("b"))

    made = edit()
    watch.at("20:01")
    disputed = dispute_it()
    watch.at("20:02")
    settle(maya, correction_id=made.id, keep=False, reason="Right")
    watch.at("20:03")
    assert (edit(), dispute_it()) == (made, disputed)
    assert (made.shift_ids, disputed.decision) == ((shift.id,), "No")


def test_proposing_twice_is_one_edit(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    given = {"member_id": company.eli.member_id, "shift_id": shift.id, "once": key("a")}
    first, again = (
        propose(company.maya.actor, **given, drafts=[longer(shift)], reason="x")  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert first == again
    assert stored(company, shift.id).end_edited
    assert_true(company)


def test_every_decision_may_come_twice(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    eli, maya = company.eli.actor, company.maya.actor

    def request() -> CorrectionView:
        return ask(eli, shift_id=shift.id, drafts=[longer(shift)], reason="x")

    def edit() -> CorrectionView:
        return propose(
            maya,
            member_id=company.eli.member_id,
            shift_id=None,
            drafts=[draft(company, "06:00", "07:00")],
            reason="x",
        )

    refused, withdrawn = request(), request()
    for _ in range(2):
        answer = refuse(maya, correction_id=refused.id, reason="No", once=key("refuse"))
        assert answer.state == "refused"
        answer = withdraw(eli, correction_id=withdrawn.id, once=key("withdraw"))
        assert answer.state == "withdrawn"
    disputed = edit()
    for _ in range(2):
        answer = dispute(eli, correction_id=disputed.id, reason="No", once=key("dispute"))
        assert answer.id == disputed.id
    for _ in range(2):
        answer = settle(
            maya, correction_id=disputed.id, keep=False, reason="Right", once=key("settle")
        )
        assert answer.state == "taken_back"
    confirmed = edit()
    for _ in range(2):
        answer = confirm(eli, correction_id=confirmed.id, once=key("confirm"))
        assert answer.state == "confirmed"
    assert_true(company)


def test_one_key_for_two_requests_is_refused(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    request = ask(
        company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x", once=key("a")
    )
    with pytest.raises(KeyReused):
        withdraw(company.eli.actor, correction_id=request.id, once=Once.of("a", {"b": 1}))
    assert_true(company)
