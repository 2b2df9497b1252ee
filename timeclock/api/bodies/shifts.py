"""What is sent about a single shift."""

from typing import Annotated

from timeclock.api.bodies.paging import Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import MaybeIdText, MaybeMoment, Moment, StrictFlag, flag
from timeclock.wire.readers import may_be_null


class ShiftsAsked(Paged):
    """Which shifts to list: those that begin from `start` to before `end`.

    Of a user, at a clock, on a job at any time of it, with a tag; with `open` those under way, or
    (`false`) those that have ended.
    """

    start: MaybeMoment = None
    end: MaybeMoment = None
    user_id: MaybeIdText = None
    clock_id: MaybeIdText = None
    job_id: MaybeIdText = None
    tag_id: MaybeIdText = None
    open: Annotated[bool | None, may_be_null(flag)] = None


class ProposedEnd(StrictBody):
    """When one left."""

    at: Moment


class ConfirmedEnd(StrictBody):
    """The end that is right, where it matters that it still is the one that was looked at."""

    ended_at: MaybeMoment = None


class WorkedThrough(StrictBody):
    """Whether one worked through the break that the rules would deduct."""

    worked_through: StrictFlag = True
