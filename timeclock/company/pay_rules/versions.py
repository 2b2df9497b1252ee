"""The rules of a company in dated versions: which of them apply to a day or to a shift; pure."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import local_date, workday

ALWAYS = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Version:
    """The rules from a day on; the first version of all begins with `ALWAYS`."""

    first_day: date
    rules: PayRules
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every version of a company, by first day; there is one for each day from `ALWAYS` on."""

    versions: tuple[Version, ...]

    def version_on(self, day: date) -> Version:
        """The version in force on a day."""
        place = bisect_right(self.versions, day, key=lambda version: version.first_day)
        return self.versions[max(place - 1, 0)]

    def on(self, day: date) -> PayRules:
        """The rules in force on a day."""
        return self.version_on(day).rules

    def at(self, moment: datetime, zone_name: str) -> PayRules:
        """The rules for a shift that begins at that instant: those of its calendar day there."""
        return self.on(local_date(moment, zone_name))

    def day_of(self, moment: datetime, zone_name: str) -> date:
        """The workday that goes on at an instant: at 00:30 still the day before, where days begin
        at 04:00."""
        return workday(moment, zone_name, self.at(moment, zone_name).day_begins)

    def days_of(self, start: datetime, end: datetime, zone_name: str) -> tuple[date, ...]:
        """The workdays on which a shift between two instants is booked, at least one."""
        rules = self.at(start, zone_name)
        first = workday(start, zone_name, rules.day_begins)
        if not rules.split or end <= start:
            return (first,)
        # The end itself belongs to no one: a shift until midnight is not on the next day.
        last = workday(end - timedelta(seconds=1), zone_name, rules.day_begins)
        return _from_to(first, last)

    def days_counted(self, start: datetime, end: datetime, zone_name: str) -> tuple[date, ...]:
        """`days_of`, and the workdays on which overtime counts such a shift, in order."""
        booked = self.days_of(start, end, zone_name)
        begins = self.at(start, zone_name).overtime_begins
        if begins is None or end <= start:
            return booked
        first = workday(start, zone_name, begins)
        last = workday(end - timedelta(seconds=1), zone_name, begins)
        return tuple(sorted({*booked, *_from_to(first, last)}))

    def with_version(self, version: Version) -> "RuleBook":
        """The book with one more version; one of the same first day gives way."""
        others = (other for other in self.versions if other.first_day != version.first_day)
        return RuleBook(tuple(sorted((*others, version), key=lambda each: each.first_day)))


def _from_to(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
