"""Undo: take back the last entry of a member's chain, for a minute."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, select

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Entry, Payload
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import Interval, elapsed
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import PUNCHES, Act, Punched
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import Situation
from timeclock.worktime.shifts.storing import store_change

_AT_ONCE = timedelta(seconds=1)


@transaction
@answers_once
def undo(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    position: int | None = None,
    once: Once | None = None,
) -> Punched:
    """Take back the actor's own last act on this member's clock, within 60 s of its receipt.

    `position` names the entry meant: if another came after it, nothing is undone. A clock-in undone
    leaves its shift voided; the stop of who was deactivated stays. Raises Conflict
    `nothing_to_undo` or `undo_too_late`.
    """
    punch = Punch.begin(tx, actor, member_id, once=once)
    now = punch.situation
    last = _last_entry(tx, now)
    if last is None or not now.is_active or position not in (None, last.position):
        raise _nothing()
    body = json.loads(last.body)
    if body["actor"] != actor.pseudonym or last.kind not in PUNCHES:
        raise _nothing()
    if _ends_a_told_break(tx, now, last, body):
        raise _nothing()
    # Either way: a machine's clock that stepped back must not leave an undo open for longer.
    if abs(elapsed(last.received_at, now.head.received_at)) > rules.UNDO_FOR:
        raise Conflict("undo_too_late", "That was more than a minute ago. Ask for a correction.")
    current = find_shift(tx.connection, actor.workspace_id, body["after"]["shift"])
    if current is None:
        raise _nothing()
    said = json.loads(last.content) if last.content else {}
    restored = _restored(current, body["before"], said)
    # What an undo takes back was said of a running shift: it may reach from the start to now.
    punch.demand_open_days(Interval(current.timeline.started_at, None), current.clock_id)
    stored = store_change(tx, current, restored, punch.received_at)
    about = punch.on_shift(current)
    return about.record(Act.UNDONE, stored, at=punch.now, undoes=last.position)


def _ends_a_told_break(tx: Transaction, now: Situation, last: Any, body: dict[str, Any]) -> bool:
    """Whether an entry is the second of a break that was told with both ends.

    Without it the person would be on a break that no one began.
    """
    if last.kind != Act.RESUMED or body["claimed"] is None:
        return False
    before = _entry_at(tx, now, last.position - 1)
    if before is None or before.kind != Act.PAUSED:
        return False
    told = json.loads(before.body)["claimed"] is not None
    return told and abs(elapsed(before.received_at, last.received_at)) < _AT_ONCE


def _last_entry(tx: Transaction, now: Situation) -> Any:
    return _entry_at(tx, now, now.head.position - 1)


def _entry_at(tx: Transaction, now: Situation, position: int) -> Any:
    return tx.connection.execute(
        select(Entry.position, Entry.kind, Entry.received_at, Entry.body, Payload.content)
        .outerjoin(
            Payload,
            and_(
                Payload.workspace_id == Entry.workspace_id,
                Payload.chain_id == Entry.chain_id,
                Payload.position == Entry.position,
            ),
        )
        .where(
            Entry.workspace_id == now.head.workspace_id,
            Entry.chain_id == now.head.chain_id,
            Entry.position == position,
        )
    ).first()


def _restored(
    current: ShiftRecord, before: dict[str, Any] | None, said: dict[str, Any]
) -> ShiftRecord:
    """The shift as it was; one that did not exist before is voided where it began."""
    if before is None:
        ended: datetime = current.timeline.started_at
        return replace(current, timeline=replace(current.timeline, ended_at=ended), voided=True)
    earlier = ShiftRecord.from_json(current.workspace_id, before, None)
    return replace(
        earlier,
        start_place=current.start_place,
        note=(said.get("note_before") or "") if "note" in said else current.note,
        changed_at=current.changed_at,
    )


def _nothing() -> Conflict:
    return Conflict("nothing_to_undo", "There is nothing left that you can undo.")
