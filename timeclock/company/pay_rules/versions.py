"""Rules in dated versions: which of them apply to a person, to a day or to a shift; pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.day_line import PRESENT, DayLine
from timeclock.company.pay_rules.rules import PAYING, PayRules
from timeclock.timekeeping import workday

ALWAYS = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Version:
    """The rules from a day on; the first version of all begins with `ALWAYS`."""

    first_day: date
    rules: PayRules
    id: int | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every version of a company, or of a person, by first day: one for each day from `ALWAYS` on.

    A person's book has the `clocks` of the company where some have rules of their own.
    """

    versions: tuple[Version, ...]
    clocks: "RuleBooks | None" = field(default=None, compare=False, repr=False)

    def version_on(self, day: date) -> Version:
        """The version in force on a day."""
        place = bisect_right(self.versions, day, key=lambda version: version.first_day)
        return self.versions[max(place - 1, 0)]

    def on(self, day: date) -> PayRules:
        """The rules in force on a day."""
        return self.version_on(day).rules

    def at(self, moment: datetime, zone_name: str, line: DayLine = PRESENT) -> PayRules:
        """The rules for a shift that begins at that instant: those of its calendar day there."""
        if len(self.versions) == 1:  # of most companies, and asked several times for each shift
            return self.versions[0].rules
        return self.on(line.day_at(moment, zone_name, 0))

    def day_of(self, moment: datetime, zone_name: str) -> date:
        """The workday that goes on at an instant: at 00:30 still the day before, where days begin
        at 04:00."""
        return workday(moment, zone_name, self.at(moment, zone_name).day_begins)

    def days_of(
        self, start: datetime, end: datetime, zone_name: str, line: DayLine = PRESENT
    ) -> tuple[date, ...]:
        """The workdays on which a shift between two instants is booked, at least one."""
        rules = self.at(start, zone_name, line)
        first = line.day_at(start, zone_name, rules.day_begins)
        if not rules.split or end <= start:
            return (first,)
        # The end itself belongs to no one: a shift until midnight is not on the next day.
        last = line.day_at(end - timedelta(seconds=1), zone_name, rules.day_begins)
        return _from_to(first, last)

    def days_counted(
        self, start: datetime, end: datetime, zone_name: str, line: DayLine = PRESENT
    ) -> tuple[date, ...]:
        """`days_of`, and the workdays on which overtime counts such a shift, in order."""
        booked = self.days_of(start, end, zone_name, line)
        begins = self.counted_by(start, end, zone_name, line)
        if begins is None or end <= start:
            return booked
        first = line.day_at(start, zone_name, begins)
        last = line.day_at(end - timedelta(seconds=1), zone_name, begins)
        return tuple(sorted({*booked, *_from_to(first, last)}))

    def counted_by(
        self, start: datetime, end: datetime, zone_name: str, line: DayLine = PRESENT
    ) -> int | None:
        """Minutes after midnight at which the workdays of a shift's overtime begin.

        None where booked days are counted. A shift under rules that pay no overtime counts by the
        rules of the first day that it reaches and that pays it: hours of a workday are hours of it
        whatever the rules under which a shift began (29 CFR 778.105, Labor Code § 510(a)).
        """
        rules = self.at(start, zone_name, line)
        if rules.overtime in PAYING or len(self.versions) == 1 or end <= start:
            return rules.overtime_begins
        first = line.day_at(start, zone_name, 0)
        last = line.day_at(end - timedelta(seconds=1), zone_name, 0)
        reached = (each for each in self.versions if first < each.first_day <= last)
        found = (each.rules.overtime_begins for each in reached)
        return next((begins for begins in found if begins is not None), None)

    def with_version(self, version: Version) -> "RuleBook":
        """The book with one more version; one of the same first day gives way."""
        others = (other for other in self.versions if other.first_day != version.first_day)
        return RuleBook(tuple(sorted((*others, version), key=lambda each: each.first_day)))


Homes = Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class RuleBooks:
    """The rules of a company and, by time clock, the versions of those with rules of their own.

    `homes` are, by member, the first days and the clocks whose rules the member goes by, in order;
    `read` are the members of whom they are known, None for all.
    """

    company: RuleBook
    clocks: Mapping[int, tuple[Version, ...]] = field(default_factory=dict)
    homes: Mapping[int, Homes] = field(default_factory=dict)
    read: frozenset[int] | None = None
    _made: dict[tuple[tuple[date, int], ...], RuleBook] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def of(self, member_id: int) -> RuleBook:
        """The rules of a member on each day: those of the home clock, otherwise the company's."""
        if self.read is not None and member_id not in self.read:
            raise KeyError(member_id)
        return self._along(self.homes.get(member_id, ()))

    def at_clock(self, clock_id: int) -> RuleBook:
        """The rules of the people whose home clock it is."""
        return self._along(((ALWAYS, clock_id),))

    @property
    def every(self) -> tuple[RuleBook, ...]:
        """The company's book, that of each clock with rules of its own, and those of the members.

        Each once: how many there are depends on how homes were changed, not on the members.
        """
        homes = {tuple(each) for each in self.homes.values()}
        homes |= {((ALWAYS, clock_id),) for clock_id in self.clocks}
        return tuple(dict.fromkeys((self.company, *map(self._along, sorted(homes)))))

    def with_version(self, version: Version, clock_id: int | None) -> "RuleBooks":
        """The books with one more version of a clock, or of the company (None)."""
        if clock_id is None:
            return RuleBooks(self.company.with_version(version), self.clocks, self.homes, self.read)
        its = tuple(
            other for other in self.clocks.get(clock_id, ()) if other.first_day != version.first_day
        )
        return self.with_versions((*its, version), clock_id)

    def with_versions(self, versions: Sequence[Version], clock_id: int) -> "RuleBooks":
        """The books with these versions of a clock and no others; none for one without its own."""
        clocks = {each: its for each, its in self.clocks.items() if each != clock_id}
        if versions:
            clocks[clock_id] = tuple(sorted(versions, key=lambda each: each.first_day))
        return RuleBooks(self.company, clocks, self.homes, self.read)

    def with_home(self, member_id: int, first_day: date, clock_id: int) -> "RuleBooks":
        """The books where a member goes by a clock's rules from a day on, until the next home."""
        its = {**dict(self.homes.get(member_id, ())), first_day: clock_id}
        homes = {**self.homes, member_id: tuple(sorted(its.items()))}
        return RuleBooks(self.company, self.clocks, homes, self.read)

    def _along(self, homes: Homes) -> RuleBook:
        """The book of someone who goes by these clocks in turn."""
        if not self.clocks:
            return self.company
        key = tuple(homes)
        if key not in self._made:
            self._made[key] = RuleBook(tuple(self._versions(key)), self)
        return self._made[key]

    def _versions(self, homes: Homes) -> list[Version]:
        days = {version.first_day for version in self.company.versions}
        days.update(first for first, _ in homes)
        for _, clock_id in homes:
            days.update(version.first_day for version in self.clocks.get(clock_id, ()))
        found: list[Version] = []
        for day in sorted(days):
            version = self._version_on(day, homes)
            if not found or _differ(found[-1], version):
                found.append(version)
        return found

    def _version_on(self, day: date, homes: Homes) -> Version:
        company = self.company.version_on(day)
        clock_id = next((clock for first, clock in reversed(homes) if first <= day), None)
        its = self.clocks.get(clock_id, ()) if clock_id is not None else ()
        own = next((each for each in reversed(its) if each.first_day <= day), None)
        if own is None:
            return Version(day, company.rules, company.id)
        return Version(day, own.rules.with_company(company.rules), own.id)


def _differ(one: Version, other: Version) -> bool:
    same = one.rules.is_same(other.rules)
    return not same or one.id != other.id


def _from_to(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
