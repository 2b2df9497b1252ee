"""What a person has decided: the last decision, which they may undo, and how many today."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.models import TimeClock
from timeclock.company.people.models import Member
from timeclock.ledger.models import IS_DECISION, Entry
from timeclock.storage.transactions import db
from timeclock.timekeeping import day_bounds, elapsed, local_date, parse_instant
from timeclock.worktime.shifts.rules import UNDO_FOR

_UNDONE = frozenset(
    {
        "correction.undone",
        "exception.undone",
        "period.undone",
        "rules.undone",
        "shift.confirmation_undone",
        "shift.refusal_undone",
        "shift.undone",
        "timesheet.undone",
        "timesheets.undone",
    }
)
_SETTLES = frozenset(
    {
        "correction.approved",
        "correction.refused",
        "correction.taken_back",
        "correction.upheld",
        "exception.acknowledged",
        "shift.claim_refused",
        "shift.end_confirmed",
    }
)


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The newest decision of a person while it can be undone; `left` is at most a minute.

    `kind` is that of its entry, `before` and `after` are its facts. `member_ids` are those whose
    timesheets were approved at once, or whose clock was stopped.
    """

    kind: str
    position: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    left: timedelta
    member_ids: tuple[int, ...] = ()


def last_decision(actor: Actor, now: datetime) -> LastDecision | None:
    """What the actor may undo now, in one statement; None where there is nothing."""
    found = _decided(actor, now - UNDO_FOR)
    if not found or found[0].kind in _UNDONE:
        return None
    newest = found[0]
    left = min(UNDO_FOR - elapsed(newest.received_at, now), UNDO_FOR)
    many = _approved_at_once(found) if newest.kind == "timesheet.approved" else None
    told = many or newest
    members = tuple(told.after["approved"]) if many else ()
    if not many and newest.after.get("member") is not None:
        members = (newest.after["member"],)
    return LastDecision(told.kind, told.position, told.before, told.after, left, members)


def settled_today(actor: Actor, now: datetime, zone_name: str) -> int:
    """How many cases of others the actor has settled since midnight there.

    A decision that was undone does not count, and one that was repeated counts once.
    """
    demand(actor, Permission.SEE_TIMESHEETS)
    midnight = day_bounds(local_date(now, zone_name), zone_name)[0]
    own = select(Member.chain_id).where(
        Member.workspace_id == actor.workspace_id, Member.id == actor.member_id
    )
    found = _decided(actor, midnight, Entry.chain_id != own.scalar_subquery())
    limits = _limits(actor) if any(each.kind == "shift.stopped" for each in found) else {}
    undone = {(each.chain_id, each.undoes) for each in found if each.undoes is not None}
    return sum(
        _settles(each, limits) for each in found if (each.chain_id, each.position) not in undone
    )


@dataclass(frozen=True, slots=True)
class _Decided:
    kind: str
    chain_id: int
    position: int
    received_at: datetime
    undoes: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def _decided(actor: Actor, since: datetime, *more: ColumnElement[bool]) -> Sequence[_Decided]:
    """The actor's decisions that were received after an instant, newest first."""
    rows = db.session.execute(
        select(Entry.kind, Entry.chain_id, Entry.position, Entry.received_at, Entry.body)
        .where(
            Entry.workspace_id == actor.workspace_id,
            Entry.actor_id == actor.member_id,
            Entry.received_at > since,
            IS_DECISION,
            *more,
        )
        .order_by(Entry.received_at.desc(), Entry.position.desc())
    )
    found = []
    for row in rows:
        body = json.loads(row.body)
        found.append(
            _Decided(
                row.kind,
                row.chain_id,
                row.position,
                row.received_at,
                body["undoes"],
                body["before"] or {},
                body["after"] or {},
            )
        )
    return found


def _limits(actor: Actor) -> Mapping[int, timedelta]:
    """After how long a shift is forgotten, by clock."""
    rows = db.session.execute(
        select(TimeClock.id, TimeClock.limit_minutes).where(
            TimeClock.workspace_id == actor.workspace_id
        )
    )
    return {row.id: timedelta(minutes=row.limit_minutes) for row in rows}


def _approved_at_once(found: Sequence[_Decided]) -> _Decided | None:
    """The entry of the act that approved several timesheets, the newest ones among them."""
    many = next((each for each in found if each.kind == "timesheets.approved"), None)
    if many is None:
        return None
    since = [each for each in found if each.received_at >= many.received_at and each is not many]
    approved = [each.after["member"] for each in since if each.kind == "timesheet.approved"]
    alone = len(approved) == len(since)
    return many if alone and sorted(approved) == sorted(many.after["approved"]) else None


def _settles(decided: _Decided, limits: Mapping[int, timedelta]) -> bool:
    """Whether it settled a case, which a stop of a shift within its limit does not."""
    if decided.kind == "correction.proposed":
        answers = decided.after.get("replaces") is not None
        return answers or decided.before.get("unconfirmed") is not None
    if decided.kind == "shift.stopped":
        limit = limits.get(decided.after["clock"])
        begun = parse_instant(decided.after["start"])
        return limit is not None and elapsed(begun, decided.received_at) > limit
    return decided.kind in _SETTLES
