"""Which shifts lie on days that were approved or closed, for lists that say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeclock.company.clocks.queries import read_zones
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.locks.kept_lines import read_lines
from timeclock.company.locks.locked_days import Lock, locked_day, read_locks
from timeclock.company.pay_rules.day_line import KeptDays
from timeclock.company.pay_rules.rule_book import read_rule_books
from timeclock.company.pay_rules.versions import RuleBooks
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.record import ShiftRecord


@dataclass(frozen=True, slots=True)
class LockedShifts:
    """The locks of a workspace, with the zones and rules that say on which day a shift is.

    `lines` are, by member, where days begin; empty where nothing is locked.
    """

    books: RuleBooks
    zones: ClockZones
    locks: tuple[Lock, ...]
    lines: Mapping[int, KeptDays]

    def hold(self, shift: ShiftRecord) -> bool:
        """Whether one of the days that the shift is booked on is locked."""
        if not self.locks:
            return False
        line = shift.timeline
        zone = self.zones.at(shift.clock_id, line.started_at)
        days = self.books.of(shift.member_id).days_of(
            line.started_at,
            line.ended_at or line.last_change,
            zone,
            self.lines[shift.member_id],
        )
        return locked_day(self.locks, shift.member_id, days) is not None


def read_locked_shifts(workspace_id: int, shifts: Iterable[ShiftRecord]) -> LockedShifts:
    """The locks of everyone, to ask about these shifts."""
    connection = db.session.connection()
    locks, ids = read_locks(connection, workspace_id), {each.member_id for each in shifts}
    return LockedShifts(
        books=read_rule_books(connection, workspace_id),
        zones=read_zones(connection, workspace_id),
        locks=locks,
        lines=read_lines(connection, workspace_id, ids) if locks else {},
    )
