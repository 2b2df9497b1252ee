"""What is sent about a single shift."""

from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import MaybeMoment, Moment, StrictFlag


class ProposedEnd(StrictBody):
    """When one left."""

    at: Moment


class ConfirmedEnd(StrictBody):
    """The end that is right, where it matters that it still is the one that was looked at."""

    ended_at: MaybeMoment = None


class WorkedThrough(StrictBody):
    """Whether one worked through the break that the rules would deduct."""

    worked_through: StrictFlag = True
