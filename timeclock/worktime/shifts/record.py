"""A shift as one value: what every door shows and what the ledger keeps; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from timeclock.ledger.editing import version_of
from timeclock.ledger.entry import Json
from timeclock.timekeeping import parse_instant, precise_text, utc_text
from timeclock.worktime.shifts.claims import NO_CLAIMS, Claims, inside
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline

Place = Mapping[str, str | None]


class UnconfirmedEnd(StrEnum):
    """Why a shift is not paid yet.

    PROPOSED: the person named its end afterwards. PROVISIONAL: the clock closed it. FORGOTTEN: it
    ended after its clock's limit, and the act that ended it did not say when the person left.
    DOUBTFUL: the server's clock was in doubt when it was punched, so that any of its times may be
    wrong. It can be said of an open shift, which then waits for its end first. CLAIMED: parts of it
    rest on times that the person gave afterwards; only those parts are not paid.
    """

    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    FORGOTTEN = "forgotten"
    DOUBTFUL = "doubtful"
    CLAIMED = "claimed"


# The person has said these times; another person confirms them.
GIVEN_BY_THE_PERSON = frozenset({UnconfirmedEnd.PROPOSED, UnconfirmedEnd.CLAIMED})


# No one has said these ends.
NOT_SAID = frozenset({UnconfirmedEnd.PROVISIONAL, UnconfirmedEnd.FORGOTTEN})


@dataclass(frozen=True, slots=True)
class ShiftRecord:
    """A shift with everything that was said of it.

    Instants are UTC: whole seconds in `timeline`, microseconds of receipt in `created_at` and
    `changed_at`. Zones are labels given with the punches. A place has `address`, `latitude` and
    `longitude` (decimal text). `ended_by_id` is a member, None where the operator or the clock
    ended it; `stopped` says that it was not the person. An `unconfirmed` end waits for the word of
    someone else than `proposed_by_id` (None: the clock), and nothing of the shift is paid before,
    or only what does not rest on `claims`.
    `worked_through` takes a deducted meal break back. `tag_ids` are its tags in order.
    `original` is the shift as it was punched, from before its first correction.
    """

    id: int
    workspace_id: int
    member_id: int
    account_id: int
    clock_id: int
    timeline: Timeline
    start_zone: str
    start_source: str
    created_at: datetime
    changed_at: datetime
    start_edited: bool = False
    start_place: Place | None = None
    end_zone: str | None = None
    end_source: str | None = None
    end_edited: bool = False
    end_place: Place | None = None
    ended_by_id: int | None = None
    stopped: bool = False
    stop_reason: str = ""
    note: str = ""
    billable: bool = False
    scheduler_shift_id: str | None = None
    voided: bool = False
    worked_through: bool = False
    unconfirmed: UnconfirmedEnd | None = None
    proposed_by_id: int | None = None
    original: Mapping[str, Any] | None = None
    claims: Claims = NO_CLAIMS
    tag_ids: tuple[int, ...] = ()

    @property
    def is_unpaid(self) -> bool:
        """Whether nothing of it is paid before its times are confirmed."""
        return self.unconfirmed not in (None, UnconfirmedEnd.CLAIMED)

    def to_json(self) -> dict[str, Json]:
        """The facts, without what is personal: that goes into `personal`."""
        line = self.timeline
        return {
            "shift": self.id,
            "member": self.member_id,
            "user": self.account_id,
            "clock": self.clock_id,
            "job": line.job_id,
            "start": utc_text(line.started_at),
            "start_zone": self.start_zone,
            "start_source": self.start_source,
            "start_edited": self.start_edited,
            "end": utc_text(line.ended_at) if line.ended_at else None,
            "end_zone": self.end_zone,
            "end_source": self.end_source,
            "end_edited": self.end_edited,
            "ended_by": self.ended_by_id,
            "stopped": self.stopped,
            "billable": self.billable,
            "scheduler_shift": self.scheduler_shift_id,
            "breaks": [_pause_to_json(p) for p in line.pauses],
            "segments": [_stretch_to_json(s) for s in line.stretches],
            "created": precise_text(self.created_at),
            "changed": precise_text(self.changed_at),
            "voided": self.voided,
            **self._marks(),
        }

    def _marks(self) -> dict[str, Json]:
        """What few shifts have; entries from before these marks existed read the same."""
        marks: dict[str, Json] = {}
        if self.worked_through:
            marks["worked_through"] = True
        if self.unconfirmed:
            marks["unconfirmed"] = self.unconfirmed.value
            marks["proposed_by"] = self.proposed_by_id
        if self.claims:
            marks["claims"] = self.claims.to_json()
        if self.tag_ids:
            marks["tags"] = list(self.tag_ids)
        return marks

    def personal(self) -> dict[str, Json]:
        """Text and places, which the ledger keeps erasable."""
        found: dict[str, Json] = {}
        if self.note:
            found["note"] = self.note
        if self.stop_reason:
            found["reason"] = self.stop_reason
        if self.start_place:
            found["start_place"] = dict(self.start_place)
        if self.end_place:
            found["end_place"] = dict(self.end_place)
        return found

    @property
    def version(self) -> str:
        """Names this state of the shift; after each write there is another one."""
        return version_of([self.to_json(), self.personal()])

    @classmethod
    def from_json(
        cls, workspace_id: int, facts: Mapping[str, Any], personal: Mapping[str, Any] | None
    ) -> "ShiftRecord":
        """A shift as an entry of the ledger tells it."""
        said = personal or {}
        return cls(
            id=facts["shift"],
            workspace_id=workspace_id,
            member_id=facts["member"],
            account_id=facts["user"],
            clock_id=facts["clock"],
            timeline=Timeline(
                started_at=parse_instant(facts["start"]),
                job_id=facts["job"],
                ended_at=_instant(facts["end"]),
                pauses=tuple(_pause_from_json(p) for p in facts["breaks"]),
                stretches=tuple(
                    JobStretch(s["segment"], s["job"], parse_instant(s["start"]))
                    for s in facts["segments"]
                ),
            ),
            start_zone=facts["start_zone"],
            start_source=facts["start_source"],
            start_edited=facts["start_edited"],
            start_place=said.get("start_place"),
            end_zone=facts["end_zone"],
            end_source=facts["end_source"],
            end_edited=facts["end_edited"],
            end_place=said.get("end_place"),
            ended_by_id=facts["ended_by"],
            stopped=facts["stopped"],
            stop_reason=said.get("reason") or "",
            note=said.get("note") or "",
            billable=facts["billable"],
            scheduler_shift_id=facts["scheduler_shift"],
            created_at=parse_instant(facts["created"]),
            changed_at=parse_instant(facts["changed"]),
            voided=facts["voided"],
            worked_through=facts.get("worked_through", False),
            unconfirmed=_unconfirmed(facts.get("unconfirmed")),
            proposed_by_id=facts.get("proposed_by"),
            claims=Claims.from_json(facts.get("claims")),
            tag_ids=tuple(facts.get("tags", ())),
        )

    def with_timeline(self, timeline: Timeline) -> "ShiftRecord":
        """The same shift with another line in time."""
        return replace(self, timeline=timeline)

    def with_its_claims(self) -> "ShiftRecord":
        """The same shift with the claims that still concern it.

        A claim belongs to a time of the shift. What waits is inside the shift, and nothing waits
        once the shift is confirmed.
        """
        if not self.claims:
            return self
        line = self.timeline
        waits = (
            inside(self.claims.waits, line.started_at, line.ended_at) if self.unconfirmed else ()
        )
        moments = set(line.moments)
        given = tuple(each for each in self.claims.given if each.at in moments)
        kept = replace(self, claims=Claims(given, waits, self.claims.refused))
        if self.unconfirmed is UnconfirmedEnd.CLAIMED and not waits:
            return replace(kept, unconfirmed=None, proposed_by_id=None)
        return kept


def newly_said(
    before: ShiftRecord | None, after: ShiftRecord, place: Place | None = None
) -> dict[str, Json] | None:
    """The personal text that an act added or changed, with what a changed note said before."""
    known = before.personal() if before else {}
    said = after.personal()
    new: dict[str, Json] = {k: said.get(k) for k in {*known, *said} if said.get(k) != known.get(k)}
    if "note" in new and "note" in known:
        new["note_before"] = known["note"]
    if place is not None:
        new["place"] = dict(place)
    return new or None


def _pause_to_json(pause: BreakInterval) -> Json:
    return {
        "break": pause.id,
        "kind": pause.kind_id,
        "paid": pause.paid,
        "start": utc_text(pause.started_at),
        "end": utc_text(pause.ended_at) if pause.ended_at else None,
        "cut": pause.cut,
        **plan_to_json(pause.plan),
    }


def plan_from_json(facts: Mapping[str, Any]) -> BreakPlan | None:
    """The plan of a break; facts from before there were plans have none."""
    if "pays_beyond" not in facts:
        return None
    return BreakPlan(facts["planned"], facts["pays_beyond"])


def plan_to_json(plan: BreakPlan | None) -> dict[str, Json]:
    """The facts of a plan; none where there is no plan."""
    return {} if plan is None else {"planned": plan.minutes, "pays_beyond": plan.pays_beyond}


def _pause_from_json(facts: Mapping[str, Any]) -> BreakInterval:
    return BreakInterval(
        facts["break"],
        facts["kind"],
        facts["paid"],
        parse_instant(facts["start"]),
        _instant(facts["end"]),
        facts["cut"],
        plan_from_json(facts),
    )


def _stretch_to_json(stretch: JobStretch) -> Json:
    return {
        "segment": stretch.id,
        "job": stretch.job_id,
        "start": utc_text(stretch.started_at),
    }


def _unconfirmed(text: str | None) -> UnconfirmedEnd | None:
    return UnconfirmedEnd(text) if text else None


def _instant(text: str | None) -> datetime | None:
    return parse_instant(text) if text else None
