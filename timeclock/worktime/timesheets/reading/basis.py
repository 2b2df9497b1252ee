"""What every sheet of a company is on, besides shifts: rules, zones, limits and names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from timeclock.company.clocks.models import BreakKind, TimeClock
from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.rule_book import read_rule_books
from timeclock.company.pay_rules.versions import RuleBook, RuleBooks
from timeclock.timekeeping import workday_bounds
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.weeks import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Basis:
    """The rules of people, and of their clocks the zones, limits and names, archived ones too.

    `zones_in_use` are those of the clocks that someone may still clock in at, `jobs_wanted` since
    when the clocks that ask for a job have done so.
    """

    books: RuleBooks
    zones: ClockZones
    zones_in_use: frozenset[str]
    kinds: Mapping[int, str]
    clock_names: Mapping[int, str]
    jobs_wanted: Mapping[int, datetime]
    limits: Mapping[int, timedelta]
    break_limits: Mapping[int, timedelta]

    @property
    def company_book(self) -> RuleBook:
        """The company's rules: they say where pay periods lie and who decides."""
        return self.books.company

    def book_of(self, member_id: int) -> RuleBook:
        """The rules of a member on each day: whatever counts their hours takes them from here."""
        return self.books.of(member_id)

    def settings_of(self, member_id: int) -> CountingSettings:
        """What the hours of a member are counted by."""
        return CountingSettings(
            book=self.book_of(member_id),
            zones=self.zones,
            limits=self.limits,
            break_limits=self.break_limits,
            jobs_wanted=self.jobs_wanted,
            clock_names=self.clock_names,
            kinds=self.kinds,
        )

    def bounds(self, first: date, after: date) -> tuple[datetime, datetime]:
        """From when until when something may begin that is booked from `first` to before `after`.

        Over all zones and days of the company, so that nothing is outside.
        """
        zones = self.every_zone
        return self._begins(first, zones)[0], self._begins(after, zones)[1]

    def bounds_at(self, clock_id: int, first: date, after: date) -> tuple[datetime, datetime]:
        """`bounds` at one clock."""
        start, end = self.bounds(first, after)
        return (
            self._begins(first, (self.zones.at(clock_id, start),))[0],
            self._begins(after, (self.zones.at(clock_id, end),))[1],
        )

    def over_at(self, period: Period) -> datetime:
        """From when on nothing that begins is booked in a period, in any zone in use."""
        return self._begins(period.after, self.zones_in_use or {"UTC"})[1]

    @property
    def every_zone(self) -> frozenset[str]:
        """The zones of all clocks, former ones too."""
        former = (zone for each in self.zones.former.values() for _, zone in each)
        return frozenset((*self.zones.present.values(), *former)) or frozenset({"UTC"})

    def _begins(self, day: date, zones: Collection[str]) -> tuple[datetime, datetime]:
        """The first instant of a workday: the earliest and the latest in these zones.

        By the rules around that day, the company's and those of people.
        """
        each = (book.on(near) for book in self.books.every for near in (day - _DAY, day))
        begins = {rules.day_begins for rules in each}
        instants = [workday_bounds(day, zone, minutes)[0] for zone in zones for minutes in begins]
        return min(instants), max(instants)


def read_basis(
    connection: Connection, workspace_id: int, member_ids: Collection[int] | None = None
) -> Basis:
    """All of it for these members, or for everyone, in four statements."""
    clocks = connection.execute(
        select(
            TimeClock.id,
            TimeClock.name,
            TimeClock.limit_minutes,
            TimeClock.break_limit_minutes,
            TimeClock.job_required_since,
            TimeClock.archived_at,
        ).where(TimeClock.workspace_id == workspace_id)
    ).all()
    kinds = connection.execute(
        select(BreakKind.id, BreakKind.name).where(BreakKind.workspace_id == workspace_id)
    )
    zones = read_zones(connection, workspace_id)
    in_use = (zones.present[clock.id] for clock in clocks if clock.archived_at is None)
    return Basis(
        books=read_rule_books(connection, workspace_id, member_ids),
        zones=zones,
        zones_in_use=frozenset(in_use),
        limits={clock.id: timedelta(minutes=clock.limit_minutes) for clock in clocks},
        break_limits={clock.id: timedelta(minutes=clock.break_limit_minutes) for clock in clocks},
        jobs_wanted={
            clock.id: clock.job_required_since for clock in clocks if clock.job_required_since
        },
        clock_names={clock.id: clock.name for clock in clocks},
        kinds={kind.id: kind.name for kind in kinds},
    )
