"""Replay: rebuild every shift from the ledger with the same rules, and compare with the tables."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from timeclock.database import snapshot
from timeclock.errors import ProductError
from timeclock.ledger.models import Entry, Payload
from timeclock.people.models import Member
from timeclock.shifts import rules
from timeclock.shifts.answering import Act
from timeclock.shifts.queries import every_shift
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.timeline import Timeline
from timeclock.timekeeping import parse_instant

_ENTRIES = (
    select(Entry.position, Entry.kind, Entry.body, Payload.content)
    .outerjoin(
        Payload,
        and_(
            Payload.workspace_id == Entry.workspace_id,
            Payload.chain_id == Entry.chain_id,
            Payload.position == Entry.position,
        ),
    )
    .order_by(Entry.position)
)


def replay(workspace_id: int | None = None) -> list[str]:
    """Every difference between what the ledger tells of shifts and what the tables hold.

    Each entry has to begin where the shift stood, and to be what the rules make of it; in the end
    the shift's rows have to be what the last entry says. Whether entries themselves are as they
    were written is the verification's question.
    """
    members = select(Member).order_by(Member.workspace_id, Member.id)
    if workspace_id is not None:
        members = members.where(Member.workspace_id == workspace_id)
    differences: list[str] = []
    with snapshot() as session:
        for member in session.scalars(members):
            name = f"workspace {member.workspace_id}, member {member.id}"
            try:
                differences += _differences(session, member, name)
            except (DBAPIError, ValueError) as error:
                differences.append(f"{name}: cannot be read ({error})")
    return differences


def _differences(session: Session, member: Member, name: str) -> Iterator[str]:
    story = _Story(member.workspace_id)
    rows = session.execute(
        _ENTRIES.where(Entry.workspace_id == member.workspace_id, Entry.chain_id == member.chain_id)
    )
    for row in rows:
        try:
            fault = story.tell(row)
        except (ProductError, ValueError, KeyError, TypeError, IndexError):
            fault = "cannot be replayed"
        if fault:
            yield f"{name}, entry {row.position}: {fault}"
    stored = {s.id: s for s in every_shift(session.connection(), member.workspace_id, member.id)}
    for shift_id in sorted(stored.keys() | story.shifts.keys()):
        fields = story.fields_unlike(shift_id, stored.get(shift_id))
        if fields:
            yield f"{name}, shift {shift_id}: {', '.join(fields)} not as the ledger tells"


@dataclass
class _Story:
    """The shifts of one member as far as the entries read so far tell them."""

    workspace_id: int
    shifts: dict[int, ShiftRecord] = field(default_factory=dict)
    _said: dict[int, dict[str, Any]] = field(default_factory=dict)
    _erased: set[int] = field(default_factory=set)
    _before: dict[int, ShiftRecord | None] = field(default_factory=dict)

    def tell(self, row: Any) -> str | None:
        """Go on by one entry, and say what is wrong with it."""
        body = json.loads(row.body)
        facts = body["after"]
        if row.kind not in {act.value for act in Act}:
            return None
        shift_id = facts["shift"]
        self._hear(shift_id, body, row.content)
        after = ShiftRecord.from_json(self.workspace_id, facts, self._said[shift_id])
        before = self._before[row.position] = self.shifts.get(shift_id)
        self.shifts[shift_id] = after
        if body["before"] != (before.to_json() if before else None):
            return "does not begin where the shift stood"
        undone = self._before.get(body["undoes"]) if body["undoes"] else None
        act = Act(row.kind)
        lines = _by_the_rules(act, before, after, parse_instant(body["at"]), undone)
        voids = act is Act.REMOVED or (act is Act.UNDONE and undone is None)
        if _unnumbered(after.timeline) not in map(_unnumbered, lines) or after.voided != voids:
            return "is not what the rules make of it"
        return None

    def _hear(self, shift_id: int, body: Mapping[str, Any], content: str | None) -> None:
        said = self._said.setdefault(shift_id, {})
        if content is not None:
            said |= json.loads(content)
        elif body["payload"] is not None:
            self._erased.add(shift_id)

    def fields_unlike(self, shift_id: int, stored: ShiftRecord | None) -> list[str]:
        """What of a shift's rows differs; erased text is not missed."""
        told = self.shifts.get(shift_id)
        if told is None or stored is None:
            return ["whether it is there"]
        left, right = told.to_json(), stored.to_json()
        names = dict.fromkeys((*left, *right))  # some marks are there only where they are set
        fields = [name for name in names if left.get(name) != right.get(name)]
        if shift_id not in self._erased and told.personal() != stored.personal():
            fields.append("what was said")
        return fields


def _by_the_rules(
    act: Act,
    before: ShiftRecord | None,
    after: ShiftRecord,
    at: datetime,
    undone: ShiftRecord | None,
) -> tuple[Timeline, ...]:
    """The timelines that the act may have led to; ending at the last punch has two.

    So has another job: from the moment of the punch, or for all of the part under way.

    What somebody wrote down for a shift that is added or corrected has to be whole, no more.
    """
    if act in {Act.ADDED, Act.CORRECTED}:
        fits = (before is None) == (act is Act.ADDED) and rules.is_whole(after.timeline)
        return (after.timeline,) if fits else ()
    if before is None:
        begun = rules.clock_in(at, after.timeline.job_id)
        return (begun,) if act is Act.CLOCKED_IN else ()
    line = before.timeline
    match act:
        case Act.PAUSED:
            last = after.timeline.pauses[-1]
            line = rules.pause(line, at, last.kind_id, paid=last.paid)
        case Act.RESUMED:
            line = rules.resume(line, at)
        case Act.JOB_SWITCHED:
            job_id = after.timeline.current_job_id
            return rules.switch_job(line, at, job_id), rules.rebook(line, job_id)
        case Act.CLOCKED_OUT | Act.STOPPED:
            return rules.clock_out(line, at), rules.end_at(line, at)
        case Act.CLOSED_PROVISIONALLY:
            line = rules.end_at(line, at)
        case Act.END_PROPOSED:
            line = rules.move_end(line, at)
        case Act.UNDONE:
            line = undone.timeline if undone else replace(line, ended_at=line.started_at)
    return (line,)


def _unnumbered(line: Timeline) -> Timeline:
    """The line without the ids that only storing it gave."""
    return replace(
        line,
        pauses=tuple(replace(pause, id=None) for pause in line.pauses),
        stretches=tuple(replace(stretch, id=None) for stretch in line.stretches),
    )
