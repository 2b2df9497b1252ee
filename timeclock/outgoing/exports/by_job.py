"""Hours by job as rows: a day of a person at a clock and on a job in each; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timeclock.messages import N_
from timeclock.outgoing.exports.figures import PaperRules, WorkedDays, paid_columns
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.tables import CellKind, Column, Row, Table
from timeclock.outgoing.exports.words import Words
from timeclock.worktime.hours.paid_parts import PaidPart, PayEffect, parts_of


@dataclass(frozen=True, slots=True)
class DayAtPlace:
    """What a row is about: the paid time of a day at one clock and on one job.

    Adjustments of closed days are at no clock and on no job. `remarks` are those of the day.
    """

    day: WorkedDays
    clock_id: int | None
    job_id: int | None
    parts: Sequence[PaidPart]
    words: Words
    remarks: str = ""

    @property
    def clock(self) -> str:
        """The name of the clock."""
        return "" if self.clock_id is None else self.words.clocks.get(self.clock_id, "")

    @property
    def job(self) -> str:
        """The name of the job."""
        return "" if self.job_id is None else self.words.jobs.get(self.job_id, "")

    @property
    def client(self) -> str:
        """The name of the job's client."""
        return "" if self.job_id is None else self.words.clients.get(self.job_id, "")


def jobs_table(of_wage: Sequence[int], rules: PaperRules) -> Table[DayAtPlace]:
    """The table; each hour of a premium is on the job on which it was worked."""
    return Table(
        N_("Hours by job"),
        (
            Column("Name", CellKind.TEXT, 20, lambda row: row.day.person.name, printed=False),
            Column("Employee number", CellKind.TEXT, 10, lambda row: row.day.person.number, False),
            Column("Date", CellKind.DAY, 10, lambda row: row.day.first),
            Column("Clock", CellKind.TEXT, 14, lambda row: row.clock),
            Column("Job", CellKind.TEXT, 14, lambda row: row.job),
            Column("Client", CellKind.TEXT, 14, lambda row: row.client),
            *paid_columns(lambda row: row.parts, of_wage, rules),
            Column("State", CellKind.TEXT, 10, lambda row: row.day.state),
            Column("Remarks", CellKind.TEXT, 40, lambda row: row.remarks),
        ),
        summed=True,
    )


def rows_by_job(
    days: Iterable[tuple[WorkedDays, str]],
    question: ExportQuestion,
    words: Words,
    table: Table[DayAtPlace],
) -> Iterator[Row]:
    """The rows of a person, by day and in the order in which the places were worked at.

    Each day comes with its remarks. A day without paid time has a row for them.
    """
    for row, remarks in days:
        by_place: dict[tuple[int | None, int | None], list[PaidPart]] = {}
        for day in row.days:
            for each in day.places:
                by_place.setdefault((each.clock_id, each.job_id), [])
            for part in parts_of(day):
                if part.counts is PayEffect.PAID and _is_asked_for(part, question):
                    by_place.setdefault((part.clock_id, part.job_id), []).append(part)
        by_place = {place: parts for place, parts in by_place.items() if parts}
        if remarks and not by_place:
            by_place[None, None] = []
        for (clock_id, job_id), parts in by_place.items():
            yield table.row(DayAtPlace(row, clock_id, job_id, parts, words, remarks))


def _is_asked_for(part: PaidPart, question: ExportQuestion) -> bool:
    return not question.chooses_places or question.takes(part.clock_id, part.job_id)
