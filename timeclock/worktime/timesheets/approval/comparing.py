"""Adding approved days up again, to see whether a newer version would pay otherwise.

Nothing of what was approved changes. A difference is kept beside the sheet, is told in the ledger,
and is a case for an executive manager.
"""

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from timeclock.authority.actor import Actor
from timeclock.company.locks.kept_models import IN_FORCE, KeptTimesheet
from timeclock.errors import ProductError
from timeclock.ledger.recording import lock_member, present
from timeclock.storage.transactions import Transaction, reading, transaction
from timeclock.worktime.hours.kept_days import KeptSheet
from timeclock.worktime.kept.comparing import HoursDifference, difference
from timeclock.worktime.kept.reading import sheet_from
from timeclock.worktime.kept.storing import span_of, store_difference
from timeclock.worktime.kept.versions import present_versions, versions_of
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_AT_ONCE = 50
_log = logging.getLogger(__name__)
# What a text that is damaged or of a later form, or rows that are gone, raise.
_UNREADABLE = (ArithmeticError, LookupError, ProductError, TypeError, ValueError)
_kept = KeptTimesheet.__table__.c


@dataclass(frozen=True, slots=True)
class Compared:
    """How many sheets were added up again, how many differ now, and how many are left."""

    compared: int
    differing: int
    left: int


def compare_kept(seconds: float, *, all_again: bool = False) -> Compared:
    """`compare_round`, with how things are then.

    `all_again` compares every sheet, whatever it was compared by.
    """
    if all_again:
        _forget_comparisons()
    return Compared(compare_round(seconds), *_counted())


def compare_round(seconds: float) -> int:
    """Add up again, for so long, what other versions compared last; returns how many.

    A sheet that cannot be added up is named in the log and left for the next round: it does not
    stand in the way of the others.
    """
    until, done = time.monotonic() + seconds, 0
    failed: set[int] = set()
    while time.monotonic() < until and (rows := _due(failed)):
        with reading() as connection:
            known: dict[int, Basis] = {}
            found = []
            for row in rows:
                try:
                    found.append((row, _difference(connection, row, known)))
                except _UNREADABLE:
                    failed.add(row.id)
                    _log.exception("approved timesheet %d cannot be added up again", row.id)
        _store_compared([row.id for row, now in found if _is_known(row, now)])
        for row, now in found:
            if not _is_known(row, now):
                _store(row.workspace_id, row.member_id, row.id, now)
        done += len(found)
    return done


def _is_known(row: Any, now: HoursDifference | None) -> bool:
    known: bool = row.difference == (now.to_json() if now else None)
    return known


def _stale() -> tuple[ColumnElement[bool], ...]:
    """Compared by others than the present versions: three ranges, each found by the index."""
    compared, versions = _kept.compared_with, present_versions()
    return compared.is_(None), compared < versions, compared > versions


def _due(failed: Collection[int]) -> list[Any]:
    query = select(KeptTimesheet.__table__).where(IN_FORCE, _kept.id.not_in(failed))
    query = query.limit(_AT_ONCE)
    with reading() as connection:
        for stale in _stale():
            if rows := connection.execute(query.where(stale)).all():
                return list(rows)
    return []


def _difference(
    connection: Connection, row: Any, known: dict[int, Basis]
) -> HoursDifference | None:
    kept: KeptSheet = sheet_from(row.content, row.begins)
    workspace_id, first, after = row.workspace_id, row.first_day, row.after_day
    if workspace_id not in known:
        known[workspace_id] = read_basis(connection, workspace_id)
    basis = known[workspace_id]
    today = read_sheets(
        connection,
        workspace_id,
        (row.member_id,),
        first,
        after,
        present(),
        basis=basis,
        anew=True,
    )[row.member_id]
    span = span_of(first, after, basis.book_of(row.member_id), basis.every_zone)
    return difference(kept, today, span, versions_of(first, after, basis.book_of(row.member_id)))


@transaction
def _store_compared(tx: Transaction, ids: Iterable[int]) -> None:
    query = update(KeptTimesheet).where(_kept.id.in_(list(ids)))
    tx.connection.execute(query.values(compared_with=present_versions()))


@transaction
def _store(
    tx: Transaction, workspace_id: int, member_id: int, kept_id: int, now: HoursDifference | None
) -> None:
    head = lock_member(tx, workspace_id, member_id)
    in_force = tx.connection.execute(
        select(_kept.id).where(_kept.workspace_id == workspace_id, _kept.id == kept_id, IN_FORCE)
    ).first()
    if head is None or in_force is None:
        return tx.discard()
    store_difference(tx, head, Actor.clock(workspace_id), kept_id, now)


@transaction
def _forget_comparisons(tx: Transaction) -> None:
    tx.connection.execute(update(KeptTimesheet).where(IN_FORCE).values(compared_with=None))


def _counted() -> tuple[int, int]:
    differing = select(func.count()).where(_kept.differs_since.is_not(None), IN_FORCE)
    left = select(func.count()).select_from(KeptTimesheet).where(IN_FORCE, or_(*_stale()))
    with reading() as connection:
        return connection.execute(differing).scalar_one(), connection.execute(left).scalar_one()
