"""What is sent to change the rules of pay: what is left out stays as it is on that day."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from timeclock.company.pay_rules.rules import (
    EditsCount,
    LateChanges,
    OwnRules,
    PayRules,
    PeriodKind,
    RuleSet,
)
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictDay, StrictFlag, StrictMaybeWhole, choice, strict_whole
from timeclock.wire.readers import needed


class Weekday(StrEnum):
    """Days of the week by name: some count them from 0, some from 1, some from Sunday."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(Weekday)
_Whole = Annotated[int, needed(strict_whole)]

# What the product calls a rule, and how the wire does: with its unit where it is a length.
OWN_NAMES: Mapping[str, str] = {
    "daily_after": "daily_after_minutes",
    "daily_percent": "daily_percent",
    "daily_again_after": "daily_again_after_minutes",
    "daily_again_percent": "daily_again_percent",
    "weekly_after": "weekly_after_minutes",
    "weekly_percent": "weekly_percent",
    "longest_day": "longest_day_minutes",
    "shortest_rest": "shortest_rest_minutes",
    "break_after": "break_after_minutes",
    "break_minutes": "break_minutes",
}
NAMES: Mapping[str, str] = {
    "first_weekday": "first_weekday",
    "period": "period",
    "anchor": "anchor",
    "split": "split",
    "day_begins": "day_begins_minutes",
    "rounding": "rounding_minutes",
    "overtime": "overtime",
    "meal_after": "meal_after_minutes",
    "meal_minutes": "meal_minutes",
    "late_changes": "late_changes",
    "edits": "edits",
}


class SentOwn(StrictBody):
    """Thresholds of the company's own; null is “no such rule”."""

    daily_after_minutes: StrictMaybeWhole = None
    daily_percent: _Whole = 150
    daily_again_after_minutes: StrictMaybeWhole = None
    daily_again_percent: _Whole = 200
    weekly_after_minutes: StrictMaybeWhole = None
    weekly_percent: _Whole = 150
    longest_day_minutes: StrictMaybeWhole = None
    shortest_rest_minutes: StrictMaybeWhole = None
    break_after_minutes: StrictMaybeWhole = None
    break_minutes: _Whole = 30


class SentRules(StrictBody):
    """Any of the rules of pay; only what is given counts, the defaults do not."""

    first_weekday: Annotated[Weekday, needed(choice(Weekday))] = Weekday.MONDAY
    period: Annotated[PeriodKind, needed(choice(PeriodKind))] = PeriodKind.WEEKLY
    anchor: StrictDay = PayRules().anchor
    split: StrictFlag = False
    day_begins_minutes: _Whole = 0
    rounding_minutes: _Whole = 0
    overtime: Annotated[RuleSet, needed(choice(RuleSet))] = RuleSet.NONE
    own: SentOwn = SentOwn()
    meal_after_minutes: StrictMaybeWhole = None
    meal_minutes: StrictMaybeWhole = None
    late_changes: Annotated[LateChanges, needed(choice(LateChanges))] = LateChanges.REFUSE
    edits: Annotated[EditsCount, needed(choice(EditsCount))] = EditsCount.AT_ONCE

    def on(self, rules: PayRules) -> PayRules:
        """Those rules with what was given in place of what they say; nothing is checked yet."""
        given = {
            name: getattr(self, sent)
            for name, sent in NAMES.items()
            if sent in self.model_fields_set
        }
        if "first_weekday" in given:
            given["first_weekday"] = WEEKDAYS.index(given["first_weekday"])
        return replace(rules, **given, own=self._own(rules.own))

    def _own(self, own: OwnRules) -> OwnRules:
        if "own" not in self.model_fields_set:
            return own
        given = self.own.model_fields_set
        return replace(
            own, **{n: getattr(self.own, sent) for n, sent in OWN_NAMES.items() if sent in given}
        )


class Ruled(StrictBody):
    """Which rules are to hold from which day on."""

    first_day: StrictDay
    rules: SentRules
