"""The options of the rules of pay; lengths are in minutes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from timeclock.cli.lookups import day
from timeclock.cli.options import Command
from timeclock.company.pay_rules.rules import (
    ROUNDINGS,
    EditsCount,
    LateChanges,
    OwnRules,
    PayRules,
    PeriodKind,
    RuleSet,
)
from timeclock.errors import Invalid

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENUMS = {
    "period": PeriodKind,
    "overtime": RuleSet,
    "late_changes": LateChanges,
    "edits": EditsCount,
}
_NUMBER = re.compile(r"none|[0-9]{1,6}")
_OWN = tuple(OwnRules.__dataclass_fields__)
_OPTIONS = (
    click.option("--first-weekday", type=click.Choice(_WEEKDAYS), help="When weeks begin."),
    click.option(
        "--period", type=click.Choice([each.value for each in PeriodKind]), help="The pay period."
    ),
    click.option("--anchor", metavar="DAY", help="The first day of some two-week period."),
    click.option("--split/--no-split", default=None, help="Book a night on both its days."),
    click.option("--day-begins", type=int, help="Minutes after midnight at which days begin."),
    click.option(
        "--rounding",
        type=click.Choice([str(each) for each in ROUNDINGS]),
        help="To how many minutes a shift's start and end are rounded; 0 is exact.",
    ),
    click.option(
        "--overtime", type=click.Choice([each.value for each in RuleSet]), help="Whose rules apply."
    ),
    click.option(
        "--own",
        "thresholds",
        multiple=True,
        metavar="NAME=NUMBER|none",
        help=f"A threshold of one's own, may be given again: {', '.join(_OWN)}.",
    ),
    click.option("--meal-after", type=int, help="Deduct a meal from shifts longer than this."),
    click.option("--meal-minutes", type=int, help="How long that meal is."),
    click.option("--no-meal", is_flag=True, help="Deduct no meal."),
    click.option(
        "--late-changes",
        type=click.Choice([each.value for each in LateChanges]),
        help="What becomes of a correction of a closed day.",
    ),
    click.option(
        "--edits",
        type=click.Choice([each.value for each in EditsCount]),
        help="When a manager's edit counts.",
    ),
)


def rule_options(command: Command) -> Command:
    """One option for each rule."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def rules_from(rules: PayRules, options: Mapping[str, Any]) -> PayRules:
    """Those rules with what was given in place of what they say; nothing is checked yet."""
    given = {name: value for name, value in options.items() if value is not None}
    thresholds, no_meal = given.pop("thresholds"), given.pop("no_meal")
    if "first_weekday" in given:
        given["first_weekday"] = _WEEKDAYS.index(given["first_weekday"])
    if "rounding" in given:
        given["rounding"] = int(given["rounding"])
    if "anchor" in given:
        given["anchor"] = day(given["anchor"], field="anchor")
    for name, words in _ENUMS.items():
        if name in given:
            given[name] = words(given[name])
    if no_meal:
        given |= {"meal_after": None, "meal_minutes": None}
    return replace(rules, **given, own=replace(rules.own, **_thresholds(thresholds)))


def _thresholds(texts: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, int | None] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in _OWN or not _NUMBER.fullmatch(number):
            raise Invalid("invalid_threshold", f"--own: “{text}” is not NAME=NUMBER.", field="own")
        found[name] = None if number == "none" else int(number)
    return found
