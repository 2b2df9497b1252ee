"""What is sent about corrections: whole shifts as they are to be, and reasons."""

from typing import Annotated

from pydantic import Field

from timeclock.api.bodies.paging import Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeIdText,
    Moment,
    StrictFlag,
    StrictId,
    StrictMaybeId,
    StrictText,
    choice,
)
from timeclock.wire.readers import may_be_null
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.drafts.soundness import MOST_PARTS


class DraftedBreak(StrictBody):
    """A break as it is to be. `paid` counts for one that the shift has already, of no kind."""

    started_at: Moment
    ended_at: Moment
    break_kind_id: StrictMaybeId = None
    paid: StrictFlag = False


class DraftedSwitch(StrictBody):
    """From when on the time is to be booked on another job."""

    started_at: Moment
    job_id: StrictMaybeId


class Drafted(StrictBody):
    """One whole shift as it is to be: what is left out is not there.

    Without `tag_ids` the tags stay as they are.
    """

    clock_id: StrictId
    started_at: Moment
    ended_at: Moment
    job_id: StrictMaybeId = None
    breaks: tuple[DraftedBreak, ...] = ()
    switches: tuple[DraftedSwitch, ...] = ()
    note: StrictText = ""
    tag_ids: tuple[StrictId, ...] | None = None
    worked_through: StrictFlag = False

    @property
    def draft(self) -> Draft:
        """As the product takes it."""
        return Draft(
            clock_id=self.clock_id,
            started_at=self.started_at,
            ended_at=self.ended_at,
            job_id=self.job_id,
            breaks=tuple(
                DraftBreak(b.started_at, b.ended_at, b.break_kind_id, b.paid) for b in self.breaks
            ),
            switches=tuple(DraftSwitch(s.started_at, s.job_id) for s in self.switches),
            note=self.note,
            tag_ids=self.tag_ids,
            worked_through=self.worked_through,
        )


class Wanted(StrictBody):
    """A change, asked for or proposed: no `shift_id` adds a shift, no drafts remove it.

    `user_id` of someone else proposes; `replaces_id` is a request that the proposal answers.
    """

    user_id: StrictMaybeId = None
    shift_id: StrictMaybeId = None
    drafts: Annotated[tuple[Drafted, ...], Field(max_length=MOST_PARTS)]
    reason: StrictText
    replaces_id: StrictMaybeId = None


class Reasoned(StrictBody):
    """A decision that the other side reads the reason of."""

    reason: StrictText


class Settled(StrictBody):
    """The end of a dispute: the edit counts, or everything is as it was before it."""

    keep: StrictFlag
    reason: StrictText


class CorrectionsAsked(Paged):
    """Which corrections to list, newest first: of a user, in a state."""

    user_id: MaybeIdText = None
    state: Annotated[CorrectionState | None, may_be_null(choice(CorrectionState))] = None
