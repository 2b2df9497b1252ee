"""Shifts with their breaks and switches of job."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts
from timeclock.worktime.shifts.models import Break, Segment, Shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.replaying import ACTS, ReplayedPart, Story
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch

_FROM_RECORD = (
    "member_id",
    "clock_id",
    "start_zone",
    "start_source",
    "start_edited",
    "end_zone",
    "end_source",
    "end_edited",
    "ended_by_id",
    "stopped",
    "billable",
    "scheduler_shift_id",
    "created_at",
    "changed_at",
    "voided",
    "worked_through",
    "unconfirmed",
    "proposed_by_id",
)
_PERSONAL = ("start_place", "end_place", "stop_reason", "note")


def replay(book: Book, entry: EntryFacts) -> str | None:
    """Go on with the story of the member's shifts."""
    if entry.kind not in ACTS:
        return None
    story: Story = book.notes.setdefault("story", Story(book.workspace_id))
    taken_back: Mapping[int, Any] = book.notes.get("taken back", {})
    brought_back: Mapping[int, Any] = book.notes.get("brought back", {})
    return story.tell(
        entry,
        takes_back=taken_back.get(entry.corrects or 0),
        brings_back=brought_back.get(entry.corrects or 0),
    )


def note_taking_back(book: Book, entry: EntryFacts) -> None:
    """Remember what a shift was before a correction, for when that is taken back or comes again."""
    book.notes.pop("taken back", None)
    book.notes.pop("brought back", None)
    filed = book.notes.setdefault("before", {})
    if entry.kind in ("correction.asked", "correction.proposed"):
        filed[entry.position] = entry.before
        return
    about = {entry.corrects: filed.get(entry.corrects) or {}}
    if entry.kind == "correction.taken_back":
        book.notes["taken back"] = about
    elif entry.kind == "correction.undone":
        back = (entry.before or {}).get("state") == "taken_back"
        book.notes["brought back" if back else "taken back"] = about


def finish(book: Book) -> None:
    """Make rows of what the story came to."""
    story: Story | None = book.notes.get("story")
    if story is None:
        return
    shifts, breaks, segments = (book[model.__tablename__] for model in (Shift, Break, Segment))
    for shift_id, record in story.shifts.items():
        fields = _fields(record, story)
        shifts.put((shift_id,), story.positions[shift_id], fields)
    for part_id, part in story.breaks.items():
        breaks.put((part_id,), part.position, _of_part(part))
    for part_id, part in story.segments.items():
        segments.put((part_id,), part.position, _of_part(part))


def _fields(record: ShiftRecord, story: Story) -> Fields:
    fields: Fields = {name: getattr(record, name) for name in _FROM_RECORD}
    line = record.timeline
    fields |= {"job_id": line.job_id, "started_at": line.started_at, "ended_at": line.ended_at}
    fields["original"] = story.originals.get(record.id)
    fields["claims"] = record.claims.to_json() if record.claims else None
    fields["tag_ids"] = list(record.tag_ids) or None
    if record.id not in story.erased:
        fields |= {name: getattr(record, name) for name in _PERSONAL}
    return fields


def _of_part(part: ReplayedPart) -> Fields:
    fields: Fields = {"shift_id": part.shift_id, "voided": part.gone}
    match part.part:
        case BreakInterval():
            pause = part.part
            fields |= {"kind_id": pause.kind_id, "paid": pause.paid, "cut": pause.cut}
            fields |= {"started_at": pause.started_at, "ended_at": pause.ended_at}
            fields["planned_minutes"] = pause.plan.minutes if pause.plan else None
            fields["pays_beyond"] = pause.plan.pays_beyond if pause.plan else None
        case JobStretch():
            fields |= {"job_id": part.part.job_id, "started_at": part.part.started_at}
    return fields


def shape(row: Fields) -> Fields:
    """Whether the row is void; a shift has changed when its newest part has."""
    changed = [
        row[name]
        for name in ("changed_at", "break_changed", "segment_changed")
        if row.get(name) is not None
    ]
    return row | {"voided": row["voided_at"] is not None, "changed_at": max(changed)}


def _read_shifts(workspace_id: int, member_id: int | None) -> Select[Any]:
    columns = Shift.__table__.c
    names = dict.fromkeys(("id", *SHIFTS.fields, "voided_at"))
    return select(
        *(columns[name] for name in names if name in columns),
        _newest(Break).label("break_changed"),
        _newest(Segment).label("segment_changed"),
    ).where(columns.workspace_id == workspace_id, columns.member_id == member_id)


def _newest(model: type[Break] | type[Segment]) -> ScalarSelect[Any]:
    newest = select(func.max(model.changed_at)).where(
        model.workspace_id == Shift.workspace_id,
        model.shift_id == Shift.id,
        model.voided_at.is_(None),
    )
    return newest.correlate(Shift).scalar_subquery()


def _read_parts(
    model: type[Break] | type[Segment], workspace_id: int, member_id: int | None
) -> Select[Any]:
    # By the shifts of the member, or the parts of all members are read for each of them.
    shifts = select(Shift.id).where(
        Shift.workspace_id == workspace_id, Shift.member_id == member_id
    )
    return select(*model.__table__.c).where(
        model.workspace_id == workspace_id, model.shift_id.in_(shifts)
    )


def _read_breaks(workspace_id: int, member_id: int | None) -> Select[Any]:
    return _read_parts(Break, workspace_id, member_id)


def _read_segments(workspace_id: int, member_id: int | None) -> Select[Any]:
    return _read_parts(Segment, workspace_id, member_id)


SHIFTS = VerifiedTable(
    model=Shift,
    hears=frozenset({"shift"}),
    replay=replay,
    key=("id",),
    fields=(
        *_FROM_RECORD,
        "job_id",
        "started_at",
        "ended_at",
        "original",
        "claims",
        "tag_ids",
        *_PERSONAL,
    ),
    of_member=True,
    finish=finish,
    shape=shape,
    read=_read_shifts,
)
BREAKS = VerifiedTable(
    model=Break,
    hears=frozenset({"correction"}),
    replay=note_taking_back,
    key=("id",),
    fields=(
        "shift_id",
        "kind_id",
        "paid",
        "planned_minutes",
        "pays_beyond",
        "started_at",
        "ended_at",
        "cut",
        "voided",
    ),
    of_member=True,
    shape=shape,
    read=_read_breaks,
)
SEGMENTS = VerifiedTable(
    model=Segment,
    hears=frozenset(),
    replay=replay,
    key=("id",),
    fields=("shift_id", "job_id", "started_at", "voided"),
    of_member=True,
    shape=shape,
    read=_read_segments,
)
