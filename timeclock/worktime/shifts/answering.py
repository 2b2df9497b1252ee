"""What a punch answers, the first time and when it is asked again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select

from timeclock.ledger.models import Entry, Payload
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import parse_instant
from timeclock.worktime.shifts.record import ShiftRecord


class Act(StrEnum):
    """The kinds of entry that tell of a shift."""

    CLOCKED_IN = "shift.clocked_in"
    PAUSED = "shift.paused"
    RESUMED = "shift.resumed"
    CLOCKED_OUT = "shift.clocked_out"
    STOPPED = "shift.stopped"
    JOB_SWITCHED = "shift.job_switched"
    NOTED = "shift.noted"
    UNDONE = "shift.undone"
    END_PROPOSED = "shift.end_proposed"
    CLOSED_PROVISIONALLY = "shift.closed_provisionally"
    END_CONFIRMED = "shift.end_confirmed"
    CONFIRMATION_UNDONE = "shift.confirmation_undone"
    CLAIM_REFUSED = "shift.claim_refused"
    REFUSAL_UNDONE = "shift.refusal_undone"
    WORKED_THROUGH = "shift.worked_through"
    ADDED = "shift.added"
    CORRECTED = "shift.corrected"
    REMOVED = "shift.removed"
    DOUBTED = "shift.doubted"


# With one of these a shift begins to be.
_FIRST = frozenset({Act.CLOCKED_IN, Act.ADDED})
# What a person presses at the clock and may take back for a minute.
PUNCHES = frozenset(
    {
        Act.CLOCKED_IN,
        Act.PAUSED,
        Act.RESUMED,
        Act.CLOCKED_OUT,
        Act.STOPPED,
        Act.JOB_SWITCHED,
        Act.NOTED,
    }
)


@dataclass(frozen=True, slots=True)
class Punched:
    """The outcome of a punch.

    `changed` is False for a no-op (then `position` is None and nothing was recorded). `replayed`
    means that the same request had been answered before: `shift` is as it was then, and
    `undone_at` says whether it has been undone since. `ended` is the shift that had to end first.
    """

    kind: Act
    shift: ShiftRecord | None
    at: datetime
    changed: bool = True
    replayed: bool = False
    position: int | None = None
    received_at: datetime | None = None
    undone_at: datetime | None = None
    ended: ShiftRecord | None = None


def answer_again(tx: Transaction, workspace_id: int, chain_id: int, position: int) -> Punched:
    """The first answer, rebuilt from its entry whatever has happened since."""
    row = tx.connection.execute(
        select(Entry.kind, Entry.at, Entry.received_at, Entry.body).where(
            Entry.workspace_id == workspace_id,
            Entry.chain_id == chain_id,
            Entry.position == position,
        )
    ).one()
    facts = json.loads(row.body)["after"]
    said = said_until(tx, workspace_id, chain_id, position, facts["shift"])
    return Punched(
        kind=Act(row.kind),
        shift=ShiftRecord.from_json(workspace_id, facts, said),
        at=row.at,
        changed=True,
        replayed=True,
        position=position,
        received_at=row.received_at,
        undone_at=_undone_at(tx, workspace_id, chain_id, position),
    )


def said_until(
    tx: Transaction, workspace_id: int, chain_id: int, position: int, shift_id: int
) -> Mapping[str, Any]:
    """The personal text of a shift as of an entry: each entry holds only what it added."""
    rows = tx.connection.execute(
        select(Entry.body, Payload.content)
        .outerjoin(
            Payload,
            and_(
                Payload.workspace_id == Entry.workspace_id,
                Payload.chain_id == Entry.chain_id,
                Payload.position == Entry.position,
            ),
        )
        .where(
            Entry.workspace_id == workspace_id,
            Entry.chain_id == chain_id,
            Entry.position <= position,
        )
        .order_by(Entry.position.desc())
    )
    said: dict[str, Any] = {}
    for row in rows:
        body = json.loads(row.body)
        if (body["after"] or {}).get("shift") == shift_id and row.content:
            said = json.loads(row.content) | said
        if body["kind"] in _FIRST and body["after"]["shift"] == shift_id:
            break
    rows.close()
    return said


def _undone_at(tx: Transaction, workspace_id: int, chain_id: int, position: int) -> datetime | None:
    body = tx.connection.execute(
        select(Entry.body).where(
            Entry.workspace_id == workspace_id,
            Entry.chain_id == chain_id,
            Entry.position == position + 1,
            Entry.kind == Act.UNDONE.value,
        )
    ).scalar()
    if body is None or json.loads(body)["undoes"] != position:
        return None
    return parse_instant(json.loads(body)["at"])
