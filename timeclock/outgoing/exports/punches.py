"""Punches as rows: each part of a shift as it counts, and as it was punched where that differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from timeclock.messages import N_, Sentence
from timeclock.names import by_name
from timeclock.outgoing.exports.batches import batches
from timeclock.outgoing.exports.confirmed import read_confirmed
from timeclock.outgoing.exports.given import given_sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.removed import read_removed
from timeclock.outgoing.exports.tables import Block, CellKind, Column, Row, Table
from timeclock.outgoing.exports.words import Words, by_shift, read_corrections
from timeclock.timekeeping import workday, zone
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import Part, PartKind
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.shifts import read_shifts

EFFECTIVE, ORIGINAL = "effective", "original"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Told:
    """One version of a shift with everything that its rows say alike."""

    person: MemberHead
    shift: ShiftRecord
    day: date
    zone: str
    version: str
    counts: bool
    marks: str
    corrections: str


@dataclass(frozen=True, slots=True)
class _PartOfShift:
    """What a row is about: a part of a version of a shift, with its length in seconds."""

    told: _Told
    part: Part
    seconds: int
    paid: bool
    words: Words

    @property
    def shift(self) -> ShiftRecord:
        """The shift in this version."""
        return self.told.shift


def _local(moment: datetime | None, row: _PartOfShift) -> datetime | None:
    return None if moment is None else moment.astimezone(zone(row.told.zone))


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _job(row: _PartOfShift) -> str:
    return "" if row.part.job_id is None else row.words.jobs.get(row.part.job_id, "")


def _client(row: _PartOfShift) -> str:
    return "" if row.part.job_id is None else row.words.clients.get(row.part.job_id, "")


def _tags(row: _PartOfShift) -> str:
    """The tags by name, on work: a break has none."""
    if row.part.kind is not PartKind.WORK:
        return ""
    names = (row.words.tags.get(tag_id, "") for tag_id in row.shift.tag_ids)
    return ", ".join(by_name(names, lambda name: name))


def _paid(row: _PartOfShift) -> str:
    """What is not confirmed, and what no longer counts, is not paid."""
    if not row.told.counts or row.shift.is_unpaid or not row.paid:
        return str(Sentence("no"))
    part = row.part.interval
    waiting = sum(
        part.within(span.start, span.end or span.start, span.end or span.start) // _SECOND
        for span in row.shift.claims.waits
    )
    if waiting:
        return str(Sentence("no") if waiting >= row.seconds else Sentence("in part"))
    return str(Sentence("yes"))


def _kind(row: _PartOfShift) -> str:
    part = row.part
    if part.kind is PartKind.WORK or part.pause is None or part.pause.kind_id is None:
        return ""
    return row.words.kinds.get(part.pause.kind_id, "")


def _note(row: _PartOfShift) -> str:
    return row.shift.note if row.told.version == EFFECTIVE else ""


PUNCHES: Table[_PartOfShift] = Table(
    N_("Punches"),
    (
        Column("Name", CellKind.TEXT, 20, lambda row: row.told.person.name, printed=False),
        Column(
            "Employee number", CellKind.TEXT, 10, lambda row: row.told.person.number, printed=False
        ),
        Column("Date", CellKind.DAY, 10, lambda row: row.told.day),
        Column("Shift", CellKind.NUMBER, 7, lambda row: row.shift.id),
        Column("Version", CellKind.TEXT, 9, lambda row: row.told.version, printed=False),
        Column("Part", CellKind.TEXT, 6, lambda row: row.part.kind.value),
        Column(
            "From (local time)",
            CellKind.LOCAL_TIME,
            25,
            lambda row: _local(row.part.started_at, row),
        ),
        Column(
            "To (local time)", CellKind.LOCAL_TIME, 25, lambda row: _local(row.part.ended_at, row)
        ),
        Column("Time zone", CellKind.TEXT, 15, lambda row: row.told.zone),
        Column(
            "From (UTC)",
            CellKind.UTC_TIME,
            20,
            lambda row: _utc(row.part.started_at),
            printed=False,
        ),
        Column(
            "To (UTC)", CellKind.UTC_TIME, 20, lambda row: _utc(row.part.ended_at), printed=False
        ),
        Column("Length (h)", CellKind.HOURS, 8, lambda row: row.seconds),
        Column("Length (s)", CellKind.NUMBER, 9, lambda row: row.seconds, printed=False),
        Column("Paid", CellKind.TEXT, 5, _paid),
        Column(
            "Clock", CellKind.TEXT, 14, lambda row: row.words.clocks.get(row.shift.clock_id, "")
        ),
        Column("Job", CellKind.TEXT, 14, _job),
        Column("Client", CellKind.TEXT, 14, _client, printed=False),
        Column("Tags", CellKind.TEXT, 14, _tags, printed=False),
        Column("Break", CellKind.TEXT, 10, _kind, printed=False),
        Column(
            "Source of start", CellKind.TEXT, 8, lambda row: row.shift.start_source, printed=False
        ),
        Column("Source of end", CellKind.TEXT, 8, lambda row: row.shift.end_source, printed=False),
        Column("Marks", CellKind.TEXT, 14, lambda row: row.told.marks),
        Column("Corrections", CellKind.TEXT, 20, lambda row: row.told.corrections),
        Column("Note", CellKind.TEXT, 16, _note),
    ),
)


def punch_blocks(
    connection: Connection,
    workspace_id: int,
    question: ExportQuestion,
    people: Sequence[MemberHead],
    basis: Basis,
    words: Words,
    now: datetime,
) -> Iterator[Block]:
    """The shifts that began in these days, by person; open parts are counted to `now`."""
    start, end = basis.bounds(question.first, question.after)
    for batch in batches(people):
        ids = [each.member_id for each in batch]
        shifts = read_shifts(connection, workspace_id, ids, start, end)
        for member_id, removed in read_removed(connection, workspace_id, ids, start, end).items():
            shifts.setdefault(member_id, []).extend(removed)
        corrections = read_corrections(connection, workspace_id, ids, words)
        confirmed = read_confirmed(connection, workspace_id, ids, words)
        for person in batch:
            why = by_shift(corrections.pop(person.member_id, ()), confirmed)
            found = sorted(
                shifts.pop(person.member_id, ()), key=lambda s: (s.timeline.started_at, s.id)
            )
            rows = (
                row
                for shift in found
                for told in _versions(person, shift, basis, why, words)
                if question.first <= told.day <= question.last
                for row in _rows(told, question, words, now)
            )
            yield Block(person, (tuple(rows),))


def _versions(
    person: MemberHead, shift: ShiftRecord, basis: Basis, why: Mapping[int, str], words: Words
) -> Iterator[_Told]:
    """As it counts, unless it was removed; then as it was punched, where someone corrected it."""
    place = basis.zones.at(shift.clock_id, shift.timeline.started_at)
    begins = basis.book_of(person.member_id).at(shift.timeline.started_at, place).day_begins
    day = workday(shift.timeline.started_at, place, begins)
    reasons, marks = why.get(shift.id, ""), _marks(shift, words)
    if not shift.voided:
        yield _Told(person, shift, day, place, EFFECTIVE, True, marks, reasons)
    if shift.original is not None or shift.voided:
        facts = shift.original or shift.to_json()
        first = ShiftRecord.from_json(shift.workspace_id, facts, None)
        mark = str(Sentence("removed") if shift.voided else Sentence("replaced by a correction"))
        yield _Told(person, first, day, place, ORIGINAL, False, mark, reasons)


def _rows(told: _Told, question: ExportQuestion, words: Words, now: datetime) -> Iterator[Row]:
    shift = told.shift
    parts = shift.timeline.parts()
    for part in parts:
        if not question.takes(shift.clock_id, part.job_id):
            continue
        if part.started_at == part.ended_at and len(parts) > 1:
            continue  # a part that only the vendors' numbering of parts needs
        for each, paid in _by_pay(part, now):
            seconds = int(each.interval.length(now).total_seconds())
            yield PUNCHES.row(_PartOfShift(told, each, seconds, paid, words))


def _by_pay(part: Part, now: datetime) -> Iterator[tuple[Part, bool]]:
    """The part, or a break's paid and unpaid parts, so that each row is paid as a whole or not."""
    if part.pause is None:
        yield part, True
        return
    stretches = part.pause.by_pay(now)
    for number, stretch in enumerate(stretches, 1):
        end = part.ended_at if number == len(stretches) else stretch.ended_at
        yield replace(part, started_at=stretch.started_at, ended_at=end), stretch.paid


_UNCONFIRMED = {
    UnconfirmedEnd.PROPOSED: N_("end proposed, not confirmed"),
    UnconfirmedEnd.PROVISIONAL: N_("end provisional, not confirmed"),
    UnconfirmedEnd.FORGOTTEN: N_("end forgotten, not confirmed"),
    UnconfirmedEnd.DOUBTFUL: N_("times doubtful, not confirmed"),
    UnconfirmedEnd.CLAIMED: N_("times given afterwards, not confirmed"),
}


def _marks(shift: ShiftRecord, words: Words) -> str:
    """What an auditor has to know of a shift, in words."""
    marks = (
        (Sentence("open"), shift.timeline.ended_at is None),
        (Sentence("start edited"), shift.start_edited),
        (Sentence("end edited"), shift.end_edited),
        (Sentence("stopped by %(name)s", name=words.person(shift.ended_by_id)), shift.stopped),
        *((Sentence(text), shift.unconfirmed is state) for state, text in _UNCONFIRMED.items()),
        *((given_sentence(claim, shift.start_zone, words), True) for claim in shift.claims.given),
        (Sentence("worked through the break"), shift.worked_through),
        (Sentence("corrected"), shift.original is not None),
    )
    return ", ".join(str(mark) for mark, holds in marks if holds)
