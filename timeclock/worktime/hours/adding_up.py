"""A person's shifts to a sheet: each day with its lines, premiums and flags; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter

from timeclock.company.pay_rules.day_line import PRESENT, DayLine
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.booking import Booking, book_shift
from timeclock.worktime.hours.counting import Tally, counts
from timeclock.worktime.hours.counting_settings import CountingSettings, EarlierWork
from timeclock.worktime.hours.duties import BREAK_LIMIT
from timeclock.worktime.hours.kept_days import NOTHING_KEPT, Kept
from timeclock.worktime.hours.lines import SentenceNames
from timeclock.worktime.hours.overtime import premiums
from timeclock.worktime.hours.rounding import end_moved, touches_next
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import Adjusted, Flag, Sheet
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.hours.warnings import Watched, flags, long_weeks
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.hours.workweeks import counted_from
from timeclock.worktime.shifts.record import ShiftRecord

FORGOTTEN_AFTER = timedelta(hours=14)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_DAYS_BEFORE = 2 * _DAY
_exact, _rounded = attrgetter("seconds"), attrgetter("rounded")


def read_from(first: date, book: RuleBook) -> date:
    """The day from which shifts are needed for a sheet that begins on `first`.

    Overtime looks at all of the workweek, rest at the shift before it. A shift that only reaches
    into that day is needed too.
    """
    from_week = counted_from(first, book) - _DAYS_BEFORE
    if terms_of(book.on(first)).weekly_rest is None:
        return from_week
    return min(from_week, first - _WEEK - _DAYS_BEFORE)


def average_from(after: date, book: RuleBook) -> date | None:
    """The day from which a sheet that ends before `after` averages the hours of a week.

    None where the rules ask for no average. What was worked from there to the sheet's first day is
    `earlier` of `add_up`.
    """
    average = terms_of(book.on(after - _DAY)).average
    return after - average.weeks * _WEEK if average else None


def add_up(
    shifts: Sequence[ShiftRecord],
    settings: CountingSettings,
    shown: Period,
    now: datetime,
    *,
    adjustments: Sequence[Adjusted] = (),
    earlier: EarlierWork | None = None,
    kept: Kept = NOTHING_KEPT,
) -> Sheet:
    """The days of a period of the one person whose shifts these are.

    `shifts` come in any order and begin where `read_from` says; on other days they count for
    overtime and rest alone, and voided ones not at all. `earlier` is what the average looks back
    at; None is not looked at. Days that are `kept` stay as they were approved, and overtime counts
    what they have.
    """
    book = settings.book
    names = SentenceNames(settings.kinds, settings.clock_names)
    tallies: defaultdict[date, Tally] = defaultdict(Tally)
    watched: list[Watched] = []
    stints: list[Stint] = [*kept.stints]
    for booking, each in booked(shifts, settings, now, kept.line):
        watched.append(each)
        for count in counts(booking, limit=each.limit, now=now, names=names, shown=shown):
            if count.day not in kept.days:
                tallies[count.day].take(count)
                stints += count.stints
    # Adjustments come after: they were worked on other days, so they earn no premium on theirs.
    exact: defaultdict[date, int] = defaultdict(int)
    for day, tally in tallies.items():
        exact[day] = tally.worked
    for stint in kept.stints:
        exact[stint.day] += stint.seconds
    earned = earned_rounded = premiums(stints, book, _exact)
    if any(stint.seconds != stint.rounded for stint in stints):
        earned_rounded = premiums(stints, book, _rounded)
    raised: defaultdict[date, tuple[Flag, ...]] = defaultdict(tuple)
    averaged = average(earlier, _work(exact, tallies, kept, shown, book), shown, book)
    for flag in (*flags(watched, exact, book, now), *averaged):
        raised[flag.day] += (flag,)
    for adjusted in adjustments:
        tallies[adjusted.day].adjust(adjusted)
    return Sheet(
        shown.first,
        shown.after,
        tuple(
            kept.days[day]
            if day in kept.days
            else tallies[day].total(
                day, earned.get(day, ()), earned_rounded.get(day, ()), raised[day]
            )
            for day in shown.days
        ),
        tuple(stint for stint in stints if stint.day in shown),
        kept.line,
    )


def booked(
    shifts: Iterable[ShiftRecord],
    settings: CountingSettings,
    now: datetime,
    line: DayLine = PRESENT,
) -> Iterator[tuple[Booking, Watched]]:
    """Each shift on its days and as warnings look at it, in order; voided ones are left out."""
    moved: dict[datetime, int] = {}
    for shift in sorted(shifts, key=lambda each: (each.timeline.started_at, each.id)):
        if shift.voided:
            continue
        booking = book_shift(shift, book=settings.book, zones=settings.zones, now=now, days=line)
        joined = moved.get(shift.timeline.started_at)
        if joined is not None:
            booking = replace(booking, joined=joined)
        if touches_next(booking):
            moved[booking.until] = end_moved(booking)
        limit = settings.limits.get(shift.clock_id, FORGOTTEN_AFTER)
        wanted = settings.jobs_wanted.get(shift.clock_id)
        pause = settings.break_limits.get(shift.clock_id, BREAK_LIMIT)
        yield (
            booking,
            Watched(booking.shift, booking.pieces[0].day, booking.zone, limit, wanted, pause),
        )


def _work(
    exact: Mapping[date, int],
    tallies: Mapping[date, Tally],
    kept: Kept,
    shown: Period,
    book: RuleBook,
) -> Mapping[date, int]:
    """Seconds of work by day, without paid breaks where the average leaves them out.

    Breaks are no working time in the sense of ArbZG § 2(1) and Directive 2003/88 art. 2(1).
    """
    if terms_of(book.on(shown.last)).paid_breaks_are_work:
        return exact
    breaks = {day: tally.paid_breaks for day, tally in tallies.items()}
    breaks |= {day: each.paid_breaks for day, each in kept.days.items()}
    return {day: seconds - breaks.get(day, 0) for day, seconds in exact.items()}


def average(
    earlier: EarlierWork | None,
    exact: Mapping[date, int],
    shown: Period,
    book: RuleBook,
) -> Iterator[Flag]:
    """The flag of the last weeks, if there was too much work in them on average.

    For a person who began to work later than that, it counts the weeks since then.
    """
    asked = terms_of(book.on(shown.last)).average
    if asked is None or earlier is None:
        return
    begun = earlier.employed_since
    if begun is None and not earlier.seconds:
        begun = min((day for day, seconds in exact.items() if seconds), default=None)
    weeks = asked.weeks
    if begun is not None:
        weeks = max(1, min(weeks, -(-(shown.after - begun) // _WEEK)))
    since = max(shown.first, shown.after - asked.weeks * _WEEK)
    total = earlier.seconds + sum(exact.get(day, 0) for day in Period(since, shown.after).days)
    flag = long_weeks(total, weeks, book, shown.last)
    if flag is not None:
        yield flag
