"""The form of the rules of pay, made from their fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from timeclock.company.pay_rules.fields import (
    FIRST_RELEASE,
    ChoiceRule,
    DateRule,
    NumberRule,
    RoundingRule,
    RuleField,
    RuleUnit,
    WeekdayRule,
    YesNoRule,
    fields_of,
    shown_fields,
)
from timeclock.company.pay_rules.rules import COMPANY_RULES, OwnRules, PayRules
from timeclock.web.frame.fields import WholeNumberField, number_or_none
from timeclock.web.frame.lengths import LengthField, OptionalTimeOfDayField, TimeOfDayField
from timeclock.web.rules.wording import choices_of, option_of

_LENGTH = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 6}
_NUMBER = {"inputmode": "numeric"}
_UNITS = {RuleUnit.HOURS: _("hours"), RuleUnit.MINUTES: _("minutes"), RuleUnit.PERCENT: "%"}
_OWN = "own_"


class RulesForm(FlaskForm):
    """Everything that turns punches into paid hours, from a day on.

    There is a field for each rule, and for each of the company's own thresholds. Lengths are in
    hours here and in minutes in the rules. `seen` is what the effect was shown of.
    """

    clock = HiddenField()
    first_day = DateField(_("From this day on"), [InputRequired(_("Enter the first day."))])
    seen = HiddenField()

    @classmethod
    def of(cls, rules: PayRules, first_day: date, clock_id: int | None) -> "RulesForm":
        """Filled in with rules of a clock or of the company, to be changed from that day on."""
        rules = rules.as_set_now
        values = _typed(rules) | _typed(rules.own, _OWN)
        form = cls(formdata=None, first_day=first_day, clock=clock_id or "", **values)
        return form._of_its_scope()

    @classmethod
    def sent(cls) -> "RulesForm":
        """As it was sent; that of a clock has no field for what is the company's."""
        return cls()._of_its_scope()

    @property
    def clock_id(self) -> int | None:
        """The clock whose rules they are; None for the company's, 0 for what is no clock."""
        return number_or_none(self.clock.data) or 0 if self.clock.data else None

    def rules(self, company: PayRules) -> PayRules:
        """What was chosen, for a clock with what the company has decided for everyone.

        Whether a company can want it is for the layers below to say.
        """
        own = OwnRules(**self._values(OwnRules, _OWN))
        rules = PayRules(own=own, **self._values(PayRules))
        return rules if self.clock_id is None else rules.with_company(company)

    def _of_its_scope(self) -> "RulesForm":
        if self.clock_id is not None:
            for name in COMPANY_RULES:
                del self[name]
        return self

    def threshold_rows(self) -> list[list[tuple[Field, object]]]:
        """The fields of the company's own thresholds in rows, each with its unit."""
        return [
            [(self[_OWN + each.name], _unit(each)) for each in row]
            for row in shown_fields(OwnRules)
        ]

    def _values(self, rules: type, prefix: str = "") -> Mapping[str, Any]:
        return {
            each.name: _chosen(each, self[prefix + each.name].data)
            for each in fields_of(rules)
            if prefix + each.name in self
        }


def _unit(rule: RuleField) -> object:
    return _UNITS.get(rule.kind.unit) if isinstance(rule.kind, NumberRule) else None


def _field(rule: RuleField) -> Field:
    """The field of a form in which a rule is chosen or typed."""
    label = _(rule.label)
    match rule.kind:
        case ChoiceRule() | YesNoRule():
            # A form that was open before a rule was added has no field for it.
            usual = None if rule.since == FIRST_RELEASE else option_of(rule, rule.default)
            return RadioField(label, choices=_choices(rule), default=usual)
        case WeekdayRule() | RoundingRule():
            return SelectField(label, choices=_choices(rule))
        case DateRule():
            return DateField(label, [Optional()])
        case NumberRule() as kind:
            return _number_field(label, kind, optional=rule.optional)
    raise AssertionError(rule)


def _number_field(label: str, kind: NumberRule, *, optional: bool) -> Field:
    low, high = kind.least, kind.most
    if kind.unit is RuleUnit.TIME_OF_DAY:
        time_field = OptionalTimeOfDayField if optional else TimeOfDayField
        return time_field(label, render_kw=_NUMBER | {"maxlength": 5})
    if kind.unit is RuleUnit.HOURS:
        return LengthField(label, [Optional(), _within(kind)], render_kw=_LENGTH)
    if optional:
        return WholeNumberField(label, [Optional(), _within(kind)], render_kw=_NUMBER)
    within = _("Enter %(low)s to %(high)s.", low=low, high=high)
    missing = within
    if kind.unit is RuleUnit.MINUTES:
        missing = _("Enter %(low)s to %(high)s minutes.", low=low, high=high)
    validators = [InputRequired(missing), NumberRange(low, high, within)]
    return WholeNumberField(label, validators, render_kw=_NUMBER)


def _within(kind: NumberRule) -> NumberRange:
    """The bounds of a number that can be left out."""
    low, high = kind.least, kind.most
    if kind.unit is RuleUnit.MINUTES:
        words = _("Enter %(low)s to %(high)s minutes, or nothing.", low=low, high=high)
    elif low < 60:
        words = _("Enter up to %(hours)s hours, or nothing.", hours=high // 60)
    else:
        words = _("Enter %(low)s to %(high)s hours, or nothing.", low=low // 60, high=high // 60)
    return NumberRange(low, high, words)


def _choices(rule: RuleField) -> list[SelectChoice]:
    offered = rule.words
    return [
        SelectChoice(value, words)
        for value, words in choices_of(rule).items()
        if not offered or value in offered
    ]


def _typed(rules: Any, prefix: str = "") -> dict[str, object]:
    """The values of rules as the fields of the form have them."""
    return {
        prefix + each.name: option_of(each, getattr(rules, each.name))
        for each in fields_of(rules.__class__)
    }


def _chosen(rule: RuleField, value: Any) -> object:
    """The value of a rule that a field of the form has."""
    match rule.kind:
        case ChoiceRule(words):
            return words(value)
        case YesNoRule():
            return value == "yes"
        case WeekdayRule() | RoundingRule():
            return int(value)
        case DateRule() | NumberRule(unit=RuleUnit.TIME_OF_DAY):
            return rule.default if value is None else value
    return value


def _add_fields() -> None:
    """Add the fields in the order in which the form's errors are listed."""
    for rule in (each for row in shown_fields(PayRules) for each in row):
        setattr(RulesForm, rule.name, _field(rule))
        if rule.name == "overtime":
            for threshold in fields_of(OwnRules):
                setattr(RulesForm, _OWN + threshold.name, _field(threshold))


_add_fields()
