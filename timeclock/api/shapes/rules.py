"""The rules of pay of the API: lengths are in minutes, as they are set. Pure."""

from datetime import timedelta

from typing_extensions import TypedDict

from timeclock.api.bodies.rules import WEEKDAYS, Weekday
from timeclock.api.shapes.days import Totals, totals
from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.company.pay_rules import rules as pay_rules
from timeclock.company.pay_rules.rules import EditsCount, LateChanges, PeriodKind, RuleSet
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.versions import SetRules


class OwnRules(TypedDict):
    """Thresholds of the company's own; null is “no such rule”. Percents are of the wage."""

    daily_after_minutes: int | None
    daily_percent: int
    daily_again_after_minutes: int | None
    daily_again_percent: int
    weekly_after_minutes: int | None
    weekly_percent: int
    longest_day_minutes: int | None
    shortest_rest_minutes: int | None
    break_after_minutes: int | None
    break_minutes: int


class Rules(TypedDict):
    """Every rule of pay, in the form in which it can be sent back."""

    first_weekday: Weekday
    period: PeriodKind
    anchor: DayText
    split: bool
    day_begins_minutes: int
    rounding_minutes: int
    overtime: RuleSet
    meal_after_minutes: int | None
    meal_minutes: int | None
    late_changes: LateChanges
    edits: EditsCount
    own: OwnRules


class RuleVersion(TypedDict):
    """Rules as somebody set them from a day on."""

    id: int
    first_day: DayText
    rules: Rules
    set_by_user_id: int | None
    created_at: DateTimeText
    withdrawn_at: DateTimeText | None
    in_force: bool
    may_be_withdrawn: bool


class OneRuleVersion(TypedDict):
    """A version of the rules."""

    version: RuleVersion


class RuleVersions(TypedDict):
    """The rules of today, and every version; from `first_free_day` on they can be changed."""

    current: Rules
    first_free_day: DayText
    versions: list[RuleVersion]


class PersonsEffect(TypedDict):
    """One person's open days with the rules as they are and as they would be."""

    user_id: int
    before: Totals
    after: Totals
    moved_seconds: int
    flags_before: int
    flags_after: int


class RulesEffect(TypedDict):
    """What other rules would do to the days from the first to the last."""

    first_day: DayText
    last_day: DayText
    sentences: list[str]
    people: list[PersonsEffect]


class OneEffect(TypedDict):
    """What a change would do."""

    effect: RulesEffect


def version(found: SetRules, users: Users) -> RuleVersion:
    """Rules as somebody set them."""
    return {
        "id": found.id,
        "first_day": found.first_day.isoformat(),
        "rules": rules(found.rules),
        "set_by_user_id": user(users, found.set_by_id),
        "created_at": in_utc(found.created_at),
        "withdrawn_at": utc(found.withdrawn_at),
        "in_force": found.in_force,
        "may_be_withdrawn": found.may_be_withdrawn,
    }


def rules(found: pay_rules.PayRules) -> Rules:
    """Every rule, in the form in which it can be sent back."""
    return {
        "first_weekday": WEEKDAYS[found.first_weekday],
        "period": found.period,
        "anchor": found.anchor.isoformat(),
        "split": found.split,
        "day_begins_minutes": found.day_begins,
        "rounding_minutes": found.rounding,
        "overtime": found.overtime,
        "meal_after_minutes": found.meal_after,
        "meal_minutes": found.meal_minutes,
        "late_changes": found.late_changes,
        "edits": found.edits,
        "own": _own(found.own),
    }


def _own(found: pay_rules.OwnRules) -> OwnRules:
    return {
        "daily_after_minutes": found.daily_after,
        "daily_percent": found.daily_percent,
        "daily_again_after_minutes": found.daily_again_after,
        "daily_again_percent": found.daily_again_percent,
        "weekly_after_minutes": found.weekly_after,
        "weekly_percent": found.weekly_percent,
        "longest_day_minutes": found.longest_day,
        "shortest_rest_minutes": found.shortest_rest,
        "break_after_minutes": found.break_after,
        "break_minutes": found.break_minutes,
    }


def effect(found: Effect, users: Users) -> RulesEffect:
    """What other rules would do to the open days."""
    return {
        "first_day": found.first.isoformat(),
        "last_day": (found.after - timedelta(days=1)).isoformat(),
        "sentences": list(found.sentences),
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
