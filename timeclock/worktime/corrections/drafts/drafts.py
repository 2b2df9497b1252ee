"""What a shift is to become, as someone wrote it down; pure."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Json
from timeclock.timekeeping import Interval, parse_instant, utc_text, whole_second
from timeclock.worktime.shifts.record import ShiftRecord, plan_from_json, plan_to_json
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline


class CorrectionKind(StrEnum):
    """What a correction does to a shift."""

    ADD = "add"
    CHANGE = "change"
    SPLIT = "split"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class DraftBreak:
    """A break as it is to be; `kind_id` is a kind that the clock offers, or None.

    `plan` is that of the break that it was, or of its kind. It is looked up, not written down, so
    it makes no difference between two drafts.
    """

    started_at: datetime
    ended_at: datetime
    kind_id: int | None = None
    paid: bool = False
    plan: BreakPlan | None = field(default=None, compare=False)

    @property
    def interval(self) -> BreakInterval:
        """The break that it describes; without an id."""
        return BreakInterval(
            None, self.kind_id, self.paid, self.started_at, self.ended_at, plan=self.plan
        )


@dataclass(frozen=True, slots=True)
class DraftSwitch:
    """From `started_at` on the time is to be booked on `job_id`."""

    started_at: datetime
    job_id: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One whole shift as it is to be; instants in UTC, whole seconds once it is stored.

    `billable` is None where no one said so: then it is as it was, and false for one to be added.
    So is `tag_ids`, which then are as they were, and none for one to be added.
    """

    clock_id: int
    started_at: datetime
    ended_at: datetime
    job_id: int | None = None
    breaks: tuple[DraftBreak, ...] = ()
    switches: tuple[DraftSwitch, ...] = ()
    note: str = ""
    worked_through: bool = False
    billable: bool | None = None
    tag_ids: tuple[int, ...] | None = None

    @classmethod
    def of(cls, shift: ShiftRecord) -> "Draft":
        """The shift as it is, to be changed. Raises Conflict `still_open` while it runs."""
        line = shift.timeline
        if line.ended_at is None:
            raise still_open()
        return cls(
            clock_id=shift.clock_id,
            started_at=line.started_at,
            ended_at=line.ended_at,
            job_id=line.job_id,
            breaks=tuple(
                DraftBreak(p.started_at, p.ended_at or line.ended_at, p.kind_id, p.paid, p.plan)
                for p in line.pauses
            ),
            switches=tuple(DraftSwitch(s.started_at, s.job_id) for s in line.stretches),
            note=shift.note,
            worked_through=shift.worked_through,
        )

    @property
    def interval(self) -> Interval:
        """From its start to its end."""
        return Interval(self.started_at, self.ended_at)

    @property
    def timeline(self) -> Timeline:
        """The line in time that it describes; nothing in it has an id."""
        return Timeline(
            started_at=self.started_at,
            job_id=self.job_id,
            ended_at=self.ended_at,
            pauses=tuple(replace(b.interval, cut=b.ended_at == self.ended_at) for b in self.breaks),
            stretches=tuple(JobStretch(None, s.job_id, s.started_at) for s in self.switches),
        )

    @property
    def worked(self) -> timedelta:
        """Elapsed time less what is unpaid of breaks."""
        return self.timeline.worked(self.ended_at)

    def keeps_time_of(self, shift: ShiftRecord) -> bool:
        """Whether only the note, the jobs, the tags or `billable` differ from the shift."""
        was = Draft.of(shift).tidy()
        alike = replace(
            self,
            job_id=was.job_id,
            switches=was.switches,
            note=was.note,
            billable=was.billable,
            tag_ids=was.tag_ids,
        )
        return alike == was

    def split(self, first_end: datetime, second_start: datetime) -> tuple["Draft", "Draft"]:
        """The shift in two, each with its breaks and changes of job; `tidy` before.

        What is between them was not worked. Raises Invalid `break_across_split`.
        """
        if any(b.ended_at > first_end and b.started_at < second_start for b in self.breaks):
            raise Invalid(
                "break_across_split",
                "A break crosses the place where the shift is split.",
                field="split_end",
            )
        job = [s.job_id for s in self.switches if s.started_at <= second_start]
        return (
            replace(
                self,
                ended_at=first_end,
                breaks=tuple(b for b in self.breaks if b.ended_at <= first_end),
                switches=tuple(s for s in self.switches if s.started_at < first_end),
            ),
            replace(
                self,
                started_at=second_start,
                job_id=job[-1] if job else self.job_id,
                breaks=tuple(b for b in self.breaks if b.ended_at > first_end),
                switches=tuple(s for s in self.switches if s.started_at > second_start),
            ),
        )

    def tidy(self) -> "Draft":
        """The same in whole seconds, breaks and switches in order of their beginning."""
        breaks = (
            replace(b, started_at=whole_second(b.started_at), ended_at=whole_second(b.ended_at))
            for b in self.breaks
        )
        switches = (replace(s, started_at=whole_second(s.started_at)) for s in self.switches)
        return replace(
            self,
            started_at=whole_second(self.started_at),
            ended_at=whole_second(self.ended_at),
            breaks=tuple(sorted(breaks, key=lambda b: (b.started_at, b.ended_at))),
            switches=tuple(sorted(switches, key=lambda s: s.started_at)),
        )

    def to_json(self) -> dict[str, Json]:
        """As the table keeps it; instants as `utc_text`."""
        return self.facts() | {"note": self.note}

    def facts(self) -> dict[str, Json]:
        """What of it is not personal: the ledger keeps the note where it can be erased."""
        marks: dict[str, Json] = {} if self.billable is None else {"billable": self.billable}
        if self.tag_ids is not None:
            marks["tags"] = list(self.tag_ids)
        return marks | {
            "clock": self.clock_id,
            "start": utc_text(self.started_at),
            "end": utc_text(self.ended_at),
            "job": self.job_id,
            "breaks": [
                {
                    "start": utc_text(b.started_at),
                    "end": utc_text(b.ended_at),
                    "kind": b.kind_id,
                    "paid": b.paid,
                    **plan_to_json(b.plan),
                }
                for b in self.breaks
            ],
            "segments": [{"start": utc_text(s.started_at), "job": s.job_id} for s in self.switches],
            "worked_through": self.worked_through,
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Draft":
        """From what `to_json` gave."""
        return cls(
            clock_id=facts["clock"],
            started_at=parse_instant(facts["start"]),
            ended_at=parse_instant(facts["end"]),
            job_id=facts["job"],
            breaks=tuple(
                DraftBreak(
                    parse_instant(b["start"]),
                    parse_instant(b["end"]),
                    b["kind"],
                    b["paid"],
                    plan_from_json(b),
                )
                for b in facts["breaks"]
            ),
            switches=tuple(
                DraftSwitch(parse_instant(s["start"]), s["job"]) for s in facts["segments"]
            ),
            note=facts["note"],
            worked_through=facts["worked_through"],
            billable=facts.get("billable"),
            tag_ids=tuple(facts["tags"]) if "tags" in facts else None,
        )


@contextmanager
def said_of(draft: Draft) -> Iterator[None]:
    """Let an Invalid know, as its detail `draft`, which of several drafts it is about.

    What it blames of a list in the draft is its detail `part`, and a name in that its `of_part`.
    """
    try:
        yield
    except Invalid as refusal:
        refusal.details = {**refusal.details, "draft": draft}
        raise


def kind_of(shift_id: int | None, drafts: Sequence[Draft]) -> CorrectionKind:
    """What these drafts do. Raises Invalid `no_shift` where nothing is to become nothing."""
    if shift_id is None:
        if len(drafts) != 1:
            raise Invalid("no_shift", "Name the shift to correct, or add one shift at a time.")
        return CorrectionKind.ADD
    if not drafts:
        return CorrectionKind.REMOVE
    return CorrectionKind.CHANGE if len(drafts) == 1 else CorrectionKind.SPLIT


def still_open() -> Conflict:
    """The refusal to correct a shift that no one has ended."""
    return Conflict("still_open", "This shift is still running. Clock out first.")
