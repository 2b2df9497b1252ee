"""What the hours of everyone in a company are counted by; pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.versions import RuleBook


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingSettings:
    """The rules of a company, and of its clocks the zones, limits and names, archived ones too.

    By clock, `limits` are how long a shift may be open, `break_limits` how long a break without a
    planned length may be, `jobs_wanted` since when work has needed a job, and `clock_names` words
    for sentences, as `kinds` are by kind of break.
    """

    book: RuleBook
    zones: ClockZones
    limits: Mapping[int, timedelta] = field(default_factory=dict)
    break_limits: Mapping[int, timedelta] = field(default_factory=dict)
    jobs_wanted: Mapping[int, datetime] = field(default_factory=dict)
    clock_names: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """Seconds worked in the weeks before a sheet, as far as the average looks back.

    `employed_since` is the day of the first shift in those weeks, None where there is none.
    """

    seconds: int
    employed_since: date | None = None
