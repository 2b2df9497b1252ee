"""Rests that a law asks for within 24 hours and within seven days; pure.

The rest between two duties is looked at with them (`duties`).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import Sentence, TimeOfDay
from timeclock.timekeeping import local_date
from timeclock.worktime.hours.duties import Watched, seconds_between
from timeclock.worktime.hours.explaining import day_of, length_text
from timeclock.worktime.hours.rule_sets import Limit, terms_of
from timeclock.worktime.hours.sheet import CaseKind, Flag

_A_DAY, _A_WEEK = timedelta(hours=24), timedelta(days=7)


def rest_flags(watched: Sequence[Watched], book: RuleBook, now: datetime) -> Iterator[Flag]:
    """Shifts after which, or before which, no rest of the needed length is left.

    Shifts are in order of time. Around one whose end is not known nothing is said.
    """
    every = [terms_of(version.rules) for version in book.versions]
    if any(terms.rest_in_a_day for terms in every):
        yield from _within_a_day(watched, book, now)
    if any(terms.weekly_rest for terms in every):
        yield from _within_a_week(watched, book, now)


def _within_a_day(watched: Sequence[Watched], book: RuleBook, now: datetime) -> Iterator[Flag]:
    """Directive 2003/88/EC, art. 3: 11 h in a row in the 24 hours from each start of work."""
    first: Watched | None = None
    before, longest, told = None, 0, False
    for each in watched:
        limit, end = terms_of(book.at(each.start, each.zone)).rest_in_a_day, each.end(now)
        if limit is None or end is None:
            first = before = None
            continue
        gap = seconds_between(before, each.start) if before else limit.seconds
        if first is None or gap >= limit.seconds:
            first, longest, told = each, 0, False
        elif each.start < first.start + _A_DAY:
            longest = max(longest, gap)
        else:
            told = True
        left = seconds_between(end, first.start + _A_DAY)
        ended = each.shift.timeline.ended_at is not None
        if ended and not told and max(longest, left) < limit.seconds:
            told = True
            yield _flag(each, max(longest, left, 0), limit, _in_a_day(first))
        before = max(before, end) if before else end


def _within_a_week(watched: Sequence[Watched], book: RuleBook, now: datetime) -> Iterator[Flag]:
    """Art. 5 and ET 37.1: no work seven days after the last long rest has ended."""
    rested, before, longest = None, None, 0
    day = None
    for each in watched:
        limit, end = terms_of(book.at(each.start, each.zone)).weekly_rest, each.end(now)
        if limit is None or end is None:
            rested = before = None
            continue
        gap = seconds_between(before, each.start) if before else limit.seconds
        if rested is None or gap >= limit.seconds:
            rested, longest = each.start, 0
        longest = max(longest, gap) if gap < limit.seconds else longest
        if each.start >= rested + _A_WEEK and each.day != day:
            day = each.day
            yield _flag(each, longest, limit, Sentence("in the seven days before this shift"))
        before = max(before, end) if before else end


def _in_a_day(first: Watched) -> Sentence:
    return Sentence(
        "in the 24 h from %(time)s on %(day)s",
        time=TimeOfDay(first.start, first.zone),
        day=day_of(local_date(first.start, first.zone)),
    )


def _flag(at: Watched, rest: int, limit: Limit, where: Sentence) -> Flag:
    sentence = Sentence(
        "%(rest)s of rest in a row %(where)s; %(needed)s are needed (%(source)s)",
        rest=length_text(rest),
        where=where,
        needed=length_text(limit.seconds),
        source=limit.source.title,
    )
    kind = CaseKind.SHORT_REST
    return Flag(kind, at.day, at.shift.id, rest, limit.seconds, sentence, limit.source)
