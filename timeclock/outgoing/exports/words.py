"""Names for the ids of a workspace, and who corrected which shift, as a snapshot has them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from timeclock.company.jobs.models import Job
from timeclock.company.labels.models import Client, LabelKind
from timeclock.company.labels.queries import read_label_names
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.storage.columns import unindexed
from timeclock.timekeeping import utc_text
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView, view
from timeclock.worktime.timesheets.reading.basis import Basis

OPERATOR = "the operator"


@dataclass(frozen=True, slots=True)
class Words:
    """What clocks, jobs, kinds of break and people are called, even those of the past.

    `clients` are the names of clients by job, `tags` those of tags by tag.
    """

    clocks: Mapping[int, str]
    jobs: Mapping[int, str]
    clients: Mapping[int, str]
    tags: Mapping[int, str]
    kinds: Mapping[int, str]
    people: Mapping[int, str]

    def person(self, member_id: int | None) -> str:
        """Who did something; no one is the operator at the terminal."""
        return self.people.get(member_id, OPERATOR) if member_id is not None else OPERATOR


def read_words(
    connection: Connection, workspace_id: int, basis: Basis, people: Collection[MemberHead]
) -> Words:
    """All of them, in two more statements than what is in hand already."""
    client = and_(Client.workspace_id == Job.workspace_id, Client.id == Job.client_id)
    jobs = connection.execute(
        select(Job.id, Job.name, Client.name.label("client"))
        .outerjoin(Client, client)
        .where(Job.workspace_id == workspace_id)
    ).all()
    return Words(
        clocks=basis.clock_names,
        jobs={job.id: job.name for job in jobs},
        clients={job.id: job.client for job in jobs if job.client is not None},
        tags=read_label_names(connection, workspace_id, LabelKind.TAG),
        kinds=basis.kinds,
        people={person.member_id: person.name for person in people},
    )


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """A correction with who asked for it, who decided, and what is left to do about it, in words.

    `waits` is empty where nothing is left to do.
    """

    view: CorrectionView
    text: str
    waits: str


def read_corrections(
    connection: Connection, workspace_id: int, member_ids: Collection[int], words: Words
) -> dict[int, list[ToldCorrection]]:
    """By member, every correction in whatever state, oldest first."""
    rows = connection.execute(
        select(*Correction.__table__.c)
        .where(Correction.workspace_id == workspace_id, Correction.member_id.in_(member_ids))
        .order_by(unindexed(Correction.id))
    )
    found: dict[int, list[ToldCorrection]] = {}
    for row in rows:
        told = _told(view(row), words)
        found.setdefault(told.view.member_id, []).append(told)
    return found


def by_shift(found: Iterable[ToldCorrection], confirmed: Mapping[int, str]) -> dict[int, str]:
    """By shift, who confirmed its times and the corrections that it has part in."""
    texts = {shift_id: [text] for shift_id, text in confirmed.items()}
    for each in found:
        ids = {*each.view.shift_ids, *([each.view.shift_id] if each.view.shift_id else [])}
        for shift_id in sorted(ids):
            texts.setdefault(shift_id, []).append(each.text)
    return {shift_id: "; ".join(each) for shift_id, each in texts.items()}


_DECIDED = {
    CorrectionState.APPROVED: "approved by",
    CorrectionState.REFUSED: "refused by",
    CorrectionState.WITHDRAWN: "withdrawn by",
    CorrectionState.REPLACED: "answered with another correction by",
    CorrectionState.CONFIRMED: "confirmed by",
    CorrectionState.DISPUTED: "disputed by",
    CorrectionState.UPHELD: "kept by",
    CorrectionState.TAKEN_BACK: "undone by",
}
_WAITS = {
    CorrectionState.ASKED: "waits for a decision",
    CorrectionState.PROPOSED: "not counted before it is confirmed",
    CorrectionState.APPLIED: "counted and not confirmed",
    CorrectionState.DISPUTED: "disputed and not settled",
}


def _told(found: CorrectionView, words: Words) -> ToldCorrection:
    own = found.asked_by_id == found.member_id
    asked = f"{'asked' if own else 'made'} by {words.person(found.asked_by_id)}"
    text = f"{utc_text(found.applied_at or found.asked_at)} {asked}: {found.reason}"
    if found.state in _DECIDED:
        when = f" at {utc_text(found.decided_at)}" if found.decided_at else ""
        text += f", {_DECIDED[found.state]} {words.person(found.decided_by_id)}{when}"
    waits = _WAITS.get(found.state, "")
    if waits and found.state is not CorrectionState.DISPUTED:
        text += f", {waits}"
    return ToldCorrection(found, text, f"correction {asked} {waits}" if waits else "")
