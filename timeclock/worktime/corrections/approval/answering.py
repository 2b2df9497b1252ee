"""The answer that a request got the first time, when it comes again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from timeclock.authority.actor import Actor
from timeclock.ledger.models import Entry, Payload
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import parse_instant
from timeclock.worktime.corrections.approval.writing import UNDONE
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import (
    CorrectionView,
    correction_not_found,
    find_correction,
)
from timeclock.worktime.shifts.situation import Situation

_FILED = frozenset({"correction.asked", "correction.proposed"})


def answered_before(tx: Transaction, actor: Actor, now: Situation) -> CorrectionView:
    """The correction as the same request left it the first time, whatever has happened since."""
    chain_id, position = now.answered or (0, 0)
    entry = tx.connection.execute(
        select(Entry.kind, Entry.received_at, Entry.body, Payload.content)
        .outerjoin(
            Payload,
            and_(
                Payload.workspace_id == Entry.workspace_id,
                Payload.chain_id == Entry.chain_id,
                Payload.position == Entry.position,
            ),
        )
        .where(
            Entry.workspace_id == actor.workspace_id,
            Entry.chain_id == chain_id,
            Entry.position == position,
        )
    ).one()
    after = json.loads(entry.body)["after"]
    found = find_correction(tx.connection, actor.workspace_id, after["correction"])
    tx.discard()
    if found is None:
        raise correction_not_found()
    if entry.kind in _FILED:
        return _as_filed(found, after)
    said = json.loads(entry.content) if entry.content else {}
    if entry.kind == UNDONE:
        undone = replace(
            found,
            state=CorrectionState(after["state"]),
            decided_by_id=after["decided_by"],
            decided_at=parse_instant(after["decided"]) if after["decided"] else None,
            decision=said.get("reason", ""),
        )
        return _counting(undone, parse_instant(after["applied"]) if after["applied"] else None)
    decided = replace(
        found,
        state=CorrectionState(after["state"]),
        decided_by_id=actor.member_id,
        decided_at=entry.received_at,
        decision=said.get("reason", ""),
    )
    return _counting(decided, entry.received_at)


def _as_filed(found: CorrectionView, after: Mapping[str, Any]) -> CorrectionView:
    """As it was asked for or proposed; `settles` names what the same act decided."""
    at_once = after.get("settles")
    view = replace(
        found,
        state=CorrectionState(at_once or after["state"]),
        decided_by_id=found.asked_by_id if at_once else None,
        decided_at=found.asked_at if at_once else None,
        decision="",
    )
    counts = at_once is not None or view.state is CorrectionState.APPLIED
    return _counting(view, found.asked_at if counts else None)


def _counting(view: CorrectionView, moment: datetime | None) -> CorrectionView:
    """What it had changed by that moment."""
    if moment and view.applied_at and view.applied_at <= moment:
        return view
    return replace(view, applied_at=None, shift_ids=())
