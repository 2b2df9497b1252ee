"""What is sent to change the rules of pay: what is left out stays as it is on that day."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import create_model

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
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeIdText,
    StrictDay,
    StrictFlag,
    StrictMaybeWhole,
    choice,
    strict_whole,
)
from timeclock.wire.readers import TypedAs, needed

_Whole = Annotated[int, needed(strict_whole)]


def _reader(rule: RuleField) -> Any:
    """How a rule is read from JSON, as a type."""
    match rule.kind:
        case WeekdayRule():
            return Annotated[Weekday, needed(choice(Weekday))]
        case ChoiceRule(words):
            return Annotated[words, needed(choice(words))]
        case DateRule():
            return StrictDay
        case YesNoRule():
            return StrictFlag
    return StrictMaybeWhole if rule.optional else _Whole


def _default(rule: RuleField) -> Any:
    return WEEKDAYS[rule.default] if isinstance(rule.kind, WeekdayRule) else rule.default


def _readers(rules: type) -> dict[str, Any]:
    return {each.sent_name: (_reader(each), _default(each)) for each in fields_of(rules)}


def _all_readers() -> dict[str, Any]:
    """Those of all rules; the company's own thresholds come after the rule set."""
    found: dict[str, Any] = {}
    for name, reader in _readers(PayRules).items():
        found[name] = reader
        if name == "overtime":
            found["own"] = (_SENT_OWN, _SENT_OWN())
    return found


_SENT_OWN = create_model(
    "SentOwn",
    __base__=StrictBody,
    __doc__="Thresholds of the company's own; null is “no such rule”.",
    **_readers(OwnRules),
)
_SENT_RULES = create_model(
    "SentRules",
    __base__=StrictBody,
    __doc__="Any of the rules of pay; only what is given counts, the defaults do not.",
    **_all_readers(),
)


class RulesAsked(StrictBody):
    """Whose rules to list: those of a time clock, or the company's."""

    clock: MaybeIdText = None


class Ruled(StrictBody):
    """Which rules are to hold from which day on; with `clock_id` those of a time clock."""

    first_day: StrictDay
    clock_id: StrictMaybeWhole = None
    rules: Annotated[StrictBody, TypedAs(_SENT_RULES)]

    def on(self, rules: PayRules) -> PayRules:
        """Those rules with what was given in place of what they say; nothing is checked yet."""
        sent: Any = self.rules
        own = rules.own
        if "own" in sent.model_fields_set:
            own = replace(own, **_given(sent.own, OwnRules))
        return replace(rules, **_given(sent, PayRules), own=own)


def _given(sent: StrictBody, rules: type) -> dict[str, Any]:
    """The rules that were sent, as values."""
    return {
        each.name: _value(each, getattr(sent, each.sent_name))
        for each in fields_of(rules)
        if each.sent_name in sent.model_fields_set
    }


def _value(rule: RuleField, sent: Any) -> Any:
    return WEEKDAYS.index(sent) if isinstance(rule.kind, WeekdayRule) else sent
