"""What a company has decided about pay, as dated versions; pure."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from timeclock.errors import Invalid
from timeclock.timekeeping import local_date, workday

Facts = dict[str, str | int | bool | None]
ALWAYS = date(2000, 1, 1)
ROUNDINGS = (0, 5, 6, 10, 15)
_A_DAY = 24 * 60


class PeriodKind(StrEnum):
    """How long a pay period is."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    TWICE_MONTHLY = "twice_monthly"
    MONTHLY = "monthly"


class RuleSet(StrEnum):
    """Whose rules of overtime, breaks and rest apply; `own` takes the company's thresholds."""

    NONE = "none"
    US_FEDERAL = "us_federal"
    CALIFORNIA = "california"
    EU = "eu"
    GERMANY = "germany"
    SPAIN = "spain"
    OWN = "own"


class LateChanges(StrEnum):
    """What becomes of a correction that would touch a closed period."""

    REFUSE = "refuse"
    ADJUST = "adjust"


class EditsCount(StrEnum):
    """When a manager's edit counts: at once, or when the person has confirmed it."""

    AT_ONCE = "at_once"
    ON_CONFIRMATION = "on_confirmation"


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A company's own thresholds, in minutes; None is "no such rule". Percents are of the wage."""

    daily_after: int | None = None
    daily_percent: int = 150
    daily_again_after: int | None = None
    daily_again_percent: int = 200
    weekly_after: int | None = None
    weekly_percent: int = 150
    longest_day: int | None = None
    shortest_rest: int | None = None
    break_after: int | None = None
    break_minutes: int = 30


@dataclass(frozen=True, slots=True)
class PayRules:
    """Everything that turns punches into paid hours.

    `first_weekday` counts from Monday, 0. `anchor` is the first day of some two-week period.
    `day_begins` is minutes after midnight on the clock's wall; `split` books a shift on each
    workday that it touches, otherwise all of it on the one in which it began. `rounding` is in
    minutes, 0 for none. `meal_after` and `meal_minutes` deduct a break that nobody punched from a
    shift longer than that; both None unless the company wants it.
    """

    first_weekday: int = 0
    period: PeriodKind = PeriodKind.WEEKLY
    anchor: date = date(2024, 1, 1)
    split: bool = False
    day_begins: int = 0
    rounding: int = 0
    overtime: RuleSet = RuleSet.NONE
    own: OwnRules = field(default_factory=OwnRules)
    meal_after: int | None = None
    meal_minutes: int | None = None
    late_changes: LateChanges = LateChanges.REFUSE
    edits: EditsCount = EditsCount.AT_ONCE

    def to_json(self) -> Facts:
        """As the table and the ledger keep it."""
        own = {f"own_{name}": getattr(self.own, name) for name in _OWN}
        return {
            "first_weekday": self.first_weekday,
            "period": self.period.value,
            "anchor": self.anchor.isoformat(),
            "split": self.split,
            "day_begins": self.day_begins,
            "rounding": self.rounding,
            "overtime": self.overtime.value,
            "meal_after": self.meal_after,
            "meal_minutes": self.meal_minutes,
            "late_changes": self.late_changes.value,
            "edits": self.edits.value,
            **own,
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "PayRules":
        """From what `to_json` gave; raises Invalid for anything that no company can want."""
        try:
            rules = cls(
                first_weekday=facts["first_weekday"],
                period=PeriodKind(facts["period"]),
                anchor=date.fromisoformat(facts["anchor"]),
                split=facts["split"],
                day_begins=facts["day_begins"],
                rounding=facts["rounding"],
                overtime=RuleSet(facts["overtime"]),
                own=OwnRules(**{name: facts[f"own_{name}"] for name in _OWN}),
                meal_after=facts["meal_after"],
                meal_minutes=facts["meal_minutes"],
                late_changes=LateChanges(facts["late_changes"]),
                edits=EditsCount(facts["edits"]),
            )
        except (KeyError, TypeError, ValueError):
            raise Invalid("invalid_rules", "These rules cannot be read.") from None
        demand_sound(rules)
        return rules


_OWN = tuple(OwnRules.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Version:
    """The rules from a day on; the first version of all begins with `ALWAYS`."""

    first_day: date
    rules: PayRules
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every version of a company, by first day; there is one for each day from `ALWAYS` on."""

    versions: tuple[Version, ...]

    def version_on(self, day: date) -> Version:
        """The version in force on a day."""
        place = bisect_right(self.versions, day, key=lambda version: version.first_day)
        return self.versions[max(place - 1, 0)]

    def on(self, day: date) -> PayRules:
        """The rules in force on a day."""
        return self.version_on(day).rules

    def at(self, moment: datetime, zone_name: str) -> PayRules:
        """The rules for a shift that begins at that instant: those of its calendar day there."""
        return self.on(local_date(moment, zone_name))

    def day_of(self, moment: datetime, zone_name: str) -> date:
        """The workday that goes on at an instant: at 00:30 still the day before, where days begin
        at 04:00."""
        return workday(moment, zone_name, self.at(moment, zone_name).day_begins)

    def days_of(self, start: datetime, end: datetime, zone_name: str) -> tuple[date, ...]:
        """The workdays on which a shift between two instants is booked, at least one."""
        rules = self.at(start, zone_name)
        first = workday(start, zone_name, rules.day_begins)
        if not rules.split or end <= start:
            return (first,)
        # The end itself belongs to nobody: a shift until midnight is not on the next day.
        last = workday(end - timedelta(seconds=1), zone_name, rules.day_begins)
        return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))

    def with_version(self, version: Version) -> "RuleBook":
        """The book with one more version; one of the same first day gives way."""
        others = (other for other in self.versions if other.first_day != version.first_day)
        return RuleBook(tuple(sorted((*others, version), key=lambda each: each.first_day)))


def demand_sound(rules: PayRules) -> None:
    """Raise Invalid, naming the field, for rules that no company can want."""
    _within("first_weekday", rules.first_weekday, 0, 6)
    _within("day_begins", rules.day_begins, 0, _A_DAY - 1)
    if not isinstance(rules.split, bool):
        raise Invalid("invalid_split", "Choose yes or no.", field="split")
    if type(rules.rounding) is not int or rules.rounding not in ROUNDINGS:
        raise Invalid("invalid_rounding", "Round to 5, 6, 10 or 15 minutes.", field="rounding")
    if not 2000 <= rules.anchor.year <= 2100:
        raise Invalid("invalid_anchor", "Enter a day in the years 2000 to 2100.", field="anchor")
    if (rules.meal_after is None) != (rules.meal_minutes is None):
        raise Invalid("invalid_meal", "Enter both lengths, or neither.", field="meal_after")
    if rules.meal_after is not None and rules.meal_minutes is not None:
        _within("meal_after", rules.meal_after, 120, _A_DAY)
        _within("meal_minutes", rules.meal_minutes, 5, 120)
    _demand_sound_own(rules.own)


def _demand_sound_own(own: OwnRules) -> None:
    for name in ("daily_after", "daily_again_after", "longest_day", "shortest_rest", "break_after"):
        if getattr(own, name) is not None:
            _within(f"own_{name}", getattr(own, name), 1, _A_DAY)
    if own.weekly_after is not None:
        _within("own_weekly_after", own.weekly_after, 1, 7 * _A_DAY)
    for name in ("daily_percent", "daily_again_percent", "weekly_percent"):
        _within(f"own_{name}", getattr(own, name), 100, 500)
    _within("own_break_minutes", own.break_minutes, 1, 480)
    if own.daily_again_after is not None and (
        own.daily_after is None or own.daily_again_after <= own.daily_after
    ):
        raise Invalid(
            "invalid_threshold",
            "The second daily threshold comes after the first.",
            field="own_daily_again_after",
        )


def _within(field_name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Invalid("out_of_range", f"Enter {least} to {most}.", field=field_name)
