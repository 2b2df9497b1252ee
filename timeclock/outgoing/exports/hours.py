"""Timesheets as rows: a day of a person in each, and a pay period of a person in each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.batches import batches
from timeclock.outgoing.exports.by_job import jobs_table, rows_by_job
from timeclock.outgoing.exports.confirmed import read_confirmed
from timeclock.outgoing.exports.figures import (
    WorkedDays,
    figure_columns,
    paper_rules,
    percents,
)
from timeclock.outgoing.exports.given import given_on, read_given
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.in_and_out import in_and_out
from timeclock.outgoing.exports.question import ExportQuestion, What
from timeclock.outgoing.exports.tables import Block, CellKind, Column, Table
from timeclock.outgoing.exports.words import ToldCorrection, Words, read_corrections
from timeclock.timekeeping import utc_text
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.hours.weeks import Period, periods_between
from timeclock.worktime.timesheets.approval.obstacles import correction_days
from timeclock.worktime.timesheets.approval.standing import (
    SheetDecision,
    SheetState,
    Standings,
    read_standings,
)
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_OnDays = tuple[ToldCorrection, frozenset[date]]
_WHO: tuple[Column[WorkedDays], ...] = (
    Column("Name", CellKind.TEXT, 20, lambda row: row.person.name),
    Column("Employee number", CellKind.TEXT, 10, lambda row: row.person.number),
)
_STATE: tuple[Column[WorkedDays], ...] = (
    Column("State", CellKind.TEXT, 10, lambda row: row.state),
    Column("Submitted", CellKind.TEXT, 20, lambda row: row.submitted, printed=False),
    Column("Decided", CellKind.TEXT, 20, lambda row: row.decided),
)
# On a page of one's own the name is on top.
_ON_TOP = tuple(replace(column, printed=False) for column in _WHO)


def hours_tables(question: ExportQuestion, basis: Basis) -> tuple[Table[Any], ...]:
    """The tables of a question about timesheets, totals or jobs."""
    who = _WHO if question.what is What.TOTALS else _ON_TOP
    of_wage = percents(question, basis.books.every)
    on_paper = paper_rules(question, basis.books.every)
    if question.what is What.JOBS:
        return (jobs_table(of_wage, on_paper),)
    figures = figure_columns(question, of_wage, on_paper)
    rules = (_rule_set(basis),) if len(basis.books.every) > 1 else ()
    days: Table[WorkedDays] = Table(
        N_("Timesheets"),
        (
            *who,
            Column("Date", CellKind.DAY, 10, lambda row: row.first),
            Column("In and out", CellKind.TEXT, 13, lambda row: in_and_out(row.days[0])),
            *rules,
            *figures,
            Column("To review", CellKind.NUMBER, 8, lambda row: row.to_review, printed=False),
            Column("Remarks", CellKind.TEXT, 40, _remarks),
            Column("Rounding", CellKind.TEXT, 30, _rounding, printed=False),
            Column("Corrections", CellKind.TEXT, 30, lambda row: "; ".join(row.corrections)),
            *(replace(column, printed=False) for column in _STATE),
        ),
        summed=True,
    )
    periods: Table[WorkedDays] = Table(
        N_("Totals"),
        (
            *who,
            Column("From", CellKind.DAY, 10, lambda row: row.first),
            Column("To", CellKind.DAY, 10, lambda row: row.last),
            *_STATE,
            *rules,
            *figures,
            Column(
                "Days with time",
                CellKind.NUMBER,
                8,
                lambda row: sum(bool(day.lines) for day in row.days),
            ),
            Column("To review", CellKind.NUMBER, 8, lambda row: row.to_review),
            Column("Waiting", CellKind.TEXT, 24, lambda row: "; ".join(_waiting(row))),
            Column("Given afterwards", CellKind.TEXT, 26, lambda row: _plainly(row.given)),
        ),
    )
    return (periods,) if question.what is What.TOTALS else (days, periods)


def _rule_set(basis: Basis) -> Column[WorkedDays]:
    """Whose rules of overtime a person goes by on these days; only where there are several."""

    def words(row: WorkedDays) -> str:
        book = basis.book_of(row.person.member_id)
        days = Period(row.first, row.last + timedelta(days=1)).days
        return "; ".join(dict.fromkeys(book.on(day).overtime.value for day in days))

    return Column("Rule set", CellKind.TEXT, 12, words)


def hours_blocks(
    connection: Connection,
    workspace_id: int,
    question: ExportQuestion,
    people: Sequence[MemberHead],
    basis: Basis,
    words: Words,
    tables: Sequence[Table[Any]],
    now: datetime,
) -> Iterator[Block]:
    """What each person has in these days, for `hours_tables`; no rows for a person with nothing.

    Open shifts are counted to `now`. Where only some clocks or jobs are asked for, these are the
    days with time there.
    """
    first, after = question.first, question.after
    periods = periods_between(first, after, basis.company_book)
    for batch in batches(people):
        ids = [each.member_id for each in batch]
        sheets = read_sheets(connection, workspace_id, ids, first, after, now, basis=basis)
        standings = [read_standings(connection, workspace_id, ids, each) for each in periods]
        corrections = read_corrections(connection, workspace_id, ids, words)
        confirmed = read_confirmed(connection, workspace_id, ids, words)
        every_day = (day for sheet in sheets.values() for day in sheet.days)
        given = read_given(connection, workspace_id, every_day, words)
        for person in batch:
            # Let go of it at once: a year of one person is the most that is held.
            sheet = sheets.pop(person.member_id)
            told = [
                (each, frozenset(correction_days(each.view, basis, sheet.line)))
                for each in corrections.pop(person.member_id, ())
            ]
            waits = frozenset(day for each, its in told if each.waits for day in its)
            days = [day for day in sheet.days if _is_asked_for(day, question, waits)]
            subjects = [list(_periods(person, days, standings, question, told, words))]
            if question.what is not What.TOTALS:
                subjects.insert(0, [_day(day, subjects[0], told, confirmed) for day in days])
            marked = [
                [replace(each, given=given_on(each.days, given)) for each in rows]
                for rows in subjects
            ]
            if question.what is What.JOBS:
                told_days = ((each, _remarks(each)) for each in marked[0])
                yield Block(person, (tuple(rows_by_job(told_days, question, words, tables[0])),))
                continue
            yield Block(
                person,
                tuple(
                    tuple(map(table.row, rows)) for table, rows in zip(tables, marked, strict=True)
                ),
            )


def _is_asked_for(day: DayTotal, question: ExportQuestion, waits: frozenset[date]) -> bool:
    if question.chooses_places:
        return any(question.takes(place.clock_id, place.job_id) for place in day.places)
    return bool(day.lines or day.flags or day.day in waits)


_REMARKS = frozenset({LineKind.ADJUSTMENT, LineKind.CLAIMED})


def _remarks(row: WorkedDays) -> str:
    day = row.days[0]
    said = [flag.sentence for flag in day.flags]
    said += [line.sentence for line in day.lines if line.kind in _REMARKS]
    return _plainly([*said, *row.given, *_waiting(row)])


def _rounding(row: WorkedDays) -> str:
    """Which punch counts as what."""
    return _plainly(line.sentence for day in row.days for line in day.rounding)


def _plainly(sentences: Iterable[str]) -> str:
    return "; ".join(each.removesuffix(".") for each in sentences)


def _waiting(row: WorkedDays) -> list[str]:
    """What is left to do before these days can be approved, besides what flags say."""
    return [*([str(Sentence("A shift is still open"))] if row.running else ()), *row.waiting]


def _day(
    day: DayTotal,
    periods: Sequence[WorkedDays],
    corrections: Sequence[_OnDays],
    confirmed: Mapping[int, str],
) -> WorkedDays:
    """A day, with the state of the timesheet in which it counts."""
    its = next(each for each in periods if each.first <= day.day <= each.last)
    texts, waiting = _told(corrections, {day.day})
    shift_ids = sorted({line.shift_id for line in day.lines if line.shift_id is not None})
    texts = (*(confirmed[each] for each in shift_ids if each in confirmed), *texts)
    return replace(
        its, days=(day,), first=day.day, last=day.day, corrections=texts, waiting=waiting
    )


def _periods(
    person: MemberHead,
    chosen: Sequence[DayTotal],
    standings: Sequence[Standings],
    question: ExportQuestion,
    corrections: Sequence[_OnDays],
    words: Words,
) -> Iterator[WorkedDays]:
    for each in standings:
        days = [day for day in chosen if day.day in each.period]
        if days:
            standing = each.of(person.member_id)
            yield WorkedDays(
                person,
                days,
                max(each.period.first, question.first),
                min(each.period.last, question.last),
                standing.state.value,
                _by(_SUBMITTED, standing.submitted_by_id, standing.submitted_at, words),
                _by(_decision(standing), standing.decided_by_id, standing.decided_at, words),
                *_told(corrections, {day.day for day in days}),
            )


def _told(
    corrections: Sequence[_OnDays], days: set[date]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The corrections of these days, each once, and what is left to do about them."""
    found = [each for each, its in corrections if its & days]
    return tuple(each.text for each in found), tuple(each.waits for each in found if each.waits)


_SUBMITTED = N_("submitted by %(name)s at %(time)s")
_DECIDED = {
    SheetState.APPROVED: N_("approved by %(name)s at %(time)s"),
    SheetState.CLOSED: N_("closed by %(name)s at %(time)s"),
}
_REOPENED = N_("reopened by a change by %(name)s at %(time)s")
_SENT_BACK = N_("sent back or reopened by %(name)s at %(time)s")


def _decision(standing: SheetDecision) -> str:
    if standing.locked:
        return _DECIDED[standing.state]
    return _REOPENED if standing.reopened_by_change else _SENT_BACK


def _by(text: str, who: int | None, when: datetime | None, words: Words) -> str:
    """“approved by Maya at 2026-03-09T08:00:00Z”; empty for what has not happened."""
    return str(Sentence(text, name=words.person(who), time=utc_text(when))) if when else ""
