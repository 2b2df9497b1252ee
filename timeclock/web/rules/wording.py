"""The rules of pay in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from timeclock.company.pay_rules.choices import (
    ClaimedTimes,
    CountedOver,
    EditsCount,
    LateChanges,
    PeriodKind,
    RuleSet,
    ShortBreaks,
)
from timeclock.company.pay_rules.fields import (
    ChoiceRule,
    NumberRule,
    RoundingRule,
    RuleField,
    RuleUnit,
    WeekdayRule,
    YesNoRule,
    shown_fields,
)
from timeclock.company.pay_rules.rules import ROUNDINGS, US_RULES, PayRules
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import FigureSource

PERIODS: dict[str, object] = {
    PeriodKind.WEEKLY: _l("Weekly"),
    PeriodKind.TWO_WEEKLY: _l("Every two weeks"),
    PeriodKind.TWICE_MONTHLY: _l("Twice a month: to the 15th, and from the 16th"),
    PeriodKind.MONTHLY: _l("Monthly"),
}
WEEKDAYS: dict[str, object] = {
    "0": _l("Monday"),
    "1": _l("Tuesday"),
    "2": _l("Wednesday"),
    "3": _l("Thursday"),
    "4": _l("Friday"),
    "5": _l("Saturday"),
    "6": _l("Sunday"),
}
SPLIT: dict[str, object] = {
    "no": _l("Counts on the day on which it began"),
    "yes": _l("Is split: each day gets its part"),
}
ROUNDING: dict[str, object] = {
    str(minutes): _l("To the nearest %(minutes)s minutes", minutes=minutes)
    if minutes
    else _l("Not at all")
    for minutes in ROUNDINGS
}
RULE_SETS: dict[str, object] = {
    RuleSet.NONE: _l("None"),
    RuleSet.US_FEDERAL: _l("United States, federal"),
    RuleSet.CALIFORNIA: _l("California"),
    RuleSet.EU: _l("European Union"),
    RuleSet.GERMANY: _l("Germany"),
    RuleSet.SPAIN: _l("Spain"),
    RuleSet.OWN: _l("Our own"),
}
RULE_SET_HELP: dict[str, object] = {
    RuleSet.NONE: _l("No overtime, and no warnings of rest and breaks."),
    RuleSet.US_FEDERAL: _l("Over 40 h in a week at 150 %."),
    RuleSet.CALIFORNIA: _l(
        "Over 8 h a day and 40 h a week at 150 %, over 12 h a day at 200 %; on the seventh day in"
        " a row 150 %, beyond 8 h 200 %. Warns of missing meals."
    ),
    RuleSet.EU: _l(
        "Warns of rest under 11 h in 24 h or 35 h in seven days, no break in more than 6 h, and"
        " over 48 h a week on average."
    ),
    RuleSet.GERMANY: _l(
        "Warns of more than 10 h in the 24 h from the start of work, breaks under 30 or 45 min,"
        " rest under 11 h, and over 48 h a week on average."
    ),
    RuleSet.SPAIN: _l(
        "Warns of more than 9 h in the 24 h from the start of work, breaks under 15 min, rest under"
        " 12 h or 36 h in seven days, and over 40 h a week on average."
    ),
    RuleSet.OWN: _l("The thresholds below."),
}
OWN_OVER: dict[str, object] = {
    CountedOver.WORKDAYS: _l("What is worked on a workday, whatever the day on which it is shown"),
    CountedOver.BOOKED_DAYS: _l("What is booked on a day"),
}
LATE_CHANGES: dict[str, object] = {
    LateChanges.REFUSE: _l("Is refused"),
    LateChanges.ADJUST: _l("Counts as an adjustment in the open period"),
}
EDITS: dict[str, object] = {
    EditsCount.AT_ONCE: _l("Counts at once; the person confirms or disputes it"),
    EditsCount.ON_CONFIRMATION: _l("Counts after the person confirms it"),
}

CLAIMED_TIMES: dict[str, object] = {
    ClaimedTimes.WAIT: _l("Counts after another person confirms it"),
    ClaimedTimes.COUNT: _l("Counts at once, at most 12 hours back, and is marked"),
    ClaimedTimes.REFUSE: _l("Is refused; the person asks for a correction"),
}


MEAL_GRADUAL: dict[str, object] = {
    "no": _l("The whole break is deducted"),
    "yes": _l("The break grows with the minutes beyond it, so that more work never pays less"),
}
SHORT_BREAKS: dict[str, object] = {
    ShortBreaks.WORKED: _l("Count as worked (29 CFR 785.18)"),
    ShortBreaks.UNPAID: _l("Are not paid"),
    ShortBreaks.AS_BEFORE: _l("Are not paid, as before version 0.2.0"),
}

_CHOICES: dict[str, dict[str, object]] = {
    "period": PERIODS,
    "first_weekday": WEEKDAYS,
    "split": SPLIT,
    "rounding": ROUNDING,
    "overtime": RULE_SETS,
    "own_over": OWN_OVER,
    "late_changes": LATE_CHANGES,
    "edits": EDITS,
    "claimed_times": CLAIMED_TIMES,
    "meal_gradual": MEAL_GRADUAL,
    "short_breaks": SHORT_BREAKS,
}


@dataclass(frozen=True, slots=True)
class SettingInWords:
    """One setting in words; `before` where another version had it otherwise."""

    name: str
    words: str
    before: str = ""


def sources() -> dict[str, tuple[FigureSource, ...]]:
    """By rule set, the paragraphs that it comes from, each once."""
    found = {}
    for rule_set in RuleSet:
        if rule_set is not RuleSet.OWN:
            found[str(RULE_SETS[rule_set])] = tuple(
                dict.fromkeys(terms_of(PayRules(overtime=rule_set)).sources)
            )
    return {name: each for name, each in found.items() if each}


def in_words(rules: PayRules, before: PayRules | None = None) -> tuple[SettingInWords, ...]:
    """Every setting in words, with what it was where that differs."""
    was = dict(_settings(before)) if before is not None else {}
    return tuple(
        SettingInWords(name, words, was[name] if was.get(name, words) != words else "")
        for name, words in _settings(rules)
    )


def choices_of(rule: RuleField) -> dict[str, object]:
    """What can be chosen for a rule, in words, by the value of its field on the form."""
    return _CHOICES[rule.name]


def option_of(rule: RuleField, value: Any) -> Any:
    """The value of a rule as its field on the form has it."""
    match rule.kind:
        case ChoiceRule():
            return value.value
        case YesNoRule():
            return "yes" if value else "no"
        case WeekdayRule() | RoundingRule():
            return str(value)
    return value


def _settings(rules: PayRules) -> Iterator[tuple[str, str]]:
    """Each setting by name, in words; rules of one row are one setting."""
    for row in shown_fields(PayRules):
        first, words = row[0], _TOGETHER.get(row[0].name)
        yield (
            _(first.title),
            words(rules) if words else _in_words(first, getattr(rules, first.name)),
        )


def _in_words(rule: RuleField, value: Any) -> str:
    if rule.name in _CHOICES:
        return str(choices_of(rule)[option_of(rule, value)])
    if not isinstance(rule.kind, NumberRule):
        return str(value)
    if value is None:
        return _("None")
    match rule.kind.unit:
        case RuleUnit.TIME_OF_DAY:
            return f"{value // 60:02}:{value % 60:02}"
        case RuleUnit.PERCENT:
            return f"{value}\N{NO-BREAK SPACE}%"
    return length_text(value * 60)


def _period(rules: PayRules) -> str:
    if rules.period is PeriodKind.TWO_WEEKLY:
        return _("Every two weeks, counted from %(day)s", day=rules.anchor.isoformat())
    return str(PERIODS[rules.period])


def _rule_set(rules: PayRules) -> str:
    told = [str(RULE_SETS[rules.overtime])]
    if rules.overtime is RuleSet.OWN:
        told += [each.text.removesuffix(".") for each in terms_of(rules).sources]
    pays = terms_of(rules).pays
    if pays and rules.counting is CountedOver.BOOKED_DAYS:
        told.append(_("overtime counts what is booked on a day, as before version 0.2.0"))
    return "; ".join(told)


def _workdays(rules: PayRules) -> str:
    if rules.workday_begins is None:
        return _("When days begin")
    return f"{rules.workday_begins // 60:02}:{rules.workday_begins % 60:02}"


def _meal(rules: PayRules) -> str:
    if rules.meal_after is None or rules.meal_minutes is None:
        return _("Not deducted")
    told = _(
        "%(length)s from shifts longer than %(after)s",
        length=length_text(rules.meal_minutes * 60),
        after=length_text(rules.meal_after * 60),
    )
    if rules.meal_again_after or rules.meal_again_minutes:
        more = _(
            "%(length)s in all from shifts longer than %(after)s",
            length=length_text((rules.meal_again_minutes or 0) * 60),
            after=length_text((rules.meal_again_after or 0) * 60),
        )
        told = f"{told}; {more}"
    return f"{told}; {_('the break grows minute by minute')}" if rules.meal_gradual else told


def _short_breaks(rules: PayRules) -> str:
    before = rules.short_breaks is ShortBreaks.AS_BEFORE
    # Elsewhere there is no such rule: it makes no difference that no one has decided yet.
    decided = before and rules.overtime not in US_RULES
    return str(SHORT_BREAKS[ShortBreaks.WORKED if decided else rules.short_breaks])


_TOGETHER: dict[str, Callable[[PayRules], str]] = {
    "period": _period,
    "overtime": _rule_set,
    "workday_begins": _workdays,
    "meal_after": _meal,
    "short_breaks": _short_breaks,
}
