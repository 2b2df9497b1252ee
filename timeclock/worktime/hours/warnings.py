"""What someone should look at: shifts, days, breaks and rests out of the ordinary; pure.

Nothing is guessed: of a shift whose end no one knows or has confirmed, only that is said, and the
rest before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, Sentence
from timeclock.worktime.hours.breaks import break_flags
from timeclock.worktime.hours.duties import Duty, Watched, duties, seconds_between
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.long_breaks import long_break_flags
from timeclock.worktime.hours.long_days import long_day_flags
from timeclock.worktime.hours.other_rules import other_rules_flags
from timeclock.worktime.hours.rests import rest_flags
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import CaseKind, FigureSource, Flag
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.shifts.timeline import PartKind

__all__ = ["Watched", "flags", "long_weeks"]

_SECOND = timedelta(seconds=1)
_WAITING = {
    UnconfirmedEnd.PROPOSED: N_(
        "The end of this shift was given afterwards and waits to be confirmed"
    ),
    UnconfirmedEnd.PROVISIONAL: N_(
        "No one clocked out and the clock closed this shift; its end waits to be confirmed"
    ),
    UnconfirmedEnd.FORGOTTEN: N_(
        "This shift ended after the limit of its time clock and no one has said when the person "
        "left; its end waits to be confirmed"
    ),
    UnconfirmedEnd.DOUBTFUL: N_(
        "The server's clock was wrong during this shift; its times wait to be confirmed"
    ),
}
_JOBS = FigureSource(
    Sentence("Jobs of the time clock"), Sentence("All work here is booked on a job.")
)
_CLAIMS = FigureSource(
    Sentence("Times given afterwards"),
    Sentence("A setting of the company: they count once another person confirms them"),
)
_ORDER = {kind: number for number, kind in enumerate(CaseKind)}


def flags(
    watched: Sequence[Watched], day_seconds: Mapping[date, int], book: RuleBook, now: datetime
) -> tuple[Flag, ...]:
    """Every flag of one person's shifts and days, by day.

    `watched` may come in any order and begin before the days in question, so that the rest before
    the first is seen; `day_seconds` is what each day counts as worked, without what no one has
    confirmed. A short rest belongs to the later shift, a missing break to the shift in which it was
    due. Rules of a shift are those of the calendar day on which it began, rules of a day its own.
    """
    counted = [each for each in watched if not each.shift.voided]
    found = [flag for each in counted for flag in _of_one(each, now)]
    # What has no length is no work, so it interrupts no rest.
    worked = sorted(
        (each for each in counted if each.shift.timeline.ended_at != each.start),
        key=lambda each: (each.start, each.shift.id),
    )
    for duty in duties(worked, book, now):
        found += _of_rest(duty)
        found += break_flags(duty, now)
    told = {flag.shift_id for flag in found if flag.kind is CaseKind.SHORT_REST}
    found += (flag for flag in rest_flags(worked, book, now) if flag.shift_id not in told)
    found += other_rules_flags(counted, book)
    found += long_day_flags(worked, day_seconds, book, now)
    return tuple(sorted(found, key=lambda f: (f.day, f.shift_id or 0, _ORDER[f.kind])))


def long_weeks(total_seconds: int, weeks: int, book: RuleBook, day: date) -> Flag | None:
    """Whether so many weeks up to that of `day` had too much work a week on average, if any may.

    Leave is not known here and lowers the average: where the law leaves it out, this says too
    little rather than too much.
    """
    average = terms_of(book.on(day)).average
    if average is None or weeks < 1 or total_seconds <= average.seconds * weeks:
        return None
    a_week = -(-total_seconds // weeks)  # up: one second over the limit must not read like it
    text = N_(
        "%(worked)s a week on average over %(weeks)s weeks; no more than %(limit)s are allowed "
        "(%(source)s)"
    )
    if average.ordinary:
        text = N_(
            "%(worked)s a week on average over %(weeks)s weeks; no more than %(limit)s are "
            "ordinary hours (%(source)s)"
        )
    sentence = Sentence(
        text,
        worked=length_text(a_week),
        weeks=weeks,
        limit=length_text(average.seconds),
        source=average.source.title,
    )
    return Flag(CaseKind.LONG_WEEKS, day, None, a_week, average.seconds, sentence, average.source)


def _of_one(watched: Watched, now: datetime) -> Iterator[Flag]:
    yield from _of_shift(watched, now)
    yield from _of_claims(watched)
    yield from _of_jobs(watched)
    yield from long_break_flags(watched, now)


def _of_shift(watched: Watched, now: datetime) -> Iterator[Flag]:
    line, limit = watched.shift.timeline, watched.limit // _SECOND
    length = seconds_between(line.started_at, line.ended_at or now)
    unconfirmed = watched.shift.unconfirmed
    if unconfirmed and line.ended_at and watched.shift.is_unpaid:
        sentence = Sentence(_WAITING[unconfirmed])
        kind = CaseKind.UNCONFIRMED_END
    elif watched.forgotten(now):
        sentence = Sentence(
            "Clocked in for %(length)s without a clock-out; %(limit)s at most on this time clock",
            length=length_text(length),
            limit=length_text(limit),
        )
        kind = CaseKind.MISSED_CLOCK_OUT
    elif line.ended_at and length > limit:
        sentence = Sentence(
            "This shift is %(length)s long; %(limit)s at most on this time clock",
            length=length_text(length),
            limit=length_text(limit),
        )
        kind = CaseKind.LONG_SHIFT
    else:
        return
    source = FigureSource(
        Sentence("Limit of the time clock"),
        Sentence("No shift is longer than %(limit)s.", limit=length_text(limit)),
    )
    yield Flag(kind, watched.day, watched.shift.id, length, limit, sentence, source)


def _of_claims(watched: Watched) -> Iterator[Flag]:
    """Time that is paid only because of times that were given afterwards."""
    shift = watched.shift
    if shift.unconfirmed is not UnconfirmedEnd.CLAIMED:
        return
    seconds = sum(
        seconds_between(span.start, span.end) for span in shift.claims.waits if span.end is not None
    )
    sentence = Sentence(
        "Given afterwards and not confirmed yet: %(length)s", length=length_text(seconds)
    )
    yield Flag(CaseKind.CLAIMED_TIME, watched.day, shift.id, seconds, 0, sentence, _CLAIMS)


def _of_jobs(watched: Watched) -> Iterator[Flag]:
    """Work that ended on no job where the clock wanted one: that never keeps a clock running."""
    line, wanted = watched.shift.timeline, watched.job_wanted
    if line.ended_at is None or watched.shift.is_unpaid or wanted is None:
        return
    without = sum(
        seconds_between(part.started_at, part.ended_at)
        for part in line.parts()
        if part.kind is PartKind.WORK
        and part.job_id is None
        and part.ended_at
        and part.ended_at >= wanted
    )
    if without:
        sentence = Sentence(
            "Worked %(worked)s without a job; this time clock asks for one",
            worked=length_text(without),
        )
        yield Flag(CaseKind.NO_JOB, watched.day, watched.shift.id, without, 0, sentence, _JOBS)


def _of_rest(duty: Duty) -> Iterator[Flag]:
    if duty.rest is None:
        return
    later, rest = duty.shifts[0], duty.rest
    sentence = Sentence(
        "%(rest)s of rest before this shift; %(needed)s are needed (%(source)s)",
        rest=length_text(rest.seconds),
        needed=length_text(rest.limit.seconds),
        source=rest.limit.source.title,
    )
    yield Flag(
        CaseKind.SHORT_REST,
        later.day,
        later.shift.id,
        rest.seconds,
        rest.limit.seconds,
        sentence,
        rest.limit.source,
    )
