"""Saying that an exception was seen: who may, once, and never of what needs an answer."""

from datetime import date

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.at_work import wall, work
from timeclock.authority.actor import Door, Scope
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import Conflict, Invalid, KeyReused, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.inbox.cases import ANSWERED_OTHERWISE
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def german(company: Company) -> Company:
    change_rules(company.operator, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.GERMANY))
    return company


@pytest.fixture
def shift(german: Company, watch: Watch) -> int:
    """Eli works seven hours without a break."""
    return work(watch, german.eli, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")


def see(by: CompanyMember, of: CompanyMember, shift: int, **more: object) -> None:
    about = {"kind": CaseKind.NO_BREAK, "day": MONDAY, "shift_id": shift}
    acknowledge(by.actor, member_id=of.member_id, **about | more)  # type: ignore[arg-type]


def test_it_is_in_the_ledger_with_what_was_measured(german: Company, shift: int) -> None:
    see(german.maya, german.eli, shift, note="We were two that day")
    entry = entries(german.workspace_id, german.eli.chain_id, limit=1)[0]
    assert (entry.kind, entry.actor_id) == ("exception.acknowledged", german.maya.member_id)
    assert entry.after == {
        "member": german.eli.member_id,
        "exception": "no_break",
        "day": "2026-03-02",
        "shift_id": shift,
        "measured": entry.after["measured"],
        "limit": entry.after["limit"],
    }
    assert entry.payload == {"note": "We were two that day"}
    assert verify(german.workspace_id).problems == ()


def test_a_second_time_and_the_same_request_are_recorded_once(german: Company, shift: int) -> None:
    once = Once.of("k", {"a": 1})
    see(german.maya, german.eli, shift, once=once)
    before = entries(german.workspace_id, german.eli.chain_id)
    see(german.maya, german.eli, shift, once=once)
    see(german.edda, german.eli, shift)
    assert entries(german.workspace_id, german.eli.chain_id) == before
    with pytest.raises(KeyReused):
        see(german.maya, german.eli, shift, once=Once.of("k", {"a": 2}))


@pytest.mark.databases("sqlite")
def test_who_does_not_decide_about_someone_finds_no_one(german: Company, shift: int) -> None:
    for stranger in (german.yann, german.nora):
        with pytest.raises(NotFound) as refusal:
            see(stranger, german.eli, shift)
        assert refusal.value.code == "member_not_found"
    with pytest.raises(NotAllowed):
        see(german.eli, german.eli, shift)
    with pytest.raises(NotAllowed):
        acknowledge(
            german.maya.through(Door.NATIVE, Scope.READ),
            member_id=german.eli.member_id,
            kind=CaseKind.NO_BREAK,
            day=MONDAY,
            shift_id=shift,
        )


@pytest.mark.databases("sqlite")
def test_a_shift_at_another_managers_clock_is_not_hers(german: Company, watch: Watch) -> None:
    assign(german.operator, clock_id=german.yard, member_id=german.eli.member_id)
    shift = work(watch, german.eli, german.yard, "2026-03-02 08:00", "2026-03-02 15:00")
    with pytest.raises(NotFound):
        see(german.maya, german.eli, shift)
    see(german.yann, german.eli, shift)


def test_ones_own_only_while_no_one_else_may(german: Company, watch: Watch) -> None:
    shift = work(watch, german.maya, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
    with pytest.raises(NotAllowed) as refusal:
        see(german.maya, german.maya, shift)
    assert refusal.value.code == "own_decision"
    see(german.edda, german.maya, shift)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "other",
    [
        {"kind": CaseKind.SHORT_REST},
        {"day": TUESDAY},
        {"day": date.max},
        {"day": date.min},
        {"shift_id": None},
        {"shift_id": 10**15},
    ],
)
def test_what_is_not_there_cannot_be_seen(
    german: Company, shift: int, other: dict[str, object]
) -> None:
    with pytest.raises(NotFound) as refusal:
        see(german.maya, german.eli, shift, **other)
    assert refusal.value.code == "exception_not_found"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("kind", sorted(ANSWERED_OTHERWISE))
def test_what_needs_an_answer_is_not_settled_by_looking(
    german: Company, shift: int, kind: CaseKind
) -> None:
    with pytest.raises(Conflict) as refusal:
        see(german.maya, german.eli, shift, kind=kind)
    assert refusal.value.code == "needs_an_answer"


@pytest.mark.databases("sqlite")
def test_what_may_yet_grow_is_looked_at_afterwards(german: Company, watch: Watch) -> None:
    shift = work(watch, german.eli, german.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-02 15:00"))
    assert [case.kind for case in cases(german.maya.actor, watch.now)] == [CaseKind.NO_BREAK]
    with pytest.raises(Conflict) as refusal:
        see(german.maya, german.eli, shift)
    assert refusal.value.code == "still_running"


@pytest.mark.databases("sqlite")
def test_a_note_is_bounded(german: Company, shift: int) -> None:
    with pytest.raises(Invalid) as refusal:
        see(german.maya, german.eli, shift, note="x" * 2001)
    assert refusal.value.field == "note"
