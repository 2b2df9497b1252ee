"""The table of rules: stored rules stay readable, and every channel has every rule."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.company.pay_rules.test_rules import EVERYTHING
from timeclock.api.bodies.rules import Ruled
from timeclock.api.shapes import rules as shapes
from timeclock.cli.rule_options import rules_from
from timeclock.company.pay_rules.choices import RuleSet, ShortBreaks
from timeclock.company.pay_rules.fields import (
    ChoiceRule,
    DateRule,
    NumberRule,
    RoundingRule,
    RuleField,
    RuleUnit,
    YesNoRule,
    facts_of,
    fields_of,
    rule,
    shown_fields,
    values_in,
)
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.errors import Invalid
from timeclock.web.rules.forms import RulesForm
from timeclock.web.rules.wording import in_words

pytestmark = pytest.mark.databases("sqlite")

# As version 0.1.0 stores rules; never change it.
OF_THE_FIRST_RELEASE = {
    "first_weekday": 6,
    "period": "two_weekly",
    "anchor": "2026-03-01",
    "split": True,
    "day_begins": 240,
    "rounding": 15,
    "overtime": "own",
    "meal_after": 360,
    "meal_minutes": 30,
    "late_changes": "adjust",
    "edits": "on_confirmation",
    "own_daily_after": 480,
    "own_daily_percent": 125,
    "own_daily_again_after": 600,
    "own_daily_again_percent": 150,
    "own_weekly_after": 2340,
    "own_weekly_percent": 130,
    "own_longest_day": 600,
    "own_shortest_rest": 660,
    "own_break_after": 300,
    "own_break_minutes": 20,
}


@dataclass(frozen=True, slots=True)
class Newer:
    """Rules of which the second was added after the first release."""

    longest: int = rule(60, NumberRule(1, 90, RuleUnit.MINUTES), "Longest", row=1)
    shortest: int | None = rule(
        None, NumberRule(1, 90, RuleUnit.MINUTES), "Shortest", row=2, since="0.2.0"
    )


def test_rules_stored_by_the_first_release_are_read() -> None:
    """A rule that is added needs `since`, or this fails as it would for each company."""
    found = PayRules.from_json(OF_THE_FIRST_RELEASE)
    assert found.as_set_now == EVERYTHING
    assert found == replace(EVERYTHING, short_breaks=ShortBreaks.AS_BEFORE)


def test_rules_of_the_first_release_are_stored_as_before() -> None:
    stored = EVERYTHING.to_json()
    assert list({name: stored[name] for name in OF_THE_FIRST_RELEASE}.items()) == list(
        OF_THE_FIRST_RELEASE.items()
    )


def test_a_rule_that_was_added_since_has_its_default() -> None:
    assert Newer(**values_in({"longest": 30}, Newer)) == Newer(longest=30, shortest=None)
    with pytest.raises(KeyError):
        values_in({"shortest": 30}, Newer)
    assert facts_of(Newer(), "own_") == {"own_longest": 60, "own_shortest": None}


def test_a_rule_that_was_added_since_changes_nothing_by_default() -> None:
    rules = PayRules()
    stored = {name: rules.to_json()[name] for name in OF_THE_FIRST_RELEASE}
    found = PayRules.from_json(stored)
    assert found.as_set_now == rules
    assert not replace(found, overtime=RuleSet.US_FEDERAL).counts_short_breaks
    assert replace(rules, overtime=RuleSet.US_FEDERAL).counts_short_breaks


@pytest.mark.parametrize("name", OF_THE_FIRST_RELEASE)
def test_no_rule_of_the_first_release_can_be_missing(name: str) -> None:
    stored = {each: fact for each, fact in OF_THE_FIRST_RELEASE.items() if each != name}
    with pytest.raises(Invalid):
        PayRules.from_json(stored)


@pytest.mark.parametrize("name", ["longest_nap", "own_longest_nap", "version", ""])
def test_a_rule_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        PayRules.from_json({**OF_THE_FIRST_RELEASE, name: None})
    assert refusal.value.code == "invalid_rules"


EACH_RULE = [(rules, field) for rules in (PayRules, OwnRules) for field in fields_of(rules)]


def another(field: RuleField, value: Any) -> Any:
    """Another sound value of a rule."""
    match field.kind:
        case ChoiceRule(words):
            return next(word for word in words if word is not value)
        case RoundingRule(steps):
            return next(step for step in steps if step != value)
        case YesNoRule():
            return not value
        case DateRule():
            return value + timedelta(days=1)
        case NumberRule(least) if value is None:
            return least
    return value - 1


def changed(rules: type, field: RuleField) -> PayRules:
    """Rules that differ from EVERYTHING in that one."""
    if rules is PayRules:
        return replace(EVERYTHING, **{field.name: another(field, getattr(EVERYTHING, field.name))})
    own = EVERYTHING.own
    return replace(
        EVERYTHING, own=replace(own, **{field.name: another(field, getattr(own, field.name))})
    )


EACH = pytest.mark.parametrize(
    ("rules", "field"), EACH_RULE, ids=[f"{r.__name__}-{f.name}" for r, f in EACH_RULE]
)


@EACH
def test_the_api_gives_a_rule_as_it_takes_it(rules: type, field: RuleField) -> None:
    wanted = changed(rules, field)
    given: Any = shapes.rules(wanted)
    value = (given if rules is PayRules else given["own"])[field.sent_name]
    sent = {field.sent_name: value}
    body = {"first_day": "2026-03-02", "rules": sent if rules is PayRules else {"own": sent}}
    assert Ruled.model_validate(body).on(EVERYTHING) == wanted
    assert Ruled.model_validate(body | {"rules": given}).on(PayRules()) == wanted


@EACH
def test_the_terminal_takes_a_rule(rules: type, field: RuleField) -> None:
    wanted = changed(rules, field)
    given: dict[str, Any] = {each.name: None for each in fields_of(PayRules)}
    given |= {"thresholds": (), "no_meal": False}
    if rules is PayRules:
        fact = wanted.to_json()[field.name]
        names = shapes.rules(wanted)
        given[field.name] = {
            "first_weekday": names["first_weekday"],
            "rounding": str(fact),
        }.get(field.name, fact)
    else:
        given["thresholds"] = (f"{field.name}={getattr(wanted.own, field.name)}",)
    assert rules_from(EVERYTHING, given) == wanted


@EACH
def test_the_form_keeps_a_rule_that_is_sent_back(app: Flask, rules: type, field: RuleField) -> None:
    wanted = changed(rules, field)
    with app.test_request_context():
        shown = RulesForm.of(wanted, wanted.anchor, None)
        sent = {each.name: _typed(each) for each in shown if each.name != "csrf_token"}
    with app.test_request_context(method="POST", data=sent):
        form = RulesForm(meta={"csrf": False})
        assert form.validate(), form.errors
        assert form.rules(EVERYTHING) == wanted


def _typed(field: Any) -> str:
    """What a browser sends for a field as it is shown."""
    shown = field._value() if hasattr(field, "_value") else field.data
    return str(shown)


@EACH
def test_a_rule_that_changes_is_shown_in_words(app: Flask, rules: type, field: RuleField) -> None:
    with app.test_request_context():
        assert [each.name for each in in_words(changed(rules, field), EVERYTHING) if each.before]
        assert not [each for each in in_words(EVERYTHING, EVERYTHING) if each.before]


@pytest.mark.parametrize(
    ("name", "kind"),
    [(f.name, f.kind) for _, f in EACH_RULE if isinstance(f.kind, NumberRule)],
)
def test_a_number_out_of_its_bounds_is_refused(name: str, kind: NumberRule) -> None:
    for value in (kind.least - 1, kind.most + 1, 1.5, "1", True):
        with pytest.raises(Invalid) as refusal:
            kind.demand_sound(value, name)
        assert refusal.value.field == name
    for value in (kind.least, kind.most):
        kind.demand_sound(value, name)


def test_each_rule_has_words_and_a_name_of_its_own() -> None:
    for rules in (PayRules, OwnRules):
        found = fields_of(rules)
        assert len({each.sent_name for each in found}) == len(found)
        assert all(each.label for each in found)
        assert sorted(each.name for row in shown_fields(rules) for each in row) == sorted(
            each.name for each in found
        )
    assert all(each.terminal for each in fields_of(PayRules))
