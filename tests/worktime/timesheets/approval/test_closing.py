"""Closing a period for everyone, and opening it again."""

from datetime import UTC, datetime

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    NEXT_MONDAY,
    OVER,
    WEEK,
    assert_whole,
    on,
    only_worked,
    rules,
    works,
)
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rule_book import store_version
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, last_entry, workspace_chain_id
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import propose_end
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.timesheets.approval.approving import approve, submit
from timeclock.worktime.timesheets.approval.closing import (
    close_period,
    closed_periods,
    obstacles,
    reopen_period,
)
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState, standing
from timeclock.worktime.timesheets.reading.sheets import sheet_of


def of(company: Company, person: CompanyMember) -> SheetDecision:
    return standing(company.workspace_id, person.member_id, WEEK)


def test_closing_keeps_the_totals_of_everyone_with_time(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    works(watch, company.otto, company.yard, on(3, "08:00"), 5)
    submit(company.maya.actor, first_day=MONDAY, early=True)
    watch.at(OVER)
    decided = close_period(company.edda.actor, first_day=MONDAY)
    kept = [company.eli.member_id, company.otto.member_id, company.maya.member_id]
    assert decided.member_ids == tuple(sorted(kept))
    assert of(company, company.eli).totals == only_worked(8)
    assert of(company, company.otto).totals == only_worked(5)
    assert of(company, company.maya).totals == only_worked(0)
    assert of(company, company.yann).totals is None
    for person in (company.eli, company.otto, company.maya, company.yann):
        assert of(company, person).state is SheetState.CLOSED
    assert_whole(company)


def test_closing_is_in_the_chains_of_the_members_and_of_the_workspace(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    own = last_entry(company.workspace_id, company.eli.chain_id)
    assert own is not None
    assert own.after is not None
    assert (own.kind, own.after["state"]) == ("period.closed", "closed")
    assert own.after["totals"]["worked"] == 8 * 3600
    chain_id = workspace_chain_id(company.workspace_id)
    assert chain_id is not None
    all_of_it = last_entry(company.workspace_id, chain_id)
    assert all_of_it is not None
    assert all_of_it.after is not None
    assert all_of_it.kind == "period.closed"
    assert all_of_it.after["members"] == [company.eli.member_id]
    assert entries(company.workspace_id, company.otto.chain_id) == []


def test_an_approval_stays_the_approval_of_anyone_who_gave_it(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    given = approve(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY)
    watch.later(hours=1)
    close_period(company.edda.actor, first_day=MONDAY)
    kept = of(company, company.eli)
    assert kept.decided_by_id == company.maya.member_id
    assert kept.decided_at == given.standing.decided_at


@pytest.mark.parametrize("who", ["eli", "maya"])
def test_only_from_executive_manager_up(company: Company, watch: Watch, who: str) -> None:
    watch.at(OVER)
    actor = getattr(company, who).actor
    with pytest.raises(NotAllowed):
        close_period(actor, first_day=MONDAY)
    close_period(company.operator, first_day=MONDAY)
    with pytest.raises(NotAllowed):
        reopen_period(actor, first_day=MONDAY, reason="x")


def test_everything_in_the_way_is_listed_and_refuses(company: Company, watch: Watch) -> None:
    eli, otto = company.eli, company.otto
    watch.at(on(4, "08:00"))
    clock_in(eli.actor, clock_id=company.shop)
    watch.at(on(5, "08:00"))
    forgotten = open_shift(company.workspace_id, eli.member_id)
    assert forgotten is not None
    propose_end(eli.actor, shift_id=forgotten.id, end=on(4, "16:00"))
    asked = ask(
        eli.actor,
        shift_id=None,
        drafts=[Draft(company.shop, on(2, "08:00"), on(2, "12:00"))],
        reason="Forgot",
    )
    watch.at(on(7, "08:00"))
    clock_in(otto.actor, clock_id=company.yard)
    found = obstacles(company.workspace_id, WEEK, watch.now)
    assert [(each.kind, each.member_id, each.day.day) for each in found] == [
        (ObstacleKind.REQUEST, eli.member_id, 2),
        (ObstacleKind.UNCONFIRMED_END, eli.member_id, 4),
        (ObstacleKind.OPEN_SHIFT, otto.member_id, 7),
        (ObstacleKind.NOT_OVER, None, 8),
    ]
    assert (found[0].correction_id, found[1].shift_id) == (asked.id, forgotten.id)
    with pytest.raises(Conflict, match="4 things in all") as refusal:
        close_period(company.olive.actor, first_day=MONDAY)
    assert refusal.value.code == "in_the_way"
    assert refusal.value.details["obstacles"] == found
    assert closed_periods(company.workspace_id) == ()


def test_what_began_after_the_period_is_not_in_the_way(company: Company, watch: Watch) -> None:
    watch.at(on(9, "06:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    assert obstacles(company.workspace_id, WEEK, watch.now) == ()
    assert close_period(company.olive.actor, first_day=MONDAY).changed


def test_a_shift_that_is_split_over_the_end_is_in_the_way_of_both(
    company: Company, watch: Watch
) -> None:
    rules(company, split=True)
    watch.at(on(8, "20:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(OVER)
    with pytest.raises(Conflict):
        close_period(company.olive.actor, first_day=MONDAY)
    clock_out(company.eli.actor)
    close_period(company.olive.actor, first_day=MONDAY)
    assert of(company, company.eli).totals == only_worked(3)


def test_ones_own_sheet_is_approved_by_someone_else_first(company: Company, watch: Watch) -> None:
    works(watch, company.edda, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    with pytest.raises(NotAllowed) as refusal:
        close_period(company.edda.actor, first_day=MONDAY)
    assert refusal.value.code == "own_decision"
    approve(company.maya.actor, member_id=company.edda.member_id, first_day=MONDAY)
    assert close_period(company.edda.actor, first_day=MONDAY).changed


def test_who_is_alone_closes_with_the_own_sheet(company: Company, watch: Watch) -> None:
    works(watch, company.olive, company.shop, on(2, "08:00"), 8)
    for person in (company.edda, company.maya):
        deactivate_member(company.olive.actor, member_id=person.member_id)
    watch.at(OVER)
    close_period(company.olive.actor, first_day=MONDAY)
    assert of(company, company.olive).totals == only_worked(8)


def test_closing_again_changes_nothing(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    first = close_period(company.edda.actor, first_day=MONDAY)
    watch.later(hours=1)
    again = close_period(company.olive.actor, first_day=MONDAY)
    assert (again.changed, again.closing) == (False, first.closing)
    assert closed_periods(company.workspace_id) == (first.closing,)


def test_one_request_closes_once_and_reopens_once(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    close, open_again = Once.of("c", {"close": 1}), Once.of("r", {"reopen": 1})
    edda = company.edda.actor
    first = close_period(edda, first_day=MONDAY, once=close)
    opened = reopen_period(edda, first_day=MONDAY, reason="x", once=open_again)
    again = close_period(edda, first_day=MONDAY, once=close)
    assert again.replayed
    assert (again.closing, again.member_ids) == (first.closing, first.member_ids)
    assert reopen_period(edda, first_day=MONDAY, reason="x", once=open_again).replayed
    assert closed_periods(company.workspace_id) == (opened.closing,)


def test_a_reopened_period_can_be_closed_again(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    edda = company.edda.actor
    close_period(edda, first_day=MONDAY)
    with pytest.raises(Invalid):
        reopen_period(edda, first_day=MONDAY, reason=" ")
    opened = reopen_period(edda, first_day=MONDAY, reason="A bonus is missing")
    assert opened.closing.reopened_by_id == company.edda.member_id
    assert of(company, company.eli).state is SheetState.APPROVED
    assert of(company, company.otto).state is SheetState.OPEN
    chain_id = workspace_chain_id(company.workspace_id)
    assert chain_id is not None
    entry = last_entry(company.workspace_id, chain_id)
    assert entry is not None
    assert (entry.kind, entry.payload) == (
        "period.reopened",
        {"reason": "A bonus is missing"},
    )
    with pytest.raises(Conflict, match="not closed"):
        reopen_period(edda, first_day=MONDAY, reason="x")
    watch.later(hours=1)
    close_period(edda, first_day=MONDAY)
    both = closed_periods(company.workspace_id)
    assert [closing.reopened_at is None for closing in both] == [True, False]
    assert_whole(company)


@transaction
def _behind_the_back(tx: Transaction, company: Company) -> None:
    own = PayRules(rounding=15, overtime=RuleSet.OWN, own=OwnRules(daily_after=60))
    moment = datetime(2026, 3, 20, tzinfo=UTC)
    store_version(tx, company.workspace_id, MONDAY, own, None, moment)


def test_closed_totals_stay_whatever_becomes_of_the_rules(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8.1)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    _behind_the_back(company)
    assert of(company, company.eli).totals == only_worked(8.1)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    assert of(company, company.eli).shown(sheet.totals) == only_worked(8.1)
