"""Keeping the days of sheets that were approved by versions which kept only their totals.

The days are kept as they add up when this runs. Where their totals are not those that were
approved, an executive manager has a case. Each sheet is a transaction: what was interrupted goes
on with the next sheet.
"""

import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select, update

from timeclock.authority.actor import Actor
from timeclock.company.locks.models import IS_NOT_KEPT, ClosedPeriod, Timesheet
from timeclock.company.pay_rules.day_line import KeptSpan
from timeclock.ledger.entry import Json
from timeclock.ledger.recording import lock_member, lock_workspace, record
from timeclock.storage.transactions import Transaction, reading, transaction
from timeclock.timekeeping import precise_text
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.kept.comparing import HoursDifference, Reason
from timeclock.worktime.kept.storing import (
    Approved,
    begins_text,
    keep_sheet,
    span_of,
    store_difference,
)
from timeclock.worktime.timesheets.approval.closing import read_closing
from timeclock.worktime.timesheets.approval.members_locked import share_workspace
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_AT_ONCE = 100
_sheet = Timesheet.__table__.c
_closed = ClosedPeriod.__table__.c
_NOT_KEPT = (
    select(_sheet.workspace_id, _sheet.member_id, _sheet.first_day)
    .where(IS_NOT_KEPT)
    .order_by(_sheet.first_day)
)
_PERIODS = select(_closed.workspace_id, _closed.first_day).where(
    _closed.begins.is_(None), _closed.reopened_at.is_(None)
)


def keep_earlier(seconds: float) -> int:
    """Keep sheets that were approved before, oldest first, for so long; returns how many."""
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until and (rows := _not_kept()):
        before = done
        for row in rows:
            if time.monotonic() >= until:
                return done
            done += _keep_sheet(row.workspace_id, row.member_id, row.first_day)
        if done == before:
            break
    for workspace_id, first_day in _periods_not_kept():
        if time.monotonic() >= until:
            break
        _keep_period(workspace_id, first_day)
    return done


def any_not_kept() -> bool:
    """Whether a sheet was approved before and is not kept yet."""
    return bool(_not_kept(1))


def _not_kept(limit: int = _AT_ONCE) -> list[Any]:
    with reading() as connection:
        return list(connection.execute(_NOT_KEPT.limit(limit)))


def _periods_not_kept() -> Iterator[tuple[int, date]]:
    with reading() as connection:
        rows = connection.execute(_PERIODS).all()
        waiting = connection.execute(_NOT_KEPT.limit(1)).first()
    if waiting is None:
        yield from ((row.workspace_id, row.first_day) for row in rows)


@transaction
def _keep_sheet(tx: Transaction, workspace_id: int, member_id: int, first_day: date) -> bool:
    share_workspace(tx, workspace_id)
    head = lock_member(tx, workspace_id, member_id)
    query = select(_sheet.after_day, _sheet.totals).where(
        _sheet.workspace_id == workspace_id,
        _sheet.member_id == member_id,
        _sheet.first_day == first_day,
        IS_NOT_KEPT,
    )
    row = tx.connection.execute(query).first()
    if head is None or row is None:
        tx.discard()
        return False
    basis, period = read_basis(tx.connection, workspace_id), Period(first_day, row.after_day)
    sheet = read_sheets(
        tx.connection,
        workspace_id,
        (member_id,),
        period.first,
        period.after,
        head.received_at,
        basis=basis,
    )[member_id]
    approved = Approved(
        member_id, sheet, basis.book_of(member_id), basis.every_zone, at_upgrade=True
    )
    kept = keep_sheet(tx, workspace_id, approved)
    tx.connection.execute(
        update(Timesheet)
        .where(
            _sheet.workspace_id == workspace_id,
            _sheet.member_id == member_id,
            _sheet.first_day == first_day,
        )
        .values(is_kept=True)
    )
    facts: dict[str, Json] = {
        "member": member_id,
        "first_day": first_day.isoformat(),
        "after_day": row.after_day.isoformat(),
        "kept": kept,
    }
    record(tx, head, kind="timesheet.kept", actor=Actor.clock(workspace_id), after=facts)
    totals = Totals.from_json(row.totals) if row.totals else sheet.totals
    found, again = _unlike(totals, sheet.totals, first_day), None
    if found is not None:
        again = lock_member(tx, workspace_id, member_id)
    if again is not None:
        store_difference(tx, again, Actor.clock(workspace_id), int(str(kept["id"])), found)
    return True


def _unlike(approved: Totals, now: Totals, first_day: date) -> HoursDifference | None:
    was, is_now = approved.to_json(), now.to_json()
    both = {name: is_now.get(name, 0) - was.get(name, 0) for name in sorted({*was, *is_now})}
    facts = {name: each for name, each in both.items() if each}
    return HoursDifference({first_day: facts}, (Reason.BEFORE_KEEPING,)) if facts else None


@transaction
def _keep_period(tx: Transaction, workspace_id: int, first_day: date) -> None:
    head = lock_workspace(tx, workspace_id)
    closing = read_closing(tx, workspace_id, first_day)
    if closing is None:
        return tx.discard()
    basis, period = read_basis(tx.connection, workspace_id), closing.period
    span: KeptSpan = span_of(period.first, period.after, basis.company_book, basis.every_zone)
    begins = begins_text(span)
    tx.connection.execute(
        update(ClosedPeriod)
        .where(
            _closed.workspace_id == workspace_id,
            _closed.first_day == first_day,
            _closed.reopened_at.is_(None),
        )
        .values(begins=begins)
    )
    facts = {
        "first_day": period.first.isoformat(),
        "closed": precise_text(closing.closed_at),
        "begins": begins,
    }
    record(tx, head, kind="period.kept", actor=Actor.clock(workspace_id), after=facts)
