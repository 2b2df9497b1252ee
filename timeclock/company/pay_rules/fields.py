"""What one rule of pay is: its bounds, its words and its names; pure.

Forms, bodies, answers, options and sentences are made from the fields of `OwnRules` and `PayRules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar

from timeclock.errors import Invalid

T = TypeVar("T")
Fact = str | int | bool | None
FIRST_RELEASE = "0.1.0"
_KEY = "rule"


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


class RuleUnit(Enum):
    """How people read and type the number of a rule.

    Hours, minutes and a time of day are all kept in minutes.
    """

    TIME_OF_DAY = "time of day"
    HOURS = "hours"
    MINUTES = "minutes"
    PERCENT = "percent"


class RuleScope(Enum):
    """Whose a rule is: each time clock can have its own, or the company has one for everyone."""

    CLOCK = "clock"
    COMPANY = "company"


class RuleKind:
    """What a rule takes."""

    __slots__ = ()

    def to_fact(self, value: Any) -> Fact:
        """As JSON has it."""
        found: Fact = value
        return found

    def from_fact(self, fact: Any) -> Any:
        """From what `to_fact` gave; raises ValueError or TypeError. Bounds are not checked."""
        return fact

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise Invalid, naming the field, for a value that no company can want."""


@dataclass(frozen=True, slots=True)
class NumberRule(RuleKind):
    """A whole number from `least` to `most`; None is "no such rule" where that is the default."""

    least: int
    most: int
    unit: RuleUnit

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise `out_of_range`."""
        if type(value) is not int or not self.least <= value <= self.most:
            raise Invalid(
                "out_of_range",
                "Enter %(least)s to %(most)s.",
                field=field_name,
                least=self.least,
                most=self.most,
            )


@dataclass(frozen=True, slots=True)
class WeekdayRule(RuleKind):
    """A day of the week, counted from Monday, 0."""

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise `out_of_range`."""
        if type(value) is not int or not 0 <= value < len(WEEKDAYS):
            raise Invalid("out_of_range", "Enter 0 to 6.", field=field_name)


@dataclass(frozen=True, slots=True)
class RoundingRule(RuleKind):
    """One of a few numbers of minutes, 0 for none."""

    steps: tuple[int, ...]

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise `invalid_rounding`."""
        if type(value) is not int or value not in self.steps:
            raise Invalid("invalid_rounding", "Round to 5, 6, 10 or 15 minutes.", field=field_name)


@dataclass(frozen=True, slots=True)
class ChoiceRule(RuleKind):
    """One of the words of an enumeration."""

    words: type[StrEnum]

    def to_fact(self, value: Any) -> Fact:
        """The word."""
        return str(value.value)

    def from_fact(self, fact: Any) -> Any:
        """The member of the enumeration."""
        return self.words(fact)


@dataclass(frozen=True, slots=True)
class YesNoRule(RuleKind):
    """Yes or no."""

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise `invalid_split`."""
        if value is not True and value is not False:
            raise Invalid("invalid_split", "Choose yes or no.", field=field_name)


@dataclass(frozen=True, slots=True)
class DateRule(RuleKind):
    """A calendar day in the years 2000 to 2100."""

    def to_fact(self, value: Any) -> Fact:
        """As ISO 8601 has it."""
        return str(value.isoformat())

    def from_fact(self, fact: Any) -> Any:
        """The day."""
        return date.fromisoformat(fact)

    def demand_sound(self, value: Any, field_name: str) -> None:
        """Raise `invalid_anchor`."""
        if not 2000 <= value.year <= 2100:
            raise Invalid(
                "invalid_anchor", "Enter a day in the years 2000 to 2100.", field=field_name
            )


@dataclass(frozen=True, slots=True)
class RuleField:
    """One rule.

    `label` is its question on a form, `title` its name in a list of settings, `terminal` the help
    of its option. Rules of the same `row` are shown together, rows in their order. Rules stored
    before `since` do not have it: they mean `stored_before`, which no one chooses, or the default
    where that is None. An `optional` one can be None. `scope` says whether a time clock can have
    its own.
    """

    name: str
    kind: RuleKind
    default: Any
    label: str
    title: str
    terminal: str
    row: int
    since: str
    optional: bool
    scope: RuleScope
    stored_before: Any = None

    @property
    def words(self) -> tuple[str, ...]:
        """What can be chosen, if it is one of a few words."""
        if not isinstance(self.kind, ChoiceRule):
            return ()
        return tuple(each.value for each in self.kind.words if each != self.stored_before)

    @property
    def sent_name(self) -> str:
        """Its name in the API: with the unit where it is a length of time."""
        timed = isinstance(self.kind, RoundingRule) or (
            isinstance(self.kind, NumberRule) and self.kind.unit is not RuleUnit.PERCENT
        )
        return f"{self.name}_minutes" if timed and not self.name.endswith("_minutes") else self.name


def rule(
    default: T,
    kind: RuleKind,
    label: str,
    *,
    row: int,
    title: str = "",
    terminal: str = "",
    since: str = FIRST_RELEASE,
    scope: RuleScope = RuleScope.CLOCK,
    stored_before: T | None = None,
) -> T:
    """A field of a class of rules, with everything that there is to say of it.

    A default keeps the totals of companies that never set the rule. Where it cannot, rules that
    were stored without the rule mean `stored_before`, until they are set again.
    """
    words = {"label": label, "title": title or label, "terminal": terminal}
    facts = {"kind": kind, "default": default, "row": row, "since": since, **words}
    facts |= {"scope": scope, "stored_before": stored_before}
    facts["optional"] = default is None
    found: T = field(default=default, metadata={_KEY: facts})
    return found


@cache
def fields_of(rules: Any) -> tuple[RuleField, ...]:
    """The rules of a class in the order in which they are kept."""
    return tuple(
        RuleField(name=each.name, **each.metadata[_KEY])
        for each in fields(rules)
        if _KEY in each.metadata
    )


@cache
def shown_fields(rules: Any) -> tuple[tuple[RuleField, ...], ...]:
    """The rules of a class as people see them: in rows, each with the rules shown together."""
    rows: dict[int, list[RuleField]] = {}
    for each in fields_of(rules):
        rows.setdefault(each.row, []).append(each)
    return tuple(tuple(rows[number]) for number in sorted(rows))


def facts_of(rules: Any, prefix: str = "") -> dict[str, Fact]:
    """The rules of an object as JSON has them, by name."""
    return {
        prefix + each.name: each.kind.to_fact(getattr(rules, each.name))
        for each in fields_of(rules.__class__)
    }


def values_in(facts: Mapping[str, Any], rules: Any, prefix: str = "") -> dict[str, Any]:
    """What `facts_of` gave, as values for that class.

    Raises KeyError for a fact that is missing though its rule was always there, ValueError or
    TypeError for one that cannot be read.
    """
    found = {}
    for each in fields_of(rules):
        name = prefix + each.name
        if name in facts or each.since == FIRST_RELEASE:
            found[each.name] = each.kind.from_fact(facts[name])
        elif each.stored_before is not None:
            found[each.name] = each.stored_before
    return found


def set_anew(rules: Any) -> dict[str, Any]:
    """The defaults of the rules of an object that were stored before there was a word for them."""
    return {
        each.name: each.default
        for each in fields_of(rules.__class__)
        if each.stored_before is not None and getattr(rules, each.name) == each.stored_before
    }


def demand_each_sound(rules: Any, prefix: str = "") -> None:
    """Raise Invalid, naming the field, for a rule of the object that no company can want."""
    for each in fields_of(rules.__class__):
        value = getattr(rules, each.name)
        if value is not None or not each.optional:
            each.kind.demand_sound(value, prefix + each.name)
