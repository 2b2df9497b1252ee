"""Names for the ids of a workspace, and who corrected which shift, as a snapshot has them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from timeclock.company.jobs.models import Job
from timeclock.company.labels.models import Client, LabelKind
from timeclock.company.labels.queries import read_label_names
from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.storage.columns import unindexed
from timeclock.timekeeping import utc_text
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView, view
from timeclock.worktime.timesheets.reading.basis import Basis

OPERATOR = N_("the operator")


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
        found = None if member_id is None else self.people.get(member_id)
        return str(Sentence(OPERATOR)) if found is None else found


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


_ASKED = N_("%(time)s asked by %(name)s: %(reason)s")
_MADE = N_("%(time)s made by %(name)s: %(reason)s")
_DECIDED = {
    CorrectionState.APPROVED: N_("approved by %(name)s"),
    CorrectionState.REFUSED: N_("refused by %(name)s"),
    CorrectionState.WITHDRAWN: N_("withdrawn by %(name)s"),
    CorrectionState.REPLACED: N_("answered with another correction by %(name)s"),
    CorrectionState.CONFIRMED: N_("confirmed by %(name)s"),
    CorrectionState.DISPUTED: N_("disputed by %(name)s"),
    CorrectionState.UPHELD: N_("kept by %(name)s"),
    CorrectionState.TAKEN_BACK: N_("undone by %(name)s"),
}
_WAITS = {
    CorrectionState.ASKED: N_("waits for a decision"),
    CorrectionState.PROPOSED: N_("not counted before it is confirmed"),
    CorrectionState.APPLIED: N_("counted and not confirmed"),
    CorrectionState.DISPUTED: N_("disputed and not settled"),
}


def _told(found: CorrectionView, words: Words) -> ToldCorrection:
    own, name = found.asked_by_id == found.member_id, words.person(found.asked_by_id)
    time = utc_text(found.applied_at or found.asked_at)
    told = Sentence(_ASKED if own else _MADE, time=time, name=name, reason=found.reason)
    if found.state in _DECIDED:
        decided = Sentence(_DECIDED[found.state], name=words.person(found.decided_by_id))
        if found.decided_at:
            time = utc_text(found.decided_at)
            decided = Sentence("%(decided)s at %(time)s", decided=decided, time=time)
        told = Sentence("%(told)s, %(more)s", told=told, more=decided)
    if found.state not in _WAITS:
        return ToldCorrection(found, str(told), "")
    waits = Sentence(_WAITS[found.state])
    if found.state is not CorrectionState.DISPUTED:
        told = Sentence("%(told)s, %(more)s", told=told, more=waits)
    asked = N_("correction asked by %(name)s %(waits)s")
    made = N_("correction made by %(name)s %(waits)s")
    return ToldCorrection(
        found, str(told), str(Sentence(asked if own else made, name=name, waits=waits))
    )
