"""Punches that lie in the future of a receipt: the clock was wrong when they came, or is now."""

from dataclasses import replace
from datetime import date, datetime

from timeclock.authority.actor import Actor
from timeclock.company.locks.kept_lines import read_line
from timeclock.company.locks.locked_days import locked_day, read_locks
from timeclock.company.pay_rules.rule_book import read_book_of
from timeclock.ledger.recording import EntryContext, Head, lock_member, record
from timeclock.steadiness import TOLERANCE
from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.closed_days import booked_days
from timeclock.worktime.shifts.queries import shifts_of
from timeclock.worktime.shifts.reaching import reaches
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.reopening import (
    REOPENED,
    next_head,
    open_sheet,
    submitted_sheets,
)
from timeclock.worktime.shifts.storing import store_change


def contradicts(received: datetime, last: datetime) -> bool:
    """Whether the last punch is further ahead of a receipt than is tolerated."""
    return last - received > TOLERANCE


def draw_back(tx: Transaction, head: Head, member_id: int, received: datetime) -> bool:
    """Draw every shift of the member that reaches beyond `received` back to it, unpaid.

    Each has an entry of its own, by the clock, which keeps what was punched beside what is left of
    it, and waits for the person's answer and a manager's word. Days that are approved or closed
    stay as they are. Whether there was one, so that the head is used up.
    """
    workspace_id, found, used = head.workspace_id, _beyond(tx, head, member_id, received), False
    for shift in found:
        if used:
            head = lock_member(tx, workspace_id, member_id) or head
        used = True
        doubted = _doubted(shift, received)
        stored = store_change(tx, shift, doubted, head.received_at)
        record(
            tx,
            head,
            kind=Act.DOUBTED.value,
            actor=Actor.clock(workspace_id),
            context=EntryContext(received, stored.end_zone or stored.start_zone),
            before=shift.to_json(),
            after=stored.to_json(),
        )
    for row in submitted_sheets(tx, head, member_id, found) if used else ():
        head, actor = next_head(tx, head, member_id), Actor.clock(workspace_id)
        before, after = open_sheet(tx, actor, head.received_at, row)
        record(tx, head, kind=REOPENED, actor=actor, before=before, after=after)
    return used


def _doubted(shift: ShiftRecord, received: datetime) -> ShiftRecord:
    line = rules.draw_back(shift.timeline, received)
    return replace(
        shift,
        timeline=line,
        start_edited=shift.start_edited or line.started_at != shift.timeline.started_at,
        end_edited=shift.end_edited or line.ended_at != shift.timeline.ended_at,
        unconfirmed=UnconfirmedEnd.DOUBTFUL,
        proposed_by_id=None,
    )


def _beyond(
    tx: Transaction, head: Head, member_id: int, received: datetime
) -> tuple[ShiftRecord, ...]:
    found = shifts_of(
        tx.connection,
        head.workspace_id,
        member_id,
        # Of an open shift any punch may lie there, and there is one at most.
        reaches(head.workspace_id, member_id, received),
    )
    locks = read_locks(tx.connection, head.workspace_id, member_id)
    return tuple(
        shift
        for shift in found
        if shift.timeline.last_change > received
        and not locked_day(locks, member_id, _days(tx, shift))
    )


def _days(tx: Transaction, shift: ShiftRecord) -> tuple[date, ...]:
    line = shift.timeline
    book = read_book_of(tx.connection, shift.workspace_id, shift.member_id)
    span, end = line.interval, line.last_change
    days = read_line(tx.connection, shift.workspace_id, shift.member_id, near=(span.start, end))
    return booked_days(tx, shift.workspace_id, book, span, shift.clock_id, end=end, line=days)
