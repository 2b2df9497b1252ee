"""Taking a sheet in hand under its member's lock, and keeping what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert, update

from timeclock.authority.actor import Actor
from timeclock.company.locks.models import Timesheet
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.company.people.membership import member_not_found
from timeclock.errors import Invalid
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.queries import EntryView
from timeclock.ledger.recording import EntryContext, Head, lock_member, record
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.kept.storing import Approved, keep_again, keep_sheet, let_go
from timeclock.worktime.timesheets.approval.answering import (
    Decided,
    SheetAct,
    answered,
    standing_to_json,
)
from timeclock.worktime.timesheets.approval.members_locked import share_workspace
from timeclock.worktime.timesheets.approval.shared_weeks import earlier_days
from timeclock.worktime.timesheets.approval.standing import (
    SheetDecision,
    SheetState,
    read_standings,
)
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_timesheet = Timesheet.__table__.c


@dataclass(frozen=True, slots=True)
class Taken:
    """A member's sheet of a period under the lock: where it is, and what it is on.

    `stored` says that something was decided about it before.
    """

    head: Head
    basis: Basis
    standing: SheetDecision
    stored: bool
    _read: dict[int, Sheet] = field(default_factory=dict, compare=False, repr=False)

    @property
    def period(self) -> Period:
        """The days of it."""
        return self.standing.period

    @property
    def now(self) -> datetime:
        """The moment that was taken under the lock."""
        return self.head.received_at

    def sheet(self, tx: Transaction) -> Sheet:
        """Its days as they add up at this moment, read once: the lock keeps them."""
        member_id, period = self.standing.member_id, self.period
        if not self._read:
            found = read_sheets(
                tx.connection,
                self.head.workspace_id,
                (member_id,),
                period.first,
                period.after,
                self.now,
                basis=self.basis,
            )
            self._read.update(found)
        return self._read[member_id]


def take_sheet(
    tx: Transaction, actor: Actor, member_id: int, first_day: date, once: Once | None
) -> Taken | Decided:
    """Lock the member's chain, then read where the sheet of the period beginning there is.

    Nothing of the company changes meanwhile: no zone of a clock, no closing, no reopening.
    A request that came before has its first answer again. Raises NotFound for a member of no or
    another workspace, KeyReused, and Invalid `not_a_period`.
    """
    share_workspace(tx, actor.workspace_id)
    head = lock_member(tx, actor.workspace_id, member_id)
    if head is None:
        raise member_not_found()
    before = answered(tx, actor, once)
    if before is not None:
        tx.discard()
        return before
    basis = read_basis(tx.connection, actor.workspace_id, (member_id,))
    period = period_beginning(first_day, basis.company_book)
    found = read_standings(tx.connection, actor.workspace_id, (member_id,), period)
    return Taken(head, basis, found.of(member_id), member_id in found.stored)


def period_beginning(first_day: date, book: RuleBook) -> Period:
    """The period that begins on that day. Raises Invalid `not_a_period` where none does."""
    if FIRST_YEAR <= first_day.year < LAST_YEAR:
        period = period_of(first_day, book)
        if period.first == first_day:
            return period
    raise Invalid(
        "not_a_period",
        "No pay period begins on %(first_day)s.",
        field="first_day",
        first_day=first_day,
    )


def store_decision(
    tx: Transaction,
    actor: Actor,
    taken: Taken,
    act: SheetAct,
    after: SheetDecision,
    *,
    sheet: Sheet | None = None,
    facts: Mapping[str, Json] | None = None,
    undoes: EntryView | None = None,
    once: Once | None = None,
) -> Decided:
    """Store how the sheet is now, and write the entry; `facts` go into it as well.

    `sheet` are the days that are approved by this, which are kept. One that is locked already
    keeps the days that it has, and one whose reopening this `undoes` has again those that it had.
    """
    book = taken.basis.book_of(after.member_id)
    days = earlier_days(after.period, book) if after.locked else None
    binds_from = days.first if days else None
    kept = _kept_by(tx, taken, after, sheet, undoes)
    _store(tx, taken, after, binds_from, keeps="kept" in kept)
    binding: dict[str, Json] = {"binds_from": binds_from.isoformat() if binds_from else None}
    record(
        tx,
        taken.head,
        kind=act.value,
        actor=actor,
        before=standing_to_json(taken.standing),
        after=standing_to_json(after) | binding | kept | dict(facts or {}),
        payload={"reason": after.reason} if after.reason else None,
        context=EntryContext(undoes=undoes.position if undoes else None),
        once=once,
    )
    return Decided(act, after)


def _kept_by(
    tx: Transaction,
    taken: Taken,
    after: SheetDecision,
    sheet: Sheet | None,
    undoes: EntryView | None,
) -> dict[str, Json]:
    """Keep the days of a sheet that is approved by this, or let go of them; what the ledger says.

    `kept` is what is in force by this, `let_go` the id of what no longer is.
    """
    workspace_id, member_id = taken.head.workspace_id, after.member_id
    if sheet is not None:
        book, zones = taken.basis.book_of(member_id), taken.basis.every_zone
        return {"kept": keep_sheet(tx, workspace_id, Approved(member_id, sheet, book, zones))}
    if taken.standing.locked and not after.locked:
        return {"let_go": let_go(tx, workspace_id, member_id, after.period.first)}
    kept_id = (undoes.after or {}).get("let_go") if undoes else None
    if after.locked and kept_id is not None:
        return {"kept": keep_again(tx, workspace_id, kept_id)}
    return {}


def _store(
    tx: Transaction,
    taken: Taken,
    standing: SheetDecision,
    binds_from: date | None,
    *,
    keeps: bool,
) -> None:
    values = {
        "after_day": standing.period.after,
        "binds_from": binds_from,
        "state": _stored_state(standing).value,
        "totals": standing.totals.to_json() if standing.totals else None,
        "submitted_at": standing.submitted_at,
        "submitted_by_id": standing.submitted_by_id,
        "decided_at": standing.decided_at,
        "decided_by_id": standing.decided_by_id,
        "reason": standing.reason,
    }
    if keeps or not standing.locked:
        values["is_kept"] = keeps
    place = {
        "workspace_id": taken.head.workspace_id,
        "member_id": standing.member_id,
        "first_day": standing.period.first,
    }
    if taken.stored:
        query = update(Timesheet).where(*(_timesheet[name] == place[name] for name in place))
        tx.connection.execute(query.values(values))
    else:
        tx.connection.execute(insert(Timesheet).values(place | values))


def _stored_state(standing: SheetDecision) -> SheetState:
    """Anyone who is in a closed period stays approved when it is reopened."""
    closed = standing.state is SheetState.CLOSED
    return SheetState.APPROVED if closed else standing.state
