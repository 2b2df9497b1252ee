"""Days that are too long: work within 24 hours of its start, up to the rest taken; pure.

A working day in the sense of ArbZG § 3 and ET 34.3 is the 24 hours from the start of work, not the
day on which a shift is shown. A full rest ends it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, Sentence, TimeOfDay
from timeclock.timekeeping import local_date
from timeclock.worktime.hours.duties import Watched, seconds_between
from timeclock.worktime.hours.explaining import day_of, length_text
from timeclock.worktime.hours.meals import meal_taken_off
from timeclock.worktime.hours.rule_sets import HOUR, Limit, terms_of
from timeclock.worktime.hours.sheet import CaseKind, Flag

_A_DAY = timedelta(hours=24)
_USUAL_REST = 11 * HOUR
_BOOKED = N_("Worked %(worked)s; no more than %(limit)s a day are allowed (%(source)s)")
# By whether more is no ordinary work.
_IN_24_H = {
    False: N_(
        "Worked %(worked)s in the 24 h from %(time)s on %(day)s; no more than %(limit)s a day are "
        "allowed (%(source)s)"
    ),
    True: N_(
        "Worked %(worked)s in the 24 h from %(time)s on %(day)s; no more than %(limit)s a day are "
        "ordinary hours (%(source)s)"
    ),
}
_WITHOUT_PAID_BREAKS = N_(
    "Worked %(worked)s in the 24 h from %(time)s on %(day)s, not counting %(breaks)s of paid "
    "breaks; no more than %(limit)s a day are allowed (%(source)s)"
)


@dataclass(frozen=True, slots=True)
class _Spell:
    """Work from the start of a shift on, in seconds so far.

    `breaks` are seconds of paid breaks in it that are no work.
    """

    first: Watched
    seconds: int
    breaks: int

    def with_work(self, work: tuple[int, int]) -> "_Spell":
        """The spell with more work and paid breaks."""
        return _Spell(self.first, self.seconds + work[0], self.breaks + work[1])


def long_day_flags(
    watched: Sequence[Watched], day_seconds: Mapping[date, int], book: RuleBook, now: datetime
) -> Iterator[Flag]:
    """One flag for each day on which a shift passes the limit; shifts are in order of time."""
    for day, seconds in day_seconds.items():
        rules = book.on(day)
        limit = terms_of(rules).longest_day
        if limit and _by_booked_day(rules) and seconds > limit.seconds:
            yield _flag(day, seconds, limit, _BOOKED, {})
    if not any(terms_of(version.rules).longest_day for version in book.versions):
        return
    longest: dict[date, tuple[_Spell, Limit]] = {}
    told: dict[int, date] = {}
    for spell, last in _spells(watched, book, now):
        rules = book.at(last.start, last.zone)
        limit = terms_of(rules).longest_day
        if limit is None or _by_booked_day(rules) or spell.seconds <= limit.seconds:
            continue
        if told.setdefault(spell.first.shift.id, last.day) != last.day:
            continue  # it passed the limit on a day before
        if last.day not in longest or spell.seconds > longest[last.day][0].seconds:
            longest[last.day] = (spell, limit)
    for day, (spell, limit) in longest.items():
        place, start = spell.first.zone, spell.first.start
        begun: dict[str, object] = {
            "time": TimeOfDay(start, place),
            "day": day_of(local_date(start, place)),
        }
        text = _WITHOUT_PAID_BREAKS if spell.breaks else _IN_24_H[limit.ordinary]
        begun["breaks"] = length_text(spell.breaks)
        yield _flag(day, spell.seconds, limit, text, begun)


def _spells(
    watched: Sequence[Watched], book: RuleBook, now: datetime
) -> Iterator[tuple[_Spell, Watched]]:
    """From each start of work up to each shift in the 24 hours after it, without a full rest."""
    running: list[_Spell] = []
    before: datetime | None = None
    for each in watched:
        end = each.end(now)
        if end is None:  # what is not known is not guessed
            running, before = [], None
            continue
        terms = terms_of(book.at(each.start, each.zone))
        full = terms.shortest_rest.seconds if terms.shortest_rest else _USUAL_REST
        if before is None or seconds_between(before, each.start) >= full:
            running = []
        running = [spell for spell in running if each.start < spell.first.start + _A_DAY]
        running.append(_Spell(each, 0, 0))
        running = [spell.with_work(_work(each, spell.first.start, book, now)) for spell in running]
        before = end if before is None else max(before, end)
        for spell in running:
            yield spell, each


def _work(watched: Watched, start: datetime, book: RuleBook, now: datetime) -> tuple[int, int]:
    """Seconds of work of a shift in the 24 hours from `start`, less a meal that is taken off.

    Then those of its paid breaks where they are no work.
    """
    rules, until = book.at(watched.start, watched.zone), start + _A_DAY
    line, seconds, breaks = watched.shift.timeline, 0, 0
    paid_breaks_are_work = terms_of(rules).paid_breaks_are_work
    for part in line.parts():
        end = min(part.ended_at or max(now, part.started_at), until)
        if part.pause is None:
            seconds += max(seconds_between(part.started_at, end), 0)
            continue
        paid_break = sum(
            max(seconds_between(begun, min(ended, until)), 0)
            for begun, ended, paid in part.pause.by_pay(now)
            if paid
        )
        if paid_breaks_are_work:
            seconds += paid_break
        else:
            breaks += paid_break
    return max(seconds - meal_taken_off(watched.shift, rules, now), 0), breaks


def _by_booked_day(rules: PayRules) -> bool:
    booked = CountedOver.BOOKED_DAYS in (rules.counting, rules.own_over)
    return rules.overtime is RuleSet.OWN and booked


def _flag(day: date, seconds: int, limit: Limit, text: str, begun: Mapping[str, object]) -> Flag:
    sentence = Sentence(
        text,
        worked=length_text(seconds),
        limit=length_text(limit.seconds),
        source=limit.source.title,
        **begun,
    )
    return Flag(CaseKind.LONG_DAY, day, None, seconds, limit.seconds, sentence, limit.source)
