"""Shifts that bring every sentence of the rules about."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.worktime.hours.shifts_of import (
    BERLIN,
    LUNCH,
    SHOP,
    YARD,
    at,
    book_of,
    record,
    rest,
    sheet_of,
    shift,
)
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBooks, Version
from timeclock.timekeeping import Interval
from timeclock.worktime.hours.counting_settings import EarlierWork
from timeclock.worktime.hours.sheet import Adjusted, Sheet
from timeclock.worktime.shifts.claims import Claim, Claims
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import BreakPlan, Timeline

_TITLES = {
    RuleSet.NONE: "No rule set",
    RuleSet.US_FEDERAL: "US federal",
    RuleSet.CALIFORNIA: "California",
    RuleSet.EU: "European Union",
    RuleSet.GERMANY: "Germany",
    RuleSet.SPAIN: "Spain",
    RuleSet.OWN: "Own rules",
}
_OWN = OwnRules(
    daily_after=8 * 60,
    daily_percent=125,
    daily_again_after=10 * 60,
    daily_again_percent=150,
    weekly_after=40 * 60,
    longest_day=10 * 60,
    shortest_rest=11 * 60,
    break_after=6 * 60,
)
_FIRST = "2026-03-02"
_COFFEE = 8


def _ways() -> Iterator[tuple[str, PayRules]]:
    for split in (False, True):
        for rules, title in _TITLES.items():
            words = f"{title}, split between days" if split else title
            yield words, PayRules(overtime=rules, own=_OWN, split=split)
    booked = PayRules(overtime=RuleSet.OWN, own=_OWN, own_over=CountedOver.BOOKED_DAYS)
    yield "Own rules that count booked days", booked


WAYS = tuple(_ways())


def scenes(rules: PayRules) -> Iterator[Sheet]:
    """The sheets of these shifts, each under the rules."""
    yield from _days_and_nights(rules)
    yield from _long_weeks(rules)
    yield from _breaks(rules)
    yield from _rounding(rules)
    yield from _clock_changes(rules)
    yield from _times_to_confirm(rules)
    yield from _corrections(rules)
    yield from _two_sets_of_rules(rules)


def _day(number: int) -> str:
    return (date.fromisoformat(_FIRST) + timedelta(days=number)).isoformat()


def _from_to(number: int, begin: str, end: str, *, over: bool = False) -> ShiftRecord:
    return shift(f"{_day(number)} {begin}", f"{_day(number + over)} {end}")


def _days_and_nights(rules: PayRules) -> Iterator[Sheet]:
    names = {"clock_names": {SHOP: "Moabit"}}
    yield sheet_of(_from_to(0, "09:00", "17:00"), first=_FIRST, rules=rules, **names)
    yield sheet_of(_from_to(0, "06:00", "19:00"), first=_FIRST, rules=rules)
    now = at(f"{_FIRST} 12:20")
    yield sheet_of(
        shift(f"{_FIRST} 08:00", None, rest(f"{_FIRST} 12:00", None)),
        first=_FIRST,
        rules=rules,
        now=now,
    )
    yield sheet_of(
        shift(f"{_FIRST} 20:00", None),
        first=_FIRST,
        days=2,
        rules=rules,
        now=at(f"{_day(1)} 01:00"),
    )
    nights = [_from_to(each, "22:00", "10:00", over=True) for each in range(4)]
    yield sheet_of(*nights, first=_FIRST, days=6, rules=rules)
    # One workday is shown on two days: its last hours belong to the shift of the next.
    other = replace(rules, day_begins=6 * 60, workday_begins=0)
    yield sheet_of(*nights, _from_to(4, "12:00", "23:00"), first=_FIRST, days=6, rules=other)
    late = [_from_to(each, "14:00", "03:00", over=True) for each in range(3)]
    yield sheet_of(*late, first=_FIRST, days=5, rules=rules)
    yield sheet_of(shift(f"{_FIRST} 08:00", "2026-03-16 12:00"), first=_FIRST, days=15, rules=rules)
    yield sheet_of(
        _from_to(0, "08:00", "22:00"),
        first=_FIRST,
        rules=rules,
        jobs_wanted={SHOP: at(f"{_FIRST} 00:00")},
    )


def _long_weeks(rules: PayRules) -> Iterator[Sheet]:
    tens = [_from_to(each, "07:00", "17:00") for each in range(5)]
    yield sheet_of(*tens, first=_FIRST, days=7, rules=rules)
    eights = [_from_to(each, "08:00", "16:00") for each in range(7)]
    yield sheet_of(*eights, first=_FIRST, days=7, rules=rules)
    sevens = [_from_to(each, "08:00", "15:00") for each in range(6)]
    yield sheet_of(*sevens, _from_to(6, "06:00", "19:00"), first=_FIRST, days=7, rules=rules)
    # Seven nights: the seventh workday begins on the booked day before.
    nights = [_from_to(each, "18:00", "04:00", over=True) for each in range(-1, 7)]
    yield sheet_of(*nights, first=_day(-1), days=10, rules=rules)
    yield sheet_of(
        *tens,
        first=_FIRST,
        days=7,
        rules=rules,
        earlier=EarlierWork(60 * 60 * 60 * 60, date(2025, 1, 1)),
    )
    weeks = replace(rules, first_weekday=3)
    moving = book_of(rules, from_2026_03_05=weeks)
    twelves = [_from_to(each, "07:00", "19:00") for each in range(-1, 10)]
    yield sheet_of(*twelves, first=_day(-1), days=11, book=moving)


def _breaks(rules: PayRules) -> Iterator[Sheet]:
    kinds = {"kinds": {LUNCH: "Lunch", _COFFEE: "Break"}}
    coffee, short = BreakPlan(15), BreakPlan(15, pays_beyond=True)
    for pauses in (
        (rest(f"{_FIRST} 10:00", f"{_FIRST} 10:10", paid=True, kind=_COFFEE),),
        (rest(f"{_FIRST} 12:00", f"{_FIRST} 12:10"),),
        (rest(f"{_FIRST} 12:00", f"{_FIRST} 12:45", paid=True),),
        (rest(f"{_FIRST} 12:00", f"{_FIRST} 12:45"),),
        (rest(f"{_FIRST} 15:00", f"{_FIRST} 15:30"),),
        (rest(f"{_FIRST} 11:00", f"{_FIRST} 11:30"),),
        (rest(f"{_FIRST} 11:00", f"{_FIRST} 11:30"), rest(f"{_FIRST} 18:00", f"{_FIRST} 18:30")),
        (rest(f"{_FIRST} 10:00", f"{_FIRST} 14:00", paid=True, kind=_COFFEE, plan=coffee),),
        (rest(f"{_FIRST} 10:00", f"{_FIRST} 10:40", paid=True, kind=_COFFEE, plan=short),),
        (rest(f"{_FIRST} 10:00", f"{_FIRST} 12:00", plan=BreakPlan()),),
        (
            rest(f"{_FIRST} 10:00", f"{_FIRST} 10:30", plan=BreakPlan(10)),
            rest(f"{_FIRST} 13:00", f"{_FIRST} 14:30", plan=BreakPlan(30)),
        ),
    ):
        worked = shift(f"{_FIRST} 07:00", f"{_FIRST} 20:00", *pauses)
        yield sheet_of(worked, first=_FIRST, rules=rules, **kinds)
    unlimited = rest(f"{_FIRST} 10:00", f"{_FIRST} 12:00", paid=True, plan=BreakPlan())
    yield sheet_of(
        shift(f"{_FIRST} 07:00", f"{_FIRST} 20:00", unlimited), first=_FIRST, rules=rules
    )
    deducts = replace(rules, meal_after=6 * 60, meal_minutes=30)
    for pauses in ((), (rest(f"{_FIRST} 12:00", f"{_FIRST} 12:20"),)):
        for through in (False, True):
            worked = shift(f"{_FIRST} 07:00", f"{_FIRST} 17:30", *pauses, worked_through=through)
            yield sheet_of(worked, first=_FIRST, rules=deducts)
    steps = replace(deducts, meal_again_after=9 * 60, meal_again_minutes=45, meal_gradual=True)
    for end in ("13:05", "17:30"):
        yield sheet_of(_from_to(0, "07:00", end), first=_FIRST, rules=steps)


def _rounding(rules: PayRules) -> Iterator[Sheet]:
    quarters = replace(rules, rounding=15)
    two = _from_to(0, "07:55", "12:07"), _from_to(0, "12:07", "16:04")
    yield sheet_of(*two, first=_FIRST, rules=quarters)
    pause = rest(f"{_FIRST} 23:25", f"{_FIRST} 23:59")
    night = shift(f"{_FIRST} 23:23", f"{_day(1)} 04:00", pause)
    yield sheet_of(night, first=_FIRST, days=2, rules=quarters)
    brief = shift(f"{_FIRST} 08:07", f"{_FIRST} 09:07", rest(f"{_FIRST} 08:08", f"{_FIRST} 09:06"))
    yield sheet_of(brief, first=_FIRST, rules=quarters)


def _clock_changes(rules: PayRules) -> Iterator[Sheet]:
    yield sheet_of(shift("2026-10-24 22:00", "2026-10-25 06:00"), first="2026-10-24", rules=rules)
    yield sheet_of(shift("2027-03-27 22:00", "2027-03-28 06:00"), first="2027-03-27", rules=rules)
    yield sheet_of(
        shift("2026-10-24 22:00", "2026-10-25 06:00"), first="2026-10-24", days=2, rules=rules
    )
    yield sheet_of(
        shift("2027-03-27 22:00", "2027-03-28 06:00"), first="2027-03-27", days=2, rules=rules
    )
    for zone, hour in ((BERLIN, "02"), ("Europe/Dublin", "01")):
        day = "2026-10-25"
        pause = replace(
            rest(f"{day} {hour}:30", None, zone=zone), ended_at=at(f"{day} {hour}:10", zone, fold=1)
        )
        worked = shift(f"{day} 00:00", f"{day} 06:00", pause, zone=zone)
        yield sheet_of(worked, first=day, rules=rules, zone=zone)
    line = Timeline(at("2026-10-25 02:30"), None, at("2026-10-25 02:10", fold=1), (), ())
    yield sheet_of(record(line), first="2026-10-25", rules=rules)
    yield sheet_of(shift("2026-01-10 08:00", "2027-07-10 08:00"), first="2026-01-10", rules=rules)
    for zone, begin, end in (
        ("Pacific/Apia", "2011-12-29 20:00", "2011-12-31 04:00"),
        ("America/Santiago", "2026-04-04 20:00", "2026-04-05 04:00"),
    ):
        worked = shift(begin, end, zone=zone)
        yield sheet_of(worked, first=begin[:10], days=3, rules=rules, zone=zone)


def _times_to_confirm(rules: PayRules) -> Iterator[Sheet]:
    for unconfirmed in UnconfirmedEnd:
        if unconfirmed is UnconfirmedEnd.CLAIMED:
            continue
        worked = shift(f"{_FIRST} 08:00", f"{_FIRST} 16:00", unconfirmed=unconfirmed)
        yield sheet_of(worked, first=_FIRST, rules=rules)
    yield sheet_of(
        shift(f"{_FIRST} 08:00", None), first=_FIRST, rules=rules, now=at(f"{_day(1)} 08:00")
    )
    given, until = at(f"{_FIRST} 08:00"), at(f"{_FIRST} 10:00")
    for by, offline in ((5, False), (9, False), (5, True)):
        claims = Claims((Claim(given, _noon(), by, offline),), (Interval(given, until),))
        worked = shift(
            f"{_FIRST} 08:00",
            f"{_FIRST} 16:00",
            claims=claims,
            unconfirmed=UnconfirmedEnd.CLAIMED,
        )
        yield sheet_of(worked, first=_FIRST, rules=rules)


def _noon() -> datetime:
    return at(f"{_FIRST} 12:03")


def _corrections(rules: PayRules) -> Iterator[Sheet]:
    first, closed = date.fromisoformat(_FIRST), date(2026, 2, 3)
    more = {"premium_150": 3 * 3600, "rounded_premium_150": 3 * 3600, "rounded": 60}
    adjusted = [
        Adjusted(first, closed, 3 * 3600, "Stayed for the delivery", 4, more=more),
        Adjusted(first, closed, -1800, "", 5),
    ]
    yield sheet_of(first=_FIRST, rules=rules, adjustments=adjusted)


def _two_sets_of_rules(rules: PayRules) -> Iterator[Sheet]:
    other = PayRules(overtime=RuleSet.NONE, rounding=5)
    books = RuleBooks(book_of(rules), {YARD: (Version(ALWAYS, other),)})
    books = books.with_home(5, ALWAYS, SHOP)
    elsewhere = replace(_from_to(0, "09:00", "17:00"), clock_id=YARD)
    zones = ClockZones({SHOP: BERLIN, YARD: BERLIN})
    yield sheet_of(elsewhere, first=_FIRST, book=books.of(5), zones=zones)
