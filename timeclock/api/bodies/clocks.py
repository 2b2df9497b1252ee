"""What is sent about time clocks, their people and their kinds of break."""

from typing import Annotated

from timeclock.api.bodies.paging import LEFT_OUT, Edit, Paged
from timeclock.company.clocks.service import DEFAULT_BREAK_LIMIT, DEFAULT_LIMIT
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    StrictFlag,
    StrictMaybeText,
    StrictMaybeWhole,
    StrictText,
    Zone,
    flag,
    strict_whole,
)
from timeclock.wire.readers import needed

_Whole = Annotated[int, needed(strict_whole)]


class ClocksAsked(Paged):
    """Which clocks to list: those in use, or the archived ones; the one with an external id."""

    archived: Annotated[bool, needed(flag)] = False
    external_id: StrictMaybeText = None


class NewClock(StrictBody):
    """A clock that is to be opened; it offers one unpaid kind of break."""

    name: StrictText
    timezone: Zone
    job_required: StrictFlag = False
    limit_minutes: _Whole = DEFAULT_LIMIT
    closes_forgotten: StrictFlag = False
    break_limit_minutes: _Whole = DEFAULT_BREAK_LIMIT


class ClockEdit(Edit):
    """What is to be different about a clock; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
    timezone: Annotated[Zone, LEFT_OUT]
    job_required: Annotated[StrictFlag, LEFT_OUT]
    limit_minutes: Annotated[_Whole, LEFT_OUT]
    closes_forgotten: Annotated[StrictFlag, LEFT_OUT]
    break_limit_minutes: Annotated[_Whole, LEFT_OUT]


class Assigned(StrictBody):
    """Whether the person also manages the clock, which takes a role from manager up."""

    manages: StrictFlag = False


class NewBreakKind(StrictBody):
    """A kind of break that the clock is to offer; `minutes` is its planned length.

    A paid break is paid up to its planned length, and beyond it only with `pays_beyond`.
    """

    name: StrictText
    paid: StrictFlag = False
    minutes: StrictMaybeWhole = None
    pays_beyond: StrictFlag = False


class BreakKindEdit(Edit):
    """What is to be different about a kind of break; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
    paid: Annotated[StrictFlag, LEFT_OUT]
    minutes: Annotated[StrictMaybeWhole, LEFT_OUT]
    pays_beyond: Annotated[StrictFlag, LEFT_OUT]
