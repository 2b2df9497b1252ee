"""A submitted timesheet is open again when a shift on one of its days changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import literal_column, select, update

from timeclock.authority.actor import Actor
from timeclock.company.clocks.queries import read_zones
from timeclock.company.locks.kept_lines import read_line
from timeclock.company.locks.models import Timesheet
from timeclock.company.pay_rules.rule_book import read_rule_books
from timeclock.company.people.membership import member_not_found
from timeclock.ledger.entry import Json
from timeclock.ledger.recording import Head, lock_member, record
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import local_date, precise_text
from timeclock.worktime.shifts.record import ShiftRecord

REOPENED = "timesheet.reopened"
_DAY = timedelta(days=1)
_timesheet = Timesheet.__table__.c


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a punch knows of submitted sheets without a look at them.

    `until` is the day after the last submitted one, None where no sheet is submitted. `late_days`
    says that days may begin after midnight, so that a shift may lie on the day before.
    """

    until: date | None
    late_days: bool

    def may_hold(self, shift: ShiftRecord, zone: str | None) -> bool:
        """Whether a submitted sheet may hold a day of the shift; without a zone, within a day."""
        if self.until is None:
            return False
        first = local_date(shift.timeline.started_at, zone or "UTC")
        return first - _DAY * (self.late_days + (zone is None)) < self.until


def changes_time(before: ShiftRecord | None, after: ShiftRecord) -> bool:
    """Whether an act changed more of a shift than what is written about it."""
    return before is None or _time_of(before) != _time_of(after)


def reopen_first(
    tx: Transaction, actor: Actor, member_id: int, head: Head, shifts: Iterable[ShiftRecord]
) -> Head:
    """Reopen the submitted sheets of these shifts before the entry of an act is written.

    Each has an entry by the actor of the change. Returns the place for the entry of the act, which
    stays the last one of the chain.
    """
    for row in submitted_sheets(tx, head, member_id, shifts):
        before, after = open_sheet(tx, actor, head.received_at, row)
        link = record(tx, head, kind=REOPENED, actor=actor, before=before, after=after)
        following = next_head(tx, head, member_id)
        # One act has one moment, however many entries it writes.
        head = replace(head, position=following.position, previous_link=link)
    return head


def submitted_sheets(
    tx: Transaction, head: Head, member_id: int, shifts: Iterable[ShiftRecord]
) -> tuple[Any, ...]:
    """The rows of the member's submitted sheets that hold a day of these shifts."""
    rows = tx.connection.execute(
        select(Timesheet.__table__).where(
            _timesheet.workspace_id == head.workspace_id,
            _timesheet.member_id == member_id,
            _timesheet.state == literal_column("'submitted'"),  # as its index spells it
        )
    ).all()
    days = _days(tx, head, shifts) if rows else set()
    return tuple(row for row in rows if any(row.first_day <= day < row.after_day for day in days))


def open_sheet(
    tx: Transaction, actor: Actor, moment: datetime, row: Any
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Store a submitted sheet as open; returns the facts before and after for its entry."""
    tx.connection.execute(
        update(Timesheet)
        .where(_timesheet.workspace_id == row.workspace_id, _timesheet.id == row.id)
        .values(
            state="open",
            totals=None,
            binds_from=None,
            decided_at=moment,
            decided_by_id=actor.member_id,
            reason="",
        )
    )
    opened: dict[str, Json] = {
        "state": "open",
        "totals": None,
        "decided": precise_text(moment),
        "decided_by": actor.member_id,
        "binds_from": None,
    }
    before = _facts(row)
    return before, before | opened


def next_head(tx: Transaction, head: Head, member_id: int) -> Head:
    """The place after this one in the member's chain."""
    following = lock_member(tx, head.workspace_id, member_id)
    if following is None:
        raise member_not_found()
    return following


def _facts(row: Any) -> dict[str, Json]:
    return {
        "member": row.member_id,
        "first_day": row.first_day.isoformat(),
        "after_day": row.after_day.isoformat(),
        "state": row.state,
        "totals": row.totals,
        "submitted": _text(row.submitted_at),
        "submitted_by": row.submitted_by_id,
        "decided": _text(row.decided_at),
        "decided_by": row.decided_by_id,
    }


def _text(moment: datetime | None) -> str | None:
    return precise_text(moment) if moment else None


def _days(tx: Transaction, head: Head, shifts: Iterable[ShiftRecord]) -> set[date]:
    """Every day on which one of the shifts is booked; one that runs, until now."""
    books = read_rule_books(tx.connection, head.workspace_id)
    zones = read_zones(tx.connection, head.workspace_id)
    found: set[date] = set()
    for shift in shifts:
        line, zone = shift.timeline, zones.at(shift.clock_id, shift.timeline.started_at)
        book, end = books.of(shift.member_id), line.ended_at or head.received_at
        near = (line.started_at, end)
        kept = read_line(tx.connection, head.workspace_id, shift.member_id, near=near)
        found.update(book.days_counted(line.started_at, end, zone, kept))
    return found


def _time_of(shift: ShiftRecord) -> tuple[object, ...]:
    marks = shift.voided, shift.unconfirmed, shift.worked_through
    return shift.clock_id, shift.timeline, *marks
