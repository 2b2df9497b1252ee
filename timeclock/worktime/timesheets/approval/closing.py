"""Closing a pay period for everyone, and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.locks.models import ClosedPeriod
from timeclock.errors import Conflict
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import Head, lock_workspace, record
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.timekeeping import parse_instant, precise_text
from timeclock.wording import NOTE, required
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.kept.storing import begins_text, span_of
from timeclock.worktime.timesheets.approval.answering import SheetAct, entry_of
from timeclock.worktime.timesheets.approval.demands import demand_not_own
from timeclock.worktime.timesheets.approval.keeping import store_decision
from timeclock.worktime.timesheets.approval.many import TakenMany, take_sheets
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, in_the_way, read_obstacles
from timeclock.worktime.timesheets.approval.shared_weeks import (
    demand_later_open,
    earlier_days_of_any,
)
from timeclock.worktime.timesheets.approval.standing import SheetState
from timeclock.worktime.timesheets.reading.basis import read_basis

REOPENED, UNDONE = "period.reopened", "period.undone"
_closed = ClosedPeriod.__table__.c


@dataclass(frozen=True, slots=True)
class Closing:
    """A period that was closed, and reopened if `reopened_at` says so; ids are members."""

    period: Period
    closed_at: datetime
    closed_by_id: int | None
    reopened_at: datetime | None = None
    reopened_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodDecided:
    """The outcome of closing or reopening a period, as `Decided` says it of a sheet.

    `member_ids` are those whose totals the closing has kept. It approved the sheets of
    `approved_ids` itself; of these `unsubmitted_ids` had not been submitted.
    """

    closing: Closing
    member_ids: tuple[int, ...] = ()
    approved_ids: tuple[int, ...] = ()
    unsubmitted_ids: tuple[int, ...] = ()
    changed: bool = True
    replayed: bool = False


def obstacles(workspace_id: int, period: Period, now: datetime) -> tuple[Obstacle, ...]:
    """What is in the way of closing the period, by day; nothing for one that can be closed."""
    connection = db.session.connection()
    basis = read_basis(connection, workspace_id)
    return read_obstacles(connection, workspace_id, None, period, now, basis)


def closed_periods(workspace_id: int) -> tuple[Closing, ...]:
    """Every closing there was, the latest period first; reopened ones too."""
    rows = db.session.execute(
        select(ClosedPeriod.__table__)
        .where(ClosedPeriod.workspace_id == workspace_id)
        .order_by(ClosedPeriod.first_day.desc(), ClosedPeriod.id.desc())
    )
    return tuple(_closing(row) for row in rows)


@transaction
def close_period(
    tx: Transaction, actor: Actor, *, first_day: date, once: Once | None = None
) -> PeriodDecided:
    """Close the period that begins on `first_day` for everyone, and keep everyone's totals.

    One that is closed stays as it is. Raises NotAllowed, also `own_decision` where one's own sheet
    has to be approved by someone else first, Invalid `not_a_period`, and Conflict `in_the_way`.
    """
    demand(actor, Permission.CLOSE_PERIODS)
    head = lock_workspace(tx, actor.workspace_id)
    if found := entry_of(tx, actor, once):
        tx.discard()
        return answered_again(found[1])
    every = take_sheets(tx, actor, head, first_day)
    if every.standings.closed_at is not None:
        tx.discard()
        return PeriodDecided(in_force(tx, actor, first_day), changed=False)
    if in_way := every.obstacles(tx):
        raise in_the_way(in_way)
    bound = earlier_days_of_any(every.period, every.basis.books.every)
    frozen = _freeze(tx, actor, every)
    closing = Closing(every.period, head.received_at, actor.member_id)
    begins = _begins(every)
    tx.connection.execute(
        insert(ClosedPeriod).values(
            workspace_id=actor.workspace_id,
            first_day=closing.period.first,
            after_day=closing.period.after,
            binds_from=bound.first if bound else None,
            closed_at=closing.closed_at,
            closed_by_id=closing.closed_by_id,
            begins=begins,
        )
    )
    done = PeriodDecided(closing, frozen, *_approved_with(every, frozen))
    facts = closing_to_json(closing, frozen)
    facts["binds_from"] = bound.first.isoformat() if bound else None
    facts["begins"] = begins
    facts["approved"], facts["unsubmitted"] = done.approved_ids, done.unsubmitted_ids
    record(tx, head, kind=SheetAct.CLOSED.value, actor=actor, after=facts, once=once)
    return done


@transaction
def reopen_period(
    tx: Transaction, actor: Actor, *, first_day: date, reason: str, once: Once | None = None
) -> PeriodDecided:
    """Open a closed period again; everyone's sheets stay approved until each is reopened.

    Raises NotAllowed, Invalid, and Conflict `not_closed`, and `later_is_locked` where someone has
    time in its last workweek and days of that lie in a period that is locked for them.
    """
    demand(actor, Permission.CLOSE_PERIODS)
    said = required(reason, limit=NOTE, field="reason")
    head = lock_workspace(tx, actor.workspace_id)
    if found := entry_of(tx, actor, once):
        tx.discard()
        return answered_again(found[1])
    before = in_force(tx, actor, first_day)
    basis = read_basis(tx.connection, actor.workspace_id)
    demand_later_open(
        tx.connection, actor.workspace_id, None, before.period, head.received_at, basis
    )
    after = replace(before, reopened_at=head.received_at, reopened_by_id=actor.member_id)
    store_reopened(tx, head, after)
    record(
        tx,
        head,
        kind=REOPENED,
        actor=actor,
        before=closing_to_json(before),
        after=closing_to_json(after),
        payload={"reason": said},
        once=once,
    )
    return PeriodDecided(after)


def _freeze(tx: Transaction, actor: Actor, every: TakenMany) -> tuple[int, ...]:
    """Keep the totals of each member with time or a sheet there; an approval keeps its own."""
    sheets = every.sheets(tx)
    stored = every.standings.stored.values()
    decided = {each.member_id for each in stored if each.state is not SheetState.OPEN}
    nothing = Sheet(every.period.first, every.period.after, ())
    member_ids = tuple(sorted({*sheets, *decided}))
    for member_id in member_ids:
        taken = every.one(tx, member_id)
        totals, sheet = taken.standing.totals, None
        if not taken.standing.locked:
            sheet = sheets.get(member_id, nothing)
            demand_not_own(tx, actor, member_id, sheet)
            totals = sheet.totals
        after = taken.standing.submission
        after = replace(after, state=SheetState.CLOSED, totals=totals, reason="")
        if not taken.standing.locked:
            after = replace(after, decided_at=taken.now, decided_by_id=actor.member_id)
        store_decision(tx, actor, taken, SheetAct.CLOSED, after, sheet=sheet)
    return member_ids


def _begins(every: TakenMany) -> str:
    """Where the days of the period begin in each zone, for people without time in them."""
    period, basis = every.period, every.basis
    return begins_text(span_of(period.first, period.after, basis.company_book, basis.every_zone))


def _approved_with(
    every: TakenMany, member_ids: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Whose sheets the closing approves, and which of them were not submitted."""
    states = {each: every.standings.of(each).state for each in member_ids}
    approved = (who for who, state in states.items() if state is not SheetState.APPROVED)
    unsubmitted = (who for who, state in states.items() if state is SheetState.OPEN)
    return tuple(approved), tuple(unsubmitted)


def in_force(tx: Transaction, actor: Actor, first_day: date) -> Closing:
    """The closing of the period that begins on that day. Raises Conflict `not_closed`."""
    closing = read_closing(tx, actor.workspace_id, first_day)
    if closing is None:
        raise Conflict("not_closed", "This period is not closed.")
    return closing


def read_closing(tx: Transaction, workspace_id: int, first_day: date) -> Closing | None:
    """The closing of the period that begins on that day, if it is closed."""
    row = tx.connection.execute(
        select(ClosedPeriod.__table__).where(
            _closed.workspace_id == workspace_id,
            _closed.first_day == first_day,
            _closed.reopened_at.is_(None),
        )
    ).first()
    return None if row is None else _closing(row)


def store_reopened(tx: Transaction, head: Head, closing: Closing) -> None:
    """Keep that a closing is in force no more."""
    tx.connection.execute(
        update(ClosedPeriod)
        .where(
            _closed.workspace_id == head.workspace_id,
            _closed.first_day == closing.period.first,
            _closed.reopened_at.is_(None),
        )
        .values(reopened_at=closing.reopened_at, reopened_by_id=closing.reopened_by_id)
    )


def _closing(row: Any) -> Closing:
    return Closing(
        Period(row.first_day, row.after_day),
        row.closed_at,
        row.closed_by_id,
        row.reopened_at,
        row.reopened_by_id,
    )


def closing_to_json(closing: Closing, member_ids: tuple[int, ...] = ()) -> dict[str, Json]:
    """As the ledger keeps it."""
    reopened = closing.reopened_at
    return {
        "first_day": closing.period.first.isoformat(),
        "after_day": closing.period.after.isoformat(),
        "closed": precise_text(closing.closed_at),
        "closed_by": closing.closed_by_id,
        "reopened": precise_text(reopened) if reopened else None,
        "reopened_by": closing.reopened_by_id,
        "members": member_ids,
    }


def answered_again(facts: Mapping[str, Any]) -> PeriodDecided:
    """The first answer, from the facts of its entry."""
    reopened = facts["reopened"]
    closing = Closing(
        Period(date.fromisoformat(facts["first_day"]), date.fromisoformat(facts["after_day"])),
        parse_instant(facts["closed"]),
        facts["closed_by"],
        parse_instant(reopened) if reopened else None,
        facts["reopened_by"],
    )
    return PeriodDecided(
        closing,
        tuple(facts["members"]),
        tuple(facts.get("approved") or ()),
        tuple(facts.get("unsubmitted") or ()),
        replayed=True,
    )
