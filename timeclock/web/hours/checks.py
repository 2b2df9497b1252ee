"""The rules that looked at a day, each with what it found: kept, or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import elapsed
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.rule_sets import Breaks, Limit, Terms, terms_of
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, FigureSource, Flag, LineKind
from timeclock.worktime.shifts.record import ShiftRecord

_SECOND = timedelta(seconds=1)
_BREAKS = (CaseKind.NO_BREAK, CaseKind.SHORT_BREAK)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and what it found; `kept` is False where someone should look."""

    kept: bool
    words: str
    source: FigureSource | None


def checks(
    total: DayTotal, rules: PayRules, shifts: Sequence[ShiftRecord], last_end: datetime | None
) -> tuple[Check, ...]:
    """What the rules of the day say to it, broken ones first.

    `shifts` are those of the day in order, `last_end` is when work ended before, if that is known.
    """
    terms = terms_of(rules)
    broken = [Check(False, flag.sentence, flag.source) for flag in total.flags]
    if not total.worked:
        return tuple(broken)  # what no one has confirmed cannot be judged
    return (*broken, *_kept(total, terms, shifts, last_end))


def _kept(
    total: DayTotal, terms: Terms, shifts: Sequence[ShiftRecord], last_end: datetime | None
) -> Iterator[Check]:
    if not _flagged(total.flags, *_BREAKS):
        yield from (_breaks(total, each) for each in terms.breaks)
    if terms.shortest_rest and shifts and not _flagged(total.flags, CaseKind.SHORT_REST):
        yield from _rest(terms.shortest_rest, shifts[0].timeline.started_at, last_end)
    if terms.longest_day and not _flagged(total.flags, CaseKind.LONG_DAY):
        yield _day(total, terms.longest_day)
    if (terms.daily or terms.weekly) and not total.premiums:
        step = terms.daily[0] if terms.daily else terms.weekly
        yield Check(True, _("No overtime on this day."), step.source if step else None)


def _flagged(flags: Sequence[Flag], *kinds: CaseKind) -> bool:
    return any(flag.kind in kinds for flag in flags)


def _breaks(total: DayTotal, asked: Breaks) -> Check:
    deducted = -sum(line.seconds for line in total.lines if line.kind is LineKind.MEAL)
    taken = total.paid_breaks + total.unpaid_breaks + deducted
    values = {"worked": length_text(total.worked), "breaks": length_text(taken)}
    if taken:
        return Check(True, _("Breaks: %(breaks)s in %(worked)s of work.", **values), asked.source)
    return Check(True, _("No break is required for %(worked)s of work.", **values), asked.source)


def _rest(limit: Limit, start: datetime, last_end: datetime | None) -> Iterator[Check]:
    values = {"limit": length_text(limit.seconds)}
    if last_end is None:
        words = _("At least %(limit)s of rest before: there was no work for days.", **values)
        yield Check(True, words, limit.source)
        return
    had = elapsed(last_end, start) // _SECOND
    if had >= limit.seconds:  # less than that and not flagged is the gap of a split duty
        values["had"] = length_text(had)
        words = _("At least %(limit)s of rest before: you had %(had)s.", **values)
        yield Check(True, words, limit.source)


def _day(total: DayTotal, limit: Limit) -> Check:
    values = {"limit": length_text(limit.seconds), "worked": length_text(total.worked)}
    words = _("No more than %(limit)s a day: %(worked)s.", **values)
    return Check(True, words, limit.source)
