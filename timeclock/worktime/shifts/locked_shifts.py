"""Which shifts lie on days that were approved or closed, for lists that say so."""

from dataclasses import dataclass

from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.rule_book import read_rule_books
from timeclock.company.pay_rules.versions import RuleBooks
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.record import ShiftRecord


@dataclass(frozen=True, slots=True)
class LockedShifts:
    """The locks of a workspace, with the zones and rules that say on which day a shift is."""

    books: RuleBooks
    zones: ClockZones
    locks: tuple[Lock, ...]

    def hold(self, shift: ShiftRecord) -> bool:
        """Whether one of the days that the shift is booked on is locked."""
        line = shift.timeline
        zone = self.zones.at(shift.clock_id, line.started_at)
        days = self.books.of(shift.member_id).days_of(
            line.started_at, line.ended_at or line.last_change, zone
        )
        return locked_day(self.locks, shift.member_id, days) is not None


def read_locked_shifts(workspace_id: int) -> LockedShifts:
    """The locks of everyone."""
    connection = db.session.connection()
    return LockedShifts(
        books=read_rule_books(connection, workspace_id),
        zones=read_zones(connection, workspace_id),
        locks=read_locks(connection, workspace_id),
    )
