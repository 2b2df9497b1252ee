"""The rules of pay of the API: lengths are in minutes, as they are set. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from typing_extensions import TypedDict

from timeclock.api.shapes.days import RuleSource, TotalsJson, source, totals
from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.company.pay_rules.choices import CountedOver, RoundedEnds
from timeclock.company.pay_rules.fields import (
    WEEKDAYS,
    ChoiceRule,
    DateRule,
    RuleField,
    Weekday,
    WeekdayRule,
    YesNoRule,
    fields_of,
)
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.wire.readers import TypedAs
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.versions import SetRules


def _shape(rule: RuleField) -> Any:
    """What an answer has for a rule, as a type."""
    match rule.kind:
        case WeekdayRule():
            return Weekday
        case ChoiceRule(words):
            return words
        case DateRule():
            return DayText
        case YesNoRule():
            return bool
    return int | None if rule.optional else int


def _shapes(rules: type) -> dict[str, Any]:
    return {each.sent_name: _shape(each) for each in fields_of(rules)}


_typed_dict: Any = TypedDict
_OWN = _typed_dict("OwnRules", _shapes(OwnRules))
_OWN.__doc__ = "Thresholds of the company's own; null is “no such rule”. Percents are of the wage."
_RULES = _typed_dict("Rules", _shapes(PayRules) | {"own": _OWN})
_RULES.__doc__ = "Every rule of pay, in the form in which it can be sent back."
Rules = Annotated[Mapping[str, object], TypedAs(_RULES)]


class RuleVersionJson(TypedDict):
    """Rules as someone set them from a day on; of the company, or of a time clock.

    `counting` is what their overtime is counted over and `rounds` which ends are rounded: rules set
    by an earlier version keep to theirs until they are set again. `cautions` are what to know of
    them, such as what courts have refused.
    """

    id: int
    clock_id: int | None
    first_day: DayText
    rules: Rules
    counting: CountedOver
    rounds: RoundedEnds
    cautions: list[RuleSource]
    set_by_user_id: int | None
    created_at: DateTimeText
    withdrawn_at: DateTimeText | None
    in_force: bool
    may_be_withdrawn: bool


class OneRuleVersion(TypedDict):
    """A version of the rules."""

    version: RuleVersionJson


class RuleVersions(TypedDict):
    """The rules of today, and every version; from `first_free_day` on they can be changed.

    `differing` names the rules of today in which the time clock differs from the company,
    `cautions` are what to know of them, such as what courts have refused.
    """

    clock_id: int | None
    differing: list[str]
    current: Rules
    cautions: list[RuleSource]
    first_free_day: DayText
    versions: list[RuleVersionJson]


class PersonsEffect(TypedDict):
    """One person's open days with the rules as they are and as they would be."""

    user_id: int
    before: TotalsJson
    after: TotalsJson
    moved_seconds: int
    flags_before: int
    flags_after: int


class RulesEffect(TypedDict):
    """What other rules would do to the days from the first to the last."""

    first_day: DayText
    last_day: DayText
    sentences: list[str]
    cautions: list[RuleSource]
    people: list[PersonsEffect]


class OneEffect(TypedDict):
    """What a change would do."""

    effect: RulesEffect


def version(found: SetRules, users: Users) -> RuleVersionJson:
    """Rules as someone set them."""
    return {
        "id": found.id,
        "clock_id": found.clock_id,
        "first_day": found.first_day.isoformat(),
        "rules": rules(found.rules),
        "counting": found.rules.counting,
        "rounds": found.rules.rounds,
        "cautions": cautioned(found.rules),
        "set_by_user_id": user(users, found.set_by_id),
        "created_at": in_utc(found.created_at),
        "withdrawn_at": utc(found.withdrawn_at),
        "in_force": found.in_force,
        "may_be_withdrawn": found.may_be_withdrawn,
    }


def rules(found: PayRules) -> Rules:
    """Every rule, in the form in which it can be sent back."""
    return _sent(found) | {"own": _sent(found.own)}


def cautioned(found: PayRules) -> list[RuleSource]:
    """What to know of rules before they hold."""
    return [each for each in map(source, cautions(found)) if each]


def differing(found: PayRules, company: PayRules) -> list[str]:
    """The names of the rules that are not as the company has them."""
    ours, theirs = rules(found), rules(company)
    return [name for name in ours if ours[name] != theirs[name]]


def _sent(rules: Any) -> dict[str, object]:
    return {
        each.sent_name: _sent_value(each, getattr(rules, each.name))
        for each in fields_of(rules.__class__)
    }


def _sent_value(rule: RuleField, value: Any) -> object:
    return WEEKDAYS[value] if isinstance(rule.kind, WeekdayRule) else rule.kind.to_fact(value)


def effect(found: Effect, users: Users) -> RulesEffect:
    """What other rules would do to the open days."""
    return {
        "first_day": found.first.isoformat(),
        "last_day": (found.after - timedelta(days=1)).isoformat(),
        "sentences": list(found.sentences),
        "cautions": [each for each in map(source, found.cautions) if each],
        "people": [
            {
                "user_id": users[each.member_id],
                "before": totals(each.before),
                "after": totals(each.after),
                "moved_seconds": each.moved,
                "flags_before": each.flags_before,
                "flags_after": each.flags_after,
            }
            for each in found.members
        ],
    }
