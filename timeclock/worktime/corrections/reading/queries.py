"""Looking corrections up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    cast,
    exists,
    func,
    or_,
    select,
)

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.errors import NotFound
from timeclock.storage.columns import unindexed
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind, Draft
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_THE_PERSON, CorrectionState
from timeclock.worktime.corrections.models import IS_OPEN, Correction
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import ShiftRecord

_COLUMNS = Correction.__table__.c


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as it is.

    `clock_id` is the clock of the shift as it was, or of the one to be added. `before` is the shift
    as it was when it was asked for (None for one to be added), `drafts` what it is to become.
    `asked_by_id` and `decided_by_id` are members, None for the operator. `decision` is the reason
    of the last word, `applied_at` when it began to count. `shift_ids` are the shifts it changed or
    made; there are none where it counts as an adjustment of a closed day.
    """

    id: int
    member_id: int
    clock_id: int
    shift_id: int | None
    kind: CorrectionKind
    state: CorrectionState
    drafts: tuple[Draft, ...]
    before: ShiftRecord | None
    reason: str
    asked_by_id: int | None
    asked_at: datetime
    decided_by_id: int | None
    decided_at: datetime | None
    decision: str
    applied_at: datetime | None
    shift_ids: tuple[int, ...]
    replaces_id: int | None

    @property
    def clock_ids(self) -> frozenset[int]:
        """Every clock that it touches."""
        return frozenset({self.clock_id, *(draft.clock_id for draft in self.drafts)})


def correction(workspace_id: int, correction_id: int) -> CorrectionView | None:
    """A correction of the workspace."""
    return find_correction(db.session.connection(), workspace_id, correction_id)


def find_correction(
    connection: Connection, workspace_id: int, correction_id: int
) -> CorrectionView | None:
    """`correction` on a given connection, for use cases that hold a lock."""
    query = _of(workspace_id).where(Correction.id == correction_id)
    row = connection.execute(query).first()
    return view(row) if row is not None else None


def seen_by(actor: Actor, correction_id: int) -> CorrectionView:
    """A correction as far as the actor may see it: one's own, or at a clock where one decides.

    Raises NotFound `correction_not_found`.
    """
    found = correction(actor.workspace_id, correction_id)
    if found is None:
        raise correction_not_found()
    reach = clocks_in_reach(actor)
    if found.member_id != actor.member_id and reach is not None and found.clock_id not in reach:
        raise correction_not_found()
    return found


def corrections_of(
    workspace_id: int, member_id: int, *, limit: int = 50, before_id: int | None = None
) -> Sequence[CorrectionView]:
    """A member's corrections, newest first, from below `before_id`."""
    query = _of(workspace_id).where(Correction.member_id == member_id)
    if before_id is not None:
        query = query.where(Correction.id < before_id)
    return _views(query.order_by(Correction.id.desc()).limit(limit))


def waiting(
    workspace_id: int,
    *,
    states: Collection[CorrectionState],
    clock_ids: frozenset[int] | None = None,
    member_ids: Collection[int] | None = None,
) -> Sequence[CorrectionView]:
    """Corrections in these states, oldest first; at these clocks and of these members if given."""
    query = _of(workspace_id).where(IS_OPEN, Correction.state.in_(sorted(states)))
    if clock_ids is not None:
        query = query.where(Correction.clock_id.in_(sorted(clock_ids)))
    if member_ids is not None:
        query = query.where(Correction.member_id.in_(sorted(member_ids)))
    return _views(query.order_by(Correction.asked_at, Correction.id))


def waiting_for(workspace_id: int, member_id: int) -> int:
    """How many changes by others wait for the member's own word."""
    query = select(func.count()).where(
        Correction.workspace_id == workspace_id,
        Correction.member_id == member_id,
        IS_OPEN,
        Correction.state.in_(sorted(WAITING_FOR_THE_PERSON)),
    )
    return db.session.scalar(query) or 0


def corrections_of_shifts(
    workspace_id: int, shift_ids: Collection[int]
) -> Sequence[CorrectionView]:
    """Whatever was asked about these shifts, or made them, oldest first."""
    wanted = sorted(shift_ids)
    # By their ids: an index that has all columns would be read from end to end.
    members = select(Shift.member_id).where(
        unindexed(Shift.workspace_id) == workspace_id, Shift.id.in_(wanted)
    )
    query = _of(workspace_id).where(
        Correction.member_id.in_(members),
        or_(Correction.shift_id.in_(wanted), _touches(wanted)),
    )
    return _views(query.order_by(unindexed(Correction.id)))


def correction_not_found() -> NotFound:
    """The same words for a missing correction, another company's and one out of sight."""
    return NotFound("correction_not_found", "This correction does not exist.")


def view(row: Any) -> CorrectionView:
    """A correction from a row that has the columns of the table."""
    return CorrectionView(
        id=row.id,
        member_id=row.member_id,
        clock_id=row.clock_id,
        shift_id=row.shift_id,
        kind=CorrectionKind(row.kind),
        state=CorrectionState(row.state),
        drafts=tuple(Draft.from_json(facts) for facts in row.drafts),
        before=_before(row.workspace_id, row.before),
        reason=row.reason,
        asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        decision=row.decision,
        applied_at=row.applied_at,
        shift_ids=tuple(row.shift_ids),
        replaces_id=row.replaces_id,
    )


def _of(workspace_id: int) -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).where(Correction.workspace_id == workspace_id)


def _views(query: Select[*tuple[Any, ...]]) -> list[CorrectionView]:
    return [view(row) for row in db.session.execute(query)]


def _before(workspace_id: int, facts: dict[str, Any] | None) -> ShiftRecord | None:
    return ShiftRecord.from_json(workspace_id, facts, facts["said"]) if facts else None


def _touches(shift_ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether a correction has touched or made one of these shifts."""
    if db.engine.dialect.name == "sqlite":
        each = func.json_each(Correction.shift_ids).table_valued("value")
    else:
        each = func.json_array_elements_text(Correction.shift_ids).table_valued("value")
    return exists(select(1).select_from(each).where(cast(each.c.value, BigInteger).in_(shift_ids)))
