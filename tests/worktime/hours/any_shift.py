"""Any shifts in any rules: forty zones over 2019 to 2037, often around a change of clocks."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.worktime.hours.shifts_of import BAKE, DELIVER, LUNCH, SHOP, YARD, book_of, record
from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.timekeeping import from_unix, local_date
from timeclock.worktime.hours.clock_changes import clock_changes
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline

ZONES = (
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Athens"),
    *("Europe/Moscow", "Europe/Istanbul", "Europe/Chisinau", "Atlantic/Azores"),
    *("America/New_York", "America/Los_Angeles", "America/Phoenix", "America/St_Johns"),
    *("America/Havana", "America/Sao_Paulo", "America/Santiago", "America/Asuncion"),
    *("America/Nuuk", "America/Mexico_City", "America/Scoresbysund"),
    *("Africa/Casablanca", "Africa/Cairo", "Africa/El_Aaiun", "Africa/Lagos", "Africa/Juba"),
    *("Asia/Beirut", "Asia/Jerusalem", "Asia/Gaza", "Asia/Tehran", "Asia/Amman", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Tokyo", "Asia/Almaty"),
    *("Australia/Lord_Howe", "Australia/Sydney", "Australia/Adelaide"),
    *("Pacific/Apia", "Pacific/Chatham", "Pacific/Norfolk", "Pacific/Fiji"),
    *("Antarctica/Troll", "UTC"),
)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), 60, 3600, 24 * 3600
START, END = 1_546_300_800, 2_145_916_800  # 2019 to 2037


@dataclass(frozen=True)
class Night:
    """A shift, the zone of its clock and the moment it is looked at."""

    zone: str
    shift: ShiftRecord
    now: datetime

    @property
    def first(self) -> date:
        """A day well before it."""
        return local_date(self.shift.timeline.started_at, self.zone) - timedelta(days=2)

    @property
    def days(self) -> int:
        """So many days from `first` that it has ended well before."""
        return (local_date(self.now, self.zone) - self.first).days + 3


@dataclass(frozen=True)
class Month:
    """Shifts at two clocks of a zone, the day on which they begin and the end of the last."""

    zone: str
    shifts: tuple[ShiftRecord, ...]
    first: date
    now: datetime


@cache
def changes_of(zone: str) -> tuple[datetime, ...]:
    """When clocks change there; two weeks at a time, since the changes of a summer cancel out."""
    weeks = range(START, END, 14 * DAY)
    return tuple(
        change.moment
        for begin in weeks
        for change in clock_changes(from_unix(begin), from_unix(begin + 14 * DAY), zone)
    )


@st.composite
def starts(draw: DrawFn, zone: str) -> datetime:
    """Anywhere, or in the thirty hours around a change of clocks."""
    changes = changes_of(zone)
    near: int = draw(st.integers(0, 3))
    if changes and near:
        moment = draw(st.sampled_from(changes))
        return moment + draw(st.integers(-24 * HOUR, 6 * HOUR)) * SECOND
    return from_unix(draw(st.integers(START, END)))


lengths = st.one_of(
    st.integers(0, 16 * HOUR), st.sampled_from([0, 1, 8 * HOUR, DAY, 90 * HOUR, 340 * HOUR])
)


plans = st.one_of(
    st.none(),
    st.builds(BreakPlan, st.sampled_from([None, 1, 15, 480]), st.booleans()),
)


@st.composite
def timelines(draw: DrawFn, start: datetime) -> tuple[Timeline, datetime]:
    """A shift with breaks and jobs, ended or open, and the moment it is looked at."""
    length = draw(lengths)
    number = 2 * draw(st.integers(0, 3))
    inside = st.integers(0, length)
    cuts = sorted(draw(st.lists(inside, min_size=number, max_size=number)))
    switches = sorted(draw(st.lists(inside, max_size=3)))
    ended = draw(st.booleans())
    pauses = [
        BreakInterval(
            n,
            LUNCH,
            draw(st.booleans()),
            start + begin * SECOND,
            start + end * SECOND,
            plan=draw(plans),
        )
        for n, (begin, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=True), 1)
    ]
    until = start + length * SECOND
    to_the_end: bool = draw(st.booleans())
    if pauses and to_the_end:
        pauses[-1] = replace(pauses[-1], ended_at=until if ended else None, cut=ended)
    timeline = Timeline(
        start,
        draw(st.sampled_from([None, BAKE])),
        until if ended else None,
        tuple(pauses),
        tuple(
            JobStretch(n, draw(st.sampled_from([None, BAKE, DELIVER])), start + each * SECOND)
            for n, each in enumerate(switches, 1)
        ),
    )
    return timeline, until


@st.composite
def nights(draw: DrawFn, zone: str | None = None) -> Night:
    """A shift in that zone, or in any."""
    place = zone or draw(st.sampled_from(ZONES))
    timeline, until = draw(timelines(draw(starts(place))))
    return Night(place, record(timeline, zone=place), until)


@st.composite
def months(draw: DrawFn) -> Month:
    """A month or less of shifts that do not overlap, in any zone."""
    zone = draw(st.sampled_from(ZONES))
    moment = begin = draw(starts(zone))
    shifts: list[ShiftRecord] = []
    for _ in range(draw(st.integers(1, 12))):
        moment += draw(st.integers(0, 40 * HOUR)) * SECOND
        end = moment + draw(st.integers(0, 15 * HOUR)) * SECOND
        cut = moment + draw(st.integers(0, (end - moment) // SECOND)) * SECOND
        pause = BreakInterval(1, LUNCH, draw(st.booleans()), cut, end, True, draw(plans))
        timeline = Timeline(moment, None, end, (pause,) if draw(st.booleans()) else ())
        mark = UnconfirmedEnd.PROPOSED if draw(st.integers(0, 9)) == 5 else None
        clock = draw(st.sampled_from([SHOP, YARD]))
        shifts.append(record(timeline, zone=zone, clock_id=clock, unconfirmed=mark))
        moment = end
    return Month(zone, tuple(shifts), local_date(begin, zone), moment)


rules = st.builds(
    PayRules,
    first_weekday=st.integers(0, 6),
    split=st.booleans(),
    day_begins=st.sampled_from([0, 30, 240]),
    rounding=st.sampled_from([0, 5, 6, 10, 15]),
    overtime=st.sampled_from(list(RuleSet)),
    meal_after=st.just(360),
    meal_minutes=st.just(30),
    workday_begins=st.sampled_from([None, 0, 300]),
    own=st.sampled_from([OwnRules(), OwnRules(daily_after=8 * 60, weekly_after=38 * 60)]),
    own_over=st.sampled_from(list(CountedOver)),
    counting=st.sampled_from(list(CountedOver)),
)
books = rules.map(book_of)
