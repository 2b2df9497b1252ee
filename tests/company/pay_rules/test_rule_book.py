"""The dated rules of a company as they are stored."""

from datetime import UTC, date, datetime

from tests.fixtures.company import Company
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rule_book import rule_book, store_version, stored_versions
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.workspaces.models import RuleVersion
from timeclock.storage.transactions import Transaction, transaction

MOMENT = datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@transaction
def store(tx: Transaction, workspace_id: int, first_day: date, rules: PayRules) -> int:
    return store_version(tx, workspace_id, first_day, rules, None, MOMENT)


@transaction
def withdraw(tx: Transaction, workspace_id: int, version_id: int) -> None:
    tx.session.get_one(RuleVersion, (workspace_id, version_id)).withdrawn_at = MOMENT


def test_who_has_set_nothing_has_the_usual_rules_for_ever(company: Company) -> None:
    book = rule_book(company.workspace_id)
    assert [(v.first_day, v.rules, v.id) for v in book.versions] == [(ALWAYS, PayRules(), None)]
    assert stored_versions(company.workspace_id) == []


def test_versions_hold_from_their_day_and_the_usual_rules_before(company: Company) -> None:
    workspace = company.workspace_id
    later = store(workspace, APRIL, PayRules(rounding=5))
    first = store(workspace, MARCH, PayRules(overtime=RuleSet.EU))
    book = rule_book(workspace)
    assert [(v.first_day, v.id) for v in book.versions] == [
        (ALWAYS, None),
        (MARCH, first),
        (APRIL, later),
    ]
    assert book.on(date(2026, 2, 28)) == PayRules()
    assert book.on(MARCH) == PayRules(overtime=RuleSet.EU)
    assert book.on(APRIL) == PayRules(rounding=5)


def test_of_several_for_one_day_the_newest_holds(company: Company) -> None:
    workspace = company.workspace_id
    store(workspace, MARCH, PayRules(rounding=5))
    newest = store(workspace, MARCH, PayRules(rounding=10))
    assert rule_book(workspace).version_on(MARCH).id == newest
    assert rule_book(workspace).on(MARCH).rounding == 10
    assert next(iter(stored_versions(workspace))).id == newest


def test_a_withdrawn_version_does_not_hold_and_is_still_listed(company: Company) -> None:
    workspace = company.workspace_id
    version = store(workspace, MARCH, PayRules(rounding=5))
    withdraw(workspace, version)
    assert rule_book(workspace).on(MARCH) == PayRules()
    assert [each.id for each in stored_versions(workspace)] == [version]


def test_rules_from_the_beginning_are_the_first_version(company: Company) -> None:
    version = store(company.workspace_id, ALWAYS, PayRules(first_weekday=6))
    assert [each.id for each in rule_book(company.workspace_id).versions] == [version]


def test_another_company_has_its_own(company: Company) -> None:
    store(company.workspace_id, ALWAYS, PayRules(rounding=5))
    assert rule_book(company.nora.workspace_id).on(MARCH) == PayRules()
