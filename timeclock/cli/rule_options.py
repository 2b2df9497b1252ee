"""The options of the rules of pay; lengths are in minutes."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import click

from timeclock.cli.lookups import day
from timeclock.cli.options import Command
from timeclock.company.pay_rules.fields import (
    WEEKDAYS,
    ChoiceRule,
    DateRule,
    RoundingRule,
    RuleField,
    Weekday,
    WeekdayRule,
    YesNoRule,
    fields_of,
)
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.errors import Invalid
from timeclock.messages import N_

Option = Callable[[Any], Any]
_NUMBER = re.compile(r"none|[0-9]{1,6}")
_MEAL = ("meal_after", "meal_minutes", "meal_again_after", "meal_again_minutes")
_OWN = tuple(each.name for each in fields_of(OwnRules))


def _option(rule: RuleField) -> Option:
    """The option of one rule."""
    name, what = f"--{rule.name.replace('_', '-')}", rule.terminal
    match rule.kind:
        case WeekdayRule():
            return click.option(
                name, type=click.Choice([each.value for each in Weekday]), help=what
            )
        case ChoiceRule():
            return click.option(name, type=click.Choice(rule.words), help=what)
        case RoundingRule(steps):
            return click.option(name, type=click.Choice([str(each) for each in steps]), help=what)
        case DateRule():
            return click.option(name, metavar="DAY", help=what)
        case YesNoRule():
            return click.option(f"{name}/--no-{name[2:]}", default=None, help=what)
    return click.option(name, type=int, help=what)


# What follows the option of a rule.
_AFTER = {
    "overtime": click.option(
        "--own",
        "thresholds",
        multiple=True,
        metavar=f"[{'|'.join(_OWN)}]=NUMBER|none",
        help=N_("A threshold of the company's own; may be given again."),
    ),
    "meal_minutes": click.option("--no-meal", is_flag=True, help=N_("Deduct no automatic break.")),
}


def _options() -> Iterator[Option]:
    for rule in fields_of(PayRules):
        yield _option(rule)
        if rule.name in _AFTER:
            yield _AFTER[rule.name]


_OPTIONS = tuple(_options())


def rule_options(command: Command) -> Command:
    """One option for each rule."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def rules_from(rules: PayRules, options: Mapping[str, Any]) -> PayRules:
    """Those rules with what was given in place of what they say; nothing is checked yet."""
    given = {
        each.name: _value(each, options[each.name])
        for each in fields_of(PayRules)
        if options[each.name] is not None
    }
    if options["no_meal"]:
        given |= dict.fromkeys(_MEAL)
    return replace(rules, **given, own=replace(rules.own, **_thresholds(options["thresholds"])))


def _value(rule: RuleField, given: Any) -> Any:
    """The value of a rule as its option gives it."""
    match rule.kind:
        case WeekdayRule():
            return WEEKDAYS.index(given)
        case ChoiceRule(words):
            return words(given)
        case RoundingRule():
            return int(given)
        case DateRule():
            return day(given, field=rule.name)
    return given


def _thresholds(texts: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, int | None] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in _OWN or not _NUMBER.fullmatch(number):
            raise Invalid(
                "invalid_threshold", "--own: “%(text)s” is not NAME=NUMBER.", field="own", text=text
            )
        found[name] = None if number == "none" else int(number)
    return found
