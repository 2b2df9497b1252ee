"""Timesheets as rows: a day of a person in each, and a pay period of a person in each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from timeclock.outgoing.exports.batches import batches
from timeclock.outgoing.exports.figures import WorkedDays, figure_columns, percents
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.question import ExportQuestion, What
from timeclock.outgoing.exports.tables import Block, CellKind, Column, Table
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.hours.weeks import periods_between
from timeclock.worktime.timesheets.approval.standing import Standings, read_standings
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_WHO: tuple[Column[WorkedDays], ...] = (
    Column("Name", CellKind.TEXT, 20, lambda row: row.person.name),
    Column("Employee number", CellKind.TEXT, 10, lambda row: row.person.number),
)
# On a page of one's own the name is on top.
_ON_TOP = tuple(replace(column, printed=False) for column in _WHO)


def hours_tables(question: ExportQuestion, basis: Basis) -> tuple[Table[WorkedDays], ...]:
    """The tables of a question about timesheets or totals."""
    who = _WHO if question.what is What.TOTALS else _ON_TOP
    figures = figure_columns(question, percents(question, basis.book))
    days: Table[WorkedDays] = Table(
        "Timesheets",
        (
            *who,
            Column("Date", CellKind.DAY, 10, lambda row: row.first),
            *figures,
            Column("Remarks", CellKind.TEXT, 40, lambda row: _remarks(row.days[0])),
        ),
        summed=True,
    )
    periods: Table[WorkedDays] = Table(
        "Totals",
        (
            *who,
            Column("From", CellKind.DAY, 10, lambda row: row.first),
            Column("To", CellKind.DAY, 10, lambda row: row.last),
            Column("State", CellKind.TEXT, 10, lambda row: row.state),
            *figures,
            Column(
                "Days with time",
                CellKind.NUMBER,
                8,
                lambda row: sum(bool(day.lines) for day in row.days),
            ),
            Column(
                "To review", CellKind.NUMBER, 8, lambda row: sum(len(day.flags) for day in row.days)
            ),
        ),
    )
    return (periods,) if question.what is What.TOTALS else (days, periods)


def hours_blocks(
    connection: Connection,
    workspace_id: int,
    question: ExportQuestion,
    people: Sequence[MemberHead],
    basis: Basis,
    tables: Sequence[Table[WorkedDays]],
    now: datetime,
) -> Iterator[Block]:
    """What each person has in these days, for `hours_tables`; no rows for a person with nothing.

    Open shifts are counted to `now`. Where only some clocks or jobs are asked for, these are the
    days with time there, each with all of its figures: overtime belongs to a whole day.
    """
    first, after = question.first, question.after
    periods = periods_between(first, after, basis.book)
    for batch in batches(people):
        ids = [each.member_id for each in batch]
        sheets = read_sheets(connection, workspace_id, ids, first, after, now, basis=basis)
        standings = [read_standings(connection, workspace_id, ids, each) for each in periods]
        for person in batch:
            # Let go of it at once: a year of someone is the most that is held.
            sheet = sheets.pop(person.member_id)
            days = [day for day in sheet.days if _is_asked_for(day, question)]
            subjects = [list(_periods(person, days, standings, question))]
            if question.what is not What.TOTALS:
                subjects.insert(0, [WorkedDays(person, (day,), day.day, day.day) for day in days])
            yield Block(
                person,
                tuple(
                    tuple(table.row(each) for each in rows)
                    for table, rows in zip(tables, subjects, strict=True)
                ),
            )


def _is_asked_for(day: DayTotal, question: ExportQuestion) -> bool:
    if question.chooses_places:
        return any(question.takes(place.clock_id, place.job_id) for place in day.places)
    return bool(day.lines or day.flags)


def _remarks(day: DayTotal) -> str:
    said = [flag.sentence for flag in day.flags]
    said += [line.sentence for line in day.lines if line.kind is LineKind.ADJUSTMENT]
    if day.running:
        said.append("A shift is still open")
    return "; ".join(each.removesuffix(".") for each in said)


def _periods(
    person: MemberHead,
    chosen: Sequence[DayTotal],
    standings: Sequence[Standings],
    question: ExportQuestion,
) -> Iterator[WorkedDays]:
    for each in standings:
        days = [day for day in chosen if day.day in each.period]
        if days:
            yield WorkedDays(
                person,
                days,
                max(each.period.first, question.first),
                min(each.period.last, question.last),
                each.of(person.member_id).state.value,
            )
