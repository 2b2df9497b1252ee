"""Which seconds of a week earn a premium, each by one rule only; whole seconds; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from timeclock.company.pay_rules.rules import RuleBook
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.rule_sets import OvertimeStep, terms_of
from timeclock.worktime.hours.sheet import Premium

Ladder = tuple[OvertimeStep, ...]


def premiums(days: Sequence[tuple[date, int]], book: RuleBook) -> dict[date, tuple[Premium, ...]]:
    """What each day of one workweek earns beyond the plain wage.

    `days` are all days of the week, or of the part that a change of rules has left of it, in
    order, with their worked seconds. A day's rules are those of its own version; the rules of the
    week, weekly threshold and seventh day, those of the version on its first day, so that a change
    in mid-week counts for weeks from the next one on. Seconds that earned a premium by the day
    are not counted for the week (Labor Code § 510(a)), and where
    two steps of a day meet, the dearer one pays. The seventh day is that of a whole week with work
    on all seven. Premiums of a day lie apart: together they are never more than its seconds.
    """
    if not days:
        return {}
    week = terms_of(book.on(days[0][0]))
    seventh = days[6][0] if _seven_in_a_row(days) else None
    found: dict[date, tuple[Premium, ...]] = {}
    plain_so_far = 0
    for day, seconds in days:
        ladders = [terms_of(book.on(day)).daily]
        if day == seventh:
            ladders.insert(0, week.seventh_day)
        earned = _climb(seconds, ladders)
        plain = max(seconds, 0) - sum(earned.values())
        if week.weekly and week.weekly.percent > 100:
            beyond = min(plain, plain_so_far + plain - week.weekly.after)
            if beyond > 0:
                earned[week.weekly] = beyond
        plain_so_far += plain
        found[day] = tuple(_premium(day, step, each) for step, each in earned.items())
    return found


def _seven_in_a_row(days: Sequence[tuple[date, int]]) -> bool:
    return (
        len(days) == 7
        and days[6][0] - days[0][0] == timedelta(days=6)
        and all(seconds > 0 for _, seconds in days)
    )


def _climb(seconds: int, ladders: Iterable[Ladder]) -> dict[OvertimeStep, int]:
    """How much of a day stands on which step: at each second the dearest one, if it pays more."""
    rungs = [ladder for ladder in ladders if ladder]
    beginnings = {step.after for ladder in rungs for step in ladder if step.after < seconds}
    earned: dict[OvertimeStep, int] = {}
    for start, end in pairwise(sorted({*beginnings, max(seconds, 0)})):
        reached = [[step for step in ladder if step.after <= start] for ladder in rungs]
        best = max((steps[-1] for steps in reached if steps), key=lambda step: step.percent)
        if best.percent > 100:
            earned[best] = earned.get(best, 0) + end - start
    return earned


def _premium(day: date, step: OvertimeStep, seconds: int) -> Premium:
    over = f" over {length_text(step.after)}" if step.after else ""
    paid = f"paid at {step.percent}\N{NO-BREAK SPACE}%"
    sentence = f"{length_text(seconds)}{over} {step.where}, {paid}"
    return Premium(day, seconds, step.percent, step.source, sentence)
