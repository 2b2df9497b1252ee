"""What a company has decided about pay; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from timeclock.company.pay_rules.automatic_breaks import demand_sound_steps
from timeclock.company.pay_rules.choices import (
    ClaimedTimes,
    CountedOver,
    EditsCount,
    LateChanges,
    PeriodKind,
    RoundedEnds,
    RuleSet,
    ShortBreaks,
)
from timeclock.company.pay_rules.fields import (
    ChoiceRule,
    DateRule,
    Fact,
    NumberRule,
    RoundingRule,
    RuleScope,
    RuleUnit,
    WeekdayRule,
    YesNoRule,
    demand_each_sound,
    facts_of,
    fields_of,
    rule,
    set_anew,
    values_in,
)
from timeclock.errors import Invalid
from timeclock.messages import N_

Facts = dict[str, Fact]
ROUNDINGS = (0, 5, 6, 10, 15)
_OWN, _COUNTING, _ROUNDS = "own_", "counting", "rounds"
_A_DAY = 24 * 60
_UP_TO_A_DAY = NumberRule(1, _A_DAY, RuleUnit.HOURS)
_OF_WAGE = NumberRule(100, 500, RuleUnit.PERCENT)

US_RULES = frozenset({RuleSet.US_FEDERAL, RuleSet.CALIFORNIA})
PAYING = frozenset({RuleSet.US_FEDERAL, RuleSet.CALIFORNIA, RuleSet.OWN})


@dataclass(frozen=True, slots=True)
class OwnRules:
    """A company's own thresholds, in minutes; None is "no such rule". Percents are of the wage."""

    daily_after: int | None = rule(None, _UP_TO_A_DAY, "Daily overtime after", row=1)
    daily_percent: int = rule(150, _OF_WAGE, "paid at", row=1)
    daily_again_after: int | None = rule(None, _UP_TO_A_DAY, "Second rate after", row=2)
    daily_again_percent: int = rule(200, _OF_WAGE, "paid at", row=2)
    weekly_after: int | None = rule(
        None, NumberRule(1, 7 * _A_DAY, RuleUnit.HOURS), "Weekly overtime after", row=3
    )
    weekly_percent: int = rule(150, _OF_WAGE, "paid at", row=3)
    longest_day: int | None = rule(None, _UP_TO_A_DAY, "Warn when a day is longer than", row=5)
    shortest_rest: int | None = rule(None, _UP_TO_A_DAY, "Warn when rest is shorter than", row=5)
    break_after: int | None = rule(None, _UP_TO_A_DAY, "A break is due after", row=4)
    break_minutes: int = rule(30, NumberRule(1, 480, RuleUnit.MINUTES), "of at least", row=4)


@dataclass(frozen=True, slots=True)
class PayRules:
    """Everything that turns punches into paid hours.

    `first_weekday` counts from Monday, 0. `anchor` is the first day of some two-week period.
    `day_begins` is minutes after midnight on the clock's wall; `split` books a shift on each
    workday that it touches, otherwise all of it on the one in which it began. `rounding` is in
    minutes, 0 for none. `meal_steps` deduct a break that no one punched, none unless the company
    wants it; a `meal_gradual` one grows with the minutes beyond a step. `workday_begins` is when
    workdays of overtime begin, None as `day_begins`; `own_over` says what the company's own
    thresholds count. Rules are equal whatever their `counting` and `rounds`.
    """

    first_weekday: int = rule(
        0, WeekdayRule(), "Weeks begin on", row=2, terminal=N_("When weeks begin.")
    )
    period: PeriodKind = rule(
        PeriodKind.WEEKLY,
        ChoiceRule(PeriodKind),
        "Pay period",
        row=1,
        terminal=N_("The pay period."),
        scope=RuleScope.COMPANY,
    )
    anchor: date = rule(
        date(2024, 1, 1),
        DateRule(),
        "A day on which a two-week period begins",
        row=1,
        terminal=N_("The first day of some two-week period."),
        scope=RuleScope.COMPANY,
    )
    split: bool = rule(
        False,
        YesNoRule(),
        "A shift over the end of a day",
        row=3,
        terminal=N_("Split a shift over the end of a day."),
    )
    day_begins: int = rule(
        0,
        NumberRule(0, _A_DAY - 1, RuleUnit.TIME_OF_DAY),
        "Days begin at",
        row=4,
        terminal=N_("Minutes after midnight at which days begin."),
    )
    rounding: int = rule(
        0,
        RoundingRule(ROUNDINGS),
        "Round the start and end of a shift",
        row=5,
        title=N_("Rounding"),
        terminal=N_("To how many minutes a shift's start and end are rounded; 0 is exact."),
    )
    overtime: RuleSet = rule(
        RuleSet.NONE,
        ChoiceRule(RuleSet),
        "Rule set",
        row=6,
        title=N_("Overtime, breaks and rest"),
        terminal=N_("Whose rules apply."),
    )
    own: OwnRules = field(default_factory=OwnRules)
    workday_begins: int | None = rule(
        None,
        NumberRule(0, _A_DAY - 1, RuleUnit.TIME_OF_DAY),
        "Workdays of overtime begin at",
        row=10,
        terminal=N_("Minutes after midnight at which the workdays of overtime begin."),
        since="0.2.0",
    )
    own_over: CountedOver = rule(
        CountedOver.WORKDAYS,
        ChoiceRule(CountedOver),
        "Our own thresholds count",
        row=11,
        terminal=N_("What the company's own thresholds count."),
        since="0.2.0",
    )
    meal_after: int | None = rule(
        None,
        NumberRule(120, _A_DAY, RuleUnit.HOURS),
        "Deduct an automatic break from shifts longer than",
        row=7,
        title=N_("Automatic break"),
        terminal=N_("Deduct an automatic break from shifts longer than this."),
    )
    meal_minutes: int | None = rule(
        None,
        NumberRule(5, 120, RuleUnit.MINUTES),
        "Length of that break",
        row=7,
        terminal=N_("The length of that break."),
    )
    meal_again_after: int | None = rule(
        None,
        NumberRule(120, _A_DAY, RuleUnit.HOURS),
        "Deduct more from shifts longer than",
        row=7,
        terminal=N_("Deduct more from shifts longer than this."),
        since="0.2.0",
    )
    meal_again_minutes: int | None = rule(
        None,
        NumberRule(5, 240, RuleUnit.MINUTES),
        "Length of the break in all",
        row=7,
        terminal=N_("The length of the break in all."),
        since="0.2.0",
    )
    meal_gradual: bool = rule(
        False,
        YesNoRule(),
        "Just beyond such a length",
        row=7,
        terminal=N_("Let the break grow with the minutes beyond the threshold."),
        since="0.2.0",
    )
    short_breaks: ShortBreaks = rule(
        ShortBreaks.WORKED,
        ChoiceRule(ShortBreaks),
        "Unpaid breaks of up to 20 minutes",
        row=13,
        terminal=N_("Whether unpaid breaks of up to 20 minutes count as worked in the US."),
        since="0.2.0",
        stored_before=ShortBreaks.AS_BEFORE,
    )
    late_changes: LateChanges = rule(
        LateChanges.REFUSE,
        ChoiceRule(LateChanges),
        "A correction of a closed day",
        row=8,
        terminal=N_("What happens to a correction of a closed day."),
        scope=RuleScope.COMPANY,
    )
    edits: EditsCount = rule(
        EditsCount.AT_ONCE,
        ChoiceRule(EditsCount),
        "A manager's edit",
        row=9,
        terminal=N_("When a manager's edit counts."),
        scope=RuleScope.COMPANY,
    )
    claimed_times: ClaimedTimes = rule(
        ClaimedTimes.WAIT,
        ChoiceRule(ClaimedTimes),
        "A time that a person gives afterwards for their own punch",
        row=12,
        since="0.2.0",
        terminal=N_("Whether a time that a person gives afterwards counts."),
        scope=RuleScope.COMPANY,
    )
    counting: CountedOver = field(default=CountedOver.WORKDAYS, compare=False)
    rounds: RoundedEnds = field(default=RoundedEnds.OUTER, compare=False)

    @property
    def overtime_begins(self) -> int | None:
        """Minutes after midnight at which workdays begin; None where booked days are counted."""
        over = self.own_over if self.overtime is RuleSet.OWN else CountedOver.WORKDAYS
        if self.overtime not in PAYING or CountedOver.BOOKED_DAYS in (self.counting, over):
            return None
        return self.day_begins if self.workday_begins is None else self.workday_begins

    @property
    def counts_short_breaks(self) -> bool:
        """Whether unpaid breaks of up to 20 minutes count as worked."""
        return self.overtime in US_RULES and self.short_breaks is ShortBreaks.WORKED

    @property
    def meal_steps(self) -> tuple[tuple[int, int], ...]:
        """The steps of the automatic break: beyond so much work, so much break in all; seconds."""
        first = (self.meal_after, self.meal_minutes)
        steps = (first, (self.meal_again_after, self.meal_again_minutes))
        return tuple((after * 60, least * 60) for after, least in steps if after and least)

    def with_company(self, company: "PayRules") -> "PayRules":
        """These rules of a time clock, with those that are the company's for everyone."""
        return replace(self, **{name: getattr(company, name) for name in COMPANY_RULES})

    @property
    def as_set_now(self) -> "PayRules":
        """The same rules, computed as rules that a company sets today are."""
        return replace(
            self, counting=CountedOver.WORKDAYS, rounds=RoundedEnds.OUTER, **set_anew(self)
        )

    def is_same(self, other: "PayRules") -> bool:
        """Whether both are equal and are computed in the same way."""
        return self == other and (self.counting, self.rounds) == (other.counting, other.rounds)

    def to_json(self) -> Facts:
        """As the table and the ledger keep it."""
        methods = {_COUNTING: self.counting.value, _ROUNDS: self.rounds.value}
        return facts_of(self) | facts_of(self.own, _OWN) | methods

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "PayRules":
        """From what `to_json` gave, also before a rule was added: that one has its default.

        Raises Invalid for anything that no company can want, and for rules that are not known.
        """
        if not facts.keys() <= _NAMES:
            raise Invalid("invalid_rules", "These rules cannot be read.")
        try:
            own = OwnRules(**values_in(facts, OwnRules, _OWN))
            counting = CountedOver(facts.get(_COUNTING, CountedOver.BOOKED_DAYS))
            rounds = RoundedEnds(facts.get(_ROUNDS, RoundedEnds.EACH_SHIFT))
            rules = cls(own=own, counting=counting, rounds=rounds, **values_in(facts, cls))
        except (KeyError, TypeError, ValueError):
            raise Invalid("invalid_rules", "These rules cannot be read.") from None
        demand_sound(rules)
        return rules


# One for everyone: who decides, what counts, and the periods that are approved and closed together.
COMPANY_RULES = tuple(each.name for each in fields_of(PayRules) if each.scope is RuleScope.COMPANY)
_NAMES = frozenset(PayRules().to_json())


def demand_sound(rules: PayRules) -> None:
    """Raise Invalid, naming the field, for rules that no company can want."""
    demand_sound_steps(rules)
    demand_each_sound(rules)
    demand_each_sound(rules.own, _OWN)
    own = rules.own
    if own.daily_again_after is not None and (
        own.daily_after is None or own.daily_again_after <= own.daily_after
    ):
        raise Invalid(
            "invalid_threshold",
            "The second daily threshold comes after the first.",
            field="own_daily_again_after",
        )
