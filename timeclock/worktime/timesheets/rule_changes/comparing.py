"""Sheets by the rules as they are and as they would be, over the open days with time."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from timeclock.company.locks.locked_days import locked_day, read_locks
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.hours.weeks import Period, week_of
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets
from timeclock.worktime.timesheets.rule_changes.changing import RuleChange
from timeclock.worktime.timesheets.rule_changes.effects import Effect, compare
from timeclock.worktime.timesheets.rule_changes.sight import first_with_time

_DAY = timedelta(days=1)
_RECENTLY = timedelta(days=92)


def compared(
    connection: Connection,
    workspace_id: int,
    basis: Basis,
    change: RuleChange,
    now: datetime,
) -> Effect:
    """What a change does to the open days with time until now, of everyone or of its member."""
    first_day, after = change.first_day, now.date() + 2 * _DAY  # tomorrow has begun somewhere
    worked_from = first_with_time(connection, workspace_id, first_day)
    first = min(worked_from or max(first_day, after - _RECENTLY), after)
    # A day that begins late, or a week that is cut, can change a day before the first.
    weeks = (week_of(first, book).first for book in basis.books.every)
    read_from = min(*weeks, first - _DAY)
    members = None if change.member_id is None else (change.member_id,)
    before, then = (
        read_sheets(connection, workspace_id, members, read_from, after, now, basis=each)
        for each in (basis, replace(basis, books=change.after))
    )
    near = [lock for lock in read_locks(connection, workspace_id) if lock.after > read_from]
    found = compare(
        before,
        then,
        Period(first, after),
        first_day,
        (change.before.company, change.after.company),
        lambda member_id, day: locked_day(near, member_id, (day,)) is None,
    )
    return replace(found, cautions=cautions(change.rules_after))
