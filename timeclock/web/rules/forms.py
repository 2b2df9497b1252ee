"""The form of the rules of pay."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from timeclock.company.pay_rules.rules import (
    EditsCount,
    LateChanges,
    OwnRules,
    PayRules,
    PeriodKind,
    RuleSet,
)
from timeclock.web.frame.fields import WholeNumberField
from timeclock.web.frame.lengths import LengthField, TimeOfDayField
from timeclock.web.rules.wording import (
    EDITS,
    LATE_CHANGES,
    PERIODS,
    ROUNDING,
    RULE_SETS,
    SPLIT,
    WEEKDAYS,
)

_LENGTH = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 6}
_A_DAY, _A_WEEK = 24 * 60, 7 * 24 * 60


def _choices(words: dict[str, object]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


def _length(label: object, most: int = _A_DAY) -> LengthField:
    text = _("Enter up to %(hours)s hours, or nothing.", hours=most // 60)
    return LengthField(label, [Optional(), NumberRange(1, most, text)], render_kw=_LENGTH)


def _percent(label: object) -> WholeNumberField:
    text = _("Enter 100 to 500.")
    return WholeNumberField(
        label,
        [InputRequired(text), NumberRange(100, 500, text)],
        render_kw={"inputmode": "numeric"},
    )


class RulesForm(FlaskForm):
    """Everything that turns punches into paid hours, from a day on.

    Lengths are in hours here and in minutes in the rules. `seen` is what the effect was shown of.
    """

    first_day = DateField(_("From this day on"), [InputRequired(_("Enter the first day."))])
    period = RadioField(_("Pay period"), choices=_choices(PERIODS))
    anchor = DateField(_("A day on which a two-week period begins"), [Optional()])
    first_weekday = SelectField(_("Weeks begin on"), choices=_choices(WEEKDAYS))
    split = RadioField(_("A shift over the end of a day"), choices=_choices(SPLIT))
    day_begins = TimeOfDayField(
        _("Days begin at"), render_kw={"inputmode": "numeric", "maxlength": 5}
    )
    rounding = SelectField(_("Round the start and end of a shift"), choices=_choices(ROUNDING))
    overtime = RadioField(_("Rule set"), choices=_choices(RULE_SETS))
    own_daily_after = _length(_("Daily overtime after"))
    own_daily_percent = _percent(_("paid at"))
    own_daily_again_after = _length(_("Second rate after"))
    own_daily_again_percent = _percent(_("paid at"))
    own_weekly_after = _length(_("Weekly overtime after"), _A_WEEK)
    own_weekly_percent = _percent(_("paid at"))
    own_longest_day = _length(_("Warn when a day is longer than"))
    own_shortest_rest = _length(_("Warn when rest is shorter than"))
    own_break_after = _length(_("A break is due after"))
    own_break_minutes = WholeNumberField(
        _("of at least"),
        [InputRequired(_("Enter 1 to 480 minutes.")), NumberRange(1, 480, _("Enter 1 to 480."))],
        render_kw={"inputmode": "numeric"},
    )
    meal_after = LengthField(
        _("Deduct an automatic break from shifts longer than"),
        [Optional(), NumberRange(120, _A_DAY, _("Enter 2 to 24 hours, or nothing."))],
        render_kw=_LENGTH,
    )
    meal_minutes = WholeNumberField(
        _("Length of that break"),
        [Optional(), NumberRange(5, 120, _("Enter 5 to 120 minutes, or nothing."))],
        render_kw={"inputmode": "numeric"},
    )
    late_changes = RadioField(_("A correction of a closed day"), choices=_choices(LATE_CHANGES))
    edits = RadioField(_("A manager's edit"), choices=_choices(EDITS))
    seen = HiddenField()

    @classmethod
    def of(cls, rules: PayRules, first_day: date) -> "RulesForm":
        """Filled in with rules, to be changed from that day on."""
        own = {f"own_{name}": getattr(rules.own, name) for name in OwnRules.__dataclass_fields__}
        return cls(
            formdata=None,
            first_day=first_day,
            period=rules.period.value,
            anchor=rules.anchor,
            first_weekday=str(rules.first_weekday),
            split="yes" if rules.split else "no",
            day_begins=rules.day_begins,
            rounding=str(rules.rounding),
            overtime=rules.overtime.value,
            meal_after=rules.meal_after,
            meal_minutes=rules.meal_minutes,
            late_changes=rules.late_changes.value,
            edits=rules.edits.value,
            **own,
        )

    def rules(self) -> PayRules:
        """What was chosen; whether a company can want it is for the floors to say."""
        own = OwnRules(**{name: self[f"own_{name}"].data for name in OwnRules.__dataclass_fields__})
        return PayRules(
            first_weekday=int(self.first_weekday.data),
            period=PeriodKind(self.period.data),
            anchor=self.anchor.data or PayRules().anchor,
            split=self.split.data == "yes",
            day_begins=self.day_begins.data or 0,
            rounding=int(self.rounding.data),
            overtime=RuleSet(self.overtime.data),
            own=own,
            meal_after=self.meal_after.data,
            meal_minutes=self.meal_minutes.data,
            late_changes=LateChanges(self.late_changes.data),
            edits=EditsCount(self.edits.data),
        )
