"""What an act on a sheet answers, the first time and when it is asked again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select

from timeclock.authority.actor import Actor
from timeclock.errors import KeyReused
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.models import Entry, Payload
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import parse_instant, precise_text
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState

IN_THE_WAY = "in_the_way"


class SheetAct(StrEnum):
    """The kinds of entry that tell of a sheet."""

    SUBMITTED = "timesheet.submitted"
    TAKEN_BACK = "timesheet.taken_back"
    APPROVED = "timesheet.approved"
    SENT_BACK = "timesheet.sent_back"
    REOPENED = "timesheet.reopened"
    UNDONE = "timesheet.undone"
    CLOSED = "period.closed"


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome of an act on a sheet.

    `changed` is False for a no-op, which records nothing. `replayed` means that the same request
    had been answered before: `standing` is as it was then.
    """

    act: SheetAct
    standing: SheetDecision
    changed: bool = True
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A member whose sheet was not approved with the others, and why; `code` names the refusal."""

    member_id: int
    sentence: str
    code: str


@dataclass(frozen=True, slots=True)
class ManyApproved:
    """Whose sheets were approved at once, and whose were left."""

    approved: tuple[int, ...]
    left: tuple[Left, ...]
    replayed: bool = False

    def to_json(self, period: Period) -> tuple[dict[str, Json], dict[str, Json]]:
        """Facts and text, as the ledger keeps them."""
        facts: dict[str, Json] = {
            "first_day": period.first.isoformat(),
            "after_day": period.after.isoformat(),
            "approved": self.approved,
            "left": [each.member_id for each in self.left],
            "codes": [each.code for each in self.left],
        }
        return facts, {"reasons": [each.sentence for each in self.left]}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any], said: Mapping[str, Any]) -> "ManyApproved":
        """From what `to_json` gave; a text that was erased is empty."""
        reasons = said.get("reasons") or [""] * len(facts["left"])
        codes = facts.get("codes") or [IN_THE_WAY] * len(facts["left"])  # entries of old versions
        left = (Left(*each) for each in zip(facts["left"], reasons, codes, strict=True))
        return cls(tuple(facts["approved"]), tuple(left), replayed=True)


def standing_to_json(standing: SheetDecision) -> dict[str, Json]:
    """As the ledger keeps it; the reason is beside it, where it can be erased."""
    return {
        "member": standing.member_id,
        "first_day": standing.period.first.isoformat(),
        "after_day": standing.period.after.isoformat(),
        "state": standing.state.value,
        "totals": standing.totals.to_json() if standing.totals else None,
        "submitted": precise_text(standing.submitted_at) if standing.submitted_at else None,
        "submitted_by": standing.submitted_by_id,
        "decided": precise_text(standing.decided_at) if standing.decided_at else None,
        "decided_by": standing.decided_by_id,
    }


def answered(tx: Transaction, actor: Actor, once: Once | None) -> Decided | None:
    """The first answer to this request, rebuilt from its entry; None when it is new.

    Raises KeyReused when the key came with another request.
    """
    found = entry_of(tx, actor, once)
    if found is None:
        return None
    kind, facts, said = found
    return Decided(SheetAct(kind), standing_from_json(facts, said), replayed=True)


def entry_of(
    tx: Transaction, actor: Actor, once: Once | None
) -> tuple[str, Mapping[str, Any], Mapping[str, Any]] | None:
    """Kind, facts and text of the entry that this request wrote when it came before."""
    if once is None:
        return None
    row = tx.connection.execute(
        select(Entry.kind, Entry.body, Entry.digest, Payload.content)
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
            Entry.actor_id == actor.member_id,
            Entry.key == once.key,
        )
    ).first()
    if row is None:
        return None
    if row.digest != once.digest:
        raise KeyReused
    return row.kind, json.loads(row.body)["after"], json.loads(row.content or "{}")


def standing_from_json(facts: Mapping[str, Any], said: Mapping[str, Any]) -> SheetDecision:
    """From what `standing_to_json` gave, and the text beside it."""
    return SheetDecision(
        member_id=facts["member"],
        period=Period(
            date.fromisoformat(facts["first_day"]), date.fromisoformat(facts["after_day"])
        ),
        state=SheetState(facts["state"]),
        totals=Totals.from_json(facts["totals"]) if facts["totals"] else None,
        submitted_at=_instant(facts["submitted"]),
        submitted_by_id=facts["submitted_by"],
        decided_at=_instant(facts["decided"]),
        decided_by_id=facts["decided_by"],
        reason=said.get("reason") or "",
    )


def _instant(text: str | None) -> datetime | None:
    return parse_instant(text) if text else None
