"""Shifts as the tables hold them, built from times on a wall, and sheets of them."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.timekeeping import from_wall
from timeclock.worktime.hours.adding_up import add_up
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.overtime import premiums as earned
from timeclock.worktime.hours.sheet import Premium, Sheet
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline

SHOP, YARD = 1, 2
BAKE, DELIVER = 11, 12
LUNCH = 7
BERLIN = "Europe/Berlin"
LATER = datetime(2099, 1, 1, tzinfo=UTC)
FOURTEEN_HOURS = timedelta(hours=14)
_ids = count(1)


def book_of(rules: PayRules | None = None, **versions: PayRules) -> RuleBook:
    """One set of rules for always, or with later ones by first day: `from_2026_03_02=…`."""
    later = (
        Version(date(*map(int, name.removeprefix("from_").split("_"))), each)
        for name, each in versions.items()
    )
    return RuleBook((Version(ALWAYS, rules or PayRules()), *later))


def premiums(days: Sequence[tuple[date, int]], book: RuleBook) -> dict[date, tuple[Premium, ...]]:
    """What each day earns, where all of its seconds lie on it; each day given has an answer."""
    stints = [Stint(day, day, _noon(day), each, each, book.on(day)) for day, each in days]
    found = earned(stints, book, lambda stint: stint.seconds)
    return {day: found.get(day, ()) for day, _ in days}


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def at(text: str, zone_name: str = BERLIN, fold: int = 0) -> datetime:
    """The instant of `2026-03-02 08:00` (or with seconds) on a wall in that zone."""
    return from_wall(datetime.fromisoformat(text), zone_name, fold)


def rest(
    start: str,
    end: str | None,
    *,
    paid: bool = False,
    zone: str = BERLIN,
    kind: int = LUNCH,
    plan: BreakPlan | None = None,
) -> BreakInterval:
    begun, ended = at(start, zone), at(end, zone) if end else None
    return BreakInterval(next(_ids), kind, paid, begun, ended, plan=plan)


def shift(
    start: str,
    end: str | None,
    *rests: BreakInterval,
    zone: str = BERLIN,
    job: int | None = None,
    jobs: Sequence[tuple[str, int | None]] = (),
    **facts: Any,
) -> ShiftRecord:
    """Eli's shift between two times on a wall; `jobs` are switches."""
    stretches = tuple(JobStretch(next(_ids), each, at(when, zone)) for when, each in jobs)
    ended = at(end, zone) if end else None
    return record(Timeline(at(start, zone), job, ended, rests, stretches), zone=zone, **facts)


def record(timeline: Timeline, *, zone: str = BERLIN, **facts: Any) -> ShiftRecord:
    """A line in time as Eli's shift."""
    values: dict[str, Any] = {
        "id": next(_ids),
        "workspace_id": 1,
        "member_id": 5,
        "account_id": 6,
        "clock_id": SHOP,
        "timeline": timeline,
        "start_zone": zone,
        "start_source": "page",
        "created_at": timeline.started_at,
        "changed_at": timeline.started_at,
    }
    return ShiftRecord(**values | facts)


def sheet_of(
    *shifts: ShiftRecord,
    first: str,
    days: int = 1,
    rules: PayRules | None = None,
    zone: str = BERLIN,
    now: datetime = LATER,
    **more: Any,
) -> Sheet:
    """The sheet of so many days from `first`, where the shop keeps `zone`."""
    begin = date.fromisoformat(first)
    settings = {
        "book": book_of(rules),
        "zones": ClockZones({SHOP: zone, YARD: zone}),
        "limits": {SHOP: FOURTEEN_HOURS, YARD: FOURTEEN_HOURS},
    }
    names = {field.name for field in fields(CountingSettings)}
    settings |= {name: each for name, each in more.items() if name in names}
    others = {name: each for name, each in more.items() if name not in names}
    shown = Period(begin, begin + timedelta(days=days))
    return add_up(shifts, CountingSettings(**settings), shown, now, **others)
