"""What is sent about a single shift."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from timeclock.api.bodies.paging import MOST, Paged
from timeclock.wire.bodies import SEPARATED, StrictBody
from timeclock.wire.fields import MaybeMoment, Moment, StrictFlag, choice, flag, id_text
from timeclock.wire.readers import may_be_null, needed


class ShiftOrder(StrEnum):
    """By their start, the latest or the earliest first."""

    NEWEST = "-started_at"
    OLDEST = "started_at"


class Expanded(StrEnum):
    """What a shift names by its id, and can have in full."""

    USER = "user"
    CLOCK = "clock"
    JOB = "job"


_Ids = Annotated[tuple[Annotated[int, needed(id_text)], ...], Field(max_length=MOST)]


class ShiftsAsked(Paged):
    """Which shifts to list: those that begin from `start` to before `end`.

    Of users, at clocks, on jobs at any time of it, with tags: each may be repeated. With `open`
    those under way, or (`false`) those that have ended. `expand` adds `user`, `clock` and `job`.
    """

    start: MaybeMoment = None
    end: MaybeMoment = None
    user_id: _Ids = ()
    clock_id: _Ids = ()
    job_id: _Ids = ()
    tag_id: _Ids = ()
    open: Annotated[bool | None, may_be_null(flag)] = None
    order: Annotated[ShiftOrder, needed(choice(ShiftOrder))] = ShiftOrder.NEWEST
    expand: Annotated[
        tuple[Annotated[Expanded, needed(choice(Expanded))], ...], SEPARATED, Field(max_length=9)
    ] = ()


class ProposedEnd(StrictBody):
    """When one left."""

    at: Moment


class ConfirmedEnd(StrictBody):
    """The end that is right, where it matters that it still is the one that was looked at."""

    ended_at: MaybeMoment = None


class WorkedThrough(StrictBody):
    """Whether one worked through the break that the rules would deduct."""

    worked_through: StrictFlag = True
