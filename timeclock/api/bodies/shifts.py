"""What is sent about a single shift."""

from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import Moment, StrictFlag


class ProposedEnd(StrictBody):
    """When one left."""

    at: Moment


class WorkedThrough(StrictBody):
    """Whether one worked through the break that the rules would deduct."""

    worked_through: StrictFlag = True
