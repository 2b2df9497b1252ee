"""What an export is asked for; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from timeclock.errors import Invalid
from timeclock.ledger.entry import Json
from timeclock.outgoing.exports.styles import FigureStyle
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR

LONGEST = timedelta(days=366)


class What(StrEnum):
    """Which figures: days of people, their sums by pay period or by job, or punches as they are."""

    TIMESHEETS = "timesheets"
    TOTALS = "totals"
    JOBS = "jobs"
    PUNCHES = "punches"


class FileFormat(StrEnum):
    """The format of the file."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ExportQuestion:
    """Hours from `first` to `last`, both included; no ids mean everyone, every clock, every job.

    Ids are sorted and named once, so that the same question always reads the same. Raises Invalid
    for days in the wrong order, out of range or more than a year.
    """

    what: What
    first: date
    last: date
    format: FileFormat
    member_ids: tuple[int, ...] = ()
    clock_ids: tuple[int, ...] = ()
    job_ids: tuple[int, ...] = ()
    style: FigureStyle = field(default_factory=FigureStyle)

    def __post_init__(self) -> None:
        for name in ("member_ids", "clock_ids", "job_ids"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        for name in ("first", "last"):
            if not FIRST_YEAR <= getattr(self, name).year <= LAST_YEAR:
                raise Invalid(
                    "invalid_day",
                    "Enter a day in the years %(first_year)s to %(last_year)s.",
                    field=name,
                    first_year=FIRST_YEAR,
                    last_year=LAST_YEAR,
                )
        if self.last < self.first:
            raise Invalid("invalid_span", "The last day is before the first.", field="last")
        if self.last - self.first >= LONGEST:
            raise Invalid("span_too_long", "Choose at most one year.", field="last")

    @property
    def after(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    @property
    def chooses_places(self) -> bool:
        """Whether only some clocks or jobs are asked for."""
        return bool(self.clock_ids or self.job_ids)

    def takes(self, clock_id: int | None, job_id: int | None) -> bool:
        """Whether time at that clock and on that job is asked for."""
        return (not self.clock_ids or clock_id in self.clock_ids) and (
            not self.job_ids or job_id in self.job_ids
        )

    def to_json(self) -> dict[str, Json]:
        """As the table and the ledger keep it."""
        return {
            "what": self.what.value,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "format": self.format.value,
            "members": list(self.member_ids),
            "clocks": list(self.clock_ids),
            "jobs": list(self.job_ids),
            **self.style.to_json(),
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "ExportQuestion":
        """From what `to_json` gave."""
        return cls(
            what=What(facts["what"]),
            first=date.fromisoformat(facts["first"]),
            last=date.fromisoformat(facts["last"]),
            format=FileFormat(facts["format"]),
            member_ids=tuple(facts["members"]),
            clock_ids=tuple(facts["clocks"]),
            job_ids=tuple(facts["jobs"]),
            style=FigureStyle.from_json(facts),
        )
