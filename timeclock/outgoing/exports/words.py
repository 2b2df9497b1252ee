"""Names for the ids of a workspace, and who corrected which shift, as a snapshot has them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from timeclock.company.jobs.models import Job
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.timekeeping import utc_text
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.timesheets.reading.basis import Basis

OPERATOR = "the operator"


@dataclass(frozen=True, slots=True)
class Words:
    """What clocks, jobs, kinds of break and people are called, even those of the past."""

    clocks: Mapping[int, str]
    jobs: Mapping[int, str]
    kinds: Mapping[int, str]
    people: Mapping[int, str]

    def person(self, member_id: int | None) -> str:
        """Who did something; no one is the operator at the terminal."""
        return self.people.get(member_id, OPERATOR) if member_id is not None else OPERATOR


def read_words(
    connection: Connection, workspace_id: int, basis: Basis, people: Collection[MemberHead]
) -> Words:
    """All of them, in one more statement than what is in hand already."""
    jobs = connection.execute(select(Job.id, Job.name).where(Job.workspace_id == workspace_id))
    return Words(
        clocks=basis.clock_names,
        jobs={job.id: job.name for job in jobs},
        kinds=basis.kinds,
        people={person.member_id: person.name for person in people},
    )


def read_corrections(
    connection: Connection, workspace_id: int, member_ids: Collection[int], words: Words
) -> dict[int, str]:
    """By shift, who changed it, when and why, oldest first; only what has come to count."""
    rows = connection.execute(
        select(Correction.__table__)
        .where(
            Correction.workspace_id == workspace_id,
            Correction.member_id.in_(member_ids),
            Correction.applied_at.is_not(None),
        )
        .order_by(Correction.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        who, when = words.person(row.asked_by_id), utc_text(row.applied_at)
        for shift_id in sorted({*row.shift_ids, *([row.shift_id] if row.shift_id else [])}):
            found.setdefault(shift_id, []).append(f"{when} asked by {who}: {row.reason}")
    return {shift_id: "; ".join(each) for shift_id, each in found.items()}
