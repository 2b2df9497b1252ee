"""What differs between days as they were approved and as they would be added up today; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from timeclock.company.pay_rules.day_line import KeptSpan
from timeclock.worktime.hours.kept_days import KeptSheet, Versions
from timeclock.worktime.hours.sheet import DayTotal, LineKind, Sheet

Facts = dict[str, int]


class Reason(StrEnum):
    """Why hours are added up otherwise today."""

    TZ = "tz"
    RULES = "rules"
    ARITHMETIC = "arithmetic"
    BEFORE_KEEPING = "before_keeping"


@dataclass(frozen=True, slots=True)
class HoursDifference:
    """What is different on which days, in seconds by category: today's less the approved."""

    days: Mapping[date, Facts]
    reasons: tuple[Reason, ...]

    @property
    def totals(self) -> Facts:
        """The sums over the days."""
        sums: Facts = {}
        for facts in self.days.values():
            for name, seconds in facts.items():
                sums[name] = sums.get(name, 0) + seconds
        return {name: sums[name] for name in sorted(sums)}

    @property
    def measured(self) -> int:
        """How many seconds of days lie in another category or on another day."""
        return sum(abs(each) for facts in self.days.values() for each in facts.values())

    def to_json(self) -> dict[str, Any]:
        """As the table and the ledger keep it."""
        return {
            "reasons": [reason.value for reason in self.reasons],
            "days": {day.isoformat(): facts for day, facts in sorted(self.days.items())},
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "HoursDifference":
        """From what `to_json` gave."""
        days = {date.fromisoformat(day): dict(its) for day, its in facts["days"].items()}
        return cls(days, tuple(Reason(each) for each in facts["reasons"]))


def difference(
    kept: KeptSheet, today: Sheet, span: KeptSpan, versions: Versions
) -> HoursDifference | None:
    """How the sheet of `today`, whose days begin as `span` says, differs from the kept one."""
    found = {}
    for old, new in zip(kept.sheet.days, today.days, strict=True):
        was, is_now = facts_of(old), facts_of(new)
        both = sorted({*was, *is_now})
        changed = {name: is_now.get(name, 0) - was.get(name, 0) for name in both}
        if facts := {name: each for name, each in changed.items() if each}:
            found[old.day] = facts
    if not found:
        return None
    return HoursDifference(found, tuple(_reasons(kept, span, versions)))


def facts_of(day: DayTotal) -> Facts:
    """The seconds of a day by category: what is paid, and at which clock and on which job."""
    facts = {
        "worked": day.worked,
        "rounded": day.rounded,
        "paid_breaks": day.paid_breaks,
        "unpaid_breaks": day.unpaid_breaks,
        "unconfirmed": day.unconfirmed,
        "meal": -sum(line.seconds for line in day.lines if line.kind is LineKind.MEAL),
    }
    for name, premiums in (("premium", day.premiums), ("rounded_premium", day.rounded_premiums)):
        for premium in premiums:
            key = f"{name}_{premium.percent}"
            facts[key] = facts.get(key, 0) + premium.seconds
    return {name: seconds for name, seconds in facts.items() if seconds}


def _reasons(kept: KeptSheet, span: KeptSpan, versions: Versions) -> list[Reason]:
    """A reason is one that makes a difference here; the arithmetic where there is no other."""
    found = []
    begun = kept.span.begins
    if any(tuple(span.begins[each]) != tuple(begun[each]) for each in begun if each in span.begins):
        found.append(Reason.TZ)
    if _said(kept.versions, kept.versions) != _said(versions, kept.versions):
        found.append(Reason.RULES)
    return found or [Reason.ARITHMETIC]


def _said(versions: Versions, known: Versions) -> list[tuple[date, dict[str, object]]]:
    """What the rules say, without what no rule of `known` could say yet."""
    names = {name for each in known.rules for name in each.facts}
    return [
        (each.first_day, {name: fact for name, fact in each.facts.items() if name in names})
        for each in versions.rules
    ]
