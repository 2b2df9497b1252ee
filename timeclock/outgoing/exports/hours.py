"""Timesheets as rows: a day of a person in each, and a pay period of a person in each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from timeclock.outgoing.exports.batches import batches
from timeclock.outgoing.exports.figures import figure_columns, figures, percents
from timeclock.outgoing.exports.heads import Person
from timeclock.outgoing.exports.question import Question, What
from timeclock.outgoing.exports.tables import Block, Column, Kind, Row, Table
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.hours.weeks import periods_between
from timeclock.worktime.timesheets.approval.standing import Standings, read_standings
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_NAME, _NUMBER = Column("Name", Kind.TEXT, 20), Column("Employee number", Kind.TEXT, 10)
# On a page of one's own the name stands on top.
_ON_TOP = (replace(_NAME, printed=False), replace(_NUMBER, printed=False))


def hours_tables(question: Question, basis: Basis) -> tuple[Table, ...]:
    """The tables of a question about timesheets or totals."""
    who = (_NAME, _NUMBER) if question.what is What.TOTALS else _ON_TOP
    figured = figure_columns(question, percents(question, basis.book))
    days = Table(
        "Timesheets",
        (*who, Column("Date", Kind.DAY, 10), *figured, Column("Remarks", Kind.TEXT, 40)),
        summed=True,
    )
    periods = Table(
        "Totals",
        (
            *who,
            Column("From", Kind.DAY, 10),
            Column("To", Kind.DAY, 10),
            Column("State", Kind.TEXT, 10),
            *figured,
            Column("Days with time", Kind.NUMBER, 8),
            Column("To review", Kind.NUMBER, 8),
        ),
    )
    return (periods,) if question.what is What.TOTALS else (days, periods)


def hours_blocks(
    connection: Connection,
    workspace_id: int,
    question: Question,
    people: Sequence[Person],
    basis: Basis,
    now: datetime,
) -> Iterator[Block]:
    """What each person has in these days; no rows for whoever has nothing.

    Open shifts are counted to `now`. Where only some clocks or jobs are asked for, these are the
    days with time there, each with all of its figures: overtime belongs to a whole day.
    """
    of_wage = percents(question, basis.book)
    first, after = question.first, question.after
    periods = periods_between(first, after, basis.book)
    for batch in batches(people):
        ids = [each.member_id for each in batch]
        sheets = read_sheets(connection, workspace_id, ids, first, after, now, basis=basis)
        standings = [read_standings(connection, workspace_id, ids, each) for each in periods]
        for person in batch:
            # Let go of it at once: a year of somebody is the most that is held.
            sheet = sheets.pop(person.member_id)
            days = [day for day in sheet.days if _is_asked_for(day, question)]
            rows = tuple(_day_row(person, day, question, of_wage) for day in days)
            sums = tuple(_period_rows(person, days, standings, question, of_wage))
            yield Block(person, (sums,) if question.what is What.TOTALS else (rows, sums))


def _is_asked_for(day: DayTotal, question: Question) -> bool:
    if question.chooses_places:
        return any(question.takes(place.clock_id, place.job_id) for place in day.places)
    return bool(day.lines or day.flags)


def _day_row(person: Person, day: DayTotal, question: Question, of_wage: Sequence[int]) -> Row:
    said = [flag.sentence for flag in day.flags]
    said += [line.sentence for line in day.lines if line.kind is LineKind.ADJUSTMENT]
    if day.running:
        said.append("A shift is still open")
    return (
        person.name,
        person.number,
        day.day,
        *figures([day], question, of_wage),
        "; ".join(each.removesuffix(".") for each in said),
    )


def _period_rows(
    person: Person,
    chosen: Sequence[DayTotal],
    standings: Sequence[Standings],
    question: Question,
    of_wage: Sequence[int],
) -> Iterator[Row]:
    for each in standings:
        days = [day for day in chosen if day.day in each.period]
        if not days:
            continue
        yield (
            person.name,
            person.number,
            max(each.period.first, question.first),
            min(each.period.last, question.last),
            each.of(person.member_id).state.value,
            *figures(days, question, of_wage),
            sum(bool(day.lines) for day in days),
            sum(len(day.flags) for day in days),
        )
